// Blobs and the uploads that make them.
import { isDigest } from '../../core/digest.js'
import { emptyAnswer } from '../http/answer.js'
import type { WorldResponse } from '../http/handler.js'
import { TooLarge, type Content, type Stored } from '../github/content-store.js'
import type { Call } from './call.js'
import { Refusal, refuse } from './refusal.js'
import type { Upload } from './state.js'

const rangeOf = (header: string | undefined, size: number): { start: number; end: number } | 'none' | 'bad' => {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return 'none'
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return start > end || start >= size ? 'bad' : { start, end }
}

const found = (call: Call, digest: string): Content => {
  if (!isDigest(digest)) return refuse(400, 'DIGEST_INVALID', {})
  const isHere = call.repository()?.blobs.has(digest) ?? false
  const content = isHere || !call.rules.has('R-BLB-01') ? call.contents.get(digest) : undefined
  return content ?? refuse(404, 'BLOB_UNKNOWN', digest)
}

export const getBlob = (call: Call, digest: string): WorldResponse => {
  const content = found(call, digest)
  const range = call.rules.has('R-BLB-02') ? rangeOf(call.request.headers['range'], content.size) : 'none'
  const headers = { 'content-type': 'application/octet-stream', 'docker-content-digest': digest, 'accept-ranges': 'bytes', etag: `"${digest}"` }
  if (range === 'bad') return emptyAnswer(416, { 'content-range': `bytes */${content.size}`, 'content-length': '0' })
  const isHead = call.request.method === 'HEAD'
  if (range === 'none') return { status: 200, headers: { ...headers, 'content-length': String(content.size) }, body: isHead ? undefined : content.read() }
  const length = range.end - range.start + 1
  const partial = { ...headers, 'content-length': String(length), 'content-range': `bytes ${range.start}-${range.end}/${content.size}` }
  return { status: 206, headers: partial, body: isHead ? undefined : content.read(range) }
}

export const deleteBlob = (call: Call, digest: string): WorldResponse => {
  if (!call.settings.deletes && call.rules.has('R-DEL-03')) return refuse(405, 'UNSUPPORTED')
  if (!isDigest(digest)) return refuse(400, 'DIGEST_INVALID', {})
  return call.repository()?.blobs.delete(digest) ? emptyAnswer(202, { 'content-length': '0' }) : refuse(404, 'BLOB_UNKNOWN')
}

/** `_state` says how far the client believes the upload to be; a wrong belief ends the upload, as docker-registry does. */
const whereabouts = (call: Call, id: string, { size }: Upload): Record<string, string> => ({
  location: call.address(`/blobs/uploads/${id}?_state=${size}`), range: `0-${Math.max(0, size - 1)}`, 'docker-upload-uuid': id,
})

const mounted = (call: Call): WorldResponse | undefined => {
  const [digest, from] = [call.query('mount') ?? '', call.query('from')]
  if (!isDigest(digest) || from === undefined || !call.rules.has('R-BLB-03')) return undefined
  const size = call.repository(from)?.blobs.get(digest)
  return size === undefined ? undefined : kept(call, { digest, size })
}

const kept = (call: Call, { digest, size }: Stored): WorldResponse => {
  if (!isDigest(digest)) return refuse(400, 'DIGEST_INVALID')
  const { blobs } = call.made()
  if (!blobs.has(digest)) blobs.set(digest, size)
  return emptyAnswer(201, { location: call.address(`/blobs/${digest}`), 'docker-content-digest': digest, 'content-length': '0' })
}

export const openUpload = (call: Call): WorldResponse => {
  const made = mounted(call)
  if (made) return made
  const upload: Upload = { repository: call.name, pieces: [], size: 0 }
  const id = `00000000-0000-4000-8000-${String(call.state.nextUpload++).padStart(12, '0')}`
  call.state.uploads.set(id, upload)
  return emptyAnswer(202, { ...whereabouts(call, id, upload), 'content-length': '0' })
}

const known = (call: Call, id: string): Upload => {
  const upload = call.state.uploads.get(id)
  if (!upload || upload.repository !== call.name) return refuse(404, 'BLOB_UPLOAD_UNKNOWN', {})
  const believed = call.query('_state')
  if (believed !== String(upload.size) && call.rules.has('R-UPL-02')) {
    call.state.uploads.delete(id)
    return refuse(404, 'BLOB_UPLOAD_INVALID')
  }
  return upload
}

export const uploadStatus = (call: Call, id: string): WorldResponse => {
  return emptyAnswer(204, whereabouts(call, id, known(call, id)))
}

export const cancelUpload = (call: Call, id: string): WorldResponse => {
  if (!call.state.uploads.has(id)) return refuse(404, 'BLOB_UPLOAD_UNKNOWN', {})
  if (call.rules.has('R-UPL-04')) call.state.uploads.delete(id)
  return emptyAnswer(204, { 'docker-upload-uuid': id })
}

/** Of a body that breaks off, nothing stays. */
const takePiece = async (call: Call, id: string): Promise<Upload> => {
  const upload = known(call, id)
  if (!call.request.body) return upload
  const limit = call.settings.largestRequest
  if (Number(call.request.headers['content-length'] ?? 0) > limit) throw new TooLarge()
  const { digest, size } = await call.contents.put(call.request.body, limit)
  const next: Upload = { ...upload, pieces: [...upload.pieces, digest], size: upload.size + size }
  // Another call may have ended the upload while the body came.
  if (call.state.uploads.get(id) !== upload) return refuse(404, 'BLOB_UPLOAD_UNKNOWN', {})
  call.state.uploads.set(id, next)
  return next
}

export const patchUpload = async (call: Call, id: string): Promise<WorldResponse> => {
  const upload = known(call, id)
  const start = /^(?:bytes )?(\d+)-\d+/.exec(call.request.headers['content-range'] ?? '')?.[1]
  if (start !== undefined && Number(start) !== upload.size && call.rules.has('R-UPL-03')) {
    throw new Refusal(416, 'RANGE_INVALID', undefined, whereabouts(call, id, upload))
  }
  return emptyAnswer(202, { ...whereabouts(call, id, await takePiece(call, id)), 'content-length': '0' })
}

async function* joined(call: Call, upload: Upload): AsyncGenerator<Uint8Array> {
  for (const piece of upload.pieces) {
    const bytes = call.contents.get(piece)?.read() ?? new Uint8Array()
    if (bytes instanceof Uint8Array) yield bytes
    else yield* bytes
  }
}

export const finishUpload = async (call: Call, id: string): Promise<WorldResponse> => {
  const digest = call.query('digest')
  const upload = await takePiece(call, id)
  if (digest === undefined || !isDigest(digest)) return refuse(400, 'DIGEST_INVALID')
  const [only] = upload.pieces
  const stored = upload.pieces.length === 1 && only !== undefined ? { digest: only, size: upload.size } : await call.contents.put(joined(call, upload), Infinity)
  if (call.rules.has('R-UPL-05')) call.state.uploads.delete(id)
  if (stored.digest !== digest && call.rules.has('R-UPL-01')) return refuse(400, 'DIGEST_INVALID', { Digest: digest })
  return kept(call, stored)
}
