// `slipway rehearse --play FILE`: a whole procedure in a world of its own, with the people and systems that take part in it. Each command of
// Slipway begins from a fresh clone, as on a machine of its own.
import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Environment } from '../../adapters/exec/child-environment.js'
import type { IndexPlace } from '../../core/package-index.js'
import type { Report } from '../../core/report.js'
import type { Request } from '../../core/request.js'
import type { RunOutcome } from '../../core/result.js'
import type { Place } from '../../errors/entry.js'
import { fail, problem, ReleaseError, type Problem } from '../../errors/release-error.js'
import type { Listener } from '../../engine/events.js'
import type { Log } from '../../ports/log.js'
import { startRehearsal, tokenOf, type Rehearsal } from '../../rehearsal/rehearsal.js'
import type { Person } from '../../rehearsal/github/person.js'
import { carryOutRequest } from '../carry-out-request.js'
import { parseArgv } from '../parse-argv.js'
import { logOfTheRelease, reportOfTheRelease } from '../rehearsed-report.js'
import type { Deed, Play } from './play-file.js'
import { promote } from './promoter.js'

export interface PlayRequest {
  readonly play: Play
  /** Of the play. */
  readonly file: string
  /** The project's clone. */
  readonly folder: string
  /** An empty folder of its own. */
  readonly scratch: string
  readonly registries: readonly string[]
  readonly indexes?: readonly IndexPlace[]
  readonly environment: Environment
  readonly log: Log
  readonly signal: AbortSignal
  readonly slipway: string
  readonly now: () => number
  readonly show: (report: Report) => Promise<void>
  readonly listener?: Listener
}

export interface Played {
  readonly last: Report | undefined
  /** Where and why it did not go on. */
  readonly stopped?: Problem
}

/** A play goes on after none of these, unless it says that it comes to that. */
const ends: ReadonlySet<RunOutcome> = new Set<RunOutcome>(['incomplete', 'blocked', 'conflict', 'failed'])

const run = promisify(execFile)

export class Stage {
  private clones = 0
  /** The deed that is done now. */
  private at: readonly PropertyKey[] = []
  private tagger: string | undefined
  private readonly comments = new Map<string, number>()

  private constructor(private readonly it: PlayRequest, readonly world: Rehearsal, private readonly repository: { readonly owner: string; readonly name: string }) {}

  static async open(it: PlayRequest): Promise<Stage> {
    const { play } = it
    const repository = partsOf(play.repository ?? 'example/project')
    const people = [...new Set([...Object.keys(play.people), ...play.deeds.flatMap((deed) => ('as' in deed && deed.as !== undefined ? [deed.as] : []))])]
    // Read first: no world is begun for a play whose files are missing.
    const held = await Promise.all(Object.entries(play.repositories).map(async ([name, { files }]) => [name, files === undefined ? undefined : await filesOf(it, name, files)] as const))
    const world = await startRehearsal({
      repository, clone: it.folder, folder: join(it.scratch, 'world'), registries: [...new Set([...it.registries, ...play.registries])], indexes: it.indexes ?? [], defaultBranch: 'main', now: it.now,
      seed: { collaborators: play.people }, people, channels: play.channels,
      others: Object.entries(play.repositories).map(([name, other]) => ({ ...partsOf(name), defaultBranch: 'main', collaborators: other['open-to'] })),
    })
    const stage = new Stage(it, world, repository)
    try {
      for (const [name, files] of held) if (files) await stage.person(partsOf(name).owner, name).commit('main', files, 'What is there')
      for (const tag of play.released) await stage.person(repository.owner).release({ tag, name: tag, body: 'Made by hand.', draft: false })
      return stage
    } catch (failure) {
      await world.close()
      throw failure
    }
  }

  /** How it ended: the report of the last command of Slipway, at which it stopped or not. */
  async play(): Promise<Played> {
    let last: Report | undefined
    for (const [index, deed] of this.it.play.deeds.entries()) {
      this.it.signal.throwIfAborted()
      this.at = ['deeds', index]
      if (deed.say !== undefined) this.it.log.info(`\n── ${deed.say}`)
      const report = await this.do(deed)
      if (report && 'slipway' in deed && deed.ends === undefined && ends.has(report.outcome)) return { last: report, stopped: this.stopAt(deed.slipway, report) }
      last = report ?? last
    }
    return { last }
  }

  private stopAt(command: string, { outcome, summary }: Report): Problem {
    return problem('PLAY_STOPPED', { command, outcome, summary }, this.place())
  }

  private place(): Place {
    return this.it.play.placeOf(this.at)
  }

  private invalid(what: string, cause?: unknown): never {
    return fail('PLAY_INVALID', { file: this.it.file, what }, { place: this.place(), cause })
  }

  private async do(deed: Deed): Promise<Report | undefined> {
    if ('slipway' in deed) return this.command(deed)
    try {
      await this.act(deed)
    } catch (failure) {
      // What this world cannot do for a person was asked by the play: a list that is not there, a branch that nobody made.
      if (failure instanceof ReleaseError || this.it.signal.aborted) throw failure
      this.invalid(`${deed.as} cannot do this: ${failure instanceof Error ? (failure.message.split('\n')[0] ?? '') : String(failure)}`, failure)
    }
    this.it.log.info(`   ${deed.as}: ${deedText(deed)}`)
    return undefined
  }

