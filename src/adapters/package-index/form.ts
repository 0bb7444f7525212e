// The upload form: multipart/form-data, as the upload API of package indexes wants it. Values are text of the project's metadata and may
// hold anything; the boundary occurs in none of them.
import { createHash } from 'node:crypto'
import { hexOf, type Digest } from '../../core/digest.js'

export interface FormFile {
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly digest: Digest
}

export interface Form {
  readonly mediaType: string
  readonly body: Uint8Array
}

/** In quotes of a header, neither of these may stand as it is. */
const quoted = (text: string): string => text.replaceAll('"', '%22').replace(/[\r\n]/g, ' ')

export const uploadForm = (fields: readonly (readonly [string, string])[], { fileName, bytes, digest }: FormFile): Form => {
  const all = [[':action', 'file_upload'], ['protocol_version', '1'], ...fields, ['sha256_digest', hexOf(digest)]] as const
  // By the file's digest: the same form each time, and nobody who writes metadata can foresee it.
  const boundary = `slipway-${createHash('sha256').update(digest).update(JSON.stringify(all)).digest('hex')}`
  const part = (header: string): string => `--${boundary}\r\nContent-Disposition: form-data; ${header}\r\n`
  const texts = all.map(([name, value]) => `${part(`name="${quoted(name)}"`)}\r\n${value}\r\n`).join('')
  const file = `${part(`name="content"; filename="${quoted(fileName)}"`)}Content-Type: application/octet-stream\r\n\r\n`
  return { mediaType: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat([Buffer.from(texts + file), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]) }
}
