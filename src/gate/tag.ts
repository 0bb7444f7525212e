// The gate of the tag: what it must be at least.
import { tagDemandOf } from '../core/gate-config.js'
import { problem } from '../errors/release-error.js'
import { closed, type Gate } from './gate.js'

const strength = { lightweight: 0, annotated: 1, signed: 2 } as const

export const tagGate: Gate = (facts, line) =>
  Promise.resolve(strength[facts.tag.kind] >= strength[tagDemandOf(line.gate.tag).kind] ? [] : [closed(problem('TAG_TOO_WEAK', { tag: facts.tag.name, kind: facts.tag.kind, wanted: tagDemandOf(line.gate.tag).kind }))])
