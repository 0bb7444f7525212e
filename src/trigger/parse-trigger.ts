// Event payload or command line → Trigger. Pure: nothing is asked of git or GitHub here.
import type { EventFacts, Request } from '../core/request.js'
import type { Trigger } from '../core/trigger.js'
import type { Json, JsonObject } from '../core/json.js'
import { fail } from '../errors/release-error.js'
import { mustBeTrusted } from './trusted-events.js'

const zeroObject = /^0+$/

export const parseTrigger = (request: Request): Trigger => {
  const { tag, version, name, event } = request
  mustBeTrusted(event)
  if (tag !== undefined && version !== undefined) return fail('TRIGGER_BOTH', { tag, version })
  if (tag !== undefined) return { kind: 'tag', tag: tagOfRef(tag) }
  if (version !== undefined) return versionTrigger(version, event)
  if (name !== undefined) return { kind: 'run', why: 'hand', name: tagOfRef(name), ...commitOf(request), ...branchOf(event), reason: '' }
  if (!event) return fail('TRIGGER_MISSING', { verb: request.verb })
  return fromEvent(event)
}

/** A person named this very tag, on the command line or in the form of a dispatch: he wants it, or an answer why not. */
export const isByHand = (trigger: Pick<Extract<Trigger, { kind: 'tag' }>, 'commit'>, { tag, event, found }: Pick<Request, 'tag' | 'event' | 'found'>): boolean =>
  trigger.commit === undefined && found !== true && (event === undefined ? tag !== undefined : event.name === 'workflow_dispatch')

const fromEvent = (event: EventFacts): Trigger => {
  if (event.name === 'workflow_dispatch') {
    const inputs = objectAt(event.payload, 'inputs')
    const version = textAt(inputs, 'version')
    const tag = textAt(inputs, 'tag')
    const name = textAt(inputs, 'name')
    if (tag && version) return fail('TRIGGER_BOTH', { tag, version })
    if (version) return versionTrigger(version, event)
    if (tag) return { kind: 'tag', tag: tagOfRef(tag) }
    if (event.ref.startsWith('refs/tags/')) return { kind: 'tag', tag: tagOfRef(event.ref), commit: event.sha }
    return { kind: 'run', why: 'dispatch', ...runOf(event), ...(name ? { name: tagOfRef(name) } : {}), reason: 'a dispatch without a tag, a version or a name' }
  }
  if (event.name === 'schedule') return { kind: 'run', why: 'schedule', ...runOf(event), reason: 'the event schedule releases nothing' }
  if (event.name === 'push' || event.name === 'create') return fromPush(event)
  return { kind: 'none', reason: `the event ${event.name} releases nothing` }
}

const fromPush = (event: EventFacts): Trigger => {
  const payload = isObject(event.payload) ? event.payload : {}
  const ref = textAt(payload, 'ref') ?? event.ref
  const after = textAt(payload, 'after')
  const isGone = payload['deleted'] === true || (after !== undefined && zeroObject.test(after))
  if (event.name === 'push' && ref.startsWith('refs/heads/') && !isGone) return { kind: 'run', why: 'push', ...runOf({ ...event, ref }), reason: `${ref} is not a tag` }
  if (!ref.startsWith('refs/tags/')) return { kind: 'none', reason: `${ref} is not a tag` }
  const tag = tagOfRef(ref)
  if (isGone) return { kind: 'none', reason: `the tag ${tag} was deleted` }
  // For an annotated tag `after` is the tag object, while GITHUB_SHA is the commit: both are pinned.
  return { kind: 'tag', tag, ...(event.sha ? { commit: event.sha } : {}), ...(after ? { object: after } : {}) }
}

const branchOf = (event: Pick<EventFacts, 'ref'> | undefined): { readonly branch?: string } =>
  event?.ref.startsWith('refs/heads/') ? { branch: event.ref.slice('refs/heads/'.length) } : {}

/** Which commit a branch is at by now does not matter: the run is for the one that it was started for. */
const runOf = (event: EventFacts): { readonly branch?: string; readonly commit?: string } => ({ ...branchOf(event), ...(event.sha ? { commit: event.sha } : {}) })

const commitOf = ({ commit, event }: Request): { readonly commit?: string } => {
  const asked = commit ?? event?.sha
  return asked ? { commit: asked } : {}
}

const versionTrigger = (version: string, event: EventFacts | undefined): Trigger => {
  return { kind: 'version', version, ...branchOf(event) }
}

const tagOfRef = (ref: string): string => (ref.startsWith('refs/tags/') ? ref.slice('refs/tags/'.length) : ref)

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)
const objectAt = (value: Json | undefined, key: string): JsonObject => {
  const field = isObject(value) ? value[key] : undefined
  return isObject(field) ? field : {}
}
const textAt = (value: JsonObject, key: string): string | undefined => {
  const field = value[key]
  return typeof field === 'string' && field !== '' ? field : undefined
}
