// Every rule of the embedded index holds, and its test is one that can fail: without the rule it does.
import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto'
import { createHttp } from '../../../src/adapters/http/http.js'
import { attest } from '../../../src/adapters/package-index/attest.js'
import { emptyForm, uploadForm } from '../../../src/adapters/package-index/form.js'
import { digestOf, hexOf } from '../../../src/core/digest.js'
import { EmbeddedIndex } from '../../../src/rehearsal/package-index/embedded-index.js'
import { indexRuleNames, indexRules, type IndexRule } from '../../../src/rehearsal/package-index/rules.js'
import { transportOf } from '../../../src/rehearsal/http/transport.js'
import { rememberingLog } from '../../adapters/temp.js'
import type { IndexSettings } from '../../../src/rehearsal/package-index/settings.js'

const bytes = Buffer.from('the bytes of a wheel')
const wheel = 'os_vim_driver-1.0.0-py3-none-any.whl'
const job = { token: 'job', repository: 'accanto/driver', workflow: 'release.yml', ref: 'refs/tags/1.0.0', environment: 'pypi' }
const publisher = { project: 'os-vim-driver', repository: 'accanto/driver', workflow: 'release.yml', environment: 'pypi' }

interface Sending {
  readonly fileName?: string
  readonly bytes?: Buffer
  readonly fields?: Readonly<Record<string, string>>
  readonly token?: string | null
  readonly sha256?: string
}

class Stage {
  time = Date.parse('2026-11-21T12:00:00Z')
  readonly index: EmbeddedIndex

  constructor(without: readonly IndexRule[], settings: Partial<IndexSettings> = {}) {
    this.index = new EmbeddedIndex({ host: 'pypi.org', now: () => this.time, settings: { tokens: { own: ['*'], narrow: ['another'] }, job, publishers: [publisher], without, ...settings } })
  }

  async ask(path: string, { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: Uint8Array | string } = {}) {
    const sent = body === undefined ? undefined : (async function* () {
      yield Buffer.from(body)
    })()
    const answer = await this.index.handle({ method, url: new URL(`https://pypi.org${path}`), headers, body: sent })
    const text = Buffer.from((answer.body as Uint8Array | undefined) ?? []).toString('utf8')
    return { status: answer.status, headers: answer.headers, text, json: /json/.test(answer.headers['content-type'] ?? '') ? JSON.parse(text) : undefined }
  }

  async send({ fileName = wheel, bytes: content = bytes, fields = {}, token = 'own', sha256 }: Sending = {}) {
    const type = fileName.endsWith('.whl') ? 'bdist_wheel' : 'sdist'
    const all = { metadata_version: '2.1', name: 'os-vim-driver', version: '1.0.0', filetype: type, pyversion: 'py3', ...fields }
    const { mediaType, body } = uploadForm(Object.entries(all), { fileName, bytes: content, digest: sha256 === undefined ? digestOf(content) : `sha256:${sha256}` })
    const authorization = token === null ? {} : { authorization: `Basic ${Buffer.from(`__token__:${token}`).toString('base64')}` }
    return this.ask('/legacy/', { method: 'POST', headers: { 'content-type': mediaType, ...authorization }, body })
  }

  page = (accept = 'text/html', name = 'os-vim-driver') => this.ask(`/simple/${name}/`, { headers: { accept } })
  json = async () => (await this.page('application/vnd.pypi.simple.v1+json')).json
  identity = async (audience = 'pypi', token = 'job') => (await this.ask(`/_/runner/identity?api-version=2.0&audience=${audience}`, { headers: { authorization: `Bearer ${token}` } }))
  mint = async (audience = 'pypi', path = 'mint-token') => this.ask(`/_/oidc/${path}`, { method: 'POST', body: JSON.stringify({ token: (await this.identity(audience)).json.value }) })
  made = () => this.index.put('os-vim-driver', { fileName: 'os_vim_driver-0.9.0-py3-none-any.whl', version: '0.9.0', type: 'bdist_wheel', bytes: Buffer.from('old'), digest: digestOf('old') })
}

