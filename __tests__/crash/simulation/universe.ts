// The whole world of a simulation as one value: a GitHub, registries, a chat, and a package index. A copy costs nothing and goes its own way.
import type { EmbeddedChat } from '../../../src/rehearsal/chat/embedded-chat.js'
import type { GitHubWorld } from '../../../src/rehearsal/github/world.js'
import { playFault, type Fault } from '../../../src/rehearsal/http/faults.js'
import type { Handler } from '../../../src/rehearsal/http/handler.js'
import { transportOf } from '../../../src/rehearsal/http/transport.js'
import type { EmbeddedIndex } from '../../../src/rehearsal/package-index/embedded-index.js'
import { EmbeddedRegistry, type RegistryParts } from '../../../src/rehearsal/registry/embedded-registry.js'
import { copyState } from '../../../src/rehearsal/registry/state.js'
import type { Hop, HopAnswer } from '../../../src/ports/http.js'

export const origins = {
  github: 'http://127.0.0.1:10', dockerHub: 'http://127.0.0.1:11', ghcr: 'http://127.0.0.1:12', staging: 'http://127.0.0.1:13', production: 'http://127.0.0.1:14', chat: 'http://127.0.0.1:15', index: 'http://127.0.0.1:16',
} as const

export const registryHosts = { 'docker.io': origins.dockerHub, 'ghcr.io': origins.ghcr, 'us-central1-docker.pkg.dev': origins.staging, 'registry.k8s.io': origins.production } as const
export type RegistryHost = keyof typeof registryHosts
export const hosts = Object.keys(registryHosts) as readonly RegistryHost[]

export type ByHost<T> = Readonly<Record<RegistryHost, T>>
export const byHost = <T>(of: (host: RegistryHost) => T): ByHost<T> => Object.fromEntries(hosts.map((host) => [host, of(host)])) as ByHost<T>

export interface Universe {
  readonly github: GitHubWorld
  readonly registries: ByHost<EmbeddedRegistry>
  readonly chat: EmbeddedChat
  readonly index: EmbeddedIndex
}

const copyRegistry = (it: EmbeddedRegistry, parts: RegistryParts): EmbeddedRegistry =>
  new EmbeddedRegistry({ ...parts, settings: it.settings, state: copyState(it.state), journal: it.journal.copy() })

export const copyUniverse = (it: Universe, now: () => number, parts: ByHost<RegistryParts>): Universe => ({
  github: it.github.copy({ now }),
  registries: byHost((host) => copyRegistry(it.registries[host], { ...parts[host], now })),
  chat: it.chat.copy({ now }),
  index: it.index.copy({ now }),
})

export const handlerOf = (universe: Universe, origin: string): Handler => {
  const host = hosts.find((it) => registryHosts[it] === origin)
  if (host !== undefined) return universe.registries[host].handle
  if (origin === origins.chat) return universe.chat.handle
  if (origin === origins.index) return universe.index.handle
  if (origin === origins.github || origin === 'http://localhost:10') return universe.github.handler
  throw new Error(`the run asked ${origin}, which is no part of its world`)
}

/** An answer read to its end: it is delivered whole, or cut where a fault cut it. */
export interface Delivered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly parts: readonly Uint8Array[]
  readonly broken?: unknown
}
export type Played = { readonly answer: Delivered } | { readonly failure: unknown }

export const play = async (universe: Universe, hop: Hop, fault: Fault | undefined): Promise<Played> => {
  const handler = handlerOf(universe, hop.url.origin)
  try {
    const answer = await transportOf((request) => (fault ? playFault(fault, handler, request) : handler(request)))(withoutSignal(hop))
    const parts: Uint8Array[] = []
    try {
      for await (const part of answer.body) parts.push(part)
    } catch (broken) {
      return { answer: { status: answer.status, headers: answer.headers, parts, broken } }
    }
    return { answer: { status: answer.status, headers: answer.headers, parts } }
  } catch (failure) {
    return { failure }
  }
}

/** What the world has begun it ends, whether the asker is still there or not. */
const withoutSignal = ({ signal: _, ...hop }: Hop): Hop => hop

export const deliver = (answer: Delivered): HopAnswer => ({
  status: answer.status,
  headers: answer.headers,
  body: (async function* () {
    yield* answer.parts
    if (answer.broken !== undefined) throw answer.broken as Error
  })(),
})

const writesOf = (it: Universe): number => Object.values(it.registries).reduce((sum, registry) => sum + registry.journal.writes.length, 0) + it.chat.journal.writes.length + it.index.journal.writes.length

/** Writes that others can see; what Slipway keeps for itself (its lock) is counted apart. */
export const releaseWrites = (it: Universe): number => it.github.writes('release').length + writesOf(it)
export const allWrites = (it: Universe): number => it.github.writes().length + writesOf(it)
