// A world to try things on, and clients of it whose every exchange is held against GitHub's description.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WorldRequest } from '../../../src/rehearsal/http/handler.js'
import type { Token } from '../../../src/rehearsal/github/access.js'
import { createWorld, type CreatedWorld } from '../../../src/rehearsal/github/create-world.js'
import type { Settings } from '../../../src/rehearsal/github/forge.js'
import type { RuleName } from '../../../src/rehearsal/github/rules.js'
import type { RepositorySettings } from '../../../src/rehearsal/github/state.js'
import type { GitHubWorld } from '../../../src/rehearsal/github/world.js'
import { AgainstDescription, judge } from './description.js'

export const origin = 'http://127.0.0.1:1'
export const start = Date.parse('2026-11-21T12:00:00Z')

export const tokens: readonly Token[] = [
  { name: 'workflow', secret: 'ghs_workflow', login: 'github-actions[bot]', kind: 'actions', permissions: { contents: 'write', pull_requests: 'write', issues: 'write', checks: 'read', statuses: 'write' }, repositories: ['acme/thing', 'acme/secret', 'acme/empty'] },
  { name: 'reading', secret: 'ghs_reading', login: 'github-actions[bot]', kind: 'actions', permissions: { contents: 'read' }, repositories: ['acme/thing'] },
  { name: 'app', secret: 'ghs_app', login: 'release-app[bot]', kind: 'app', permissions: { contents: 'write', pull_requests: 'write', issues: 'write', workflows: 'write' } },
  { name: 'alice', secret: 'ghp_alice', login: 'alice', kind: 'classic', scopes: ['repo', 'workflow'] },
  { name: 'scopeless', secret: 'ghp_scopeless', login: 'alice', kind: 'classic', scopes: ['read:org'] },
  { name: 'bob', secret: 'github_pat_bob', login: 'bob', kind: 'fine-grained', permissions: { contents: 'write', issues: 'write', pull_requests: 'write' } },
  { name: 'old', secret: 'ghp_old', login: 'alice', kind: 'classic', scopes: ['repo'], expiresAt: start - 1000 },
]

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', args, {
    cwd: folder, encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_NAME: 'Ann', GIT_AUTHOR_EMAIL: 'ann@example.com', GIT_COMMITTER_NAME: 'Ann', GIT_COMMITTER_EMAIL: 'ann@example.com', GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z' },
  }).trim()

/** main with three commits, of which the first has the tag 0.1.0 and the second the annotated 0.2.0; a branch that changes a workflow. */
const makeSource = (folder: string): void => {
  mkdirSync(join(folder, '.github/workflows'), { recursive: true })
  mkdirSync(join(folder, 'docs'))
  git(folder, 'init', '--quiet', '--initial-branch=main')
  const commit = (message: string, files: Record<string, string>): void => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    git(folder, 'add', '.')
    git(folder, 'commit', '--quiet', '-m', message)
  }
  commit('First', { 'README.md': 'Thing\n', 'docs/index.md': 'Docs\n', '.github/workflows/ci.yml': 'on: push\n' })
  git(folder, 'tag', '0.1.0')
  commit('Second', { 'README.md': 'Thing\nmore\n' })
  git(folder, 'tag', '-a', '-m', 'The second', '0.2.0')
  execFileSync('ln', ['-s', '../README.md', join(folder, 'docs/link.md')])
  commit('Third', { 'version.txt': '0.3.0\n' })
  git(folder, 'checkout', '--quiet', '-b', 'workflow')
  commit('Another workflow', { '.github/workflows/release.yml': 'on: push\n' })
  git(folder, 'checkout', '--quiet', 'main')
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  // Answers are looked at field by field; the description has judged their types.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any
  readonly bytes: Buffer
}

type Body = AsyncIterable<Uint8Array> | Uint8Array | undefined

