// POST of a file, as PyPI judges it: who, what it says of itself, and whether the name is free. In the order in which PyPI asks.
import { digestOf, hexOf, type Digest } from '../../core/digest.js'
import { normalised, readFileName } from '../../core/distribution/name.js'
import { textAnswer } from '../http/answer.js'
import type { WorldResponse } from '../http/handler.js'
import type { FormPart } from './multipart.js'
import type { IndexRule } from './rules.js'
import type { IndexSettings } from './settings.js'
import type { HeldFile, IndexState } from './state.js'

export interface Uploading {
  readonly settings: IndexSettings
  readonly state: IndexState
  readonly now: number
  readonly has: (rule: IndexRule) => boolean
}

/** PyPI says no in a page of HTML, and in the reason of the status. */
const no = (status: number, message: string): WorldResponse =>
  textAnswer(status, `<html>\n <head>\n  <title>${status} ${message}</title>\n </head>\n <body>\n  <h1>${status} ${message}</h1>\n  The server could not comply with the request since it is either malformed or otherwise incorrect.<br/><br/>\n${message}\n </body>\n</html>`, { 'content-type': 'text/html; charset=UTF-8' })

const known = ['1.0', '1.1', '1.2', '2.0', '2.1', '2.2', '2.3', '2.4', '2.5', '2.6']

const credentialIn = (authorization: string): { readonly user: string; readonly token: string } => {
  const [user = '', ...password] = Buffer.from(/^Basic (.+)$/i.exec(authorization)?.[1] ?? '', 'base64').toString('utf8').split(':')
  return { user, token: password.join(':') }
}

/** Projects that the credential uploads; undefined when it is nobody's. */
const rightsOf = ({ settings, state, now, has }: Uploading, authorization: string): readonly string[] | undefined => {
  const { user, token } = credentialIn(authorization)
  if (user !== '__token__') return undefined
  const minted = state.minted.get(token)
  if (minted) return minted.until > now || !has('P-OID-05') ? minted.projects : undefined
  return settings.tokens[token]
}

interface Sent {
  readonly fileName: string
  readonly bytes: Buffer
  readonly digest: Digest
  readonly all: (name: string) => readonly string[]
  readonly one: (name: string) => string
}

const sentIn = (parts: readonly FormPart[]): Sent | undefined => {
  const content = parts.find((it) => it.name === 'content' && it.fileName !== undefined)
  const all = (name: string): readonly string[] => parts.filter((it) => it.name === name).map((it) => it.bytes.toString('utf8'))
  return content && { fileName: content.fileName ?? '', bytes: content.bytes, digest: digestOf(content.bytes), all, one: (name) => all(name)[0] ?? '' }
}

export const takeUpload = (world: Uploading, authorization: string, parts: readonly FormPart[]): WorldResponse => {
  const rights = rightsOf(world, authorization) ?? (world.has('P-UPL-01') ? undefined : ['*'])
  if (!rights) return no(403, 'Invalid or non-existent authentication information. See https://test.pypi.org/help/#invalid-auth for more information.')
  const sent = sentIn(parts)
  if (!sent) return no(400, 'Upload payload does not have a file.')
  if (sent.one(':action') !== 'file_upload' || sent.one('protocol_version') !== '1') return no(400, 'Unknown protocol version.')
  const fault = metadataFault(world, sent)
  if (fault !== undefined) return no(400, fault)
  const project = normalised(sent.one('name'))
  if (!rights.includes('*') && !rights.includes(project) && world.has('P-UPL-13')) return no(403, `The credential associated with user 'rehearsal' isn't allowed to upload to project '${sent.one('name')}'. See https://test.pypi.org/help/#project-name for more information.`)
  const publisher = world.state.minted.get(credentialIn(authorization).token)?.repository
  const attested = attestationFault(world, sent, publisher)
  if (attested !== undefined) return no(400, `Invalid attestations supplied during upload: ${attested}`)
  return fileFault(world, sent, project) ?? keep(world, sent, project, publisher)
}

const invalid = (value: string, field: string, error: string): string => `'${value}' is an invalid value for ${field}. Error: ${error} see https://packaging.python.org/specifications/core-metadata`

const metadataFault = ({ has }: Uploading, { one, all }: Sent): string | undefined => {
  if (!known.includes(one('metadata_version')) && has('P-UPL-07')) return invalid(one('metadata_version'), 'Metadata-Version', 'Use a known metadata version.')
  if (one('version').includes('+') && has('P-UPL-11')) return `The use of local versions in <Version('${one('version')}')> is not allowed.`
  const type = one('description_content_type').split(';')[0]?.trim() ?? ''
  if (type !== '' && !['text/plain', 'text/x-rst', 'text/markdown'].includes(type) && has('P-UPL-14')) return invalid(one('description_content_type'), 'Description-Content-Type', 'Invalid description content type: type/subtype is not valid')
  const direct = all('requires_dist').find((it) => /^[A-Za-z0-9._-]+\s*(\[[^\]]*\])?\s*@/.test(it))
  return direct !== undefined && has('P-UPL-10') ? `Invalid value for requires_dist. Error: Can't have direct dependency: '${direct}'` : undefined
}

