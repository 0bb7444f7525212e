// The gate of the references: what the source says must be what the tag says. A function over facts; nothing is read here.
import type { LineConfig } from '../core/config.js'
import { writtenRevisions } from '../core/dependencies/written-revision.js'
import type { Facts } from '../core/facts.js'
import { parseDestination, printImageName } from '../core/image-name.js'
import { imagesOf } from '../core/line-images.js'
import { checkReferences, type Checked } from '../core/check-references.js'
import type { VersionEntry } from '../core/reference.js'
import type { Finding } from '../core/result.js'
import { problem, type Problem } from '../errors/release-error.js'
import { closed, type Gate } from './gate.js'

/** All references of a line, those that agree and what is wrong with the others. */
export const checkLine = (facts: Pick<Facts, 'texts' | 'version' | 'paths'>, line: LineConfig): Checked => {
  const entry = (line.slots['version']?.[0] ?? {}) as unknown as Partial<VersionEntry>
  const images = (line.slots['publish.image'] ?? []).flatMap((it) => (typeof it['to'] === 'string' ? [printImageName(parseDestination(it['to']))] : []))
  const checked = checkReferences(entry['written-in'] ?? [], facts.texts, facts.version, { images, paths: facts.paths })
  return { ...checked, problems: checked.problems.map((it) => inConfig(it, line)) }
}

/** A file that is not there has no lines: what is to be mended is the setting that names it. */
const inConfig = (it: Problem, line: LineConfig): Problem => {
  const place = line.places?.['version/version']
  return it.code === 'REFERENCE_FILE_MISSING' && place ? { ...it, place } : it
}

export const checkReferencesGate = (facts: Pick<Facts, 'texts' | 'version' | 'paths'>, line: LineConfig): readonly Problem[] => checkLine(facts, line).problems

export const referencesGate: Gate = (facts, line) =>
  // What no tag started has a name that the source need not say.
  Promise.resolve(line.gate.references && !facts.run ? [...checkReferencesGate(facts, line).map(closed), ...otherRevision(facts, line)] : [])

/** The files may say what was free when they were written. That stops no release, and whoever reads them has to know it. */
const otherRevision = ({ texts, version, words: { revision } }: Facts, line: LineConfig): readonly Finding[] => {
  if (revision === undefined) return []
  const entry = (line.slots['version']?.[0] ?? {}) as unknown as Partial<VersionEntry>
  const other = writtenRevisions({ references: entry['written-in'] ?? [], texts, version, images: imagesOf(line) }).find((it) => String(it.revision) !== revision)
  return other ? [{ severity: 'warning', problem: problem('REVISION_DIFFERS', { file: other.file, found: other.text, revision, version: version.text }, other.place) }] : []
}
