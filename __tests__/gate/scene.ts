// A project with tags of every sort, and the GitHub where it lives. Each row of the table is one run of the product there, with what the
// default branch says at that moment; the clone is older than that.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRealPorts } from '../../src/adapters/real-ports.js'
import type { Report } from '../../src/core/report.js'
import type { Request } from '../../src/core/request.js'
import type { Clock } from '../../src/ports/clock.js'
import type { Token } from '../../src/rehearsal/github/access.js'
import { createWorld, type CreatedWorld } from '../../src/rehearsal/github/create-world.js'
import type { Handler } from '../../src/rehearsal/http/handler.js'
import { serve, type Served } from '../../src/rehearsal/http/server.js'
import type { GitHubWorld } from '../../src/rehearsal/github/world.js'
import { run } from '../../src/run.js'
import { rememberingLog } from '../adapters/temp.js'
import { git, workflowToken } from '../publish/bench.js'
import { stepsOf } from '../verbs/bench.js'
import { Keys, longAgo, type Key } from './keys.js'

const repository = { owner: 'acme', name: 'thing' }

export const configText = (gate?: object, more: { readonly line?: string; readonly tag?: string; readonly more?: object } = {}): string =>
  JSON.stringify({ version: 1, lines: { [more.line ?? 'tool']: { tag: more.tag ?? 'v{version}', build: { wheel: {} }, publish: { release: {} }, ...(gate === undefined ? {} : { gate }), ...more.more } } }, null, 2)

/** Asks for as little as can be asked for. */
const lax = { references: false, branch: false, actors: { allow: ['anyone'] } }

export interface People {
  readonly ann: Key
  readonly bea: Key
  readonly mallory: Key
  readonly gus: Key
  readonly old: Key
  readonly rev: { readonly before: Key; readonly after: string }
  readonly eve: Key
}

const makePeople = (keys: Keys): People => ({
  ann: keys.ssh('ann'), bea: keys.ssh('bea'), mallory: keys.ssh('mallory'), gus: keys.gpg('gus'), eve: keys.gpg('eve'), old: keys.gpg('old', { days: 30, at: longAgo }), rev: keys.revoked(),
})

const tagText = (name: string, target: string, { time = 1_790_000_000, type = 'commit' } = {}): string => `object ${target}\ntype ${type}\ntag ${name}\ntagger Ann <ann@example.com> ${time} +0100\n\nWhat is new\n`

/** The names of all tags, by what they are. */
const makeTags = (project: string, commits: Readonly<Record<string, string>>, people: People): ReadonlyMap<string, string> => {
  const tags = new Map<string, string>()
  const next = (): string => `v1.0.${tags.size}`
  const object = (text: string): string => execFileSync('git', ['-C', project, 'hash-object', '-t', 'tag', '-w', '--stdin', '--literally'], { input: text, encoding: 'utf8' }).trim()
  const put = (what: string, id: string): void => {
    const name = next()
    git(project, 'update-ref', `refs/tags/${name}`, id)
    tags.set(what, name)
  }
  const annotated = (commit: string, more?: Parameters<typeof tagText>[2]): string => tagText(next(), commit, more)
  const signed = (key: Key, text: string): string => `${text}${key.sign(text)}`
  const main = commits['main'] ?? ''
  for (const [what, commit] of Object.entries(commits)) {
    put(`on ${what}`, commit)
    put(`annotated on ${what}`, object(annotated(commit)))
    put(`signed on ${what}`, object(signed(people.ann, annotated(commit))))
  }
  for (const [who, key] of [['ann', people.ann], ['bea', people.bea], ['mallory', people.mallory], ['gus', people.gus], ['eve', people.eve], ['old', people.old], ['rev', people.rev.before]] as const) {
    put(`signed by ${who}`, object(signed(key, annotated(main))))
  }
  put('signed by bea long ago', object(signed(people.bea, annotated(main, { time: longAgo / 1000 }))))
  put('signed as an old one', object(signed(people.ann, tagText('v0.0.3', main))))
  put('annotated as an old one', object(tagText('v0.0.3', main)))
  put('signed, of a tag', object(signed(people.ann, annotated(object(tagText('v0.0.3', main)), { type: 'tag' }))))
  put('annotated, of a tag', object(annotated(object(tagText('v0.0.3', main)), { type: 'tag' })))
  const text = annotated(main)
  put('with a signature of other text', object(`${text}${people.ann.sign(text.replace('What', 'Nothing'))}`))
  const forged = annotated(main)
  put('with a signature of nothing', object(`${forged}-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n`))
  const umlaut = annotated(main).replace('What is new', 'Neues für alle')
  put('signed in umlauts', object(signed(people.ann, umlaut)))
  return tags
}

/** main, branches of releases, one that nobody merged, and a history of its own; configs that try to lower the bar. */
const makeProject = (folder: string): Readonly<Record<string, string>> => {
  git(folder, 'init', '--quiet', '--initial-branch=main')
  let count = 0
  const commit = (config: string | undefined, more: readonly string[] = []): string => {
    writeFileSync(join(folder, 'code.txt'), `${count++}\n`)
    if (config !== undefined) writeFileSync(join(folder, '.slipway.yaml'), config)
    git(folder, 'add', '.')
    git(folder, 'commit', '--quiet', '-m', `Commit ${count}`, ...more)
    return git(folder, 'rev-parse', 'HEAD')
  }
  const on = (branch: string, config?: string): string => {
    git(folder, 'checkout', '--quiet', '-b', branch, 'main')
    const made = commit(config)
    git(folder, 'checkout', '--quiet', 'main')
    return made
  }
  const plain = configText()
  const first = commit(plain)
  const asksNothing = commit(configText(lax))
  const strict = commit(configText({ tag: 'signed', checks: ['unit'] }))
  const renamed = commit(configText(lax, { line: 'gadget' }))
  const posing = commit(configText(lax, { line: 'nightly' }))
  const main = commit(plain)
  const commits = {
    main, 'the first commit': first, 'lax config': asksNothing, 'strict config': strict, 'renamed line': renamed, 'posing line': posing,
    'a stray branch': on('feature/x'), 'releases/1.x': on('releases/1.x'), 'releases/2/hot': on('releases/2/hot'), 'release-1.x': on('release-1.x'), 'a lax stray branch': on('feature/lax', configText(lax)),
  }
  git(folder, 'checkout', '--quiet', '--orphan', 'alone')
  const alone = commit(plain)
  git(folder, 'checkout', '--quiet', 'main')
  git(folder, 'branch', '--quiet', '-D', 'alone')
  return { ...commits, 'a history of its own': alone }
}

