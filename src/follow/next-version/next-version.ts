// follow:next-version: the next development version, committed on top of the branch as it is then. A branch that takes no commits
// gets a pull request. Nothing is forced; if the branch moves meanwhile, the change is computed again on the new tip.
import type { Json } from '../../core/json.js'
import { movedFrom } from '../../core/pin.js'
import { makeMarker, withMarker } from '../../core/marker.js'
import { versionEntrySchema, type VersionEntry } from '../../core/reference.js'
import { repositoryText } from '../../core/facts.js'
import type { Finding, Outcome, Probe } from '../../core/result.js'
import { compareVersions, parseVersion } from '../../core/version.js'
import { nextVersion as versionAfter } from '../../core/version/next-version.js'
import { fail, problem, ReleaseError } from '../../errors/release-error.js'
import type { BranchRules, PullRequest } from '../../ports/github.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld, World } from '../../ports/world.js'
import { stateAt, type NextTask } from './edit.js'

const headline = 'Set next development version'
const mostTries = 5

export const nextVersion = defineStep<VersionEntry, NextTask>({
  name: 'follow:next-version',
  phase: 'follow',
  slot: 'version',
  takes: [],
  gives: [],
  needs: ['publish:release', 'publish:image', 'publish:chart'],
  schema: versionEntrySchema,
  cost: () => ({ requests: 17, creates: 1 }),
  plan: (facts, entry) => {
    if (entry.next === undefined) return { skip: 'the config names no rule for the next version' }
    if (entry['written-in'].length === 0) return { skip: 'the version is written nowhere' }
    const higher = facts.earlier.find((it) => compareVersions(parseVersion(it, facts.version.scheme), facts.version) > 0)
    if (higher !== undefined) return { skip: `${higher} is higher, so ${facts.defaultBranch} is beyond ${facts.version.text} already` }
    const next = versionAfter(facts.version, entry.next)
    return {
      title: `Set ${next.text} on ${facts.defaultBranch}`,
      task: {
        branch: facts.defaultBranch, released: facts.version.text, next: next.text, scheme: next.scheme,
        references: plain(entry['written-in']), alsoSet: plain(entry['also-set']), page: `${facts.server}/${repositoryText(facts.repository)}`,
      },
    }
  },
  preflight: (task, world) => preflight(task, world),
  probe: (task, _inputs, world) => probe(task, world),
  apply: async (task, _inputs, world) => {
    if (!(await committed(task, world))) await propose(task, world)
  },
})

/** Without keys that are undefined: the task goes into the plan as JSON. */
const plain = (value: object): Json => JSON.parse(JSON.stringify(value)) as Json

const preflight = async (task: NextTask, world: ReadWorld): Promise<readonly Finding[]> => {
  const { github, repository } = world
  const { takesCommits, reason } = await github.branch(repository, task.branch)
  const needed = takesCommits ? (['contents:write'] as const) : (['contents:write', 'pull-requests:write'] as const)
  const why = takesCommits ? `commit the next version to ${task.branch}` : `propose the next version for ${task.branch}`
  const asked = await Promise.all(needed.map(async (scope): Promise<readonly Finding[]> => {
    const access = await github.can(repository, scope)
    const said = access.reason ?? ''
    if (access.state === 'denied') return [{ severity: 'error', problem: problem('RIGHT_MISSING', { scope, repository: repositoryText(repository), why, said }) }]
    return access.state === 'granted' ? [] : [{ severity: 'unproven', problem: problem('RIGHT_UNPROVEN', { scope, where: repositoryText(repository), said }) }]
  }))
  const byPull: readonly Finding[] = takesCommits ? [] : [{ severity: 'warning', problem: problem('NEXT_BY_PULL', { branch: task.branch, why: reason ?? 'its rules say so' }) }]
  return [...byPull, ...asked.flat()]
}

