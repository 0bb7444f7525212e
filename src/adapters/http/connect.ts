// HTTP as a run needs it: one transport, what it may reach, and retry. A module of its own, so that everything about HTTP is loaded
// by one import, with the first request: a run that has nothing to do makes none.
import { fail } from '../../errors/release-error.js'
import type { Http, Transport } from '../../ports/http.js'
import type { Log } from '../../ports/log.js'
import type { Clock } from '../../ports/clock.js'
import type { WaitBudget } from '../../ports/wait-budget.js'
import type { Environment } from '../exec/child-environment.js'
import { createHttp } from './http.js'
import { nodeTransport } from './node-transport.js'
import { withRetry } from './retry.js'

export interface ConnectOptions {
  readonly environment: Environment
  readonly log: Log
  readonly clock: Clock
  /** Origins of a rehearsal's own world. */
  readonly onlyTo?: readonly string[]
  /** In place of sockets: a world inside this process. */
  readonly transport?: Transport
  /** How long the run may wait. */
  readonly waits?: WaitBudget
  /** From 0 up to 1, for the pauses between tries. */
  readonly random?: () => number
}

export interface Connected {
  readonly http: Http
  close(): void
}

/** Whatever a config or a server names: a rehearsal does not reach the real world, not even to read. */
const onlyTo = (transport: Transport, origins: readonly string[]): Transport => async (hop) =>
  origins.includes(hop.url.origin) ? transport(hop) : fail('REHEARSAL_OUTSIDE', { url: `${hop.url.origin}${hop.url.pathname}` })

export const connect = ({ environment, log, clock, onlyTo: origins, transport, waits, random = Math.random }: ConnectOptions): Connected => {
  const node = transport ? { transport, close: () => undefined } : nodeTransport(environment)
  const http = withRetry(createHttp(origins ? onlyTo(node.transport, origins) : node.transport), { clock, random, log, ...(waits ? { waits } : {}) })
  return { http, close: () => node.close() }
}