type Judge = (world: Uploading, sent: Sent, files: readonly HeldFile[]) => string | undefined

/** In the order of PyPI; each says why not. */
const fileJudges: readonly (readonly [IndexRule, Judge])[] = [
  ['P-UPL-08', (_, { fileName, one }) => (isNameOf(fileName, one) ? undefined : `Invalid filename: '${fileName}' is not that of ${one('name')} ${one('version')}.`)],
  ['P-UPL-09', ({ settings }, { bytes, one }) => (bytes.length <= settings.largest ? undefined : `File too large. Limit for project '${one('name')}' is ${Math.floor(settings.largest / 1024 / 1024)} MB. See https://test.pypi.org/help/#file-size-limit for more information.`)],
  ['P-UPL-06', (_, { digest, one }) => (one('sha256_digest').toLowerCase() === hexOf(digest) ? undefined : 'The digest supplied does not match a digest calculated from the uploaded file.')],
  ['P-UPL-04', (_, { fileName, digest }, files) => (files.every((it) => it.fileName !== fileName || it.digest === digest) ? undefined : exists(fileName))],
  ['P-UPL-05', ({ state }, { fileName }, files) => (!state.used.has(fileName) || files.some((it) => it.fileName === fileName) ? undefined : 'This filename has already been used, use a different version. See https://test.pypi.org/help/#file-name-reuse for more information.')],
  ['P-UPL-12', (_, { fileName, one }, files) => (one('filetype') !== 'sdist' || files.every((it) => it.type !== 'sdist' || it.version !== one('version') || it.fileName === fileName) ? undefined : 'Only one sdist may be uploaded per release.')],
  ['P-UPL-15', (_, { fileName }) => linuxFault(fileName)],
]

const exists = (fileName: string): string => `File already exists ('${fileName}', with blake2_256 hash '…'). See https://test.pypi.org/help/#file-name-reuse for more information.`

const isNameOf = (fileName: string, one: Sent['one']): boolean => {
  const named = readFileName(fileName)
  return named !== undefined && normalised(named.name) === normalised(one('name')) && named.version === one('version') && named.type === one('filetype')
}

const linuxFault = (fileName: string): string | undefined => {
  const linux = readFileName(fileName)?.platforms.find((it) => /^linux_(?!armv[67]l)/.test(it))
  return linux === undefined ? undefined : `Binary wheel '${fileName}' has an unsupported platform tag '${linux}'.`
}

const fileFault = (world: Uploading, sent: Sent, project: string): WorldResponse | undefined => {
  const files = world.state.projects.get(project)?.files ?? []
  for (const [rule, judge] of fileJudges) {
    const fault = world.has(rule) ? judge(world, sent, files) : undefined
    if (fault !== undefined) return no(400, fault)
  }
  if (!files.some((it) => it.fileName === sent.fileName && it.digest === sent.digest)) return undefined
  return world.has('P-UPL-03') ? textAnswer(200, '', { 'content-type': 'text/html; charset=UTF-8' }) : no(400, exists(sent.fileName))
}

const attestationsIn = (text: string): readonly unknown[] | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? (value as readonly unknown[]) : undefined
  } catch {
    return undefined
  }
}

const attestationFault = ({ state, has }: Uploading, { fileName, digest, one }: Sent, publisher: string | undefined): string | undefined => {
  const text = one('attestations')
  if (text === '') return undefined
  if (publisher === undefined && has('P-ATT-01')) return 'Attestations are only supported when using Trusted Publishing'
  const all = attestationsIn(text)
  if (!all || all.length === 0) return 'Malformed attestations: an error occurred while decoding the included attestation'
  const fault = has('P-ATT-02') ? all.map((it) => state.sigstore.faultOf(it, { fileName, digest, repository: publisher })).find((it) => it !== undefined) : undefined
  return fault === undefined ? undefined : `Could not verify the uploaded artifact using the included attestation: Verification failed: ${fault}`
}

const keep = ({ state, now, has }: Uploading, { fileName, bytes, digest, one }: Sent, ...[project, publisher]: readonly [string, string | undefined]): WorldResponse => {
  const attestations = attestationsIn(one('attestations'))
  const python = one('requires_python')
  const file: HeldFile = { fileName, version: one('version'), type: one('filetype'), bytes, digest, uploaded: now, ...(python === '' ? {} : { requiresPython: python }), ...(attestations ? { attestations } : {}), ...(publisher === undefined ? {} : { publisher }) }
  if (state.projects.has(project) || has('P-UPL-02')) state.put(project, one('name'), file)
  return textAnswer(200, '', { 'content-type': 'text/html; charset=UTF-8' })
}
