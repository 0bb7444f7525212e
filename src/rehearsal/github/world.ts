// One GitHub: a handler that answers requests, the journal of what it was asked, and the people who act beside it. A copy is a
// world of its own from that moment on.
import type { Handler, WorldRequest, WorldResponse } from '../http/handler.js'
import { playFault, type Schedule } from '../http/faults.js'
import { addressesAt, prefixes, type Addresses } from './addresses.js'
import { answerGraphqlRequest, answerRest, answerUpload, type Answering } from './answer-api.js'
import { answerSite } from './answer-site.js'
import { Forge, type ForgeParts, type Settings } from './forge.js'
import { beginCall, type Call } from './journal.js'
import { Person } from './person.js'
import { Rules, type RuleName } from './rules.js'
import { copyState, keyOf, type RepositoryState, type WorldState } from './state.js'
import { answerStorage } from './storage.js'

export interface CopyChanges {
  readonly settings?: Partial<Settings>
  readonly now?: () => number
  readonly without?: readonly RuleName[]
}

export class GitHubWorld {
  readonly handler: Handler = (request) => this.answer(request)
  /** What is to go wrong; asked once per call, with its number in the journal. */
  intercept: Schedule | undefined
  private readonly forge: Forge
  private readonly journal: Call[]
  private readonly absent: string[]
  private underWay = 0

  constructor(private readonly parts: ForgeParts, past: { calls: readonly Call[]; unimplemented: readonly string[] } = { calls: [], unimplemented: [] }) {
    this.forge = new Forge(parts)
    this.journal = past.calls.map((it) => ({ ...it }))
    this.absent = [...past.unimplemented]
  }

  get state(): WorldState {
    return this.forge.state
  }

  get calls(): readonly Readonly<Call>[] {
    return this.journal
  }

  /** Requests that changed something. `release` leaves out what Slipway keeps for itself. */
  writes(kind?: 'release' | 'bookkeeping'): readonly Readonly<Call>[] {
    return this.journal.filter((it) => it.write && (kind === undefined || it.kind === kind))
  }

  /** What was asked for and is not implemented. Not empty: the run proves nothing, and must fail. */
  get unimplemented(): readonly string[] {
    return this.absent
  }

  get settings(): Settings {
    return this.forge.settings
  }

  change(settings: Partial<Settings>): void {
    this.forge.settings = { ...this.forge.settings, ...settings }
  }

  /** GITHUB_API_URL and the others, when the handler stands at this origin. */
  addresses(origin: string): Addresses {
    return addressesAt(origin)
  }

  repository(owner: string, name: string): RepositoryState {
    const repo = this.state.repositories.get(keyOf(owner, name))
    if (!repo) throw new Error(`there is no repository ${owner}/${name} in this world`)
    return repo
  }

  /** Changes settings of a repository, as its owner would. */
  configure(owner: string, name: string, settings: Partial<RepositoryState['settings']>): void {
    const repo = this.repository(owner, name)
    repo.settings = { ...repo.settings, ...settings }
  }

  /** A bare repository on disk with all refs as they are now, for reading. */
  gitFolder(owner: string, name: string): Promise<string> {
    return this.forge.view(this.repository(owner, name))
  }

  /** Somebody who acts on GitHub beside the run: no rules, no limits, no journal. */
  as(login: string, owner: string, name: string): Person {
    return new Person(this.forge, this.repository(owner, name), login)
  }

  /** As it is now, with its journal; perhaps with other settings, another clock, or without some of the behaviours. */
  copy(changes: CopyChanges = {}): GitHubWorld {
    const parts: ForgeParts = {
      ...this.parts, settings: { ...this.forge.settings, ...changes.settings }, state: copyState(this.forge.state), now: changes.now ?? this.parts.now,
      rules: changes.without ? new Rules(changes.without) : this.parts.rules,
    }
    return new GitHubWorld(parts, { calls: this.journal, unimplemented: this.absent })
  }

  private async answer(request: WorldRequest): Promise<WorldResponse> {
    const call = beginCall(this.journal.length + 1, request)
    this.journal.push(call)
    const carryOut: Handler = (it) => this.carryOut(it, call)
    const fault = this.intercept?.(call.number, request)
    call.fault = fault?.kind
    this.underWay++
    try {
      const response = await (fault ? playFault(fault, carryOut, request) : carryOut(request))
      call.status = response.status
      return response
    } finally {
      this.underWay--
    }
  }

  private async carryOut(request: WorldRequest, call: Call): Promise<WorldResponse> {
    const { forge } = this
    const { pathname } = request.url
    const answering: Answering = { forge, request, call, missing: (what) => this.absent.push(what), underWay: () => this.underWay }
    const isBelow = (prefix: string): boolean => pathname === prefix || pathname.startsWith(`${prefix}/`)
    if (isBelow(prefixes.graphql)) return answerGraphqlRequest(answering)
    if (isBelow(prefixes.uploads)) return answerUpload(answering)
    if (isBelow(prefixes.api)) return answerRest(answering)
    if (!isBelow(prefixes.storage)) return answerSite(answering)
    call.operation = 'storage'
    return answerStorage(forge, request)
  }
}
