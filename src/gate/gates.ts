// The gates of a line: what must hold before anything is built or written. All are asked at once, and all that fail are told together.
import type { LineConfig } from '../core/config.js'
import type { Facts } from '../core/facts.js'
import type { Finding } from '../core/result.js'
import { failAll } from '../errors/release-error.js'
import type { GateWorld } from '../ports/gate-world.js'
import type { Gate } from './gate.js'
import { referencesGate } from './references.js'
import { tagGate } from './tag.js'

const gates: readonly Gate[] = [
  tagGate, // the tag object: its kind, its name, who signed it
  referencesGate, // the source says what the tag says
]

/** Everything that the gates find. */
export const askGates: Gate = async (facts, line, world) => (await Promise.all(gates.map((gate) => gate(facts, line, world)))).flat()

/** Stops at what closes a gate; gives what is to be told and lets through. */
export const checkGates = async (facts: Facts, line: LineConfig, world: GateWorld): Promise<readonly Finding[]> => {
  const found = await askGates(facts, line, world)
  failAll(found.flatMap((it) => (it.severity === 'error' ? [it.problem] : [])))
  return found
}
