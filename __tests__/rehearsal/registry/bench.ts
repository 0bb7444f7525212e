// Small requests to a registry, for the contract tests: what they send is written out, so that they share nothing with the client.
import { createHash } from 'node:crypto'

export const sha = (bytes: string | Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

export const oci = 'application/vnd.oci.image.manifest.v1+json'
export const index = 'application/vnd.oci.image.index.v1+json'
export const absent = sha('nobody has this')

export interface Got {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Code of the first error. */
  readonly code: string | undefined
}

export type Ask = (method: string, path: string, options?: { headers?: Record<string, string>; body?: string }) => Promise<Got>

const codeIn = (text: string): string | undefined => {
  try {
    return (JSON.parse(text) as { errors?: { code: string }[] }).errors?.[0]?.code
  } catch {
    return undefined
  }
}

export const asking = (origin: string, authorization?: string): Ask => async (method, path, { headers, body } = {}) => {
  const url = path.startsWith('http') ? path : `${origin}${path}`
  const answer = await fetch(url, { method, headers: { ...(authorization ? { authorization } : {}), ...headers }, ...(body === undefined ? {} : { body }), redirect: 'manual' })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, code: codeIn(text) }
}

export const openUpload = async (ask: Ask, name: string): Promise<string> => {
  const opened = await ask('POST', `/v2/${name}/blobs/uploads/`)
  return opened.headers.get('location') ?? `(no location: ${opened.status})`
}

export const octets = { 'content-type': 'application/octet-stream' }

export const pushBlob = async (ask: Ask, name: string, body: string): Promise<string> => {
  const done = await ask('PUT', `${await openUpload(ask, name)}&digest=${sha(body)}`, { headers: octets, body })
  if (done.status !== 201) throw new Error(`blob: ${done.status} ${done.text}`)
  return sha(body)
}

export const manifestOf = (config: string, note = ''): string =>
  JSON.stringify({ schemaVersion: 2, mediaType: oci, config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: config, size: 2 }, layers: [], ...(note ? { annotations: { note } } : {}) })

/** Pushes a small manifest; its digest. */
export const pushManifest = async (ask: Ask, name: string, options: { tag?: string; note?: string } = {}): Promise<string> => {
  const body = manifestOf(await pushBlob(ask, name, '{}'), options.note)
  const done = await ask('PUT', `/v2/${name}/manifests/${options.tag ?? sha(body)}`, { headers: { 'content-type': oci }, body })
  if (done.status !== 201) throw new Error(`manifest: ${done.status} ${done.text}`)
  return sha(body)
}

export const read = (ask: Ask, name: string, reference: string, accept = oci): Promise<Got> => ask('GET', `/v2/${name}/manifests/${reference}`, { headers: { accept } })