/** A key as a job makes it, and what it signs. */
class Signer {
  readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })

  constructor(private readonly stage: Stage) {}

  async certificate({ audience = 'sigstore', proof }: { audience?: string; proof?: string } = {}) {
    const jwt = (await this.stage.identity(audience)).json.value as string
    const { sub } = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())
    const proofOfPossession = proof ?? sign('sha256', Buffer.from(sub), this.keys.privateKey).toString('base64')
    const content = this.keys.publicKey.export({ format: 'pem', type: 'spki' }).toString()
    return this.stage.ask('/api/v2/signingCert', { method: 'POST', body: JSON.stringify({ credentials: { oidcIdentityToken: jwt }, publicKeyRequest: { publicKey: { algorithm: 'ECDSA', content }, proofOfPossession } }) })
  }

  async attestation(fileName = wheel, digest = digestOf(bytes)): Promise<string> {
    const { source, http } = { source: { url: 'https://pypi.org/_/runner/identity?v=2', token: 'job' }, http: createHttp(transportOf(this.stage.index.handle)) }
    return JSON.stringify([await attest({ fileName, digest }, { http, source, log: rememberingLog(), at: (address) => new URL(address.replace(/^https:\/\/[^/]+/, 'https://pypi.org')) })])
  }
}

const hex = hexOf(digestOf(bytes))
const path = `/packages/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex.slice(4)}/${wheel}`

const refused = async (stage: Stage, sending: Sending, status: number, words: string): Promise<void> => {
  const before = stage.index.files('os-vim-driver').length
  const answer = await stage.send(sending)
  expect([answer.status, answer.text.includes(words)]).toEqual([status, true])
  expect(stage.index.files('os-vim-driver')).toHaveLength(before)
}

