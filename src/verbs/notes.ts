// `slipway notes [TAG | V]`: what the text of a release says, or would say of what is there now. Reads only, and asks GitHub only where the
// source of the notes does.
import { changelogOf, askedOf } from '../core/changelog/changelog-entry.js'
import { sectionOf } from '../core/changelog/changelog.js'
import { renderGroups } from '../core/changelog/groups.js'
import type { Config, LineConfig } from '../core/config.js'
import { isRepository, linePath, repositoryPage } from '../core/facts.js'
import type { JsonObject } from '../core/json.js'
import { gatherNotes, releaseForm, usualChangelog, type Gathered, type NotesReader } from '../core/notes/gather-notes.js'
import { notesAsked, type NotesAsked, type NotesSetting } from '../core/notes/notes-asked.js'
import type { NotesSource } from '../core/notes/notes-source.js'
import type { Report } from '../core/report.js'
import type { Finding } from '../core/result.js'
import { rollsIn } from '../core/rolling.js'
import { matchTag, tagName } from '../core/tag-pattern.js'
import { parseVersion, type Version } from '../core/version.js'
import { fail, problem, type Problem } from '../errors/release-error.js'
import { claimTag } from '../plan/claim.js'
import { changelogAt, previousIn } from '../plan/previous.js'
import { earlierReleases } from '../plan/survey.js'
import { allSections } from './all-notes.js'
import type { ReleaseWork } from './plan-release.js'
import { failNotClaimed } from './not-claimed.js'
import { beyondTag } from './beyond-tag.js'
import { readConfig } from './read-config.js'
import { upcomingOf } from './upcoming-version.js'
import { onlyLine, workTreeConfig } from './work-tree.js'

interface Subject {
  readonly line: LineConfig
  readonly tag: string
  /** Undefined where nothing says which one comes next. */
  readonly version?: Version
  readonly commit: string
  readonly isTagged: boolean
  /** The version that the source still says, where the commit is beyond its tag. */
  readonly since?: Version
}

export const notes = async (work: ReleaseWork): Promise<Report> => {
  const { request, ports } = work
  const began = ports.clock.now()
  // A clone that lacks the tags would take all of the history for one release.
  const tags = await ports.git.tags()
  const made = request.all === true ? await ofAll(work, tags) : await ofOne(await subjectOf(work, tags), tags, work)
  return { verb: request.verb, outcome: 'nothing-to-do', exitCode: 0, results: [], problems: [], findings: [], took: ports.clock.now() - began, ...made }
}

type Made = Required<Pick<Report, 'summary' | 'text' | 'page' | 'shown'>> & Partial<Pick<Report, 'findings'>>

const ofAll = async (work: ReleaseWork, tags: readonly string[]): Promise<Made> => {
  const line = onlyLine(await workTreeConfig(work.request, work.ports, work.steps), work.request)
  const sections = await allSections(line, tags, work.ports)
  const text = sections.map((it) => it.text).join('\n\n')
  const shown: JsonObject = { sections: sections.map(({ tag, text: own }): JsonObject => ({ tag, text: own })) }
  return { text, page: text, shown, summary: `the notes of ${sections.length === 1 ? 'one release' : `${sections.length} releases`}` }
}

const headOf = async ({ ports }: ReleaseWork): Promise<string> => (await ports.git.commit('HEAD')) ?? fail('COMMIT_NOT_FOUND', { commit: 'HEAD', where: ports.folder })

/** Of several lines, the one whose tags are called so is meant. */
const lineOf = (config: Config, asked: string | undefined, { request }: ReleaseWork): LineConfig =>
  (asked === undefined ? undefined : claimTag(config, asked, request.line)?.line) ?? onlyLine(config, request)

/** A tag that is there; or a version (the one that the source speaks of, say), as if HEAD were tagged with it. */
const subjectOf = async (work: ReleaseWork, tags: readonly string[]): Promise<Subject> => {
  const { request, ports, steps } = work
  const asked = request.tag ?? request.version ?? /^refs\/tags\/(.+)$/.exec(request.event?.ref ?? '')?.[1]
  if (asked !== undefined && tags.includes(asked)) {
    const { commit } = await ports.git.resolveTag(asked)
    const config = await readConfig(commit, request, ports, steps)
    const claim = claimTag(config, asked, request.line) ?? (await failNotClaimed(asked, config, ports.git))
    return { ...claim, tag: asked, commit, isTagged: true }
  }
  const config = await workTreeConfig(request, ports, steps)
  const line = lineOf(config, asked, work)
  const commit = await headOf(work)
  const version = asked === undefined ? await upcomingOf(line, commit, ports) : parseVersion(matchTag(line.tag, line.scheme, asked)?.text ?? asked, line.scheme)
  if (version === undefined) return { line, tag: 'HEAD', commit, isTagged: false }
  if (asked === undefined && (await beyondTag(line, { version, commit }, ports.git))) return { line, tag: 'HEAD', commit, isTagged: false, since: version }
  const tag = tagName(line.tag, version)
  const isTagged = tags.includes(tag)
  return { line, tag, version, isTagged, commit: isTagged ? (await ports.git.resolveTag(tag)).commit : commit }
}

interface Source {
  readonly asked: NotesAsked
  /** Why a release of it as it stands would stop: what is shown then is made of something else. */
  readonly stop?: Problem
}

