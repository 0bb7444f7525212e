// The whole of a release with an index in it, over the real engine: what comes first, and what is public when the index refuses.
import { describe, expect, test } from '@jest/globals'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Artifact } from '../../../src/core/artifact.js'
import { digestOf } from '../../../src/core/digest.js'
import { benches, defaultPublish, releases, type Bench, type Run } from '../bench.js'
import { wheelBytes } from './distributions.js'

const bench = benches()
const publish = { ...defaultPublish, index: { name: 'index', to: 'pypi', attestations: 'auto', limit: 100 } }
const wheel = 'driver-1.0.0-py3-none-any.whl'

/** The wheel of the bench is no zip; this one is. */
const alter = (salt: string) => (built: readonly Artifact[], folder: string): readonly Artifact[] =>
  built.map((it) => {
    if (it.kind !== 'wheel') return it
    const bytes = wheelBytes({ name: 'driver', salt })
    writeFileSync(join(folder, it.fileName), bytes)
    return { ...it, digest: digestOf(bytes), size: bytes.length, about: { name: 'driver', version: '1.0.0' } }
  })
const run = (it: Bench, salt = ''): Promise<Run> => it.run({ publish, salt, alter: alter(salt) })

const tags = (it: Bench): readonly string[] => it.registry.journal.calls.filter((call) => call.write && /manifests\/(1\.0\.0|latest)$/.test(call.path)).map((call) => call.path.replace(/^.*manifests\//, ''))

describe('a release with an index', () => {
  test('goes from nothing to public, and again without a write', async () => {
    const it = await bench()
    const first = await run(it)
    expect([first.codes, first.states['publish:index'], first.states['publish:release']]).toEqual([[], 'done', 'done'])
    expect(it.index.files('driver').map((file) => file.fileName)).toEqual([wheel])
    expect(first.carried.results.flatMap((result) => result.outcome?.commands ?? [])).toContain('pip install driver==1.0.0')
    expect(await run(it)).toMatchObject({ codes: [], writes: 0 })
  })

  test('of which the index refuses a file leaves no version tag and no public release', async () => {
    const it = await bench()
    it.index.put('driver', { fileName: wheel, version: '1.0.0', type: 'bdist_wheel', bytes: Buffer.from('old'), digest: digestOf('old') })
    it.index.delete('driver', wheel)
    const { codes, states } = await run(it)
    expect([codes, states['publish:index'], states['publish:image'], states['publish:release']]).toEqual([['INDEX_NAME_USED'], 'failed', 'not-reached', 'not-reached'])
    expect([tags(it), releases(it).map((release) => release.draft)]).toEqual([[], [true]])
  })

  test('that was stopped after the upload is finished with the bytes that are on the index, whatever a build gives now', async () => {
    const it = await bench()
    let uploads = 0
    it.failRegistry((_, { method, url }) => (method === 'PUT' && url.pathname.endsWith('/manifests/1.0.0') ? { kind: 'answer', carriedOut: false, status: 400, body: '{}' } : undefined))
    expect((await run(it)).codes.length).toBeGreaterThan(0)
    uploads = it.index.journal.writes.length
    it.failRegistry(undefined)
    const { codes, states } = await run(it, 'another')
    expect([codes, states['publish:index'], uploads, it.index.journal.writes.length]).toEqual([[], 'already', 1, 1])
    expect(it.index.files('driver').map((file) => file.digest)).toEqual([digestOf(wheelBytes({ name: 'driver' }))])
  })

  test('that meets other bytes there writes nothing anywhere', async () => {
    const it = await bench()
    it.index.put('driver', { fileName: wheel, version: '1.0.0', type: 'bdist_wheel', bytes: Buffer.from('old'), digest: digestOf('old') })
    expect(await run(it)).toMatchObject({ codes: ['DESTINATION_CONFLICT'], writes: 0 })
  })

  test('whose wheel the index would refuse writes nothing anywhere', async () => {
    const it = await bench()
    // Of the bench: bytes that are no zip.
    expect(await it.run({ publish })).toMatchObject({ codes: ['ARCHIVE_UNREADABLE'], writes: 0 })
  })
})
