// The registry client. It speaks of what it saw: bytes are checked against their digest on the way in and on the way out, and "there
// is none" is told from "could not look".
import { createHash } from 'node:crypto'
import { digestOf, isDigest, type Digest } from '../../core/digest.js'
import { contentsOf, manifestAccept, manifestTypes } from '../../core/oci.js'
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { Clock } from '../../ports/clock.js'
import type { Http, HttpResponse } from '../../ports/http.js'
import type { Log } from '../../ports/log.js'
import type { ImageName, Manifest, Registry } from '../../ports/registry.js'
import { systemClock } from '../clock.js'
import { readSettled } from '../patience.js'
import type { Credentials } from './credentials.js'
import { endpointOf, type RegistryEndpoints } from './endpoints.js'
import { isAbsent, reaching, refused, unreachable, wordsOf } from './refusal.js'
import { createSessions, type Sessions } from './session.js'
import { listTags } from './tags.js'
import { cancelUpload, openUpload, putBlob } from './upload.js'

export interface RegistryOptions {
  readonly http: Http
  readonly endpoints: RegistryEndpoints
  readonly credentials: Credentials
  readonly log: Log
  readonly clock?: Clock
  /** For `SLIPWAY_REGISTRY_<HOST>_URL`. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

const placeOf = (name: ImageName, reference: string): string => `${name.host}/${name.repository}${isDigest(reference) ? '@' : ':'}${reference}`
const asking = (name: ImageName, method: string, rest: string) => ({ host: name.host, request: `${method} /v2/${name.repository}${rest}` })

const typeOf = (answer: HttpResponse, bytes: Uint8Array): string | undefined =>
  [answer.headers['content-type']?.split(';')[0]?.trim().toLowerCase(), contentsOf(bytes)?.mediaType].find((it) => it !== undefined && manifestTypes.includes(it))

const readManifest = async (sessions: Sessions, name: ImageName, reference: string): Promise<Manifest | undefined> => {
  const to = `/manifests/${reference}`
  const answer = await sessions.send({ name, actions: 'pull', to, request: { method: 'GET', headers: { accept: manifestAccept }, purpose: 'read', idempotent: true } })
  if (isAbsent(answer)) return undefined
  if (answer.status !== 200) return refused(asking(name, 'GET', to), answer)
  const bytes = await answer.bytes()
  const digest = digestOf(bytes)
  const said = answer.headers['docker-content-digest'] ?? digest
  const wanted = isDigest(reference) ? reference : said
  if (digest !== wanted || said !== digest) return fail('REGISTRY_DIGEST', { where: placeOf(name, reference), wanted, found: digest === wanted ? said : digest })
  const mediaType = typeOf(answer, bytes)
  if (mediaType === undefined) return fail('REGISTRY_REFUSED', { ...asking(name, 'GET', to), status: 200, code: 'MANIFEST_TYPE', message: `the manifest is of a kind that was not asked for (${answer.headers['content-type'] ?? 'none'})` })
  return { bytes, digest, size: bytes.byteLength, mediaType }
}

async function* readBlob(sessions: Sessions, name: ImageName, digest: Digest): AsyncGenerator<Uint8Array> {
  const to = `/blobs/${digest}`
  try {
    const answer = await sessions.send({ name, actions: 'pull', to, request: { method: 'GET', purpose: 'read', idempotent: true, answer: 'stream' } })
    if (answer.status !== 200) return void (await refused(asking(name, 'GET', to), answer))
    const hash = createHash('sha256')
    for await (const part of answer.body()) {
      hash.update(part)
      yield part
    }
    const found: Digest = `sha256:${hash.digest('hex')}`
    if (found !== digest) fail('REGISTRY_DIGEST', { where: `The blob ${digest} of ${name.host}/${name.repository}`, wanted: digest, found })
  } catch (error) {
    unreachable(name.host, error)
  }
}

const hasBlob = async (sessions: Sessions, name: ImageName, digest: Digest): Promise<boolean> => {
  const to = `/blobs/${digest}`
  const answer = await sessions.send({ name, actions: 'pull', to, request: { method: 'HEAD', purpose: 'read', idempotent: true } })
  if (answer.status === 200) return true
  return isAbsent(answer) ? false : refused(asking(name, 'HEAD', to), answer)
}

const canPush = async (sessions: Sessions, name: ImageName, log: Log) => {
  const scope = `repository:${name.repository}:pull,push`
  const opened = await openUpload(sessions, name, { purpose: 'access-probe' }).catch((error: unknown) => {
    if (error instanceof ReleaseError && error.code === 'REGISTRY_DENIED') return error.message
    throw error
  })
  if (typeof opened === 'string') return { allowed: false, scope, reason: opened }
  if (opened.status === 202) {
    await cancelUpload(sessions, name, opened).catch((error: unknown) => log.debug(`${name.host}: an opened upload was left to expire: ${String(error)}`))
    return { allowed: true, scope }
  }
  // 404: repositories have to be made beforehand there. 405: it only passes reads on.
  if (opened.status !== 404 && opened.status !== 405) return refused(asking(name, 'POST', '/blobs/uploads/'), opened)
  const { code, message } = await wordsOf(opened)
  return { allowed: false, scope, reason: `${name.host} answered ${opened.status} ${code} ${message}`.trim() }
}

/** What was put is read back by its digest, never by its tag: a tag may give its old digest for a while. */
const putManifest = async (sessions: Sessions, name: ImageName, { bytes, digest, mediaType }: Manifest, reference: string): Promise<void> => {
  const where = placeOf(name, reference)
  const held = digestOf(bytes)
  if (held !== digest) return fail('REGISTRY_DIGEST', { where, wanted: digest, found: `${held} in this run's own memory` })
  const to = `/manifests/${reference}`
  const answer = await sessions.send({ name, actions: 'pull,push', to, request: { method: 'PUT', headers: { 'content-type': mediaType }, body: bytes, purpose: 'write', idempotent: true } })
  if (answer.status !== 201 && answer.status !== 200) return refused(asking(name, 'PUT', to), answer)
  const said = answer.headers['docker-content-digest']
  if (said !== undefined && said !== digest) return fail('REGISTRY_DIGEST', { where, wanted: digest, found: said })
  // A registry that has taken it names its digest. Anything else may be the page of a proxy that never passed it on: then what the
  // reference leads to counts. Replicas may lag, so a registry that did name it is believed.
  const there = await readManifest(sessions, name, said === undefined ? reference : digest)
  if (said === undefined && there?.digest !== digest) fail('REGISTRY_DIGEST', { where, wanted: digest, found: there?.digest ?? 'no such manifest' })
}

/** By tag only. A manifest is never deleted by digest: other tags may point to it. */
const deleteTag = async (sessions: Sessions, name: ImageName, tag: string): Promise<boolean> => {
  const to = `/manifests/${tag}`
  if (isDigest(tag)) return fail('BUG', { what: `deleteTag was given the digest ${tag}` })
  const answer = await sessions.send({ name, actions: 'pull,push,delete', to, request: { method: 'DELETE', purpose: 'write', idempotent: true } })
  if (answer.status < 300 || isAbsent(answer)) return true
  const { code } = await wordsOf(answer)
  return answer.status === 405 || ['UNSUPPORTED', 'DIGEST_INVALID'].includes(code) ? false : refused(asking(name, 'DELETE', to), answer)
}

/** The tags that this process has put or dropped: a read that shows another state is older than that. */
type OwnTags = Map<string, Digest | 'dropped'>

const isFresh = (own: OwnTags, place: string, found: Manifest | undefined): boolean => {
  const wrote = own.get(place)
  return wrote === undefined || wrote === (found?.digest ?? 'dropped')
}

export const createRegistry = ({ http, endpoints, credentials, log, clock = systemClock, environment = {} }: RegistryOptions): Registry => {
  const sessions = createSessions({ http, credentials, log, baseOf: (host) => endpointOf(host, endpoints, environment) })
  const own: OwnTags = new Map()
  const settled = (name: ImageName, reference: string): Promise<Manifest | undefined> =>
    readSettled(() => readManifest(sessions, name, reference), (it) => isFresh(own, placeOf(name, reference), it), { clock })
  return {
    manifest: (name, reference) => reaching(name.host, () => settled(name, reference)),
    hasBlob: (name, digest) => reaching(name.host, () => hasBlob(sessions, name, digest)),
    blob: (name, digest) => readBlob(sessions, name, digest),
    tags: (name) => reaching(name.host, () => listTags(sessions, name)),
    canPush: (name) => reaching(name.host, () => canPush(sessions, name, log)),
    putBlob: (name, blob, from) => reaching(name.host, () => putBlob({ sessions, name, blob }, () => hasBlob(sessions, name, blob.digest), from)),
    putManifest: async (name, manifest, tag) => {
      await reaching(name.host, () => putManifest(sessions, name, manifest, tag ?? manifest.digest))
      if (tag !== undefined) own.set(placeOf(name, tag), manifest.digest)
    },
    deleteTag: async (name, tag) => {
      const isGone = await reaching(name.host, () => deleteTag(sessions, name, tag))
      if (isGone) own.set(placeOf(name, tag), 'dropped')
      return isGone
    },
  }
}
