// The API: REST, uploads and GraphQL. Who asks, whether they may, which route it is, and how refusals and common headers look.
import { jsonAnswer, readBody } from '../http/answer.js'
import type { WorldRequest, WorldResponse } from '../http/handler.js'
import { actorOf, canSee, mustHave, needsText, nobody, type Actor, type Needs } from './access.js'
import { addressesAt, prefixes } from './addresses.js'
import { Ask, type AskParts } from './ask.js'
import { beginUpload, endUpload, receive } from './assets.js'
import type { Forge } from './forge.js'
import { answerGraphql, isMutation } from './graphql/answer-graphql.js'
import { isAccessProbe, kindOf, movedRefs, type Call } from './journal.js'
import { seenBy } from './lag.js'
import { count, rateHeaders } from './limits.js'
import { notFound, Refusal } from './refusal.js'
import { RequestBody } from './request-body.js'
import { findRoute, type Found } from './routes/all.js'
import { writesContents } from './routes/refs.js'
import { assetShape } from './shapes/release.js'
import type { RepositoryState, Resource } from './state.js'

export interface Answering {
  readonly forge: Forge
  readonly request: WorldRequest
  readonly call: Call
  /** Something that is not implemented was asked for. */
  readonly missing: (what: string) => void
  /** Requests that are being answered now. */
  readonly underWay: () => number
}

interface Asking extends Answering {
  readonly actor: Actor
}

const versions = ['2022-11-28', '2026-03-10']

