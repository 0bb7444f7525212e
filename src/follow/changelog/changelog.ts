// follow:changelog: the section of a release in the file that people keep, committed when the release is public. What is there already
// is somebody's text, and stays.
import { askedOf, changelogEntry, type ChangelogEntry } from '../../core/changelog/changelog-entry.js'
import { readChangelog, sectionOf } from '../../core/changelog/changelog.js'
import { renderGroups } from '../../core/changelog/groups.js'
import { insertSection, type NewSection } from '../../core/changelog/insert-section.js'
import { decodeFile } from '../../core/edit/reference-text.js'
import { linePath, repositoryText } from '../../core/facts.js'
import { askedOnce } from '../../core/notes/asked-once.js'
import { gatherSection, releaseForm } from '../../core/notes/gather-notes.js'
import type { NotesAsked } from '../../core/notes/notes-asked.js'
import type { Finding, Outcome, Probe } from '../../core/result.js'
import { parseVersion, type Scheme, type Version } from '../../core/version.js'
import { fail, problem } from '../../errors/release-error.js'
import type { FileChange } from '../../ports/github.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld } from '../../ports/world.js'
import { applyEdit, headOf, preflightEdit, proposed, type BranchEdit } from '../branch-edit/branch-edit.js'

export type ChangelogTask = {
  readonly branch: string
  readonly file: string
  readonly asked: NotesAsked
  readonly version: string
  readonly pattern: string
  readonly scheme: Scheme
  /** Tag of the version before; empty for the first. */
  readonly since: string
  readonly path: string
  /** YYYY-MM-DD */
  readonly date: string
  /** https://github.com/owner/name */
  readonly base: string
}

export const followChangelog = defineStep<ChangelogEntry, ChangelogTask>({
  name: 'follow:changelog',
  phase: 'follow',
  slot: 'changelog',
  takes: [],
  gives: [],
  needs: ['publish:release', 'publish:image', 'publish:chart'],
  schema: changelogEntry,
  cost: () => ({ requests: 30, creates: 1 }),
  reads: (entry, paths) => paths.filter((it) => it === entry.file),
  plan: (facts, entry) => {
    const { version, tag } = facts
    const pattern = typeof facts.config['tag'] === 'string' ? facts.config['tag'] : '{version}'
    if (entry.when === 'tag') return { skip: 'the section comes with the tag' }
    if (version.isPrerelease && !entry.prereleases) return { skip: `${version.text} is a pre-release, and has no section` }
    const there = readChangelog(facts.texts[entry.file] ?? '', { tag: pattern, scheme: version.scheme })
    if (sectionOf(there, version)) return { skip: `${entry.file} has its section at ${tag.name} already` }
    const task: ChangelogTask = {
      branch: facts.defaultBranch, file: entry.file, asked: askedOf(entry, facts.texts[entry.file] ?? '', { tag: pattern, scheme: version.scheme }), version: version.text, pattern, scheme: version.scheme,
      since: facts.previous ?? '', path: linePath(facts.config), date: facts.words['date'] ?? '', base: `${facts.server}/${repositoryText(facts.repository)}`,
    }
    return { title: `Put the section of ${version.text} into ${entry.file} on ${facts.defaultBranch}`, task }
  },
  preflight: (task, world) => preflight(task, world),
  probe: (task, _inputs, world) => probe(task, world),
  apply: async (task, _inputs, world) => applyEdit(editOf(task, await sectionFor(task, world), world), world),
})

const versionIn = (task: ChangelogTask): Version => parseVersion(task.version, task.scheme)

const textAt = async ({ file }: ChangelogTask, commit: string, { github, repository }: ReadWorld): Promise<string> => {
  const bytes = await github.file(repository, file, commit)
  return bytes ? decodeFile(bytes, file) : ''
}

/** That it has no place for a section is found before anything is built or written. */
const preflight = async (task: ChangelogTask, world: ReadWorld): Promise<readonly Finding[]> => {
  const findings = await preflightEdit(task.branch, { what: `the section of ${task.file}`, byPull: (why) => problem('CHANGELOG_BY_PULL', { branch: task.branch, file: task.file, why }) }, world)
  const text = await textAt(task, await headOf(task.branch, world), world)
  const tried = insertSection(text, sectionWith(task, { body: '' }, world), { tag: task.pattern, scheme: task.scheme })
  const empty = await saysNothing(task, world) ? [{ severity: 'warning' as const, problem: problem('CHANGELOG_EMPTY', { file: task.file, version: task.version, from: task.asked.from }) }] : []
  return 'why' in tried ? [...findings, { severity: 'error', problem: problem('CHANGELOG_NO_PLACE', { file: task.file, why: tried.why }, { file: task.file }) }] : [...findings, ...empty]
}

/** GitHub's own text always says something. */
const saysNothing = async (task: ChangelogTask, world: ReadWorld): Promise<boolean> => {
  if (task.asked.from === 'github') return false
  const { body } = await sectionFor(task, world)
  return (typeof body === 'string' ? body : renderGroups(body, releaseForm)).trim() === ''
}

const probe = async (task: ChangelogTask, world: ReadWorld): Promise<Probe> => {
  const head = await headOf(task.branch, world)
  const changelog = readChangelog(await textAt(task, head, world), { tag: task.pattern, scheme: task.scheme })
  if (sectionOf(changelog, versionIn(task))) return done(task, { url: `${task.base}/blob/${head}/${task.file}` })
  const pull = await world.github.pullRequest(world.repository, proposalBranch(world))
  return pull ? done(task, proposed(pull)) : { state: 'absent' }
}

const done = (task: ChangelogTask, outcome: Outcome): Probe => ({ state: 'done', outcome: { where: `${task.file} on ${task.branch}`, ...outcome } })

const proposalBranch = ({ tag }: ReadWorld): string => `slipway/changelog-${tag.name}`

const sectionWith = (task: ChangelogTask, body: Pick<NewSection, 'body' | 'isMoved'>, { tag }: ReadWorld): NewSection => ({
  version: versionIn(task), tag: tag.name, date: task.date, base: task.base, ...body, ...(task.since === '' ? {} : { previous: task.since }),
})

const sectionFor = async (task: ChangelogTask, world: ReadWorld): Promise<NewSection> => {
  const { tag, repository, git, github, plan } = world
  const body = await gatherSection({
    asked: task.asked, repository, base: task.base, tag: tag.name, isTagged: (await git.tags()).includes(tag.name), commit: tag.commit, version: versionIn(task), path: task.path,
    line: { tag: task.pattern, scheme: task.scheme }, ...(task.since === '' ? {} : { previous: task.since }),
  }, { git, github: askedOnce(plan, github) })
  return sectionWith(task, body, world)
}

const editOf = (task: ChangelogTask, section: NewSection, world: ReadWorld): BranchEdit => {
  const headline = `Update ${task.file} for ${task.version}`
  return {
    branch: task.branch,
    headline,
    proposal: { branch: proposalBranch(world), kind: 'changelog', title: headline, text: `${world.tag.name} is released. This puts its section into ${task.file}; every other byte stays.` },
    changesAt: async (commit): Promise<readonly FileChange[]> => {
      const text = await textAt(task, commit, world)
      const done = insertSection(text, section, { tag: task.pattern, scheme: task.scheme })
      if ('why' in done) return fail('CHANGELOG_NO_PLACE', { file: task.file, why: done.why }, { place: { file: task.file } })
      return done.text === text ? [] : [{ path: task.file, bytes: Buffer.from(done.text) }]
    },
  }
}
