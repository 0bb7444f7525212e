// Who asks, and what they may. Tokens carry what they grant and are sealed, so a registry and its copies need not remember them.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { jsonAnswer } from '../http/answer.js'
import type { WorldRequest, WorldResponse } from '../http/handler.js'
import { readBody } from '../http/answer.js'
import { Refusal } from './refusal.js'
import type { RegistryRules } from './rules.js'
import type { Account, RegistrySettings } from './settings.js'

export type Action = 'pull' | 'push' | 'delete'

export interface Scope {
  readonly repository: string
  readonly actions: readonly Action[]
}

export interface Guard {
  readonly settings: RegistrySettings
  readonly rules: RegistryRules
  /** `docker.io`: names the registry in challenges and seals its tokens. */
  readonly service: string
  readonly now: () => number
}

interface Grant {
  readonly access: readonly Scope[]
  /** Milliseconds since 1970. */
  readonly until: number
}

const seal = (guard: Guard, text: string): string => createHmac('sha256', `seal of ${guard.service}`).update(text).digest('base64url')

const makeToken = (guard: Guard, grant: Grant): string => {
  const text = Buffer.from(JSON.stringify(grant)).toString('base64url')
  return `${text}.${seal(guard, text)}`
}

const openToken = (guard: Guard, token: string): Grant | undefined => {
  const [text = '', sealed = ''] = token.split('.')
  const right = seal(guard, text)
  if (sealed.length !== right.length || !timingSafeEqual(Buffer.from(sealed), Buffer.from(right))) return undefined
  const grant = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Grant
  return grant.until > guard.now() || !guard.rules.has('R-AUT-04') ? grant : undefined
}

const covers = (patterns: readonly string[], repository: string): boolean =>
  patterns.some((it) => it === '*' || it === repository || (it.endsWith('/*') && repository.startsWith(it.slice(0, -1))))

const allowed = (guard: Guard, account: Account | undefined, repository: string, action: Action): boolean => {
  if (action === 'pull' && guard.settings.anonymousPull && guard.rules.has('R-AUT-05')) return true
  if (!account) return false
  return covers(action === 'pull' ? [...account.pull, ...account.push] : account.push, repository)
}

const basicOf = (guard: Guard, header: string | undefined): Account | 'wrong' | undefined => {
  const encoded = /^basic +(\S+)$/i.exec(header ?? '')?.[1]
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  return guard.settings.accounts.find((it) => text === `${it.username}:${it.password}`) ?? 'wrong'
}

const challenge = (guard: Guard, origin: string, needed: Scope | undefined, error?: string): Refusal => {
  const scope = needed ? `,scope="repository:${needed.repository}:${needed.actions.join(',')}"` : ''
  const value = guard.settings.auth === 'basic'
    ? `Basic realm="${guard.service}"`
    : `Bearer realm="${origin}/token",service="${guard.service}"${scope}${error === undefined ? '' : `,error="${error}"`}`
  const detail = needed?.actions.map((it) => ({ Type: 'repository', Class: '', Name: needed.repository, Action: it })) ?? null
  return new Refusal(401, 'UNAUTHORIZED', detail, { 'www-authenticate': value })
}

const byBasic = (guard: Guard, request: WorldRequest, needed: Scope | undefined): void => {
  const account = basicOf(guard, request.headers['authorization'])
  const isKnown = account !== undefined && account !== 'wrong'
  const may = needed ? needed.actions.every((it) => allowed(guard, isKnown ? account : undefined, needed.repository, it)) : isKnown
  if (!may || account === 'wrong') throw challenge(guard, request.url.origin, needed)
}

const byToken = (guard: Guard, request: WorldRequest, needed: Scope | undefined): void => {
  const token = /^bearer +(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1]
  if (token === undefined) throw challenge(guard, request.url.origin, needed)
  const grant = openToken(guard, token)
  if (!grant) throw challenge(guard, request.url.origin, needed, 'invalid_token')
  const may = needed?.actions.every((action) => grant.access.some((it) => it.repository === needed.repository && it.actions.includes(action))) ?? true
  if (!may && guard.rules.has('R-AUT-03')) throw challenge(guard, request.url.origin, needed, 'insufficient_scope')
}

/** Lets the request pass, or refuses it. Without `needed`: is this a user at all? */
export const admit = (guard: Guard, request: WorldRequest, needed: Scope | undefined): void => {
  if (guard.settings.auth === 'none' || !guard.rules.has('R-AUT-01')) return
  if (guard.settings.auth === 'basic') byBasic(guard, request, needed)
  else byToken(guard, request, needed)
}

const isAction = (text: string): text is Action => text === 'pull' || text === 'push' || text === 'delete'

/** `repository:accanto/driver:pull,push`; `*` asks for all. */
const readScope = (text: string): Scope | undefined => {
  const [, repository, actions] = /^repository:([^:]+):([a-z,*]*)$/.exec(text) ?? []
  if (repository === undefined || actions === undefined) return undefined
  return { repository, actions: actions.split(',').flatMap((it) => (it === '*' ? (['pull', 'push', 'delete'] as const) : isAction(it) ? [it] : [])) }
}

interface TokenAsk {
  readonly scopes: readonly string[]
  readonly account: Account | 'wrong' | undefined
}

const readAsk = async (guard: Guard, request: WorldRequest): Promise<TokenAsk> => {
  const listed = (values: readonly string[]): readonly string[] => values.flatMap((it) => it.split(' '))
  if (request.method !== 'POST') return { scopes: listed(request.url.searchParams.getAll('scope')), account: basicOf(guard, request.headers['authorization']) }
  const form = new URLSearchParams((await readBody(request, 64 * 1024)).toString('utf8'))
  const { accounts } = guard.settings
  const account = form.get('grant_type') === 'refresh_token'
    ? accounts.find((it) => it.identityToken !== undefined && it.identityToken === form.get('refresh_token'))
    : accounts.find((it) => it.username === form.get('username') && it.password === form.get('password'))
  return { scopes: listed(form.getAll('scope')), account: account ?? 'wrong' }
}

/** The token service: grants of what was asked for as much as the account may, which can be nothing. */
export const giveToken = async (guard: Guard, request: WorldRequest): Promise<WorldResponse> => {
  const { scopes, account } = await readAsk(guard, request)
  if (account === 'wrong' && guard.rules.has('R-AUT-06')) return jsonAnswer(401, { details: 'incorrect username or password', errors: [{ code: 'UNAUTHORIZED', message: 'incorrect username or password' }] })
  const access = scopes.map(readScope).filter((it) => it !== undefined).map((it) => ({
    repository: it.repository,
    actions: guard.rules.has('R-AUT-02') ? it.actions.filter((action) => allowed(guard, account === 'wrong' ? undefined : account, it.repository, action)) : it.actions,
  }))
  const { tokenLifetime } = guard.settings
  const token = makeToken(guard, { access, until: guard.now() + tokenLifetime * 1000 })
  return jsonAnswer(200, { token, access_token: token, expires_in: tokenLifetime, issued_at: new Date(guard.now()).toISOString() })
}