const mustBePolite = ({ forge, request }: Answering): void => {
  if (!request.headers['user-agent'] && forge.rules.has('W-API-05')) {
    throw new Refusal(403, 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header')
  }
  const version = request.headers['x-github-api-version']
  if (version !== undefined && !versions.includes(version) && forge.rules.has('W-API-07')) throw new Refusal(400, `"${version}" is not a supported version`)
}

const commonHeaders = ({ forge, request, call, actor }: Asking, needs: Needs): Record<string, string> => {
  const { token } = actor
  const isFine = token !== undefined && token.kind !== 'classic'
  return {
    ...(forge.rules.has('W-API-11') ? { date: new Date(forge.now()).toUTCString() } : {}),
    ...(forge.rules.has('W-API-10') ? { 'x-github-request-id': requestId(call.number) } : {}), 'x-github-media-type': 'github.v3; format=json',
    'x-github-api-version-selected': request.headers['x-github-api-version'] ?? '2022-11-28', ...rateHeaders(forge, actor, resourceOf(forge, call)),
    ...(isFine && needs.length > 0 && forge.rules.has('W-TOK-06') ? { 'x-accepted-github-permissions': needsText(needs) } : {}),
    ...(token?.kind === 'classic' && forge.rules.has('W-TOK-08') ? { 'x-oauth-scopes': (token.scopes ?? []).join(', '), 'x-accepted-oauth-scopes': '' } : {}),
  }
}

const resourceOf = (forge: Forge, call: Call): Resource => (call.operation === 'graphql' && forge.rules.has('W-LIM-08') ? 'graphql' : 'core')

const requestId = (number: number): string => `0000:${number.toString(16).toUpperCase().padStart(5, '0')}:1:2:5EED`

/** Runs one part of the API; a refusal becomes the answer. */
const guarded = async (answering: Answering, needs: () => Needs, work: (asking: Asking) => Promise<WorldResponse>): Promise<WorldResponse> => {
  let asking: Asking = { ...answering, actor: nobody }
  let response: WorldResponse
  try {
    mustBePolite(answering)
    asking = { ...answering, actor: actorOf(answering.forge, answering.request.headers['authorization']) }
    answering.call.token = asking.actor.token?.name
    response = await work(asking)
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure
    response = jsonAnswer(failure.status, failure.body, failure.headers)
  }
  return { ...response, headers: { ...commonHeaders(asking, needs()), ...response.headers } }
}

const notImplemented = ({ request, missing, forge }: Answering): WorldResponse => {
  if (!forge.rules.has('W-API-01')) return jsonAnswer(404, { message: 'Not Found' })
  missing(`${request.method} ${request.url.pathname}`)
  return jsonAnswer(501, { message: `${request.method} ${request.url.pathname} is not implemented in the rehearsal`, documentation_url: 'https://docs.github.com/rest' })
}

/** Without the right to know of it, a repository is not there. */
const repositoryAt = ({ forge, actor }: Asking, params: Readonly<Record<string, string>>): RepositoryState | undefined => {
  if (params['owner'] === undefined || params['repo'] === undefined) return undefined
  const repo = forge.repository(params['owner'], params['repo'])
  if (repo && canSee({ forge, actor, repo })) return repo
  if (!forge.rules.has('W-API-04')) throw new Refusal(403, 'Forbidden')
  return notFound()
}

/** Alone with the state; objects that a refused request left behind are no change that anybody could see. */
const alone = (answering: Answering, work: () => Promise<WorldResponse>, wasRefused = (it: WorldResponse): boolean => it.status >= 400): Promise<WorldResponse> => {
  const { forge, call } = answering
  return forge.exclusive(async () => {
    const before = forge.objectCount()
    const response = await work()
    if (!wasRefused(response) && forge.objectCount() > before) call.write = true
    return response
  }, () => (call.write = true))
}

const readJson = async (request: WorldRequest, forge: Forge): Promise<RequestBody> => RequestBody.parse((await readBody(request)).toString('utf8'), forge.rules)

export const answerRest = (answering: Answering): Promise<WorldResponse> => {
  const { request, call } = answering
  const found = findRoute(request.method === 'HEAD' ? 'GET' : request.method, request.url.pathname.slice(prefixes.api.length))
  call.operation = found?.route.operation
  return guarded(answering, () => found?.route.needs ?? [], (asking) => (found ? answerRoute(asking, found) : Promise.resolve(notImplemented(answering))))
}

const answerRoute = async (asking: Asking, { route, params }: Found): Promise<WorldResponse> => {
  const { forge, request, call, actor } = asking
  const isRead = route.method === 'GET'
  if (route.operation !== 'rate-limit/get' || !forge.rules.has('W-LIM-05')) count(forge, actor, { points: isRead ? 1 : 5, creates: route.creates === true, resource: 'core' }, asking.underWay())
  const repo = repositoryAt(asking, params)
  if (repo) mustHave({ forge, actor, repo }, route.needs, route.isOpen)
  const parts: AskParts = { forge, actor, request, params, addresses: addressesAt(request.url.origin), body: await readJson(request, forge), repo }
  if (isRead) return route.handle(new Ask({ ...parts, repo: repo && seenBy(forge, repo, route.lists ? 'lists' : 'gets') }))
  const ref = params['ref'] === undefined ? parts.body.get('ref') : `refs/${params['ref']}`
  call.kind = isAccessProbe(route.operation, parts.body) ? 'access-probe' : kindOf(route.operation, { refs: typeof ref === 'string' ? [ref] : [], tagName: parts.body.get('tag') })
  return alone(asking, async () => route.handle(new Ask(parts)))
}

const uploadPath = /^\/repos\/(?<owner>[^/]+)\/(?<repo>[^/]+)\/releases\/(?<release_id>\d+)\/assets$/

export const answerUpload = (answering: Answering): Promise<WorldResponse> => {
  const { request, call } = answering
  const params = uploadPath.exec(request.url.pathname.slice(prefixes.uploads.length))?.groups
  if (request.method === 'POST' && params) call.operation = 'repos/upload-release-asset'
  return guarded(answering, () => writesContents, async (asking) => {
    if (request.method !== 'POST' || !params) return notImplemented(answering)
    const { forge, actor } = asking
    count(forge, actor, { points: 5, creates: true, resource: 'core' }, asking.underWay())
    const repo = repositoryAt(asking, params)
    if (repo) mustHave({ forge, actor, repo }, writesContents)
    const ask = new Ask({ forge, actor, request, params, addresses: addressesAt(request.url.origin), body: new RequestBody({}, forge.rules), repo })
    const marked = (): void => void (call.write = true)
    const begun = await forge.exclusive(async () => beginUpload(ask), marked)
    const received = await receive(ask)
    return forge.exclusive(async () => jsonAnswer(201, assetShape(ask, endUpload(ask, begun, received))), marked)
  })
}

export const answerGraphqlRequest = (answering: Answering): Promise<WorldResponse> => {
  const { call, request, forge } = answering
  call.operation = 'graphql'
  return guarded(answering, () => [], async (asking) => {
    const body = await readJson(request, forge)
    const isWrite = isMutation(body.get('query'))
    const moved = movedRefs(body)
    call.kind = isWrite ? kindOf('graphql', { refs: moved }) : 'read'
    const creates = isWrite && !(moved.length > 0 && forge.rules.has('W-LIM-07'))
    count(forge, asking.actor, { points: isWrite ? 5 : 1, creates, resource: resourceOf(forge, call) }, asking.underWay())
    const ask = new Ask({ forge, actor: asking.actor, request, params: {}, addresses: addressesAt(request.url.origin), body, repo: undefined })
    // A mutation that is refused is answered with 200, and the errors stand in the body.
    let isRefused = false
    const work = async (): Promise<WorldResponse> => {
      const { response, missing, refused } = await answerGraphql(ask)
      isRefused = refused === true
      if (missing !== undefined) answering.missing(`GraphQL: ${missing}`)
      return response
    }
    return isWrite ? alone(asking, work, () => isRefused) : work()
  })
}
