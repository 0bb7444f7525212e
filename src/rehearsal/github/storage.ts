// Where the bytes of assets are: another origin, whose addresses are signed, and which takes no other credential besides.
import { createHash } from 'node:crypto'
import { textAnswer } from '../http/answer.js'
import type { WorldRequest, WorldResponse } from '../http/handler.js'
import { prefixes, type Addresses } from './addresses.js'
import type { Forge } from './forge.js'
import type { Asset } from './state.js'

const signatureOf = (hex: string, name: string): string => createHash('sha256').update(`storage ${hex} ${name}`).digest('hex').slice(0, 32)

export const storageUrl = (addresses: Addresses, asset: Asset): string => {
  const hex = (asset.digest ?? '').replace('sha256:', '')
  const url = new URL(`${addresses.storage}/${hex}`)
  url.searchParams.set('response-content-disposition', `attachment; filename=${asset.name}`)
  url.searchParams.set('response-content-type', asset.mediaType)
  url.searchParams.set('sig', signatureOf(hex, asset.name))
  return url.href
}

const problem = (status: number, code: string, message: string): WorldResponse =>
  textAnswer(status, `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`, { 'content-type': 'application/xml' })

const twoMechanisms = 'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified'

const rangeOf = (header: string | undefined, size: number): { start: number; end: number } | undefined => {
  const [, from = '', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? []
  return from === '' || Number(from) >= size ? undefined : { start: Number(from), end: to === '' ? size - 1 : Math.min(Number(to), size - 1) }
}

export const answerStorage = (forge: Forge, request: WorldRequest): WorldResponse => {
  const { searchParams, pathname } = request.url
  if (request.headers['authorization'] !== undefined && forge.rules.has('W-AST-09')) return problem(400, 'InvalidArgument', twoMechanisms)
  const hex = pathname.slice(prefixes.storage.length + 1)
  const disposition = searchParams.get('response-content-disposition') ?? ''
  if (searchParams.get('sig') !== signatureOf(hex, disposition.replace('attachment; filename=', ''))) return problem(403, 'AccessDenied', 'Access Denied')
  const content = forge.host.contents.get(`sha256:${hex}`)
  if (!content) return problem(404, 'NoSuchKey', 'The specified key does not exist.')
  const range = rangeOf(request.headers['range'], content.size)
  return {
    status: range ? 206 : 200,
    headers: {
      'content-type': searchParams.get('response-content-type') ?? 'application/octet-stream', 'content-disposition': disposition, 'accept-ranges': 'bytes', etag: `"0x${hex.slice(0, 16)}"`,
      'content-length': String(range ? range.end - range.start + 1 : content.size), ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${content.size}` } : {}),
    },
    body: request.method === 'HEAD' ? undefined : content.read(range),
  }
}
