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

type Fields = readonly (readonly [string, string])[]
const asked: Fields = [[':action', 'file_upload'], ['protocol_version', '1']]

export const uploadForm = (fields: Fields, { fileName, bytes, digest }: FormFile): Form => {
  const all = [...asked, ...fields, ['sha256_digest', hexOf(digest)] as const]
  // By the file's digest: the same form each time, and nobody who writes metadata can foresee it.
  const boundary = `slipway-${createHash('sha256').update(digest).update(JSON.stringify(all)).digest('hex')}`
  const texts = all.map((it) => textPart(boundary, it)).join('')
  const file = `${part(boundary, `name="content"; filename="${quoted(fileName)}"`)}Content-Type: application/octet-stream\r\n\r\n`
  return { mediaType: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat([Buffer.from(texts + file), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]) }
}

/** Asks to upload, and brings nothing: an index that asks first who it is says that, and then that there is no file. */
export const emptyForm = (): Form => ({ mediaType: 'multipart/form-data; boundary=slipway-asks', body: Buffer.from(`${asked.map((it) => textPart('slipway-asks', it)).join('')}--slipway-asks--\r\n`) })

const part = (boundary: string, header: string): string => `--${boundary}\r\nContent-Disposition: form-data; ${header}\r\n`
const textPart = (boundary: string, [name, value]: readonly [string, string]): string => `${part(boundary, `name="${quoted(name)}"`)}\r\n${value}\r\n`