async function* one(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

/** Operations that were answered with success somewhere in these tests. */
export const exercised = new Set<string>()

export class Client {
  constructor(private readonly world: GitHubWorld, private readonly token: string | undefined, private readonly more: Readonly<Record<string, string>> = {}) {}

  get = (path: string, headers: Record<string, string> = {}): Promise<Answer> => this.api('GET', path, undefined, headers)
  post = (path: string, body?: unknown): Promise<Answer> => this.api('POST', path, body)
  put = (path: string, body?: unknown): Promise<Answer> => this.api('PUT', path, body)
  patch = (path: string, body?: unknown): Promise<Answer> => this.api('PATCH', path, body)
  delete = (path: string): Promise<Answer> => this.api('DELETE', path)

  /** Below the API, or below `/repos/acme/thing` when the path begins with a dot: `./releases`. */
  api(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const whole = path.startsWith('./') ? `/repos/acme/thing${path.slice(1)}` : path === '.' ? '/repos/acme/thing' : path
    const bytes = body === undefined ? undefined : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
    return this.send(method, `/api/v3${whole}`, bytes, { ...(bytes ? { 'content-type': 'application/json' } : {}), ...headers })
  }

  upload(release: number, name: string, body: Body, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', `/api/uploads/repos/acme/thing/releases/${release}/assets?name=${encodeURIComponent(name)}`, body, { 'content-type': 'application/octet-stream', ...headers })
  }

  graphql(query: string, variables: unknown = {}): Promise<Answer> {
    return this.send('POST', '/api/graphql', Buffer.from(JSON.stringify({ query, variables })), { 'content-type': 'application/json' })
  }

  async send(method: string, path: string, body: Body, headers: Record<string, string> = {}): Promise<Answer> {
    const request: WorldRequest = {
      method, url: new URL(path, origin), body: body instanceof Uint8Array ? one(body) : body,
      headers: {
        'user-agent': 'tests', accept: 'application/vnd.github+json', ...(body instanceof Uint8Array ? { 'content-length': String(body.length) } : {}),
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }), ...this.more, ...headers,
      },
    }
    const response = await this.world.handler(request)
    const bytes = await bytesOf(response.body)
    const type = response.headers['content-type'] ?? ''
    const received: unknown = type.includes('json') && !type.includes('raw') && bytes.length > 0 ? JSON.parse(bytes.toString('utf8')) : undefined
    const { operation, problems } = await judge({ request, sent: sentJson(request, body), response, received })
    if (problems.length > 0) throw new AgainstDescription(problems)
    if (operation !== undefined && response.status < 400) exercised.add(operation)
    return { status: response.status, headers: response.headers, body: received, bytes }
  }
}

const bytesOf = async (body: Uint8Array | AsyncIterable<Uint8Array> | undefined): Promise<Buffer> => {
  if (body === undefined || body instanceof Uint8Array) return Buffer.from(body ?? [])
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return Buffer.concat(parts)
}

/** Undefined for uploads, and for what is meant to be malformed. */
const sentJson = (request: WorldRequest, body: Body): string | undefined =>
  body instanceof Uint8Array && !request.url.pathname.startsWith('/api/uploads') && isValidJson(body) ? Buffer.from(body).toString('utf8') : undefined

const isValidJson = (body: Uint8Array): boolean => {
  try {
    JSON.parse(Buffer.from(body).toString('utf8'))
    return true
  } catch {
    return false
  }
}

export class Stage {
  time = start
  readonly world: GitHubWorld

  constructor(base: GitHubWorld, without: readonly RuleName[], settings: Partial<Settings>) {
    this.world = base.copy({ without, settings, now: () => this.time })
  }

  /** By the name of a token; undefined: nobody. */
  as(name: string | undefined, headers: Readonly<Record<string, string>> = {}): Client {
    const token = tokens.find((it) => it.name === name)
    return new Client(this.world, name === undefined ? undefined : (token?.secret ?? name), headers)
  }

  /** The token of a workflow, with what a release needs. */
  get api(): Client {
    return this.as('workflow')
  }

  person(login = 'alice', name = 'thing') {
    return this.world.as(login, 'acme', name)
  }

  configure(settings: Partial<RepositorySettings>, name = 'thing'): void {
    this.world.configure('acme', name, settings)
  }

  ref(name: string): string {
    const id = this.world.repository('acme', 'thing').refs.get(name)
    if (id === undefined) throw new Error(`no ${name}`)
    return id
  }
}

/** One source and one world for a file of tests; every stage is a copy of it. */
export const buildStages = async (): Promise<{ stage(without?: readonly RuleName[], settings?: Partial<Settings>): Stage; created: CreatedWorld; source: string }> => {
  const folder = mkdtempSync(join(tmpdir(), 'world-'))
  const source = join(folder, 'source')
  mkdirSync(source)
  makeSource(source)
  const created = await createWorld({
    folder: join(folder, 'world'),
    now: () => start,
    tokens,
    repositories: [
      { owner: 'acme', name: 'thing', from: source, collaborators: { alice: 'admin', bob: 'read' } },
      { owner: 'acme', name: 'secret', from: source, private: true, collaborators: { alice: 'admin' } },
      { owner: 'acme', name: 'empty' },
      { owner: 'bob', name: 'thing', forkOf: 'acme/thing' },
    ],
  })
  return { stage: (without = [], settings = {}) => new Stage(created.world, without, settings), created, source }
}
