// `slipway check`: every reference against the tag (or a version, or one another), each disagreement with file and line.
import type { Report } from '../core/report.js'
import type { LineConfig } from '../core/config.js'
import type { JsonObject } from '../core/json.js'
import { imagesOf } from '../core/line-images.js'
import { checkReferences, type Checked } from '../core/check-references.js'
import type { Texts } from '../core/reference.js'
import { parseVersion, type Version } from '../core/version.js'
import { fail } from '../errors/release-error.js'
import { claimTag } from '../plan/claim.js'
import { failureReport } from './ends.js'
import { readConfig } from './read-config.js'
import type { ReleaseWork } from './plan-release.js'
import { writtenVersion } from './upcoming-version.js'
import { commitTexts, onlyLine, versionEntryOf, workTreeConfig, workTreeTexts } from './work-tree.js'

interface Subject {
  readonly line: LineConfig
  readonly version: Version
  readonly texts: Texts
  readonly what: string
}

export const check = async (work: ReleaseWork): Promise<Report> => {
  const { request, ports } = work
  const began = ports.clock.now()
  const { line, version, texts, what } = await subjectOf(work)
  const entry = versionEntryOf(line)
  const checked = checkReferences(entry['written-in'], texts, version, { images: imagesOf(line), paths: Object.keys(texts) })
  const text = renderChecked(checked, what)
  const shown = { against: version.text, references: referencesOf(checked) }
  const took = ports.clock.now() - began
  if (checked.problems.length > 0) return { ...failureReport(checked.problems, { request, took, text, shown }), summary: `${checked.problems.length} of ${checked.problems.length + checked.agreed.length} references disagree with ${what}` }
  return { verb: request.verb, outcome: 'nothing-to-do', exitCode: 0, summary: `all ${checked.agreed.length} references agree with ${what}`, results: [], problems: [], findings: [], took, text, shown }
}

/** With a tag: what is committed there. Else the work tree, against a version, or against what its first reference says. */
const subjectOf = async ({ request, ports, steps }: ReleaseWork): Promise<Subject> => {
  if (request.tag !== undefined) {
    const tag = await ports.git.resolveTag(request.tag)
    const config = await readConfig(tag.commit, request, ports, steps)
    const claim = claimTag(config, request.tag, request.line) ?? fail('TAG_NOT_CLAIMED', { tag: request.tag, patterns: config.lines.map((it) => it.tag).join(', ') })
    return { ...claim, texts: await commitTexts(claim.line, tag.commit, ports), what: `the tag ${request.tag}` }
  }
  const line = onlyLine(await workTreeConfig(request, ports, steps), request)
  const texts = await workTreeTexts(line, ports)
  const version = request.version !== undefined ? parseVersion(request.version, line.scheme) : writtenVersion(line, texts)
  return { line, version, texts, what: request.version !== undefined ? `the version ${version.text}` : `${version.text}, which the first of them says` }
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
