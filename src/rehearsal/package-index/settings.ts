// How an index of the rehearsal is set up: who may upload, by what, and how late its pages are.
import type { IndexRule } from './rules.js'

export interface Publisher {
  readonly project: string
  /** `owner/name` */
  readonly repository: string
  /** `release.yml`; left out: any. */
  readonly workflow?: string
  readonly environment?: string
}

export interface IndexSettings {
  /** Tokens by their text: the projects that they upload; `*` for all, also new ones. */
  readonly tokens: Readonly<Record<string, readonly string[]>>
  /** Of projects that are there. */
  readonly publishers: readonly Publisher[]
  /** Of projects that are not there yet. */
  readonly pending: readonly Publisher[]
  /** Whoever comes from this repository is taken for the publisher of whatever it uploads: for a rehearsal, whose index nobody configured. */
  readonly anyOf?: string
  readonly audience: string
  /** `off`: 403. `none`: the index has never heard of it. `old`: by the path of GitHub alone. */
  readonly trusted: 'on' | 'off' | 'none' | 'old'
  /** So many looks at a page are answered with what it was before the last upload. */
  readonly lag: number
  /** Bytes of one file. */
  readonly largest: number
  /** Addresses of the upload API and of the pages. */
  readonly upload: string
  readonly simple: string
  /** The bearer that the runner gives the job, and what the job is. */
  readonly job?: Job
  readonly without: readonly IndexRule[]
}

export interface Job {
  readonly token: string
  readonly repository: string
  readonly workflow: string
  readonly ref: string
  readonly environment?: string
}

export const usualSettings: IndexSettings = {
  tokens: {}, publishers: [], pending: [], audience: 'pypi', trusted: 'on', lag: 0, largest: 100 * 1024 * 1024, upload: '/legacy/', simple: '/simple/', without: [],
}
