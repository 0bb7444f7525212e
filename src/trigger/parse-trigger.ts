// Event payload or command line → Trigger. Pure: nothing is asked of git or GitHub here.
import type { EventFacts, Request } from '../core/request.js'
import type { Trigger } from '../core/trigger.js'
import type { Json, JsonObject } from '../core/json.js'
import { fail } from '../errors/release-error.js'
import { mustBeTrusted } from './trusted-events.js'

const zeroObject = /^0+$/

export const parseTrigger = (request: Request): Trigger => {
  const { tag, version, event } = request
  mustBeTrusted(event)
  if (tag !== undefined && version !== undefined) return fail('TRIGGER_BOTH', { tag, version })
  if (tag !== undefined) return { kind: 'tag', tag: tagOfRef(tag) }
  if (version !== undefined) return versionTrigger(version, event)
  if (!event) return fail('TRIGGER_MISSING', { verb: request.verb })
  return fromEvent(event, request)
}

const fromEvent = (event: EventFacts, request: Request): Trigger => {
  if (event.name === 'workflow_dispatch') {
    const inputs = objectAt(event.payload, 'inputs')
    const version = textAt(inputs, 'version')
    const tag = textAt(inputs, 'tag')
    if (tag && version) return fail('TRIGGER_BOTH', { tag, version })
    if (version) return versionTrigger(version, event)
    if (tag) return { kind: 'tag', tag: tagOfRef(tag) }
    if (event.ref.startsWith('refs/tags/')) return { kind: 'tag', tag: tagOfRef(event.ref), commit: event.sha }
    return fail('TRIGGER_MISSING', { verb: request.verb })
  }
  if (event.name === 'push' || event.name === 'create') return fromPush(event)
  return { kind: 'none', reason: `the event ${event.name} releases nothing` }
}

const fromPush = (event: EventFacts): Trigger => {
  const payload = isObject(event.payload) ? event.payload : {}
  const ref = textAt(payload, 'ref') ?? event.ref
  if (!ref.startsWith('refs/tags/')) return { kind: 'none', reason: `${ref} is not a tag` }
  const tag = tagOfRef(ref)
  const after = textAt(payload, 'after')
  if (payload['deleted'] === true || (after && zeroObject.test(after))) return { kind: 'none', reason: `the tag ${tag} was deleted` }
  // For an annotated tag `after` is the tag object, while GITHUB_SHA is the commit: both are pinned.
  return { kind: 'tag', tag, ...(event.sha ? { commit: event.sha } : {}), ...(after ? { object: after } : {}) }
}

const versionTrigger = (version: string, event: EventFacts | undefined): Trigger => {
  const branch = event?.ref.startsWith('refs/heads/') ? event.ref.slice('refs/heads/'.length) : undefined
  return { kind: 'version', version, ...(branch ? { branch } : {}) }
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
