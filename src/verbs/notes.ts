// `slipway notes [TAG | V]`: what the text of a release says, or would say of what is there now. Reads only, and asks GitHub only where the
// source of the notes does.
import { changelogOf, askedOf } from '../core/changelog/changelog-entry.js'
import { sectionOf } from '../core/changelog/changelog.js'
import { renderGroups } from '../core/changelog/groups.js'
import type { LineConfig } from '../core/config.js'
import { linePath, repositoryText } from '../core/facts.js'
import type { JsonObject } from '../core/json.js'
import { gatherNotes, releaseForm, usualChangelog, type Gathered } from '../core/notes/gather-notes.js'
import { notesAsked, type NotesAsked, type NotesSetting } from '../core/notes/notes-asked.js'
import type { NotesSource } from '../core/notes/notes-source.js'
import type { Report } from '../core/report.js'
import { matchTag, tagName } from '../core/tag-pattern.js'
import { parseVersion, type Version } from '../core/version.js'
import { fail } from '../errors/release-error.js'
import { claimTag } from '../plan/claim.js'
import { changelogAt, previousIn } from '../plan/previous.js'
import { earlierVersions } from '../plan/survey.js'
import { allSections } from './all-notes.js'
import type { ReleaseWork } from './plan-release.js'
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
}

export const notes = async (work: ReleaseWork): Promise<Report> => {
  const { request, ports } = work
  const began = ports.clock.now()
  // A clone that lacks the tags would take all of the history for one release.
  const tags = await ports.git.tags()
  const made = request.all === true ? await ofAll(work, tags) : await ofOne(await subjectOf(work, tags), tags, work)
  return { verb: request.verb, outcome: 'nothing-to-do', exitCode: 0, results: [], problems: [], findings: [], took: ports.clock.now() - began, ...made }
}

type Made = Required<Pick<Report, 'summary' | 'text' | 'page' | 'shown'>>

const ofAll = async (work: ReleaseWork, tags: readonly string[]): Promise<Made> => {
  const line = onlyLine(await workTreeConfig(work.request, work.ports, work.steps), work.request)
  const sections = await allSections(line, tags, work.ports)
  const text = sections.map((it) => it.text).join('\n\n')
  const shown: JsonObject = { sections: sections.map(({ tag, text: own }): JsonObject => ({ tag, text: own })) }
  return { text, page: text, shown, summary: `the notes of ${sections.length} releases` }
}

const headOf = async ({ ports }: ReleaseWork): Promise<string> => (await ports.git.commit('HEAD')) ?? fail('COMMIT_NOT_FOUND', { commit: 'HEAD', where: ports.folder })

/** A tag that is there; or a version (the one that the source speaks of, say), as if HEAD were tagged with it. */
const subjectOf = async (work: ReleaseWork, tags: readonly string[]): Promise<Subject> => {
  const { request, ports, steps } = work
  const asked = request.tag ?? request.version ?? /^refs\/tags\/(.+)$/.exec(request.event?.ref ?? '')?.[1]
  if (asked !== undefined && tags.includes(asked)) {
    const { commit } = await ports.git.resolveTag(asked)
    const config = await readConfig(commit, request, ports, steps)
    const claim = claimTag(config, asked, request.line) ?? fail('TAG_NOT_CLAIMED', { tag: asked, patterns: config.lines.map((it) => it.tag).join(', ') })
    return { ...claim, tag: asked, commit, isTagged: true }
  }
  const config = await workTreeConfig(request, ports, steps)
  const line = onlyLine(config, request)
  const commit = await headOf(work)
  const version = asked === undefined ? await upcomingOf(line, commit, ports) : parseVersion(matchTag(line.tag, line.scheme, asked)?.text ?? asked, line.scheme)
  if (version === undefined) return { line, tag: 'HEAD', commit, isTagged: false }
  const tag = tagName(line.tag, version)
  const isTagged = tags.includes(tag)
  return { line, tag, version, isTagged, commit: isTagged ? (await ports.git.resolveTag(tag)).commit : commit }
}

/** As the release would, unless another source is named. What is not written yet is made of the changes. */
const sourceOf = ({ line, isTagged }: Subject, isTold: boolean, { request: { source } }: ReleaseWork): NotesAsked => {
  const kept = changelogOf(line)
  const file = kept?.file ?? usualChangelog
  if (source !== undefined) return { from: source, ...(source === 'changelog' ? { file } : {}) }
  const entry = line.slots['publish.release']?.[0]?.['notes'] as NotesSetting | undefined
  const asked: NotesAsked = entry === undefined ? { from: 'none' } : notesAsked(entry)
  const isThere: Readonly<Partial<Record<NotesSource, boolean>>> = { none: false, tag: isTagged, changelog: isTold }
  if (isThere[asked.from] === false) return kept ? askedOf(kept) : { from: 'commits' }
  return asked.from === 'changelog' ? { file, ...asked } : asked
}

/** Of a line without any tag, and of a source that says no version. */
const nothingYet = ({ scheme }: LineConfig): Version => parseVersion(scheme === 'free' ? 'none' : '0.0.0', scheme)

const ofOne = async (it: Subject, tags: readonly string[], work: ReleaseWork): Promise<Made> => {
  const { line, tag, commit, isTagged } = it
  const { git, github, repository, server } = work.ports
  const changelog = await changelogAt(git, line, commit)
  const earlier = earlierVersions(tags, line, tag)
  const [highest] = earlier
  const before = it.version ? previousIn(changelog, earlier, it.version) : highest
  const version = it.version ?? highest ?? nothingYet(line)
  const asked = sourceOf(it, it.version !== undefined && sectionOf(changelog, it.version) !== undefined, work)
  const previous = before && tagName(line.tag, before)
  const common = { asked, repository, base: `${server}/${repositoryText(repository)}`, tag, isTagged, commit, version, path: linePath(line.effective), line }
  return shownAs(await gatherNotes({ ...common, ...(previous === undefined ? {} : { previous }) }, { git, github }), { ...it, asked, previous })
}

/** For people, for a summary, and for other programs. */
const shownAs = (found: Gathered, { tag, isTagged, commit, asked, previous }: Subject & { readonly asked: NotesAsked; readonly previous: string | undefined }): Made => {
  const isText = typeof found === 'string'
  const text = (isText ? found : renderGroups(found, releaseForm)).trim() || 'No changes.'
  const groups = isText ? {} : { groups: found.map(({ title, items }): JsonObject => ({ title, items })) }
  const what = isTagged ? `the notes of ${tag}` : `what ${tag === 'HEAD' ? 'the next release' : tag} would say`
  const since = previous === undefined ? '' : `, since ${previous}`
  return { text, page: text, shown: { tag, tagged: isTagged, commit, previous: previous ?? null, from: asked.from, text, ...groups }, summary: `${what}, from ${asked.from}${since}` }
}