/** As the release would, unless another source is named. What is not written yet is made of the changes. */
const sourceOf = async (it: Subject, isTold: boolean, { request: { source }, ports: { git } }: ReleaseWork): Promise<Source> => {
  const { line, isTagged } = it
  const keptFile = changelogOf(line)?.file ?? usualChangelog
  if (source !== undefined) return { asked: { from: source, ...(source === 'changelog' || source === 'unreleased' ? { file: keptFile } : {}) } }
  const entry = line.slots['publish.release']?.[0]?.['notes'] as NotesSetting | undefined
  const asked: NotesAsked = entry === undefined ? { from: 'none' } : notesAsked(entry)
  const isThere: Readonly<Partial<Record<NotesSource, boolean>>> = { none: false, tag: isTagged, changelog: isTold }
  if (isThere[asked.from] === false) return unwritten(it, asked, git)
  return { asked: asked.from === 'changelog' ? { file: keptFile, ...asked } : asked }
}

/** What the section will be made of, and whether the release waits for it. */
const unwritten = async ({ line, tag, commit, version, isTagged }: Subject, asked: NotesAsked, git: ReleaseWork['ports']['git']): Promise<Source> => {
  const kept = changelogOf(line)
  const bytes = kept && (await git.holds(commit, kept.file)) ? await git.show(commit, kept.file) : undefined
  const made = kept ? askedOf(kept, new TextDecoder().decode(bytes), line) : { from: 'commits' as const }
  const file = asked.file ?? kept?.file ?? usualChangelog
  // With the tag it comes by `slipway prepare`, which makes the tag as well.
  const isMade = kept?.file === file && (kept.when === 'after' || !isTagged)
  if (asked.from !== 'changelog' || isMade || version === undefined) return { asked: made }
  return { asked: made, stop: problem('CHANGELOG_NO_SECTION', { file, version: version.text, tag }, { file }) }
}

/** Of a line without any tag, and of a source that says no version. */
const nothingYet = ({ scheme }: LineConfig): Version => parseVersion(scheme === 'free' ? 'none' : '0.0.0', scheme)

/** Of a clone without a place on GitHub nothing can be asked there; most sources ask nothing. */
const askedInVain = (folder: string): NotesReader => {
  const unknown = async (): Promise<never> => fail('REPOSITORY_UNKNOWN', { folder })
  return { pullsOf: unknown, closedIssues: unknown, generatedNotes: unknown }
}

const ofOne = async (it: Subject, tags: readonly string[], work: ReleaseWork): Promise<Made> => {
  const { line, tag, commit, isTagged } = it
  const { git, repository, server, folder } = work.ports
  const github = isRepository(repository) ? work.ports.github : askedInVain(folder)
  const changelog = await changelogAt(git, line, commit)
  const earlier = earlierReleases(tags, line, tag)
  const [highest] = earlier
  const before = it.version ? previousIn(changelog, earlier, { version: it.version, rolls: rollsIn(line, tag, it.version) }) : (it.since ?? highest)
  const version = it.version ?? it.since ?? highest ?? nothingYet(line)
  const { asked, stop } = await sourceOf(it, it.version !== undefined && sectionOf(changelog, it.version) !== undefined, work)
  const previous = before && tagName(line.tag, before)
  const common = { asked, repository, base: repositoryPage(server, repository), tag, isTagged, commit, version, path: linePath(line.effective), line }
  return shownAs(await gatherNotes({ ...common, ...(previous === undefined ? {} : { previous }) }, { git, github }), { ...it, asked, previous, ...(stop ? { stop } : {}) })
}

type Shown = Subject & Source & { readonly previous: string | undefined }

/** For people, for a summary, and for other programs. */
const shownAs = (found: Gathered, it: Shown): Made => {
  const { tag, isTagged, commit, asked, previous, stop } = it
  const isText = typeof found === 'string'
  const words = (isText ? found : renderGroups(found, releaseForm)).trim()
  const groups = isText ? {} : { groups: found.map(({ title, items }): JsonObject => ({ title, items })) }
  const text = words || 'No changes.'
  const page = stop ? `A release of ${tag} as it stands would stop: ${stop.message} ${stop.hint}\n\nOf ${asked.from} such a section could be:\n\n${text}` : text
  return { text: page, page, findings: findingsOf(words, it), shown: { tag, tagged: isTagged, commit, previous: previous ?? null, from: asked.from, text, ...(stop ? { stops: stop.code } : {}), ...groups }, summary: summaryOf(it) }
}

const summaryOf = ({ tag, isTagged, asked, previous, stop }: Shown): string => {
  const since = previous === undefined ? '' : `, since ${previous}`
  if (stop) return `a release of ${tag} would stop (${stop.code}); shown is a suggestion from ${asked.from}${since}`
  return `${isTagged ? `the notes of ${tag}` : `what ${tag === 'HEAD' ? 'the next release' : tag} would say`}, from ${asked.from}${since}`
}

const findingsOf = (words: string, { line, asked, version, stop }: Shown): readonly Finding[] => {
  if (stop) return [{ severity: 'error', problem: stop }]
  const kept = changelogOf(line)
  return words !== '' || !kept || version === undefined || asked.from === 'tag' || asked.from === 'none' ? [] : [{ severity: 'warning', problem: problem('CHANGELOG_EMPTY', { file: kept.file, version: version.text, from: asked.from }) }]
}
