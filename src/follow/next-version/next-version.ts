// follow:next-version: the next development version, committed on top of the branch as it is then, or proposed where it takes no commits.
import type { Json } from '../../core/json.js'
import { versionEntrySchema, type VersionEntry } from '../../core/reference.js'
import { repositoryText } from '../../core/facts.js'
import type { Outcome, Probe } from '../../core/result.js'
import { compareVersions, parseVersion } from '../../core/version.js'
import { nextVersion as versionAfter } from '../../core/version/next-version.js'
import { problem } from '../../errors/release-error.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld } from '../../ports/world.js'
import { applyEdit, headOf, preflightEdit, proposed, type BranchEdit } from '../branch-edit/branch-edit.js'
import { stateAt, type NextTask } from './edit.js'

const headline = 'Set next development version'

export const nextVersion = defineStep<VersionEntry, NextTask>({
  name: 'follow:next-version',
  phase: 'follow',
  slot: 'version',
  takes: [],
  gives: [],
  needs: ['publish:release', 'publish:image', 'publish:chart', 'follow:changelog'],
  schema: versionEntrySchema,
  cost: () => ({ requests: 17, creates: 1 }),
  plan: (facts, entry) => {
    if (entry.next === undefined) return { skip: 'the config names no rule for the next version' }
    if (entry['written-in'].length === 0) return { skip: 'the version is written nowhere' }
    if (facts.run) return { skip: `no tag started this run, and ${facts.tag.name} is no version that another one comes after` }
    const higher = facts.earlier.find((it) => compareVersions(parseVersion(it, facts.version.scheme), facts.version) > 0)
    if (higher !== undefined) return { skip: `${higher} is tagged, which is higher: ${facts.defaultBranch} is not set to what comes after ${facts.version.text}` }
    const next = versionAfter(facts.version, entry.next)
    return {
      title: `Set ${next.text} on ${facts.defaultBranch}`,
      task: {
        branch: facts.defaultBranch, released: facts.version.text, next: next.text, scheme: next.scheme,
        references: plain(entry['written-in']), alsoSet: plain(entry['also-set']), page: `${facts.server}/${repositoryText(facts.repository)}`,
      },
    }
  },
  preflight: (task, world) => preflightEdit(task.branch, { what: 'the next version', byPull: (why) => problem('NEXT_BY_PULL', { branch: task.branch, why }) }, world),
  probe: (task, _inputs, world) => probe(task, world),
  apply: (task, _inputs, world) => applyEdit(editOf(task, world), world),
})

/** Without keys that are undefined: the task goes into the plan as JSON. */
const plain = (value: object): Json => JSON.parse(JSON.stringify(value)) as Json

const probe = async (task: NextTask, world: ReadWorld): Promise<Probe> => {
  const head = await headOf(task.branch, world)
  const { changes, beyond } = await stateAt(task, head, world)
  if (changes.length === 0) return done(task, { url: `${task.page}/commit/${head}` })
  if (beyond !== undefined) return done(task, { where: `${task.branch} at ${beyond}`, note: 'the branch has moved on by itself' })
  const pull = await world.github.pullRequest(world.repository, proposalBranch(world))
  return pull ? done(task, proposed(pull)) : { state: 'absent' }
}

const done = (task: NextTask, outcome: Outcome): Probe => ({ state: 'done', outcome: { where: `${task.branch} at ${task.next}`, ...outcome } })

const proposalBranch = ({ tag }: ReadWorld): string => `slipway/next-version-${tag.name}`

const editOf = (task: NextTask, world: ReadWorld): BranchEdit => ({
  branch: task.branch,
  headline,
  proposal: { branch: proposalBranch(world), kind: 'next-version', title: `${headline} ${task.next}`, text: `${world.tag.name} is released. This sets ${task.next}, the next development version.` },
  // A branch that says more lacks nothing: then the next version is somebody else's affair.
  changesAt: async (commit) => {
    const { changes, beyond } = await stateAt(task, commit, world)
    return beyond === undefined ? changes : []
  },
})
