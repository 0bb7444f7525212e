// Manifests and tags of one repository.
import { digestOf, isDigest, type Digest } from '../../core/digest.js'
import { contentsOf, isIndexType, manifestTypes, mediaTypes, type Contents } from '../../core/oci.js'
import { bytesAnswer, emptyAnswer, jsonAnswer, readBody } from '../http/answer.js'
import type { WorldResponse } from '../http/handler.js'
import type { Call } from './call.js'
import { refuse } from './refusal.js'
import type { RepositoryState, StoredManifest } from './state.js'

const largest = 4 * 1024 * 1024

const resolveTag = (call: Call, repository: RepositoryState, tag: string): Digest | undefined => {
  const found = repository.tags.get(tag)
  if (!found || found.lag === 0 || !call.rules.has('R-TAG-04')) return found?.digest
  repository.tags.note(tag, { ...found, lag: found.lag - 1 })
  return found.before
}

/** An exact match is asked for, as docker-registry does: a client that sends no list, or only wildcards, is told that there is none. */
const accepts = (call: Call, mediaType: string): boolean => {
  const isOci = mediaType === mediaTypes.ociManifest || mediaType === mediaTypes.ociIndex
  if (!isOci || !call.rules.has('R-MAN-01')) return true
  return (call.request.headers['accept'] ?? '').split(',').some((it) => it.split(';')[0]?.trim() === mediaType)
}

export const getManifest = (call: Call, reference: string): WorldResponse => {
  const repository = call.repository()
  const digest = isDigest(reference) ? reference : repository && resolveTag(call, repository, reference)
  const manifest = digest && repository?.manifests.get(digest)
  if (!digest || !manifest) return refuse(404, 'MANIFEST_UNKNOWN', isDigest(reference) ? { Digest: reference } : { Tag: reference })
  if (!accepts(call, manifest.mediaType)) return refuse(404, 'MANIFEST_UNKNOWN', 'the manifest is there, but the accept header does not support its type')
  const headers = { 'content-type': manifest.mediaType, ...(call.rules.has('R-MAN-05') ? { 'docker-content-digest': digest } : {}), etag: `"${digest}"` }
  return bytesAnswer(200, manifest.bytes, headers)
}

const missingIn = (repository: RepositoryState, contents: Contents): Digest | undefined =>
  [...contents.blobs.filter((it) => !repository.blobs.has(it.digest)), ...contents.manifests.filter((it) => !repository.manifests.has(it.digest))][0]?.digest

const checked = (call: Call, mediaType: string, bytes: Uint8Array): Contents => {
  const contents = contentsOf(bytes)
  const isKnown = manifestTypes.includes(mediaType) && (contents?.mediaType ?? mediaType) === mediaType && isIndexType(mediaType) === (contents?.blobs.length === 0)
  if (!contents || (!isKnown && call.rules.has('R-MAN-04'))) return refuse(400, 'MANIFEST_INVALID', {})
  return contents
}

export const putManifest = async (call: Call, reference: string): Promise<WorldResponse> => {
  const bytes = await readBody(call.request, largest)
  const mediaType = call.request.headers['content-type']?.split(';')[0]?.trim() ?? ''
  const contents = checked(call, mediaType, bytes)
  const digest = digestOf(bytes)
  if (isDigest(reference) && reference !== digest && call.rules.has('R-MAN-03')) return refuse(400, 'DIGEST_INVALID')
  const missing = missingIn(call.made(), contents)
  // A manifest can never be there half.
  if (missing && call.rules.has('R-MAN-02')) return refuse(400, 'MANIFEST_BLOB_UNKNOWN', missing)
  const repository = call.made()
  const stored: StoredManifest = { mediaType, bytes, ...(contents.subject ? { subject: contents.subject.digest } : {}) }
  if (!repository.manifests.has(digest)) repository.manifests.set(digest, stored)
  if (!isDigest(reference)) setTag(call, repository, reference, digest)
  const headers = { location: call.address(`/manifests/${digest}`), 'docker-content-digest': digest, 'content-length': '0' }
  return emptyAnswer(201, contents.subject && call.settings.referrers ? { ...headers, 'oci-subject': contents.subject.digest } : headers)
}

const setTag = (call: Call, repository: RepositoryState, tag: string, digest: Digest): void => {
  const before = repository.tags.get(tag)?.digest
  if (before === digest || (before !== undefined && !call.rules.has('R-TAG-03'))) return
  repository.tags.set(tag, { digest, lag: call.settings.tagLag, ...(before === undefined ? {} : { before }) })
}

export const deleteManifest = (call: Call, reference: string): WorldResponse => {
  const { settings, rules } = call
  if (!settings.deletes && rules.has('R-DEL-03')) return refuse(405, 'UNSUPPORTED')
  const repository = call.repository()
  if (!isDigest(reference)) {
    if (!settings.tagDeletes) return refuse(400, 'DIGEST_INVALID')
    const tag = repository?.tags.get(reference)
    if (!repository || !tag) return refuse(404, 'MANIFEST_UNKNOWN', { Tag: reference })
    repository.tags.delete(reference)
    if (!rules.has('R-DEL-02')) repository.manifests.delete(tag.digest)
    return emptyAnswer(202, { 'content-length': '0' })
  }
  if (!repository?.manifests.delete(reference)) return refuse(404, 'MANIFEST_UNKNOWN')
  if (rules.has('R-DEL-01')) for (const [tag, { digest }] of [...repository.tags]) if (digest === reference) repository.tags.delete(tag)
  return emptyAnswer(202, { 'content-length': '0' })
}

export const listTags = (call: Call): WorldResponse => {
  const repository = call.repository()
  const noTags = !repository || (repository.tags.size === 0 && call.rules.has('R-TAG-01'))
  if (noTags) return refuse(404, 'NAME_UNKNOWN', { name: call.name })
  const all = [...repository.tags.keys()].sort()
  const query = call.request.url.searchParams
  const last = query.get('last')
  const rest = last === null ? all : all.filter((it) => it > last)
  const count = Number(query.get('n') ?? rest.length)
  const tags = call.rules.has('R-TAG-02') && Number.isSafeInteger(count) && count >= 0 ? rest.slice(0, count) : all
  const isCut = tags.length > 0 && tags.length < rest.length && tags !== all
  const link = isCut ? { link: `<${call.path(`/tags/list?n=${count}&last=${encodeURIComponent(tags.at(-1) ?? '')}`)}>; rel="next"` } : {}
  return jsonAnswer(200, { name: call.name, tags }, link)
}

export const listReferrers = (call: Call, digest: string): WorldResponse => {
  // Docker-registry 2.8 and ghcr.io have no such address; clients fall back to a tag.
  if (!call.settings.referrers && call.rules.has('R-REF-01')) return bytesAnswer(404, Buffer.from('404 page not found\n'), { 'content-type': 'text/plain; charset=utf-8' })
  const manifests = [...(call.repository()?.manifests ?? [])].filter(([, it]) => it.subject === digest)
    .map(([own, it]) => ({ mediaType: it.mediaType, digest: own, size: it.bytes.byteLength, ...aboutReferrer(it.bytes) }))
  return jsonAnswer(200, { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests }, { 'content-type': mediaTypes.ociIndex })
}

const aboutReferrer = (bytes: Uint8Array): object => {
  const { artifactType, annotations, config } = JSON.parse(Buffer.from(bytes).toString('utf8')) as { artifactType?: string; annotations?: object; config?: { mediaType?: string } }
  const type = artifactType ?? config?.mediaType
  return { ...(type === undefined ? {} : { artifactType: type }), ...(annotations === undefined ? {} : { annotations }) }
}
