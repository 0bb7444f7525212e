// Every request that came, in order: what was asked, by whom, what was answered, and whether anything changed by it. It holds no
// secret: tokens by name, paths without what storage signs.
import type { WorldRequest } from '../http/handler.js'
import { prefixes } from './addresses.js'

/**
 * `bookkeeping`: writes to what Slipway keeps for itself (refs of its own, issues), counted apart from the release's. A record in a
 * ref is the release's: it is the point from which on bytes are frozen.
 */
export type CallKind = 'read' | 'release' | 'bookkeeping' | 'access-probe'

export interface Call {
  /** From 1. */
  readonly number: number
  readonly method: string
  readonly path: string
  /** The name of the token. */
  token: string | undefined
  /** Of the route, as GitHub's description names it, or `git/push`, `git/fetch`, `graphql`, `storage`, `download`. */
  operation: string | undefined
  kind: CallKind
  /** Did the state of the world change by it? Also when the answer was lost. */
  write: boolean
  /** Undefined: there was no answer. */
  status: number | undefined
  fault: string | undefined
}

export const beginCall = (number: number, request: WorldRequest): Call => {
  const { pathname, search } = request.url
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const path = pathname.startsWith(prefixes.storage) ? pathname : pathname + search
  return { number, method: request.method, path, token: undefined, operation: undefined, kind: isRead ? 'read' : 'release', write: false, status: undefined, fault: undefined }
}

const bookkeepingRefs = /^refs\/slipway\/(?!record\/)/

/** A tag object that a lock (or the list of what is to be released) leads to; no ref names it yet when it is made. */
const bookkeepingTags = /^slipway-(lock-|wanted$)/

interface About {
  readonly refs: readonly string[]
  readonly tagName?: unknown
}

/** What a write is about, as far as one can tell before it is carried out. */
export const kindOf = (operation: string, { refs, tagName }: About): CallKind => {
  if (refs.length > 0 && refs.every((it) => bookkeepingRefs.test(it))) return 'bookkeeping'
  if (operation === 'git/create-tag' && typeof tagName === 'string' && bookkeepingTags.test(tagName)) return 'bookkeeping'
  return operation.startsWith('issues/') ? 'bookkeeping' : 'release'
}

/** The refs that a GraphQL mutation with an input of its own moves. */
export const movedRefs = (body: { get(key: string): unknown }): readonly string[] => {
  const variables = body.get('variables') as { readonly input?: { readonly refUpdates?: unknown } } | undefined
  const updates = variables?.input?.refUpdates
  return Array.isArray(updates) ? updates.map((it: { readonly name?: unknown } | null) => (typeof it?.name === 'string' ? it.name : '')) : []
}

const noObject = '0'.repeat(40)

/** Requests of a form that can never take effect, whoever sends them: they only ask for a right. */
export const isAccessProbe = (operation: string, body: { get(key: string): unknown }): boolean => {
  switch (operation) {
    case 'git/create-ref': return body.get('sha') === noObject
    case 'pulls/create': return body.get('head') === body.get('base')
    case 'issues/create': return body.get('title') === undefined
    default: return false
  }
}
