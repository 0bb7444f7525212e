// The gates of a line: what must hold before anything is built or written. All that fail are told together.
import type { LineConfig } from '../core/config.js'
import type { Facts } from '../core/facts.js'
import { failAll, problem, type Problem } from '../errors/release-error.js'
import { checkReferencesGate } from './references.js'

const strength = { lightweight: 0, annotated: 1, signed: 2 } as const

const checkTagKind = (facts: Facts, line: LineConfig): readonly Problem[] =>
  strength[facts.tag.kind] >= strength[line.gate.tag] ? [] : [problem('TAG_TOO_WEAK', { tag: facts.tag.name, kind: facts.tag.kind, wanted: line.gate.tag })]

export const checkGates = (facts: Facts, line: LineConfig): void =>
  failAll([...checkTagKind(facts, line), ...(line.gate.references ? checkReferencesGate(facts, line) : [])])