  private async act(deed: Exclude<Deed, { slipway: string }>): Promise<void> {
    const { as } = deed
    const here = (where?: string): Person => this.person(as, where)
    if ('comment' in deed) {
      const comment = await here(deed.on).comment(this.newestIssue(deed.on), deed.comment)
      this.comments.set(as, comment.id)
    } else if ('edit' in deed) await here(deed.on).editComment(this.comments.get(as) ?? this.invalid(`${as} has said nothing yet that could be edited`), deed.edit)
    else if ('tag' in deed) {
      this.tagger = as
      await here().tag(deed.tag, this.tip(), deed.message)
    } else if ('commit' in deed) await here().commit('main', deed.commit, deed.message)
    else if ('merge' in deed) await here(deed.merge).merge(this.newestPull(deed.merge))
    else if ('check' in deed) here().check(this.tip(), deed.check, 'success')
    else await this.promote(deed.promote)
  }

  private async command({ slipway, as, ends }: Extract<Deed, { slipway: string }>): Promise<Report> {
    const request = this.asked(slipway)
    const { world, it } = this
    it.log.info(`\n$ slipway ${slipway}`)
    const login = as ?? this.tagger
    const folder = await this.clone()
    const report = await carryOutRequest({ ...request, ...(login === undefined ? {} : { actor: { login } }) }, {
      folder, environment: { ...it.environment, ...world.environment }, log: logOfTheRelease(it.log, world.endpoints), signal: it.signal, slipway: it.slipway, done: (told) => it.show(reportOfTheRelease(told, world.endpoints)), ...(it.listener ? { listener: it.listener } : {}),
      repository: this.repository, endpoints: world.endpoints, token: as === undefined ? world.token : tokenOf(as), server: 'https://github.com', onlyTo: world.origins,
    })
    const missing = world.unimplemented()
    if (missing.length > 0) fail('WORLD_UNIMPLEMENTED', { calls: missing.join(', ') })
    if (ends !== undefined && report.outcome !== ends) fail('PLAY_ENDED_OTHERWISE', { command: slipway, outcome: report.outcome, wanted: ends, summary: report.summary }, { place: this.place() })
    return report
  }

  private asked(command: string): Request {
    try {
      const { request } = parseArgv(command.trim().split(/\s+/))
      return request.verb === 'rehearse' ? this.invalid('a rehearsal cannot be played within one') : request
    } catch (failure) {
      if (!(failure instanceof ReleaseError)) throw failure
      const [first, ...rest] = failure.problems
      throw new ReleaseError([{ place: this.place(), ...first }, ...rest], { cause: failure })
    }
  }

  /** As actions/checkout makes one, with the whole history. */
  private async clone(): Promise<string> {
    const folder = join(this.it.scratch, `clone-${(this.clones += 1)}`)
    const { owner, name } = this.repository
    const quiet = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0', PATH: this.it.environment['PATH'] ?? '' }
    await run('git', ['clone', '--quiet', '--', `${this.world.endpoints.server}/${owner}/${name}.git`, folder], { env: quiet, signal: this.it.signal })
    return folder
  }

  private async promote({ list, in: where, from, to }: Extract<Deed, { promote: unknown }>['promote']): Promise<void> {
    const { owner, name } = partsOf(where)
    const view = await this.world.github.gitFolder(owner, name)
    const { stdout } = await run('git', ['--git-dir', view, 'show', `main:${list}`], { env: { PATH: this.it.environment['PATH'] ?? '', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' } }).catch((failure: unknown) => this.invalid(`there is no file ${list} in ${where} by then`, failure))
    for (const it of promote({ registries: this.world.registries, list: stdout, from, to })) this.it.log.info(`   copied ${it}`)
  }

  private person(login: string, where?: string): Person {
    const { owner, name } = where === undefined ? this.repository : partsOf(where)
    return this.world.github.as(login, owner, name)
  }

  private tip(): string {
    return this.world.github.repository(this.repository.owner, this.repository.name).refs.get('refs/heads/main') ?? ''
  }

  private newestIssue(where?: string): number {
    return this.newest(where, false, 'issue')
  }

  private newestPull(where: string): number {
    return this.newest(where, true, 'pull request')
  }

  private newest(where: string | undefined, isPull: boolean, what: string): number {
    const { owner, name } = where === undefined ? this.repository : partsOf(where)
    const open = [...this.world.github.repository(owner, name).issues.values()].filter((it) => it.state === 'open' && (it.pull !== undefined) === isPull)
    return open.at(-1)?.number ?? this.invalid(`there is no open ${what} in ${owner}/${name} by then`)
  }
}

const partsOf = (name: string): { readonly owner: string; readonly name: string } => {
  const [owner = '', rest = ''] = name.split('/')
  return { owner, name: rest }
}

const filesOf = async ({ play, file }: PlayRequest, name: string, files: string): Promise<Readonly<Record<string, Uint8Array>>> => {
  const folder = resolve(dirname(file), files)
  try {
    return await filesIn(folder)
  } catch (failure) {
    return fail('PLAY_INVALID', { file, what: `the files of ${name} cannot be read from the folder ${folder} (${failure instanceof Error ? failure.message : String(failure)})` }, { place: play.placeOf(['repositories', name, 'files']), cause: failure })
  }
}

const filesIn = async (folder: string): Promise<Readonly<Record<string, Uint8Array>>> => {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((it) => it.isFile()).map((it) => join(it.parentPath, it.name))
  return Object.fromEntries(await Promise.all(entries.map(async (path) => [relative(folder, path), await readFile(path)] as const)))
}

const deedText = (deed: Exclude<Deed, { slipway: string }>): string => {
  if ('comment' in deed) return `comments "${deed.comment}"`
  if ('edit' in deed) return `edits the comment: "${deed.edit}"`
  if ('tag' in deed) return `pushes the tag ${deed.tag}`
  if ('commit' in deed) return `commits "${deed.message}"`
  if ('merge' in deed) return `merges the pull request in ${deed.merge}`
  if ('check' in deed) return `the check ${deed.check} is green`
  return `promotes what ${deed.promote.list} lists`
}
