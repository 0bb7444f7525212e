// Getting a blob into a registry. It has a digest, so it may be asked for at any time, and sent again without harm: whatever goes
// wrong in the middle, the next round looks first and begins a new upload only if the blob is not there.
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { Digest } from '../../core/digest.js'
import type { HttpResponse } from '../../ports/http.js'
import type { ImageName } from '../../ports/registry.js'
import { refused } from './refusal.js'
import type { Sessions } from './session.js'

export interface LocalBlob {
  readonly digest: Digest
  readonly size: number
  readonly path: string
}

export interface Upload {
  readonly location: URL
  /** The least that the registry wants in one chunk. */
  readonly least: number
}

const rounds = 4
const chunkSize = 32 * 1024 * 1024
const octets = { 'content-type': 'application/octet-stream' }

const locationOf = (answer: HttpResponse, base: URL): URL | undefined => {
  const { location } = answer.headers
  if (location === undefined || !URL.canParse(location, answer.url)) return undefined
  const url = new URL(location, answer.url)
  if (url.origin === base.origin) return url
  // Behind a proxy that ends TLS, a registry may think that it is spoken to over http.
  if (url.host === base.host && base.protocol === 'https:') return Object.assign(url, { protocol: 'https:' })
  return url.protocol === 'https:' && !url.username ? url : undefined
}

const withDigest = (location: URL, digest: Digest): URL => {
  const url = new URL(location)
  url.searchParams.set('digest', digest)
  return url
}

/** Opens an upload, or mounts the blob. `purpose` tells a question about rights from the beginning of a write. */
export const openUpload = async (sessions: Sessions, name: ImageName, options: { readonly purpose: 'write' | 'access-probe'; readonly mount?: { readonly digest: Digest; readonly from: string } }): Promise<HttpResponse> => {
  const { mount, purpose } = options
  const query = mount ? `?mount=${encodeURIComponent(mount.digest)}&from=${encodeURIComponent(mount.from)}` : ''
  // An upload that was opened twice is one that nobody finishes: registries drop it.
  return sessions.send({ name, actions: 'pull,push', to: `/blobs/uploads/${query}`, request: { method: 'POST', purpose, idempotent: true }, ...(mount ? { mountFrom: mount.from } : {}) })
}

export const cancelUpload = async (sessions: Sessions, name: ImageName, opened: HttpResponse): Promise<void> => {
  const location = locationOf(opened, sessions.baseOf(name.host))
  // Some registries cannot cancel; then it expires by itself.
  if (location) await sessions.send({ name, actions: 'pull,push', to: location, request: { method: 'DELETE', purpose: 'access-probe', idempotent: true } })
}

interface Job {
  readonly sessions: Sessions
  readonly name: ImageName
  readonly blob: LocalBlob
}

const whole = ({ sessions, name, blob }: Job, { location }: Upload): Promise<HttpResponse> =>
  sessions.send({
    name, actions: 'pull,push', to: withDigest(location, blob.digest),
    request: { method: 'PUT', headers: octets, purpose: 'write', idempotent: true, body: { path: blob.path, size: blob.size } },
  })

/** How far the registry says it has come; `Range: 0-0` is what it answers for nothing as well. */
const progress = (answer: HttpResponse): number => {
  const last = Number(/^(?:bytes=)?0-(\d+)$/.exec(answer.headers['range'] ?? '')?.[1] ?? 0)
  return last === 0 ? 0 : last + 1
}

const askProgress = async ({ sessions, name }: Job, location: URL): Promise<HttpResponse> =>
  sessions.send({ name, actions: 'pull,push', to: location, request: { method: 'GET', purpose: 'read', idempotent: true } })