export interface Deed {
  /** What the default branch says when the run begins; undefined removes the file. */
  readonly files: Readonly<Record<string, string | undefined>>
  readonly tag?: string
  readonly actor?: Request['actor']
  /** Whose token it is; default: a workflow's. */
  readonly token?: string
  readonly request?: Partial<Request>
  readonly prepare?: (world: GitHubWorld, commits: Readonly<Record<string, string>>) => Promise<void> | void
  readonly verb?: Request['verb']
  readonly clock?: Clock
  /** Beside PATH. */
  readonly environment?: Readonly<Record<string, string>>
}

const person = (login: string): Token => ({ name: login, secret: `ghp_${login}`, login, kind: 'classic', scopes: ['repo'] })
const tokens: readonly Token[] = [{ ...workflowToken, repositories: ['acme/thing'] }, person('wes'), person('rea')]

interface Parts {
  readonly people: People
  readonly commits: Readonly<Record<string, string>>
  readonly tags: ReadonlyMap<string, string>
  readonly keys: Keys
  readonly folder: string
  readonly project: string
  readonly created: CreatedWorld
  readonly served: Served
  /** Where the server gets its answers now. */
  readonly current: { handler: Handler }
}

export interface CarriedOut {
  readonly report: Report
  readonly world: GitHubWorld
  readonly writes: number
  /** Names and texts of the files that the run still had on the disk when it told its end. */
  readonly left: string
}

const leftIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((it) => it.isFile()).map((it) => `${it.name}\n${readFileSync(join(it.parentPath, it.name), 'latin1')}`).join('\n')

export class Scene {
  readonly people: People
  readonly commits: Readonly<Record<string, string>>
  readonly tags: ReadonlyMap<string, string>
  readonly project: string

  private constructor(private readonly parts: Parts) {
    this.people = parts.people
    this.commits = parts.commits
    this.tags = parts.tags
    this.project = parts.project
  }

  static async make(): Promise<Scene> {
    const folder = mkdtempSync(join(tmpdir(), 'gates-'))
    const [project, keys] = [join(folder, 'project'), new Keys()]
    mkdirSync(project)
    const people = makePeople(keys)
    const commits = makeProject(project)
    const tags = makeTags(project, commits, people)
    const created = await createWorld({
      folder: join(folder, 'world'), tokens,
      repositories: [{ ...repository, from: project, defaultBranch: 'main', collaborators: { wes: 'write', mia: 'maintain', ada: 'admin', rea: 'read', tri: 'triage', 'renovate[bot]': 'write' } }],
    })
    const current = { handler: created.world.handler }
    return new Scene({ people, commits, tags, project, keys, folder, created, current, served: await serve((request) => current.handler(request)) })
  }

  async close(): Promise<void> {
    await this.parts.served.close()
    await this.parts.created.close()
    this.parts.keys.remove()
    rmSync(this.parts.folder, { recursive: true, force: true })
  }

  /** A file outside of the project. */
  writeFile(text: string, name = 'config.yaml'): string {
    return this.parts.keys.write(name, text)
  }

  /** One run, in a world of its own, on a machine whose clone is as old as the project. */
  async carryOut(deed: Deed): Promise<CarriedOut> {
    const world = this.parts.created.world.copy()
    const owner = world.as('ada', repository.owner, repository.name)
    await owner.commit('main', deed.files, 'What holds now')
    await deed.prepare?.(world, this.commits)
    const before = world.writes().length
    this.parts.current.handler = world.handler
    const { api, graphql, server } = world.addresses(this.parts.served.url)
    const log = rememberingLog()
    const temp = mkdtempSync(join(this.parts.folder, 'run-'))
    const real = await createRealPorts({
      folder: this.parts.project, environment: { PATH: process.env['PATH'], RUNNER_TEMP: temp, HOME: '/nonexistent', ...deed.environment }, log, signal: new AbortController().signal, slipway: '0.1.0',
      token: deed.token === undefined ? workflowToken.secret : `ghp_${deed.token}`, repository, server: 'https://github.com', endpoints: { api, graphql, server, registries: {} }, ...(deed.clock ? { clock: deed.clock } : {}),
    })
    try {
      const request: Request = { verb: deed.verb ?? 'release', ...(deed.tag === undefined ? {} : { tag: deed.tag }), dryRun: false, only: [], without: [], again: 'slipway release', ...(deed.actor ? { actor: deed.actor } : {}), ...deed.request }
      const report = await run(request, real.ports, stepsOf())
      if (report.outcome === 'blocked' && world.writes().length > before) throw new Error('a run that was blocked has written')
      return { report, world, writes: world.writes().length - before, left: leftIn(temp) }
    } finally {
      await real.dispose()
    }
  }
}
