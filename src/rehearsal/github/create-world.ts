// A world from what it is to hold: repositories filled from real ones, tokens, and the behaviours that it imitates.
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makeStore, type Source } from '../git/git-store.js'
import { Table } from '../git/table.js'
import type { Token } from './access.js'
import { ContentStore } from './content-store.js'
import { Forge, type ForgeParts, type Host, type Settings } from './forge.js'
import { noLag, type Lag } from './lag.js'
import type { Limits } from './limits.js'
import { newRepository } from './forks.js'
import { Rules, type RuleName } from './rules.js'
import type { Ruleset } from './ruleset.js'
import { keyOf, type Protection, type RepositorySettings, type Role, type WorldState } from './state.js'
import { GitHubWorld } from './world.js'

export interface RepositorySeed {
  readonly owner: string
  readonly name: string
  /** Folder of any git repository, whose objects and refs it gets. Without it the repository is empty. */
  readonly from?: string
  /** Refs that it has instead of the source's branches and tags: name → id or name of a ref in the source. */
  readonly refs?: Readonly<Record<string, string>>
  /** Where the source's HEAD stands, else `main`. */
  readonly defaultBranch?: string
  readonly private?: boolean
  readonly description?: string
  readonly immutableReleases?: boolean
  readonly rulesets?: readonly Ruleset[]
  readonly protections?: Readonly<Record<string, Protection>>
  readonly actionsMayOpenPulls?: boolean
  readonly hasIssues?: boolean
  readonly collaborators?: Readonly<Record<string, Role>>
  /** Is every signature on a tag by a key that GitHub knows? */
  readonly knowsKeys?: boolean
  /** `owner/name` of one that stands before it in the list: a fork, with its refs and objects. */
  readonly forkOf?: string
}

export interface WorldOptions {
  readonly repositories: readonly RepositorySeed[]
  readonly tokens?: readonly Token[]
  /** An empty folder of its own; `close` removes it. */
  readonly folder: string
  /** Milliseconds since 1970. */
  readonly now?: () => number
  readonly limits?: Partial<Limits>
  readonly lag?: Lag
  readonly largestAsset?: number
  readonly mostAssets?: number
  readonly forkTakes?: number
  /** Behaviours that it does not have. */
  readonly without?: readonly RuleName[]
}

export interface CreatedWorld {
  readonly world: GitHubWorld
  /** Ends processes and removes the folder; copies of the world end with it. */
  readonly close: () => Promise<void>
}

const sourceRefs = (source: Source, wanted: RepositorySeed['refs']): Map<string, string> => {
  if (wanted) return new Map(Object.entries(wanted).map(([name, from]) => [name, source.refs.get(from) ?? from]))
  return new Map([...source.refs].filter(([name]) => name.startsWith('refs/heads/') || name.startsWith('refs/tags/')))
}

const settingsOf = (options: WorldOptions): Settings => ({
  tokens: options.tokens ?? [],
  limits: { primary: 5000, isPrimaryEnforced: false, secondary: undefined, ...options.limits },
  lag: options.lag ?? noLag,
  largestAsset: options.largestAsset ?? 2_147_483_648,
  mostAssets: options.mostAssets ?? 1000,
  forkTakes: options.forkTakes ?? 2000,
})

const emptyState = (): WorldState => ({
  nextId: 1_000_001, users: new Table(), repositories: new Table(), objects: new Table(), past: new Table(), usage: new Table(),
})

const seededSettings = (seed: RepositorySeed, defaultBranch: string): RepositorySettings => ({
  isPrivate: seed.private ?? false, defaultBranch, description: seed.description ?? null, immutableReleases: seed.immutableReleases ?? false,
  rulesets: seed.rulesets ?? [], protections: seed.protections ?? {}, actionsMayOpenPulls: seed.actionsMayOpenPulls ?? true, hasIssues: seed.hasIssues ?? true,
  forkOf: seed.forkOf?.toLowerCase(), ...(seed.knowsKeys === true ? { knowsKeys: true } : {}),
})

interface Origin {
  readonly refs: ReadonlyMap<string, string>
  readonly network: string
  readonly head: string | undefined
}

/** A fork stands on what its parent has; any other repository gets a store of its own. */
const originOf = async (forge: Forge, seed: RepositorySeed): Promise<Origin> => {
  const key = keyOf(seed.owner, seed.name)
  if (seed.forkOf !== undefined) {
    const parent = forge.state.repositories.get(seed.forkOf.toLowerCase())
    if (!parent) throw new Error(`${key} is to be a fork of ${seed.forkOf}, which does not stand before it`)
    return { refs: new Map(parent.refs), network: parent.network, head: parent.settings.defaultBranch }
  }
  const source = await makeStore(join(forge.host.folder, 'stores', String(forge.host.stores.size)), seed.from)
  forge.host.stores.set(key, source.store)
  return { refs: sourceRefs(source, seed.refs), network: key, head: source.head }
}

const addRepository = async (forge: Forge, seed: RepositorySeed): Promise<void> => {
  const { refs, network, head } = await originOf(forge, seed)
  const collaborators = Object.entries(seed.collaborators ?? {})
  const repo = newRepository(forge, {
    owner: forge.user(seed.owner).login, name: seed.name, network, settings: seededSettings(seed, seed.defaultBranch ?? head ?? 'main'), refs: new Table(refs),
    roles: new Table(collaborators.map(([login, role]) => [login.toLowerCase(), role] as const)),
  })
  for (const [login] of collaborators) forge.user(login)
  forge.state.repositories.set(keyOf(seed.owner, seed.name), repo)
}

export const createWorld = async (options: WorldOptions): Promise<CreatedWorld> => {
  await mkdir(options.folder, { recursive: true })
  const host: Host = { folder: options.folder, contents: new ContentStore(join(options.folder, 'contents')), stores: new Map(), views: 0 }
  const parts: ForgeParts = { state: emptyState(), rules: new Rules(options.without), settings: settingsOf(options), now: options.now ?? Date.now, host }
  const forge = new Forge(parts)
  for (const seed of options.repositories) await addRepository(forge, seed)
  for (const token of parts.settings.tokens) forge.user(token.login)
  const close = async (): Promise<void> => {
    for (const store of host.stores.values()) store.close()
    await rm(options.folder, { recursive: true, force: true })
  }
  return { world: new GitHubWorld(parts), close }
}
