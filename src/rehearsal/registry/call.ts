// One request to a registry as a route sees it.
import type { WorldRequest } from '../http/handler.js'
import type { ContentStore } from '../github/content-store.js'
import type { RegistryRules } from './rules.js'
import type { RegistrySettings } from './settings.js'
import { newRepository, type RegistryState, type RepositoryState } from './state.js'

export interface CallParts {
  readonly request: WorldRequest
  readonly state: RegistryState
  readonly settings: RegistrySettings
  readonly rules: RegistryRules
  readonly contents: ContentStore
  /** `accanto/os-vim-driver` */
  readonly name: string
}

export class Call {
  readonly request: WorldRequest
  readonly state: RegistryState
  readonly settings: RegistrySettings
  readonly rules: RegistryRules
  readonly contents: ContentStore
  readonly name: string

  constructor(parts: CallParts) {
    this.request = parts.request
    this.state = parts.state
    this.settings = parts.settings
    this.rules = parts.rules
    this.contents = parts.contents
    this.name = parts.name
  }

  repository(name = this.name): RepositoryState | undefined {
    return this.state.repositories.get(name)
  }

  /** Repositories begin with what is first put into them. */
  made(): RepositoryState {
    const known = this.repository()
    if (known) return known
    const made = newRepository()
    this.state.repositories.set(this.name, made)
    return made
  }

  query(name: string): string | undefined {
    return this.request.url.searchParams.get(name) ?? undefined
  }

  path(below: string): string {
    return `/v2/${this.name}${below}`
  }

  address(below: string): string {
    return `${this.request.url.origin}${this.path(below)}`
  }
}
