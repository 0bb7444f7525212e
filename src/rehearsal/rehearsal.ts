// A rehearsal's world, put together: one GitHub with the clone's branches and tags, and one registry per host that the config
// names, each behind a socket of its own on 127.0.0.1.
import { join } from 'node:path'
import type { Repository } from '../core/facts.js'
import type { IndexPlace } from '../core/package-index.js'
import { ContentStore } from './github/content-store.js'
import { EmbeddedChat } from './chat/embedded-chat.js'
import type { Token } from './github/access.js'
import { createWorld, type RepositorySeed } from './github/create-world.js'
import type { GitHubWorld } from './github/world.js'
import { Journal } from './http/journal.js'
import { serve, type Served } from './http/server.js'
import { openIndexes, type OpenIndexes } from './package-index/open-indexes.js'
import { EmbeddedRegistry } from './registry/embedded-registry.js'

export interface RehearsalOptions {
  readonly repository: Repository
  /** Folder of the clone whose branches and tags the world starts with. */
  readonly clone: string
  readonly defaultBranch?: string
  /** Refs instead of the clone's branches and tags: a checkout without branches has to say what its default branch is. */
  readonly refs?: Readonly<Record<string, string>>
  /** An empty folder of its own. */
  readonly folder: string
  /** Public names of the registries: `docker.io`. */
  readonly registries: readonly string[]
  /** Package indexes. */
  readonly indexes?: readonly IndexPlace[]
  readonly seed?: Partial<RepositorySeed>
  /** Other repositories of this world. */
  readonly others?: readonly RepositorySeed[]
  /** Channels of its chat. */
  readonly channels?: readonly string[]
  /** Who has a token of their own here. */
  readonly people?: readonly string[]
  /** What time it is there, in milliseconds since 1970. */
  readonly now?: () => number
  /** The world itself failed: a bug of it, or a disk without room. */
  readonly onBug?: (failure: unknown) => void
}

export interface Rehearsal {
  readonly github: GitHubWorld
  readonly chat: EmbeddedChat
  readonly registries: ReadonlyMap<string, EmbeddedRegistry>
  /** By the host of their upload address. */
  readonly indexes: OpenIndexes['indexes']
  readonly endpoints: { readonly api: string; readonly graphql: string; readonly server: string; readonly registries: Readonly<Record<string, string>>; readonly indexes: Readonly<Record<string, string>> }
  /** Every origin that belongs to it. */
  readonly origins: readonly string[]
  /** What a process needs to take this world for the real one. */
  readonly environment: Readonly<Record<string, string>>
  readonly token: string
  /** For people: name and address. */
  readonly addresses: readonly (readonly [string, string])[]
  unimplemented(): readonly string[]
  close(): Promise<void>
}

const chatToken = 'xoxb-rehearsal-0000000000'
const token = 'ghs_rehearsal0000000000000000000000000000'
/** A person's own token in a rehearsal. */
export const tokenOf = (login: string): string => `ghp_rehearsal_${login}`.padEnd(40, '0')

const account = { username: 'rehearsal', password: 'rehearsal-password' }

const variable = (host: string, what: string): string => `SLIPWAY_REGISTRY_${host.toUpperCase().replace(/[^A-Z0-9]/g, '_')}_${what}`

export const startRehearsal = async (options: RehearsalOptions): Promise<Rehearsal> => {
  const { owner, name } = options.repository
  const created = await createWorld({
    folder: join(options.folder, 'github'),
    ...(options.now ? { now: options.now } : {}),
    repositories: [{
      owner, name, from: options.clone,
      ...(options.refs ? { refs: options.refs } : {}),
      ...(options.defaultBranch !== undefined ? { defaultBranch: options.defaultBranch } : {}),
      ...options.seed,
    }, ...(options.others ?? [])],
    // What a workflow's token has that asks for these two, and no more.
    tokens: [{ name: 'rehearsal', secret: token, login: 'github-actions[bot]', kind: 'actions', permissions: { metadata: 'read', contents: 'write', pull_requests: 'write', issues: 'write' } }, ...(options.people ?? []).map((login): Token => ({ name: login, secret: tokenOf(login), login, kind: 'classic', scopes: ['repo', 'workflow'] }))],
  })
  const { world } = created
  const watch = options.onBug ? { onBug: options.onBug } : {}
  const site = await serve(world.handler, watch)
  const contents = new ContentStore(join(options.folder, 'github', 'blobs'))
  const journal = new Journal()
  const served = new Map<string, Served>()
  const registries = new Map<string, EmbeddedRegistry>()
  for (const host of options.registries) {
    const registry = new EmbeddedRegistry({ host, contents, now: Date.now, journal, settings: { auth: 'token', accounts: [{ ...account, pull: ['*'], push: ['*'] }], tagDeletes: true } })
    registries.set(host, registry)
    served.set(host, await serve(registry.handle, watch))
  }
  const channels = Object.fromEntries((options.channels ?? []).map((id) => [id, { name: id.toLowerCase(), members: [chatToken] }]))
  const chat = new EmbeddedChat({ now: options.now ?? Date.now, tokens: { [chatToken]: ['chat:write', 'channels:history', 'groups:history'] }, channels, journal })
  const talk = await serve(chat.handle, watch)
  const opened = await openIndexes(options.indexes ?? [], { repository: `${owner}/${name}`, now: options.now ?? Date.now, journal, ...watch })
  const addresses = world.addresses(site.url)
  const urls = Object.fromEntries([...served].map(([host, it]) => [host, it.url]))
  return {
    github: world,
    chat,
    registries,
    indexes: opened.indexes,
    token,
    endpoints: { api: addresses.api, graphql: addresses.graphql, server: addresses.server, registries: urls, indexes: opened.endpoints },
    origins: [...new Set([addresses.server, new URL(addresses.storage).origin, ...Object.values(urls), ...Object.values(opened.endpoints), talk.url])],
    environment: {
      GITHUB_API_URL: addresses.api, GITHUB_GRAPHQL_URL: addresses.graphql, GITHUB_SERVER_URL: addresses.server, SLIPWAY_CHAT_API: `${talk.url}/api`, SLIPWAY_CHAT_TOKEN: chatToken,
      ...opened.environment,
      ...Object.fromEntries([...served].flatMap(([host, it]) => [[variable(host, 'URL'), it.url], [variable(host, 'USERNAME'), account.username], [variable(host, 'PASSWORD'), account.password]])),
    },
    addresses: [['GitHub', `${addresses.server}/${owner}/${name}`], ['API', addresses.api], ['git', `${addresses.server}/${owner}/${name}.git`], ...Object.entries(urls), ...opened.addresses],
    unimplemented: () => [...world.unimplemented, ...journal.calls.filter((it) => it.status === 501).map((it) => `${it.service}: ${it.method} ${it.path}`)],
    close: async () => {
      await Promise.all([site.close(), talk.close(), opened.close(), ...[...served.values()].map((it) => it.close())])
      await created.close()
    },
  }
}
