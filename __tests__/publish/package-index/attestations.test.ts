import { describe, expect, test } from '@jest/globals'
import { digestOf, hexOf } from '../../../src/core/digest.js'
import type { IndexSettings } from '../../../src/rehearsal/package-index/settings.js'
import { jobEnvironment, Stage, token, type StageOptions } from './bench.js'
import { sdistName, wheelName } from './distributions.js'

const publisher = { project: 'os-vim-driver', repository: 'accanto/driver', workflow: 'release.yml' }

const trusted = (settings: Partial<IndexSettings> = {}, more: Partial<StageOptions> = {}): Stage => {
  const stage = new Stage({ token: null, environment: jobEnvironment, settings: { tokens: { [token]: ['*'] }, publishers: [publisher], ...settings }, ...more })
  stage.index.put('os-vim-driver', { fileName: 'os_vim_driver-0.9.0-py3-none-any.whl', version: '0.9.0', type: 'bdist_wheel', bytes: Buffer.from('old'), digest: digestOf('old') })
  return stage
}

const attested = (stage: Stage): readonly (readonly [string, number])[] => stage.index.files('os-vim-driver').slice(1).map((it) => [it.fileName, it.attestations?.length ?? 0])
const purposes = (stage: Stage, purpose: string): number => stage.index.journal.calls.filter((it) => it.purpose === purpose).length

describe('attestations', () => {
  test('are made for each file by the identity of the job, and taken by the index', async () => {
    const stage = trusted()
    const files = await stage.files()
    expect(await stage.run(files, stage.task({ attestations: 'auto' }))).toEqual([])
    expect(attested(stage)).toEqual([[wheelName(), 1], [sdistName(), 1]])
    const [attestation] = stage.index.files('os-vim-driver')[1]?.attestations as readonly { readonly envelope: { readonly statement: string } }[]
    expect(JSON.parse(Buffer.from(attestation?.envelope.statement ?? '', 'base64').toString())).toEqual({
      _type: 'https://in-toto.io/Statement/v1', subject: [{ name: wheelName(), digest: { sha256: hexOf(files[0]?.digest ?? digestOf('')) } }], predicateType: 'https://docs.pypi.org/attestations/publish/v1', predicate: null,
    })
  })

  test('of what was made in a lost upload are sent again as they were', async () => {
    const stage = trusted()
    let lost = false
    stage.fault = (_, { method, url }) => (method === 'POST' && url.pathname === '/legacy/' && !lost ? ((lost = true), { kind: 'lose-request' }) : undefined)
    expect(await stage.run(await stage.files({}, null), stage.task({ attestations: 'auto' }))).toEqual([])
    expect([attested(stage), purposes(stage, 'certify key')]).toEqual([[[wheelName(), 1]], 1])
  })

  test('whose entry of the log was lost are found there', async () => {
    const stage = trusted()
    let lost = false
    stage.fault = (_, { url }) => (url.pathname === '/api/v1/log/entries' && !lost ? ((lost = true), { kind: 'lose-answer' }) : undefined)
    expect(await stage.run(await stage.files({}, null), stage.task({ attestations: 'auto' }))).toEqual([])
    expect([attested(stage), purposes(stage, 'log entry')]).toEqual([[[wheelName(), 1]], 3])
  })

  test('and all else of a run that is killed at any call are finished by the next one', async () => {
    const whole = trusted()
    await whole.run(await whole.files(), whole.task({ attestations: 'auto' }))
    for (let at = 1; at <= whole.asked.length; at++) {
      for (const kind of ['refuse', 'lose-answer'] as const) {
        const stage = trusted()
        const files = await stage.files()
        // Nothing gets through any more after that call, as when the process is gone.
        stage.fault = (call) => (call < at ? undefined : call === at ? { kind } : { kind: 'refuse' })
        await stage.run(files, stage.task({ attestations: 'auto' }))
        stage.fault = undefined
        expect([at, kind, await stage.run(files, stage.task({ attestations: 'auto' }))]).toEqual([at, kind, []])
        expect([at, kind, attested(stage), stage.index.files('os-vim-driver').slice(1).map((it) => it.digest)]).toEqual([at, kind, [[wheelName(), 1], [sdistName(), 1]], files.map((it) => it.digest)])
        // Each file was taken once, whatever was sent.
        expect([at, kind, stage.index.journal.writes.length]).toEqual([at, kind, 2])
      }
    }
  })

  test('that cannot be made stop the upload, and no file goes without behind anybody\'s back', async () => {
    const stage = trusted()
    stage.fault = (_, { url }) => (url.pathname === '/api/v2/signingCert' ? { kind: 'answer', carriedOut: false, status: 400, body: 'no' } : undefined)
    expect(await stage.run(await stage.files(), stage.task({ attestations: 'auto' }))).toEqual(['INDEX_ATTESTATION'])
    expect(attested(stage)).toEqual([])
  })

  test('by a certificate for another key are not used', async () => {
    const stage = trusted()
    const other = trusted()
    await other.run(await other.files({}, null), other.task({ attestations: 'auto' }))
    const [attestation] = other.index.files('os-vim-driver')[1]?.attestations as readonly { readonly verification_material: { readonly certificate: string } }[]
    const pem = `-----BEGIN CERTIFICATE-----\n${attestation?.verification_material.certificate ?? ''}\n-----END CERTIFICATE-----\n`
    stage.fault = (_, { url }) => (url.pathname === '/api/v2/signingCert' ? { kind: 'answer', carriedOut: false, status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ signedCertificateEmbeddedSct: { chain: { certificates: [pem] } } }) } : undefined)
    expect(await stage.run(await stage.files(), stage.task({ attestations: 'auto' }))).toEqual(['INDEX_ATTESTATION'])
  })

  test('are left alone where a token uploads, as an index takes none then', async () => {
    const stage = trusted({}, { token })
    expect(await stage.run(await stage.files(), stage.task({ attestations: 'auto' }))).toEqual([])
    expect([attested(stage), purposes(stage, 'certify key')]).toEqual([[[wheelName(), 0], [sdistName(), 0]], 0])
  })

  test('that are asked for outright, where a token uploads, stop the run before it begins', async () => {
    const stage = trusted({}, { token })
    expect((await stage.preflight(stage.task({ attestations: true }))).map((it) => [it.severity, it.problem.code])).toEqual([['error', 'INDEX_ATTESTATION_NONE']])
  })

  test('are not made when they are not wanted', async () => {
    const stage = trusted()
    expect(await stage.run(await stage.files(), stage.task({ attestations: false }))).toEqual([])
    expect(attested(stage)).toEqual([[wheelName(), 0], [sdistName(), 0]])
  })

  test('show the identity to Sigstore and to nobody else, and keep it a secret', async () => {
    const stage = trusted()
    await stage.run(await stage.files({}, null), stage.task({ attestations: 'auto' }))
    expect(stage.asked.filter((it) => /sigstore/.test(it.url)).map((it) => [it.url, it.authorization])).toEqual([['https://fulcio.sigstore.dev/api/v2/signingCert', undefined], ['https://rekor.sigstore.dev/api/v1/log/entries', undefined]])
    expect(stage.secrets.filter((it) => it.startsWith('ey'))).toHaveLength(2)
  })
})
