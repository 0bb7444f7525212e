// `slipway check`: every reference against the tag (or a version, or one another), each disagreement with file and line.
import type { Report } from '../core/report.js'
import type { LineConfig } from '../core/config.js'
import type { JsonObject } from '../core/json.js'
import { imagesOf } from '../core/line-images.js'
import { checkReferences, type Checked } from '../core/check-references.js'
import type { Texts } from '../core/reference.js'
import type { Ports } from '../ports/ports.js'
import type { PinnedTag } from '../core/plan.js'
import type { Finding } from '../core/result.js'
import { tagName } from '../core/tag-pattern.js'
import { compareVersions, parseVersion, type Version } from '../core/version.js'
import { problem } from '../errors/release-error.js'
import { claimTag } from '../plan/claim.js'
import { earlierVersions } from '../plan/survey.js'
import { failureReport, nothingToDo } from './ends.js'
import { readConfig } from './read-config.js'
import { failNotClaimed } from './not-claimed.js'
import type { ReleaseWork } from './plan-release.js'
import { writtenVersion } from './upcoming-version.js'
import { commitTexts, onlyLine, versionEntryOf, workTreeConfig, workTreeTexts, writtenLines } from './work-tree.js'

interface Subject {
  readonly line: LineConfig
  readonly version: Version
  readonly texts: Texts
  /** Of the commit; none where no file is missing. */
  readonly paths: readonly string[]
  readonly what: string
  readonly tag?: PinnedTag & { readonly version: Version }
}

export const check = async (work: ReleaseWork): Promise<Report> => {
  const { request, ports } = work
  const began = ports.clock.now()
  const all = (await subjectsOf(work)).map((it) => ({ ...it, checked: checkedOf(it) }))
  const findings = (await Promise.all(all.map((it) => unchanged(it, work)))).flat()
  const text = all.map((it) => renderChecked(it.checked, it.what)).join('\n\n')
  const problems = all.flatMap((it) => it.checked.problems)
  const agreed = all.flatMap((it) => it.checked.agreed)
  const shown = { against: all.map((it) => it.version.text).join(', '), references: all.flatMap((it) => referencesOf(it.checked)) }
  const what = all.map((it) => it.what).join(' and ')
  const took = ports.clock.now() - began
  if (problems.length + agreed.length === 0) return { ...nothingToDo(request, `there is nothing to compare: no place in the source is to hold the version (\`version.written-in\` of the config lists such places)`, took), findings, shown }
  if (problems.length > 0) return { ...failureReport(problems, { request, took, text, shown, findings }), summary: `${problems.length + agreed.length === 1 ? 'the one reference disagrees' : `${problems.length} of ${problems.length + agreed.length} references disagree`} with ${what}` }
  return { verb: request.verb, outcome: 'nothing-to-do', exitCode: 0, summary: `${agreed.length === 1 ? 'the one reference agrees' : `all ${agreed.length} references agree`} with ${what}`, results: [], problems: [], findings, took, text, shown }
}

const checkedOf = ({ line, version, texts, paths }: Subject): Checked =>
  checkReferences(versionEntryOf(line)['written-in'], texts, version, { images: imagesOf(line), paths })

/** A tag of a line with a folder of its own, in which nothing has changed since the tag before, is most likely a slip. */
const unchanged = async ({ line, tag }: Subject, { ports: { git } }: ReleaseWork): Promise<readonly Finding[]> => {
  const path = line.path?.replace(/^(?:\.\/)+|\/+$/g, '') ?? ''
  if (!tag || path === '' || path === '.' || (await git.isShallow())) return []
  const before = earlierVersions(await git.tags(), line, tag.name).find((it) => compareVersions(it, tag.version) < 0)
  if (!before) return []
  const previous = tagName(line.tag, before)
  const changes = await git.changes({ from: (await git.resolveTag(previous)).commit, to: tag.commit, path, limit: 1 })
  return changes.length > 0 ? [] : [{ severity: 'warning', problem: problem('LINE_UNCHANGED', { tag: tag.name, path, previous }) }]
}

/** What else there is, where a file is not: what was meant may be among them. */
const pathsBeside = async (texts: Texts, revision: string, { git }: Pick<Ports, 'git'>): Promise<readonly string[]> => {
  const commit = Object.values(texts).includes(undefined) ? await git.commit(revision) : undefined
  return commit === undefined ? [] : git.paths(commit)
}

/** With a tag: what is committed there. Else the work tree, against a version, or against what its first reference says. */
const subjectsOf = async ({ request, ports, steps }: ReleaseWork): Promise<readonly Subject[]> => {
  if (request.tag !== undefined) {
    const tag = await ports.git.resolveTag(request.tag)
    const config = await readConfig(tag.commit, request, ports, steps)
    const claim = claimTag(config, request.tag, request.line) ?? (await failNotClaimed(request.tag, config, ports.git))
    const texts = await commitTexts(claim.line, tag.commit, ports)
    return [{ ...claim, tag: { ...tag, version: claim.version }, texts, paths: await pathsBeside(texts, tag.commit, ports), what: `the tag ${request.tag}` }]
  }
  const config = await workTreeConfig(request, ports, steps)
  // A version is that of one line; what agrees with itself can be asked of all of them.
  const lines = request.version !== undefined ? [onlyLine(config, request)] : writtenLines(config, request)
  if (lines.every((it) => versionEntryOf(it)['written-in'].length === 0)) return []
  return Promise.all(lines.map(async (line): Promise<Subject> => {
    const texts = await workTreeTexts(line, ports)
    const version = request.version !== undefined ? parseVersion(request.version, line.scheme) : writtenVersion(line, texts)
    return { line, version, texts, paths: await pathsBeside(texts, 'HEAD', ports), what: request.version !== undefined ? `the version ${version.text}` : `${version.text}, which the first of them${lines.length > 1 ? ` (${line.name})` : ''} says` }
  }))
}

/** For other programs: every place, whether it agrees, and what it says instead. */
const referencesOf = ({ agreed, problems }: Checked): readonly JsonObject[] => [
  ...agreed.map(({ file, line, column, where, found, how }): JsonObject => ({ file, line, column, where, found, how, agrees: true })),
  ...problems.map(({ code, message, place }): JsonObject => ({ ...(place ? { ...place } : {}), code, message, agrees: false })),
]

const renderChecked = (checked: Checked, what: string): string => {
  const rows = [
    ...checked.agreed.map((it) => ({ place: `${it.file}:${it.line}`, mark: '✓', text: `${it.found}${it.how === 'placeholder' ? '  (filled in when the chart is packaged)' : ''}` })),
    ...checked.problems.map((it) => ({ place: `${it.place?.file ?? ''}${it.place?.line === undefined ? '' : `:${it.place.line}`}`, mark: '✗', text: it.message })),
  ]
  const width = Math.max(0, ...rows.map((it) => it.place.length))
  return [`References against ${what}:`, ...rows.map((it) => `   ${it.mark} ${it.place.padEnd(width)}  ${it.text}`)].join('\n')
}
