// What docs/world-registry.md says, row by row, as something that can be asked of any registry.
import { expect } from '@jest/globals'
import type { RegistryRule } from '../../../src/rehearsal/registry/rules.js'
import { absent, index, manifestOf, oci, octets, openUpload, pushBlob, pushManifest, read, sha, type Ask } from './bench.js'

export interface Contract {
  readonly rule: RegistryRule
  readonly says: string
  /** Docker-registry 2.8 does otherwise; the row of the table says what and why. */
  readonly notIn28?: true
  readonly check: (ask: Ask, name: string) => Promise<void>
}

const tagsOf = async (ask: Ask, name: string): Promise<unknown> => (JSON.parse((await ask('GET', `/v2/${name}/tags/list`)).text) as { tags: unknown }).tags

export const contracts: readonly Contract[] = [
  { rule: 'R-ACC-01', says: 'it says that it is a registry', check: async (ask) => {
    const hello = await ask('GET', '/v2/')
    expect([hello.status, hello.headers.get('docker-distribution-api-version')]).toEqual([200, 'registry/2.0'])
  } },
  { rule: 'R-ACC-02', says: 'a name that cannot be one is refused', notIn28: true, check: async (ask) => {
    expect(await ask('POST', '/v2/Upper/case/blobs/uploads/')).toMatchObject({ status: 400, code: 'NAME_INVALID' })
  } },
  { rule: 'R-MAN-01', says: 'an OCI manifest is there only for who accepts its very type', check: async (ask, name) => {
    const digest = await pushManifest(ask, name)
    for (const accept of ['*/*', 'application/*', 'application/vnd.docker.distribution.manifest.v2+json', index]) {
      expect(await read(ask, name, digest, accept)).toMatchObject({ status: 404, code: 'MANIFEST_UNKNOWN' })
    }
    expect((await read(ask, name, digest, `text/plain, ${oci};q=0.1`)).status).toBe(200)
  } },
  { rule: 'R-MAN-02', says: 'a manifest is refused as long as a blob or manifest that it names is missing', check: async (ask, name) => {
    const known = await pushBlob(ask, name, '{}')
    const lacking = [
      [oci, manifestOf(absent)],
      [oci, JSON.stringify({ ...JSON.parse(manifestOf(known)), layers: [{ mediaType: 'x/y', digest: absent, size: 1 }] })],
      [index, JSON.stringify({ schemaVersion: 2, mediaType: index, manifests: [{ mediaType: oci, digest: absent, size: 1 }] })],
    ] as const
    for (const [type, body] of lacking) {
      expect(await ask('PUT', `/v2/${name}/manifests/t`, { headers: { 'content-type': type }, body })).toMatchObject({ status: 400, code: 'MANIFEST_BLOB_UNKNOWN' })
    }
    expect((await read(ask, name, 't')).status).toBe(404)
  } },
  { rule: 'R-MAN-03', says: 'a manifest is refused under a digest that is not its own', check: async (ask, name) => {
    const body = manifestOf(await pushBlob(ask, name, '{}'))
    expect(await ask('PUT', `/v2/${name}/manifests/${absent}`, { headers: { 'content-type': oci }, body })).toMatchObject({ status: 400, code: 'DIGEST_INVALID' })
  } },
  { rule: 'R-MAN-04', says: 'a manifest is refused under another media type, or as plain JSON', check: async (ask, name) => {
    const body = manifestOf(await pushBlob(ask, name, '{}'))
    for (const type of ['application/json', 'application/vnd.docker.distribution.manifest.v2+json']) {
      expect(await ask('PUT', `/v2/${name}/manifests/t`, { headers: { 'content-type': type }, body })).toMatchObject({ status: 400, code: 'MANIFEST_INVALID' })
    }
  } },
  { rule: 'R-MAN-05', says: 'every answer with a manifest names its digest and gives the pushed bytes', check: async (ask, name) => {
    const digest = await pushManifest(ask, name, { tag: '1.0.0' })
    for (const reference of ['1.0.0', digest]) {
      const got = await read(ask, name, reference)
      expect([got.headers.get('docker-content-digest'), sha(got.text), got.headers.get('content-type')]).toEqual([digest, digest, oci])
      const head = await ask('HEAD', `/v2/${name}/manifests/${reference}`, { headers: { accept: oci } })
      expect([head.status, head.headers.get('docker-content-digest'), head.headers.get('content-length')]).toEqual([200, digest, String(got.text.length)])
    }
  } },
  { rule: 'R-TAG-01', says: 'where only untagged manifests lie, the list of tags is 404 NAME_UNKNOWN', check: async (ask, name) => {
    await pushManifest(ask, name)
    expect(await ask('GET', `/v2/${name}/tags/list`)).toMatchObject({ status: 404, code: 'NAME_UNKNOWN' })
  } },
  { rule: 'R-TAG-02', says: 'tags come sorted and in pages, with a link to the next', notIn28: true, check: async (ask, name) => {
    for (const tag of ['b', 'A', '10', '9']) await pushManifest(ask, name, { tag })
    expect(await tagsOf(ask, name)).toEqual(['10', '9', 'A', 'b'])
    const first = await ask('GET', `/v2/${name}/tags/list?n=3`)
    expect(JSON.parse(first.text)).toEqual({ name, tags: ['10', '9', 'A'] })
    const next = /^<([^>]+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? 'no link'
    const last = await ask('GET', next)
    expect([JSON.parse(last.text), last.headers.get('link')]).toEqual([{ name, tags: ['b'] }, null])
  } },
  { rule: 'R-TAG-03', says: 'a tag goes to what was pushed last, and what it left stays by digest', check: async (ask, name) => {
    const old = await pushManifest(ask, name, { tag: 't', note: 'old' })
    const now = await pushManifest(ask, name, { tag: 't', note: 'new' })
    expect(sha((await read(ask, name, 't')).text)).toBe(now)
    expect((await read(ask, name, old)).status).toBe(200)
  } },
  { rule: 'R-BLB-01', says: 'a blob of one repository is not there in another', check: async (ask, name) => {
    const digest = await pushBlob(ask, name, 'a blob')
    expect((await ask('HEAD', `/v2/${name}/blobs/${digest}`)).status).toBe(200)
    expect(await ask('GET', `/v2/${name}-other/blobs/${digest}`)).toMatchObject({ status: 404, code: 'BLOB_UNKNOWN' })
  } },
  { rule: 'R-BLB-02', says: 'a part of a blob can be asked for', check: async (ask, name) => {
    const digest = await pushBlob(ask, name, '0123456789')
    const part = await ask('GET', `/v2/${name}/blobs/${digest}`, { headers: { range: 'bytes=2-4' } })
    expect([part.status, part.text, part.headers.get('content-range')]).toEqual([206, '234', 'bytes 2-4/10'])
    expect((await ask('GET', `/v2/${name}/blobs/${digest}`, { headers: { range: 'bytes=7-' } })).text).toBe('789')
  } },
  { rule: 'R-BLB-03', says: 'a blob is mounted from another repository, or an upload is opened when it is not there', check: async (ask, name) => {
    const digest = await pushBlob(ask, `${name}/from`, 'to be mounted')
    const mounted = await ask('POST', `/v2/${name}/blobs/uploads/?mount=${digest}&from=${name}/from`)
    expect([mounted.status, mounted.headers.get('docker-content-digest')]).toEqual([201, digest])
    expect((await ask('GET', `/v2/${name}/blobs/${digest}`)).text).toBe('to be mounted')
    expect((await ask('POST', `/v2/${name}/blobs/uploads/?mount=${absent}&from=${name}/from`)).status).toBe(202)
  } },
  { rule: 'R-UPL-01', says: 'an upload with other bytes than its digest says is refused, and nothing is kept', check: async (ask, name) => {
    expect(await ask('PUT', `${await openUpload(ask, name)}&digest=${absent}`, { headers: octets, body: 'x' })).toMatchObject({ status: 400, code: 'DIGEST_INVALID' })
    expect((await ask('HEAD', `/v2/${name}/blobs/${absent}`)).status).toBe(404)
  } },
  { rule: 'R-UPL-02', says: 'an upload comes in pieces, each to the address that the last answer gave; an old address ends it', check: async (ask, name) => {
    const first = await openUpload(ask, name)
    const one = await ask('PATCH', first, { headers: { ...octets, 'content-range': '0-2' }, body: 'abc' })
    expect([one.status, one.headers.get('range')]).toEqual([202, '0-2'])
    const two = await ask('PATCH', one.headers.get('location') ?? '', { headers: { ...octets, 'content-range': '3-4' }, body: 'de' })
    expect([two.status, two.headers.get('range')]).toEqual([202, '0-4'])
    const where = await ask('GET', two.headers.get('location') ?? '')
    expect([where.status, where.headers.get('range')]).toEqual([204, '0-4'])
    const done = await ask('PUT', `${where.headers.get('location')}&digest=${sha('abcde')}`)
    expect([done.status, done.headers.get('docker-content-digest')]).toEqual([201, sha('abcde')])
    const start = await openUpload(ask, name)
    await ask('PATCH', start, { headers: octets, body: 'abc' })
    expect(await ask('PATCH', start, { headers: octets, body: 'de' })).toMatchObject({ status: 404, code: 'BLOB_UPLOAD_INVALID' })
  } },
  { rule: 'R-UPL-03', says: 'a piece that does not begin where the last one ended is refused', notIn28: true, check: async (ask, name) => {
    expect((await ask('PATCH', await openUpload(ask, name), { headers: { ...octets, 'content-range': '5-6' }, body: 'xy' })).status).toBe(416)
  } },
  { rule: 'R-UPL-04', says: 'an upload can be cancelled, and is unknown then', check: async (ask, name) => {
    const location = await openUpload(ask, name)
    expect((await ask('DELETE', location)).status).toBe(204)
    expect(await ask('PUT', `${location}&digest=${sha('x')}`, { headers: octets, body: 'x' })).toMatchObject({ status: 404, code: 'BLOB_UPLOAD_UNKNOWN' })
  } },
  { rule: 'R-UPL-05', says: 'an upload that is finished is unknown', check: async (ask, name) => {
    const location = await openUpload(ask, name)
    expect((await ask('PUT', `${location}&digest=${sha('')}`, { headers: octets })).status).toBe(201)
    expect(await ask('PUT', `${location}&digest=${sha('')}`, { headers: octets })).toMatchObject({ status: 404, code: 'BLOB_UPLOAD_UNKNOWN' })
  } },
  { rule: 'R-DEL-01', says: 'a manifest that is deleted takes its tags along', check: async (ask, name) => {
    const digest = await pushManifest(ask, name, { tag: 'gone' })
    await pushManifest(ask, name, { tag: 'stays', note: 'other' })
    expect((await ask('DELETE', `/v2/${name}/manifests/${digest}`)).status).toBe(202)
    expect(await tagsOf(ask, name)).toEqual(['stays'])
    expect(await ask('DELETE', `/v2/${name}/manifests/${digest}`)).toMatchObject({ status: 404, code: 'MANIFEST_UNKNOWN' })
  } },
  { rule: 'R-DEL-02', says: 'asked to delete a tag, it takes the tag at most, never the manifest', check: async (ask, name) => {
    const digest = await pushManifest(ask, name, { tag: 't' })
    const answer = await ask('DELETE', `/v2/${name}/manifests/t`)
    expect(answer.status === 202 || ['UNSUPPORTED', 'DIGEST_INVALID'].includes(answer.code ?? '')).toBe(true)
    expect((await read(ask, name, 't')).status).toBe(answer.status === 202 ? 404 : 200)
    expect((await read(ask, name, digest)).status).toBe(200)
  } },
  { rule: 'R-REF-01', says: 'there is no list of referrers', check: async (ask, name) => {
    const digest = await pushManifest(ask, name)
    expect((await ask('GET', `/v2/${name}/referrers/${digest}`)).status).toBe(404)
  } },
]
