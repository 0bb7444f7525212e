// The gate of the references: what the source says must be what the tag says. A function over facts; nothing is read here.
import type { LineConfig } from '../core/config.js'
import type { Facts } from '../core/facts.js'
import { checkReferences, type Checked, type VersionEntry } from '../core/reference.js'
import type { Problem } from '../errors/release-error.js'

/** All references of a line, those that agree and what is wrong with the others. */
export const checkLine = (facts: Pick<Facts, 'texts' | 'version' | 'paths'>, line: LineConfig): Checked => {
  const entry = (line.slots['version']?.[0] ?? {}) as unknown as Partial<VersionEntry>
  const images = (line.slots['publish.image'] ?? []).flatMap((it) => (typeof it['to'] === 'string' ? [it['to']] : []))
  return checkReferences(entry['written-in'] ?? [], facts.texts, facts.version, { images, paths: facts.paths })
}

export const checkReferencesGate = (facts: Pick<Facts, 'texts' | 'version' | 'paths'>, line: LineConfig): readonly Problem[] => checkLine(facts, line).problems