const contracts: Readonly<Record<IndexRule, { run: (stage: Stage) => Promise<void>; settings?: Partial<IndexSettings> }>> = {
  'P-API-01': { run: async (stage) => expect((await stage.ask('/rss/updates.xml')).status).toBe(501) },
  'P-SIM-01': { run: async (stage) => {
    await stage.send()
    const { text, headers } = await stage.page()
    expect([text.includes(`<a href="https://pypi.org${path}#sha256=${hex}">${wheel}</a>`), headers['content-type']]).toEqual([true, 'text/html; charset=utf-8'])
  } },
  'P-SIM-02': { run: async (stage) => {
    await stage.send({ fields: { requires_python: '>=3.6' } })
    expect({ json: await stage.json() }).toMatchObject({ json: { meta: { 'api-version': '1.1' }, name: 'os-vim-driver', versions: ['1.0.0'], files: [{ filename: wheel, hashes: { sha256: hex }, size: bytes.length, 'requires-python': '>=3.6', yanked: false, url: `https://pypi.org${path}` }] } })
  } },
  'P-SIM-03': { run: async (stage) => {
    await stage.send()
    const { status, headers } = await stage.page('text/html', 'OS_Vim.Driver')
    expect([status, headers['location']]).toEqual([301, '/simple/os-vim-driver/'])
  } },
  'P-SIM-04': { run: async (stage) => expect((await stage.page('text/html', 'nobody')).status).toBe(404) },
  'P-SIM-05': { run: async (stage) => {
    await stage.send()
    stage.index.yank('os-vim-driver', wheel, 'broken')
    expect((await stage.json()).files[0].yanked).toBe('broken')
    expect((await stage.page()).text).toContain('data-yanked="broken"')
  } },
  'P-SIM-06': { settings: { lag: 1 }, run: async (stage) => {
    await stage.send()
    expect([(await stage.page()).status, (await stage.page()).status]).toEqual([404, 200])
  } },
  'P-JSN-01': { run: async (stage) => {
    stage.made()
    await stage.send()
    expect((await stage.ask('/pypi/os-vim-driver/json')).json).toMatchObject({ info: { version: '1.0.0' }, urls: [{ filename: wheel, digests: { sha256: hex } }], releases: { '0.9.0': [{}], '1.0.0': [{}] } })
    expect((await stage.ask('/pypi/os-vim-driver/0.9.0/json')).json).toMatchObject({ info: { version: '0.9.0' } })
    expect((await stage.ask('/pypi/os-vim-driver/9.9.9/json')).status).toBe(404)
  } },
  'P-FIL-01': { run: async (stage) => {
    await stage.send()
    expect((await stage.ask(path)).text).toBe(bytes.toString())
  } },
  'P-UPL-01': { run: async (stage) => {
    await refused(stage, { token: null }, 403, 'Invalid or non-existent authentication information.')
    await refused(stage, { token: 'unknown' }, 403, 'Invalid or non-existent authentication information.')
    const { mediaType, body } = emptyForm()
    const asks = async (token: string) => (await stage.ask('/legacy/', { method: 'POST', headers: { 'content-type': mediaType, authorization: `Basic ${Buffer.from(`__token__:${token}`).toString('base64')}` }, body })).status
    expect([await asks('unknown'), await asks('own'), stage.index.journal.writes]).toEqual([403, 400, []])
  } },
  'P-UPL-02': { run: async (stage) => {
    expect((await stage.send()).status).toBe(200)
    expect((await stage.json())?.versions).toEqual(['1.0.0'])
  } },
  'P-UPL-03': { run: async (stage) => {
    await stage.send()
    expect([(await stage.send()).status, stage.index.journal.writes.length]).toEqual([200, 1])
  } },
  'P-UPL-04': { run: async (stage) => {
    await stage.send()
    await refused(stage, { bytes: Buffer.from('other') }, 400, 'File already exists')
    expect(stage.index.files('os-vim-driver')[0]?.digest).toBe(digestOf(bytes))
  } },
  'P-UPL-05': { run: async (stage) => {
    await stage.send()
    stage.index.delete('os-vim-driver', wheel)
    await refused(stage, {}, 400, 'This filename has already been used')
  } },
  'P-UPL-06': { run: (stage) => refused(stage, { sha256: 'a'.repeat(64) }, 400, 'does not match a digest calculated') },
  'P-UPL-07': { run: (stage) => refused(stage, { fields: { metadata_version: '9.0' } }, 400, 'is an invalid value for Metadata-Version') },
  'P-UPL-08': { run: async (stage) => {
    await refused(stage, { fileName: 'another-1.0.0-py3-none-any.whl' }, 400, 'Invalid filename')
    await refused(stage, { fields: { version: '1.0.1' } }, 400, 'Invalid filename')
  } },
  'P-UPL-09': { settings: { largest: 10 }, run: (stage) => refused(stage, {}, 400, 'File too large') },
  'P-UPL-10': { run: (stage) => refused(stage, { fields: { requires_dist: 'ignition @ https://example.com/ignition.whl' } }, 400, 'have direct dependency') },
  'P-UPL-11': { run: (stage) => refused(stage, { fileName: 'os_vim_driver-1.0.0+abc-py3-none-any.whl', fields: { version: '1.0.0+abc' } }, 400, 'The use of local versions') },
  'P-UPL-12': { run: async (stage) => {
    await stage.send({ fileName: 'os_vim_driver-1.0.0.tar.gz' })
    await refused(stage, { fileName: 'os-vim-driver-1.0.0.tar.gz', bytes: Buffer.from('another') }, 400, 'Only one sdist may be uploaded per release')
  } },
  'P-UPL-13': { run: (stage) => refused(stage, { token: 'narrow' }, 403, 'allowed to upload to project') },
  'P-UPL-14': { run: (stage) => refused(stage, { fields: { description_content_type: 'text/html' } }, 400, 'Invalid description content type') },
  'P-UPL-15': { run: (stage) => refused(stage, { fileName: 'os_vim_driver-1.0.0-cp311-cp311-linux_x86_64.whl' }, 400, 'unsupported platform tag') },
  'P-OID-01': { run: async (stage) => expect((await stage.ask('/_/oidc/audience')).json).toEqual({ audience: 'pypi' }) },
  'P-OID-02': { run: async (stage) => {
    stage.made()
    const { status, json } = await stage.mint()
    expect([status, json.success, (await stage.send({ token: json.token })).status]).toEqual([200, true, 200])
  } },
  'P-OID-03': { settings: { publishers: [{ ...publisher, environment: 'other' }] }, run: async (stage) => {
    stage.made()
    expect(await stage.mint()).toMatchObject({ status: 422, json: { errors: [{ code: 'invalid-publisher', description: expect.stringContaining('valid token, but no corresponding publisher') }] } })
  } },
  'P-OID-04': { run: async (stage) => {
    stage.made()
    expect(await stage.mint('testpypi')).toMatchObject({ status: 422, json: { errors: [{ code: 'invalid-token' }] } })
  } },
  'P-OID-05': { run: async (stage) => {
    stage.made()
    const { json } = await stage.mint()
    stage.time += 15 * 60_000 + 1
    expect((await stage.send({ token: json.token })).status).toBe(403)
  } },
  'P-OID-06': { settings: { publishers: [], pending: [publisher] }, run: async (stage) => {
    expect((await stage.page()).status).toBe(404)
    expect([(await stage.mint()).status, (await stage.page()).status]).toEqual([200, 200])
  } },
  'P-OID-07': { settings: { trusted: 'old' }, run: async (stage) => {
    stage.made()
    expect([(await stage.mint()).status, (await stage.mint('pypi', 'github/mint-token')).status]).toEqual([404, 200])
  } },
  'P-OID-08': { settings: { trusted: 'off' }, run: async (stage) => expect((await stage.ask('/_/oidc/audience')).status).toBe(403) },
  'P-ATT-01': { run: async (stage) => refused(stage, { fields: { attestations: await new Signer(stage).attestation() } }, 400, 'Attestations are only supported when using Trusted Publishing') },
  'P-ATT-02': { run: async (stage) => {
    stage.made()
    const { token } = (await stage.mint()).json
    const signer = new Signer(stage)
    const [attestation] = JSON.parse(await signer.attestation())
    const forged = { ...attestation, envelope: { ...attestation.envelope, signature: sign('sha256', Buffer.from('x'), signer.keys.privateKey).toString('base64') } }
    await refused(stage, { token, fields: { attestations: await signer.attestation('another-1.0.0-py3-none-any.whl') } }, 400, 'subject does not match distribution')
    await refused(stage, { token, fields: { attestations: await signer.attestation(wheel, digestOf('other')) } }, 400, 'subject does not match distribution')
    await refused(stage, { token, fields: { attestations: JSON.stringify([forged]) } }, 400, 'signature is invalid')
    await refused(stage, { token, fields: { attestations: JSON.stringify([{ ...attestation, verification_material: { ...attestation.verification_material, transparency_entries: [] } }]) } }, 400, 'transparency log')
    expect((await stage.send({ token, fields: { attestations: JSON.stringify([attestation]) } })).status).toBe(200)
  } },
  'P-ATT-03': { run: async (stage) => {
    stage.made()
    const attestations = await new Signer(stage).attestation()
    await stage.send({ token: (await stage.mint()).json.token, fields: { attestations } })
    const address = (await stage.json()).files.find((it: { filename: string }) => it.filename === wheel).provenance as string
    expect(address).toBe(`https://pypi.org/integrity/os-vim-driver/1.0.0/${wheel}/provenance`)
    expect(await stage.ask(new URL(address).pathname)).toMatchObject({ status: 200, json: { version: 1, attestation_bundles: [{ publisher: { kind: 'GitHub', repository: 'accanto/driver' }, attestations: JSON.parse(attestations) }] } })
  } },
  'P-SIG-01': { run: async (stage) => {
    const signer = new Signer(stage)
    const { status, json } = await signer.certificate()
    const certificate = new X509Certificate(json.signedCertificateEmbeddedSct.chain.certificates[0])
    expect([status, certificate.checkPrivateKey(signer.keys.privateKey), certificate.subjectAltName]).toEqual([200, true, 'URI:https://github.com/accanto/driver/.github/workflows/release.yml@refs/tags/1.0.0'])
    expect((await signer.certificate({ audience: 'pypi' })).status).toBe(401)
  } },
  'P-SIG-02': { run: async (stage) => expect((await new Signer(stage).certificate({ proof: Buffer.from('none').toString('base64') })).status).toBe(400) },
  'P-SIG-03': { run: async (stage) => {
    const envelope = JSON.stringify({ payload: '', payloadType: 'application/vnd.in-toto+json', signatures: [{ sig: 'x' }] })
    const record = async () => stage.ask('/api/v1/log/entries', { method: 'POST', body: JSON.stringify({ kind: 'dsse', apiVersion: '0.0.1', spec: { proposedContent: { envelope, verifiers: ['y'] } } }) })
    const [first, second] = [await record(), await record()]
    expect([first.status, second.status]).toEqual([201, 409])
    expect((await stage.ask(second.headers['location'] ?? '')).json).toEqual(first.json)
  } },
  'P-RUN-01': { run: async (stage) => expect([(await stage.identity('pypi', 'wrong')).status, (await stage.identity()).status]).toEqual([401, 200]) },
  'P-RUN-02': { run: async (stage) => {
    const claims = JSON.parse(Buffer.from((await stage.identity('testpypi')).json.value.split('.')[1], 'base64url').toString())
    expect(claims).toMatchObject({ aud: 'testpypi', repository: 'accanto/driver', workflow_ref: 'accanto/driver/.github/workflows/release.yml@refs/tags/1.0.0', environment: 'pypi' })
  } },
}

