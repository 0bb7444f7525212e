// An OCI registry inside this process, which docker, helm and skopeo take for one. A registry has one public name (docker.io) and
// a state of its own; several of them share a store of bytes and a journal. A copy is a registry of its own from then on.
import type { ContentStore } from '../github/content-store.js'
import { bytesAnswer, jsonAnswer } from '../http/answer.js'
import type { Handler, WorldRequest, WorldResponse } from '../http/handler.js'
import { Journal } from '../http/journal.js'
import { TooLarge } from '../github/content-store.js'
import { admit, giveToken, type Guard } from './access.js'
import { Call } from './call.js'
import { Refusal, refuse } from './refusal.js'
import { placeOf, routes, type Route } from './routes.js'
import { RegistryRules } from './rules.js'
import { openRegistry, type RegistrySettings } from './settings.js'
import { copyState, newState, type RegistryState } from './state.js'

export interface RegistryParts {
  /** `docker.io` */
  readonly host: string
  readonly contents: ContentStore
  readonly now: () => number
  readonly settings?: Partial<RegistrySettings>
  readonly rules?: RegistryRules
  readonly journal?: Journal
  readonly state?: RegistryState
}

const repositoryName = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*$/
const version = { 'docker-distribution-api-version': 'registry/2.0' }

interface Done {
  readonly answer: WorldResponse
  readonly purpose: string
  readonly write: boolean
}

const page = (status: number, text: string): WorldResponse => bytesAnswer(status, Buffer.from(`${text}\n`), { 'content-type': 'text/plain; charset=utf-8' })

export class EmbeddedRegistry {
  readonly host: string
  readonly state: RegistryState
  readonly journal: Journal
  settings: RegistrySettings
  private readonly rules: RegistryRules

  constructor(private readonly parts: RegistryParts) {
    this.host = parts.host
    this.state = parts.state ?? newState()
    this.journal = parts.journal ?? new Journal()
    this.rules = parts.rules ?? new RegistryRules()
    this.settings = { ...openRegistry, ...parts.settings }
  }

  /** With the same bytes to draw from, and a state and journal that go their own ways. */
  copy(journal = this.journal.copy()): EmbeddedRegistry {
    return new EmbeddedRegistry({ ...this.parts, settings: this.settings, rules: this.rules, journal, state: copyState(this.state) })
  }

  /** The address of every request; bound, so that it can be handed over as it is. */
  readonly handle: Handler = async (request) => {
    const { pathname, search } = request.url
    const call = { service: this.host, method: request.method, path: `${pathname}${search}` }
    try {
      const { answer, purpose, write } = await this.answer(request)
      // A blob that is mounted is there as one that was uploaded.
      const wrote = (write && answer.status < 300) || (purpose === 'open upload' && answer.status === 201)
      this.journal.note({ ...call, status: answer.status, write: wrote, purpose })
      const headers = this.rules.has('R-ACC-01') ? { ...version, ...answer.headers } : answer.headers
      return { ...answer, headers, body: request.method === 'HEAD' ? undefined : answer.body }
    } catch (failure) {
      // The sender went away: nobody hears an answer.
      this.journal.note({ ...call, status: 0, write: false, purpose: 'broken off' })
      throw failure
    }
  }

  private async answer(request: WorldRequest): Promise<Done> {
    const place = placeOf(request.url.pathname)
    const route = place && routes.find((it) => it.methods.includes(request.method) && it.path.test(place.rest))
    const kind = route ?? { purpose: 'other', write: false }
    try {
      const answer = place ? await this.inRepository(request, place.name, { rest: place.rest, route }) : await this.elsewhere(request)
      return { answer, purpose: kind.purpose, write: kind.write }
    } catch (failure) {
      if (failure instanceof TooLarge) return { answer: page(413, 'request entity too large'), purpose: kind.purpose, write: false }
      if (!(failure instanceof Refusal)) throw failure
      return { answer: jsonAnswer(failure.status, failure.body, failure.headers), purpose: kind.purpose, write: false }
    }
  }

  private get guard(): Guard {
    return { settings: this.settings, rules: this.rules, service: this.host, now: this.parts.now }
  }

  private async inRepository(request: WorldRequest, name: string, { rest, route }: { rest: string; route: Route | undefined }): Promise<WorldResponse> {
    if (!repositoryName.test(name) && this.rules.has('R-ACC-02')) return refuse(400, 'NAME_INVALID', { name })
    if (!route) return page(routes.some((it) => it.path.test(rest)) ? 405 : 404, 'not here')
    admit(this.guard, request, { repository: name, actions: route.needs })
    const call = new Call({ request, name, state: this.state, settings: this.settings, rules: this.rules, contents: this.parts.contents })
    return route.handle(call, route.path.exec(rest)?.[1] ?? '')
  }

  private async elsewhere(request: WorldRequest): Promise<WorldResponse> {
    const { pathname } = request.url
    if (pathname === '/token' && this.settings.auth === 'token') return giveToken(this.guard, request)
    if (pathname === '/v2/' || pathname === '/v2') {
      admit(this.guard, request, undefined)
      return jsonAnswer(200, {})
    }
    if (pathname.startsWith('/v2/') && pathname !== '/v2/_catalog') return page(404, '404 page not found')
    // The run that asks for it is told that its rehearsal is not complete.
    return jsonAnswer(501, { errors: [{ code: 'UNSUPPORTED', message: `this registry has no ${request.method} ${pathname}` }] })
  }
}