const probe = async (task: NextTask, world: ReadWorld): Promise<Probe> => {
  const head = await headOf(task, world)
  const { changes, beyond } = await stateAt(task, head, world)
  if (changes.length === 0) return done(task, { url: `${task.page}/commit/${head}` })
  if (beyond !== undefined) return done(task, { where: `${task.branch} at ${beyond}`, note: 'the branch has moved on by itself' })
  const pull = await world.github.pullRequest(world.repository, proposalBranch(world))
  return pull ? done(task, proposed(pull)) : { state: 'absent' }
}

const done = (task: NextTask, outcome: Outcome): Probe => ({ state: 'done', outcome: { where: `${task.branch} at ${task.next}`, ...outcome } })

/** One that a person closed is an answer as well; it is not asked again. */
const proposed = (pull: PullRequest): Outcome => ({
  where: `pull request #${pull.number}`,
  url: pull.url,
  note: pull.state === 'open' ? 'waiting to be merged' : pull.merged ? 'merged' : 'closed by a person without being merged',
})

const headOf = async (task: NextTask, { github, repository }: ReadWorld): Promise<string> =>
  (await github.branch(repository, task.branch)).head ?? fail('BRANCH_MISSING', { branch: task.branch, repository: repositoryText(repository) })

/** What follows a release that somebody has just taken back, by moving its tag, would be wrong. */
const mustBePinned = async ({ github, repository, tag }: ReadWorld): Promise<void> => {
  const moved = movedFrom(tag, await github.ref(repository, `refs/tags/${tag.name}`), repository)
  if (moved) fail('TAG_MOVED', moved)
}

/** True when the branch says the next version now, or says more. False when it takes no commit, or moves too often. */
const committed = async (task: NextTask, world: World): Promise<boolean> => {
  for (let tries = 1; tries <= mostTries; tries++) {
    const { head, takesCommits } = await world.github.branch(world.repository, task.branch)
    if (head === undefined) return fail('BRANCH_MISSING', { branch: task.branch, repository: repositoryText(world.repository) })
    const { changes, beyond } = await stateAt(task, head, world)
    if (changes.length === 0 || beyond !== undefined) return true
    if (!takesCommits) return false
    await mustBePinned(world)
    world.signal.throwIfAborted()
    try {
      await world.github.commit(world.repository, task.branch, { expectedHead: head, headline, body: '', changes })
      return true
    } catch (failure) {
      if (isCode(failure, 'BRANCH_PROTECTED')) return false
      if (!isCode(failure, 'BRANCH_MOVED')) throw failure
    }
  }
  return false
}

const isCode = (failure: unknown, code: string): boolean => failure instanceof ReleaseError && failure.code === code

/** The tag is part of the name, so that no other release ever finds this branch. */
const proposalBranch = ({ tag }: ReadWorld): string => `slipway/next-version-${tag.name}`

const propose = async (task: NextTask, world: World): Promise<void> => {
  const { github, repository, tag } = world
  await mustBePinned(world)
  const head = proposalBranch(world)
  const base = await headOf(task, world)
  const there = await proposalAt(head, base, world)
  const { changes } = await stateAt(task, there, world)
  world.signal.throwIfAborted()
  // On top of whatever a person has added to the branch meanwhile.
  if (changes.length > 0) await github.commit(repository, head, { expectedHead: there, headline, body: '', changes })
  const marker = makeMarker({ kind: 'next-version', repository: repositoryText(repository), tag: tag.name, object: tag.object })
  const text = `${tag.name} is released. This sets ${task.next}, the next development version.`
  await github.createPullRequest(repository, { head, base: task.branch, title: `${headline} ${task.next}`, body: withMarker(text, marker) })
}

/** The head of the branch for the proposal, made at `base` when there is none. */
const proposalAt = async (branch: string, base: string, { github, repository }: World): Promise<string> => {
  const there: BranchRules = await github.branch(repository, branch)
  if (there.head !== undefined) return there.head
  await github.createRef(repository, `refs/heads/${branch}`, base)
  return base
}