describe('the index keeps the contract', () => {
  for (const rule of indexRuleNames) test(`${rule} ${indexRules[rule]}`, () => contracts[rule].run(new Stage([], contracts[rule].settings)))
})

describe('without the rule the contract test fails', () => {
  for (const rule of indexRuleNames) {
    test(rule, async () => {
      const failure: unknown = await contracts[rule].run(new Stage([rule], contracts[rule].settings)).then(() => undefined, (it: unknown) => it)
      expect(failure).toHaveProperty('matcherResult')
    })
  }
})

test('every rule is one row of docs/world-index.md, in the order of the code, with its source', () => {
  const text = readFileSync(new URL('../../../docs/world-index.md', import.meta.url), 'utf8')
  const rows = text.split('\n').filter((it) => it.startsWith('| P-')).map((it) => it.slice(1, -1).split(' | ').map((cell) => cell.trim()))
  expect(rows.map(([rule]) => rule)).toEqual([...indexRuleNames])
  for (const [rule, behaviour = '', source = ''] of rows) expect([rule, behaviour.length > 5, /<https:\/\/[^>]+>|^ours;|^\*assumed\*/.test(source)]).toEqual([rule, true, true])
})

test('a copy goes its own way', async () => {
  const stage = new Stage([])
  const copy = stage.index.copy()
  await stage.send()
  expect([copy.files('os-vim-driver'), copy.journal.calls]).toEqual([[], []])
})

test('a copy has its own time, and shows what its original would still show', async () => {
  const stage = new Stage([], { lag: 2 })
  await stage.send()
  const copy = stage.index.copy({ now: () => 1 })
  const simple = async (): Promise<number> => (await copy.handle({ method: 'GET', url: new URL('https://pypi.org/simple/os-vim-driver/'), headers: {}, body: undefined })).status
  expect(copy.late).toEqual([['os-vim-driver', 2]])
  expect([await simple(), await simple(), await simple()]).toEqual([404, 404, 200])
  expect([copy.late, stage.index.late]).toEqual([[], [['os-vim-driver', 2]]])
  copy.put('other', { fileName: 'other.whl', version: '1', type: 'bdist_wheel', bytes: new Uint8Array(), digest: `sha256:${'0'.repeat(64)}` })
  expect(copy.files('other')[0]?.uploaded).toBe(1)
})
