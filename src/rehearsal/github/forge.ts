// One world while it runs: its state, and what lies around the state and is shared by copies (settings, stores, time).
import type { GitStore } from '../git/git-store.js'
import { GitRepository } from '../git/git-repository.js'
import { GitView } from '../git/git-view.js'
import { Table } from '../git/table.js'
import { join } from 'node:path'
import type { Token } from './access.js'
import type { ContentStore } from './content-store.js'
import type { Limits } from './limits.js'
import { noLag, type Lag } from './lag.js'
import type { Rules } from './rules.js'
import { changesOf, copyRepository, keyOf, objectsOf, tableChanges, type RepositoryState, type User, type WorldState } from './state.js'

export interface Settings {
  readonly tokens: readonly Token[]
  readonly limits: Limits
  readonly lag: Lag
  /** Bytes; GitHub's are the default. Tests that reach a limit would need the disk otherwise. */
  readonly largestAsset: number
  readonly mostAssets: number
  /** Milliseconds that it takes until a new fork has what is in it. */
  readonly forkTakes: number
}

/** Shared by a world and its copies. */
export interface Host {
  readonly folder: string
  readonly contents: ContentStore
  /** By network. */
  readonly stores: Map<string, GitStore>
  views: number
}

export interface ForgeParts {
  readonly state: WorldState
  readonly rules: Rules
  readonly settings: Settings
  readonly now: () => number
  readonly host: Host
}

export class Forge {
  readonly state: WorldState
  readonly rules: Rules
  settings: Settings
  readonly now: () => number
  readonly host: Host
  private readonly views = new Map<string, GitView>()
  private last: Promise<unknown> = Promise.resolve()

  constructor(readonly parts: ForgeParts) {
    this.state = parts.state
    this.rules = parts.rules
    this.settings = parts.settings
    this.now = parts.now
    this.host = parts.host
  }

  nextId(): number {
    return this.state.nextId++
  }

  /** Alone with the state: two requests that check and then write must not do so between one another. True when it was changed. */
  async exclusive<T>(work: () => Promise<T>, onChange: () => void): Promise<T> {
    const turn = this.last.then(async () => {
      const before = changesOf(this.state)
      const pasts = this.settings.lag === noLag ? [] : [...this.state.repositories.values()].map(copyRepository)
      try {
        return await work()
      } finally {
        if (changesOf(this.state) !== before) {
          onChange()
          pasts.forEach((it) => this.remember(it))
        }
      }
    })
    this.last = turn.catch(() => undefined)
    return turn
  }

  private remember(before: RepositoryState): void {
    const key = keyOf(before.owner, before.name)
    const now = this.state.repositories.get(key)
    if (!now || tableChanges(now) === tableChanges(before)) return
    this.state.past.note(key, [...(this.state.past.get(key) ?? []), { before, gets: 0, lists: 0 }])
  }

  objectCount(): number {
    return objectsOf(this.state)
  }

  user(login: string): User {
    const known = this.state.users.get(login.toLowerCase())
    if (known) return known
    const id = this.nextId()
    const isBot = login.endsWith('[bot]')
    const email = isBot ? `${id}+${login}@users.noreply.github.com` : `${login}@users.noreply.github.com`
    const user: User = { id, login, type: isBot ? 'Bot' : 'User', email }
    this.state.users.note(login.toLowerCase(), user)
    return user
  }

  repository(owner: string, name: string): RepositoryState | undefined {
    const key = this.rules.has('W-API-06') ? keyOf(owner, name) : `${owner}/${name}`
    const repo = this.state.repositories.get(key)
    const { filling, ...settings } = repo?.settings ?? {}
    if (repo && filling && filling.at <= this.now()) {
      for (const [ref, id] of filling.refs) repo.refs.note(ref, id)
      repo.settings = settings as RepositoryState['settings']
    }
    return repo
  }

  git(repo: RepositoryState): GitRepository {
    const store = this.host.stores.get(repo.network)
    if (!store) throw new Error(`there are no objects for ${repo.owner}/${repo.name}`)
    let made = this.state.objects.get(repo.network)
    if (!made) this.state.objects.note(repo.network, (made = new Table()))
    return new GitRepository(store, repo.refs, made)
  }

  /** A bare repository on disk that shows this one as it is now. */
  async view(repo: RepositoryState): Promise<string> {
    const key = keyOf(repo.owner, repo.name)
    let view = this.views.get(key)
    if (!view) this.views.set(key, (view = new GitView(join(this.host.folder, 'views', String(this.host.views++)))))
    return view.show(this.git(repo), repo.settings.defaultBranch)
  }
}