const sendChunk = async (job: Job, location: URL, part: { start: number; size: number }): Promise<HttpResponse> => {
  const { sessions, name, blob } = job
  try {
    return await sessions.send({
      name, actions: 'pull,push', to: location,
      request: {
        method: 'PATCH', purpose: 'write', idempotent: false,
        headers: { ...octets, 'content-range': `${part.start}-${part.start + part.size - 1}` },
        body: { path: blob.path, offset: part.start, size: part.size },
      },
    })
  } catch (error) {
    // A chunk cannot be sent twice; but the registry tells how far it has come.
    if (error instanceof ReleaseError && error.code === 'HTTP_ANSWER_LOST') return askProgress(job, location)
    throw error
  }
}

const inChunks = async (job: Job, upload: Upload): Promise<HttpResponse> => {
  const { sessions, name, blob } = job
  const size = Math.max(chunkSize, upload.least)
  let { location } = upload
  let stalls = 0
  for (let start = 0; start < blob.size; ) {
    const answer = await sendChunk(job, location, { start, size: Math.min(size, blob.size - start) })
    if (answer.status !== 202 && answer.status !== 204) return answer
    const end = answer.status === 202 && answer.headers['range'] === undefined ? Math.min(start + size, blob.size) : progress(answer)
    stalls = end > start ? 0 : stalls + 1
    if (stalls > 3) return answer
    start = end
    location = locationOf(answer, sessions.baseOf(name.host)) ?? location
  }
  return sessions.send({ name, actions: 'pull,push', to: withDigest(location, blob.digest), request: { method: 'PUT', purpose: 'write', idempotent: true } })
}

const opened = async (job: Job, from: ImageName | undefined): Promise<Upload | 'mounted'> => {
  const { sessions, name, blob } = job
  const canMount = from !== undefined && from.host === name.host && from.repository !== name.repository
  const answer = await openUpload(sessions, name, { purpose: 'write', ...(canMount ? { mount: { digest: blob.digest, from: from.repository } } : {}) })
  if (answer.status === 201) return 'mounted'
  const location = locationOf(answer, sessions.baseOf(name.host))
  if (answer.status !== 202 || !location) return refused({ host: name.host, request: `POST /v2/${name.repository}/blobs/uploads/` }, answer)
  return { location, least: Number(answer.headers['oci-chunk-min-length'] ?? 0) || 0 }
}

/** Undefined when the connection broke again and again, as it does where something in between bounds the size of a request. */
const attempt = async (job: Job, upload: Upload, chunked: boolean): Promise<HttpResponse | undefined> => {
  try {
    return await (chunked ? inChunks(job, upload) : whole(job, upload))
  } catch (error) {
    if (!chunked && job.blob.size > chunkSize && error instanceof ReleaseError && error.code === 'HTTP_BROKEN') return undefined
    throw error
  }
}

/** True when the registry has it now; false when another round may do better. */
const isTaken = async ({ name, blob }: Job, answer: HttpResponse | undefined, last: boolean): Promise<boolean> => {
  if (answer === undefined) return false
  const where = `The blob ${blob.digest} of ${name.host}/${name.repository}`
  const found = answer.headers['docker-content-digest'] ?? blob.digest
  if (answer.status === 201 && found !== blob.digest) fail('REGISTRY_DIGEST', { where, wanted: blob.digest, found })
  if (answer.status === 201) return true
  if ((await answer.text()).includes('DIGEST_INVALID')) fail('REGISTRY_DIGEST', { where, wanted: blob.digest, found: 'other bytes: the file is not what it was, or it was changed on the way' })
  return last || answer.status >= 500 ? refused({ host: name.host, request: `PUT /v2/${name.repository}/blobs/uploads/` }, answer) : false
}

export const putBlob = async (job: Job, has: () => Promise<boolean>, from?: ImageName): Promise<void> => {
  let chunked = false
  for (let round = 1; ; round += 1) {
    if (await has()) return
    const upload = await opened(job, round === 1 ? from : undefined)
    if (upload === 'mounted') return
    const answer = await attempt(job, upload, chunked)
    if (await isTaken(job, answer, round >= rounds)) return
    chunked ||= answer === undefined || answer.status === 413 || answer.status === 202
  }
}
