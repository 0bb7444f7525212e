// Who asks, and what they may. A workflow's token and an app have permissions of their own; a person's token can do no more than
// the person.
import type { Forge } from './forge.js'
import { notFound, Refusal } from './refusal.js'
import type { Level, RepositoryState, Role } from './state.js'
import { keyOf } from './state.js'

export type Permission =
  | 'metadata' | 'contents' | 'pull_requests' | 'issues' | 'checks' | 'statuses' | 'actions' | 'packages' | 'administration' | 'workflows'

export interface Token {
  /** For the journal; never the secret. */
  readonly name: string
  readonly secret: string
  /** `github-actions[bot]`, or the person. */
  readonly login: string
  /** `actions`: the GITHUB_TOKEN of a workflow. */
  readonly kind: 'actions' | 'app' | 'fine-grained' | 'classic'
  readonly permissions?: Readonly<Partial<Record<Permission, Level>>>
  /** Of a classic token. */
  readonly scopes?: readonly string[]
  /** `owner/name`; every one that the person or the app can see when left out. */
  readonly repositories?: readonly string[]
  /** Milliseconds since 1970. */
  readonly expiresAt?: number
}

export interface Actor {
  /** Undefined: nobody said who asks. */
  readonly login: string | undefined
  readonly token: Token | undefined
}

export const nobody: Actor = { login: undefined, token: undefined }

const ranks = { none: 0, read: 1, write: 2, admin: 3 } as const
type Rank = keyof typeof ranks

const lower = (a: Rank, b: Rank): Rank => (ranks[a] < ranks[b] ? a : b)

export const secretOf = (header: string | undefined): string | undefined => {
  const [, scheme = '', value = ''] = /^(\w+) +(.*)$/.exec(header ?? '') ?? []
  if (/^(bearer|token)$/i.test(scheme)) return value
  // git gives user and password; the password is the token, whoever the user says to be.
  if (/^basic$/i.test(scheme)) return Buffer.from(value, 'base64').toString('utf8').replace(/^[^:]*:/, '')
  return undefined
}

export const actorOf = (forge: Forge, header: string | undefined): Actor => {
  if (header === undefined) return nobody
  const token = forge.settings.tokens.find((it) => it.secret === secretOf(header))
  const hasExpired = token?.expiresAt !== undefined && token.expiresAt <= forge.now() && forge.rules.has('W-TOK-02')
  if (token && !hasExpired) return { login: token.login, token }
  if (!token && !forge.rules.has('W-TOK-01')) return nobody
  throw new Refusal(401, 'Bad credentials')
}

const isOwn = (token: Token | undefined): boolean => token?.kind === 'actions' || token?.kind === 'app'

export const roleOf = (repo: RepositoryState, login: string | undefined): Role | undefined => {
  if (login === undefined) return undefined
  return login.toLowerCase() === repo.owner.toLowerCase() ? 'admin' : repo.roles.get(login.toLowerCase())
}

const rolesAllow = (role: Role | undefined, permission: Permission): Rank => {
  if (role === undefined) return 'none'
  if (permission === 'administration') return role === 'admin' ? 'admin' : 'none'
  if (role === 'admin' || role === 'maintain' || role === 'write') return 'write'
  return role === 'triage' && (permission === 'issues' || permission === 'pull_requests') ? 'write' : 'read'
}

const covers = (forge: Forge, token: Token, repo: RepositoryState): boolean =>
  token.repositories === undefined || !forge.rules.has('W-TOK-07') || token.repositories.some((it) => it.toLowerCase() === keyOf(repo.owner, repo.name))

const tokenAllows = (forge: Forge, token: Token, repo: RepositoryState, permission: Permission): Rank => {
  if (!covers(forge, token, repo)) return 'none'
  if (permission === 'metadata') return 'read'
  if (token.kind !== 'classic') return token.permissions?.[permission] ?? 'none'
  const { scopes = [] } = token
  if (permission === 'workflows') return scopes.includes('workflow') ? 'write' : 'none'
  if (scopes.includes('repo') || (scopes.includes('public_repo') && !repo.settings.isPrivate)) return 'admin'
  return 'none'
}

/** Who wants something of which repository. */
export interface Where {
  readonly forge: Forge
  readonly actor: Actor
  readonly repo: RepositoryState
}

/** What the actor may with this part of this repository, leaving aside that everybody may read what is public. */
const grantedTo = ({ forge, actor, repo }: Where, permission: Permission): Rank => {
  if (!actor.token) return 'none'
  const byToken = tokenAllows(forge, actor.token, repo, permission)
  if (isOwn(actor.token) || permission === 'workflows' || !forge.rules.has('W-TOK-09')) return byToken
  return lower(byToken, rolesAllow(roleOf(repo, actor.login), permission))
}

export const can = (where: Where, permission: Permission, level: Level): boolean => {
  const { repo } = where
  if (level === 'read' && !repo.settings.isPrivate && permission !== 'administration') return true
  return ranks[grantedTo(where, permission)] >= ranks[level]
}

/** May they know that it is there? */
export const canSee = ({ forge, actor, repo }: Where): boolean =>
  !repo.settings.isPrivate || !forge.rules.has('W-TOK-04') || (actor.token !== undefined && covers(forge, actor.token, repo) && (isOwn(actor.token) || roleOf(repo, actor.login) !== undefined))

/** What a route asks for: any one of these sets. */
export type Needs = readonly Readonly<Partial<Record<Permission, Level>>>[]

export const needsText = (needs: Needs): string =>
  needs.map((set) => Object.entries(set).map(([permission, level]) => `${permission}=${level}`).join(',')).join('; ')

/** `isOpen`: whoever may read may do it too, such as opening an issue; only the token has to allow it. */
export const mustHave = (where: Where, needs: Needs, isOpen = false): void => {
  const { forge, actor, repo } = where
  const { token } = actor
  const may = (permission: Permission, level: Level): boolean =>
    can(where, permission, level) || (isOpen && token !== undefined && ranks[tokenAllows(forge, token, repo, permission)] >= ranks[level])
  if (needs.length === 0 || needs.some((set) => Object.entries(set).every(([permission, level]) => may(permission as Permission, level)))) return
  const writes = needs.every((set) => Object.values(set).some((it) => it !== 'read'))
  if (!token && writes && forge.rules.has('W-TOK-03')) throw new Refusal(401, 'Requires authentication')
  if (!forge.rules.has('W-TOK-05')) return
  if (token?.kind === 'classic' && forge.rules.has('W-TOK-08')) return notFound()
  throw new Refusal(403, `Resource not accessible by ${isOwn(token) ? 'integration' : 'personal access token'}`)
}
