// The tags under which bytes wait: shared, deleted meanwhile, left behind, in registries that delete none.
import { describe, expect, test } from '@jest/globals'
import type { JsonObject } from '../../src/core/json.js'
import { benches, type Bench, type RunOptions } from './bench.js'
import { cutWhen, isManifestPut } from './cuts.js'

const bench = benches()
const driver = { host: 'docker.io', repository: 'accanto/driver' }
const chart = { host: 'ghcr.io', repository: 'accanto/charts/driver' }
const one: JsonObject = { name: 'image', to: 'docker.io/accanto/driver', tags: ['{version}'], pointers: ['latest'] }
const charts: JsonObject = { name: 'chart', to: 'oci://ghcr.io/accanto/charts' }
const line = (publish: JsonObject, more: RunOptions = {}): RunOptions => ({ publish, version: null, ...more })
const waiting = async (it: Bench, name: typeof driver): Promise<readonly string[]> => (await it.images.tags(name)).filter((tag) => tag.startsWith('slipway-staged-'))

/** Deletes waiting tags in the moment before a request. */
const deletedBefore = (it: Bench, name: typeof driver, is: (request: { method: string; url: URL }) => boolean): void => {
  let isOver = false
  it.failRegistry((_, request) => {
    if (isOver || !is(request)) return undefined
    isOver = true
    return { kind: 'meanwhile', act: () => {
      const tags = it.registry.state.repositories.get(name.repository)?.tags
      for (const [tag] of [...(tags ?? [])]) if (tag.startsWith('slipway-staged-')) tags?.delete(tag)
    } }
  })
}

describe('images with the same bytes', () => {
  const build: JsonObject = { image: [{ name: 'a' }, { name: 'b' }] as never }
  const two = (to: string): JsonObject => ({ image: [{ name: 'a', to: 'docker.io/accanto/driver', tags: ['{version}'], pointers: [] }, { name: 'b', to, tags: ['{version}-b'], pointers: [] }] as never })

  test.each(['docker.io/accanto/driver', 'docker.io/accanto/other'])('from two entries, the second to %s, both get their tags, and leave no waiting tag', async (to) => {
    const it = await bench()
    expect((await it.run(line(two(to), { build }))).codes).toEqual([])
    expect(await it.images.manifest(driver, '1.0.0')).toBeDefined()
    expect(await it.images.manifest({ host: 'docker.io', repository: to.slice('docker.io/'.length) }, '1.0.0-b')).toBeDefined()
    expect(await waiting(it, driver)).toEqual([])
    expect((await it.run(line(two(to), { build }))).writes).toBe(0)
  })

  test('are finished by the next run when one was cut off between their tags', async () => {
    const it = await bench()
    const publish = two('docker.io/accanto/driver')
    await cutWhen(it, isManifestPut('1.0.0-b'), line(publish, { build, salt: 'one' }))
    expect((await it.run(line(publish, { build, salt: 'two' }))).codes).toEqual([])
    expect((await it.images.manifest(driver, '1.0.0-b'))?.digest).toBe((await it.images.manifest(driver, '1.0.0'))?.digest)
    expect(await waiting(it, driver)).toEqual([])
    expect((await it.run(line(publish, { build, salt: 'three' }))).writes).toBe(0)
  })
})

describe('a waiting tag that somebody deletes before the version tag is pushed', () => {
  test('of an image does no harm: it is published by its digest', async () => {
    const it = await bench()
    let staged = false
    deletedBefore(it, driver, (request) => {
      staged ||= request.method === 'PUT' && request.url.pathname.includes('slipway-staged')
      return staged && isManifestPut('1.0.0')(request as never)
    })
    expect((await it.run(line({ image: one }))).codes).toEqual([])
    expect(await it.images.manifest(driver, '1.0.0')).toBeDefined()
  })

  test('with the manifest behind it is pushed again from this disk', async () => {
    const it = await bench()
    it.fail((_, request) => (request.method === 'POST' && request.url.pathname.endsWith('/git/tags') ? { kind: 'meanwhile', act: () => void it.registry.state.repositories.delete('accanto/driver') } : undefined))
    expect((await it.run(line({ image: one }))).codes).toEqual([])
    expect(await it.images.manifest(driver, '1.0.0')).toBeDefined()
    it.fail(undefined)
    expect((await it.run(line({ image: one }))).writes).toBe(0)
  })

  test('with the manifest behind it, and frozen elsewhere, stops with the advice to run again, which finishes it', async () => {
    const it = await bench()
    await cutWhen(it, isManifestPut('1.0.0'), line({ image: one }, { salt: 'one' }))
    let looks = 0
    it.failRegistry((_, request) => (request.method === 'GET' && /\/manifests\/sha256:/.test(request.url.pathname) && ++looks === 2 ? { kind: 'meanwhile', act: () => void it.registry.state.repositories.delete('accanto/driver') } : undefined))
    expect((await it.run(line({ image: one }, { salt: 'two' }))).codes).toEqual(['FROZEN_VANISHED'])
    it.failRegistry(undefined)
    const last = await it.run(line({ image: one }, { salt: 'two' }))
    expect(last.codes).toEqual([])
    expect(last.findings.map((finding) => finding.problem.code)).toEqual(['FROZEN_AGAIN'])
  })

  test('of a chart does no harm either, also for a run that has none of it on its disk', async () => {
    const it = await bench()
    await cutWhen(it, isManifestPut('1.0.0'), line({ chart: charts }, { salt: 'one' }))
    const tags = it.registry.state.repositories.get('accanto/charts/driver')?.tags
    for (const [tag] of [...(tags ?? [])]) tags?.delete(tag)
    const run = await it.run(line({ chart: charts }, { salt: 'two' }))
    expect(run.codes).toEqual([])
    expect(run.states['build:chart']).toBe('already')
    expect(await it.images.manifest(chart, '1.0.0')).toBeDefined()
    expect((await it.run(line({ chart: charts }, { salt: 'three' }))).writes).toBe(0)
  })
})

describe('a waiting tag that a run left which died right after the version tag', () => {
  test('is dropped by the next run that writes', async () => {
    const it = await bench()
    await cutWhen(it, (request) => request.method === 'DELETE' && request.url.pathname.includes('slipway-staged'), line({ image: one, chart: charts }))
    expect(await waiting(it, driver)).toHaveLength(1)
    expect((await it.run(line({ image: one, chart: charts }))).codes).toEqual([])
    expect(await waiting(it, driver)).toEqual([])
    expect((await it.run(line({ image: one, chart: charts }))).writes).toBe(0)
  })

  test('stays when nothing else is missing: a finished release costs no write', async () => {
    const it = await bench()
    const last: JsonObject = { image: { ...one, pointers: [] } }
    await cutWhen(it, (request) => request.method === 'DELETE' && request.url.pathname.includes('slipway-staged'), line(last))
    const run = await it.run(line(last))
    expect([run.codes, run.writes]).toEqual([[], 0])
    expect(await waiting(it, driver)).toHaveLength(1)
  })
})

test('a registry that deletes no tags is told of once in a run, as a detail', async () => {
  const it = await bench()
  it.registry.settings = { ...it.registry.settings, deletes: false, tagDeletes: false }
  expect((await it.run(line({ image: [one, { ...one, name: 'more', image: 'image', to: 'docker.io/accanto/more' }] as never }))).codes).toEqual([])
  expect(it.log.lines.filter((text) => text.includes('docker.io deletes no tags'))).toHaveLength(1)
})
