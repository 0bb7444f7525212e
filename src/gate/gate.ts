// What a gate is: a question that is answered before anything is built or written. It gives all that it finds and throws for nothing
// that another gate could be asked beside: an `error` closes it, a `warning` or what is `unproven` is told and lets through.
import type { LineConfig } from '../core/config.js'
import type { Facts } from '../core/facts.js'
import type { Finding } from '../core/result.js'
import type { Problem } from '../errors/release-error.js'
import type { GateWorld } from '../ports/gate-world.js'

/** `line.gate` is that of the default branch; everything else of the line is that of the tagged commit. */
export type Gate = (facts: Facts, line: LineConfig, world: GateWorld) => Promise<readonly Finding[]>

export const closed = (problem: Problem): Finding => ({ severity: 'error', problem })
