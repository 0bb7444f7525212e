// One request to the API as a route sees it: who asks, of which repository, with what; and the answers that have a common form.
import { jsonAnswer } from '../http/answer.js'
import type { WorldRequest, WorldResponse } from '../http/handler.js'
import type { GitRepository } from '../git/git-repository.js'
import { can, type Actor, type Needs, type Permission } from './access.js'
import type { Addresses } from './addresses.js'
import type { Forge } from './forge.js'
import { notFound } from './refusal.js'
import type { RequestBody } from './request-body.js'
import type { Level, RepositoryState } from './state.js'

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As in GitHub's description; `{+name}` takes slashes too. */
  readonly path: string
  readonly operation: string
  readonly needs: Needs
  /** A list, for replicas that are behind. */
  readonly lists?: boolean
  /** Makes content, for the limits. */
  readonly creates?: boolean
  /** For everybody who may read, if the token allows it. */
  readonly isOpen?: boolean
  readonly handle: (ask: Ask) => WorldResponse | Promise<WorldResponse>
}

export interface AskParts {
  readonly forge: Forge
  readonly actor: Actor
  readonly request: WorldRequest
  readonly params: Readonly<Record<string, string>>
  readonly addresses: Addresses
  readonly body: RequestBody
  readonly repo: RepositoryState | undefined
}

export class Ask {
  readonly forge: Forge
  readonly actor: Actor
  readonly request: WorldRequest
  readonly addresses: Addresses
  readonly body: RequestBody

  constructor(private readonly parts: AskParts) {
    this.forge = parts.forge
    this.actor = parts.actor
    this.request = parts.request
    this.addresses = parts.addresses
    this.body = parts.body
  }

  get repo(): RepositoryState {
    return this.parts.repo ?? notFound()
  }

  get git(): GitRepository {
    return this.forge.git(this.repo)
  }

  get now(): number {
    return this.forge.now()
  }

  get login(): string {
    return this.actor.login ?? 'ghost'
  }

  param(name: string): string {
    return this.parts.params[name] ?? ''
  }

  number(name: string): number {
    const value = this.param(name)
    return /^\d+$/.test(value) ? Number(value) : notFound()
  }

  query(name: string): string | undefined {
    return this.request.url.searchParams.get(name) ?? undefined
  }

  accepts(media: string): boolean {
    return (this.request.headers['accept'] ?? '').includes(media)
  }

  can(permission: Permission, level: Level): boolean {
    return can(this, permission, level)
  }

  /** Of the API, below this repository. */
  url(path = ''): string {
    return `${this.addresses.api}/repos/${this.repo.owner}/${this.repo.name}${path}`
  }

  /** Of the site, below this repository. */
  page(path = ''): string {
    return `${this.addresses.server}/${this.repo.owner}/${this.repo.name}${path}`
  }

  /** A part of a list, with the links to the others. */
  paged<T>(all: readonly T[]): { readonly part: readonly T[]; readonly headers: Readonly<Record<string, string>> } {
    if (!this.forge.rules.has('W-API-02')) return { part: all, headers: {} }
    const size = Math.min(100, Math.max(1, Number(this.query('per_page') ?? 30) || 30))
    const page = Math.max(1, Number(this.query('page') ?? 1) || 1)
    const last = Math.max(1, Math.ceil(all.length / size))
    const link = (rel: string, to: number): string => {
      const url = new URL(this.request.url)
      url.searchParams.set('page', String(to))
      return `<${url.href}>; rel="${rel}"`
    }
    const links = [...(page > 1 ? [link('prev', Math.min(page - 1, last))] : []), ...(page < last ? [link('next', page + 1), link('last', last)] : []), ...(page > 1 ? [link('first', 1)] : [])]
    return { part: all.slice((page - 1) * size, page * size), headers: links.length > 0 ? { link: links.join(', ') } : {} }
  }

  list<T>(all: readonly T[], shape: (it: T) => unknown): WorldResponse {
    const { part, headers } = this.paged(all)
    return jsonAnswer(200, part.map(shape), headers)
  }
}
