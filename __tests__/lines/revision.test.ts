// Image tags with a revision, through run(): the next free one, decided once, and never another one for the same release.
import { describe, expect, test } from '@jest/globals'
import type { Report } from '../../src/core/report.js'
import type { Schedule } from '../../src/rehearsal/http/faults.js'
import { benches, config, imageTags, person, release, repo, type Bench, type Point } from '../verbs/bench.js'

const open = benches()
const image = 'promoter/kpromo'

const lines = (more = '', publish = ''): string => config(`tool:
  tag: "v{version}"
${more}  build:
    image: {}
  publish:
    image: { to: docker.io/${image}, tags: ["v{version}-{revision}"], pointers: [latest] }
${publish}`)

const point = (version: string, text = lines()): Point => ({ files: { '.slipway.yaml': text, VERSION: `${version}\n` }, tags: { [`v${version}`]: `Release ${version}` } })
const digestOf = (it: Bench, tag: string): string | undefined => it.registry.state.repositories.get(image)?.tags.get(tag)?.digest
const where = (report: Report): string | undefined => report.results.find((one) => one.id === 'publish:image/image')?.outcome?.where
const codes = (report: Report): readonly string[] => report.problems.map((it) => it.code)

/** Somebody else's image under a tag. */
const occupy = async (it: Bench, tag: string, from: string): Promise<void> => {
  const repository = it.registry.state.repositories.get(image)
  const there = repository?.tags.get(from)
  if (!repository || !there) throw new Error(`${from} is not there`)
  repository.tags.set(tag, there)
}

describe('a release', () => {
  test('starts at 0, says its tag with the digest in every output, and another version starts at 0 again', async () => {
    const it = await open([point('3.4.0'), point('3.5.0')])
    const report = await release(it, 'v3.4.0')
    expect([report.problems, report.plan?.revision, where(report)]).toEqual([[], 0, 'docker.io/promoter/kpromo:v3.4.0-0'])
    expect(report.results.find((one) => one.id === 'publish:image/image')?.outcome?.digest).toBe(digestOf(it, 'v3.4.0-0'))
    await release(it, 'v3.5.0')
    expect(imageTags(it, image)).toEqual(['latest', 'v3.4.0-0', 'v3.5.0-0'])
    expect(digestOf(it, 'latest')).toBe(digestOf(it, 'v3.5.0-0'))
  })

  test('whose record was exchanged is looked at all the same: that is said', async () => {
    const it = await open([point('3.4.0', lines('', '    release: {}\n').replace('image: {}\n', 'image: {}\n      wheel: {}\n'))])
    expect((await release(it, 'v3.4.0')).problems.map((one) => one.message)).toEqual([])
    const [record, sums] = ['slipway.json', 'SHA256SUMS'].map((name) => [...repo(it).assets.values()].find((asset) => asset.name === name))
    if (!record || !sums) throw new Error('there is no record')
    repo(it).assets.set(record.id, { ...sums, id: record.id, name: 'slipway.json' })
    const report = await it.run({ verb: 'status', tag: 'v3.4.0' })
    expect([codes(report), report.exitCode, report.status?.line]).toEqual([[], 10, 'tool'])
    expect(report.findings.map((finding) => finding.problem.code)).toContain('RECORD_BROKEN')
    // Whoever writes is stopped.
    expect(codes(await release(it, 'v3.4.0'))).toEqual(['RECORD_BROKEN'])
  })

  test('starts where the config says', async () => {
    const it = await open([point('3.4.0', lines('  revision: { from: 1 }\n'))])
    expect(where(await release(it, 'v3.4.0'))).toBe('docker.io/promoter/kpromo:v3.4.0-1')
  })

  test('again takes no new revision, whatever is built, and writes nothing', async () => {
    const it = await open([point('3.4.0')])
    await release(it, 'v3.4.0')
    const writes = it.writes()
    const again = await release(it, 'v3.4.0', { salt: 'other' })
    expect([again.outcome, again.plan?.revision, imageTags(it, image), it.writes() - writes]).toEqual(['already-released', 0, ['latest', 'v3.4.0-0'], 0])
  })

  test('takes the next free one when others have been there', async () => {
    const it = await open([point('3.3.0'), point('3.4.0')])
    await release(it, 'v3.3.0')
    await occupy(it, 'v3.4.0-0', 'v3.3.0-0')
    await occupy(it, 'v3.4.0-2', 'v3.3.0-0')
    expect(where(await release(it, 'v3.4.0'))).toBe('docker.io/promoter/kpromo:v3.4.0-3')
    expect((await release(it, 'v3.4.0')).plan?.revision).toBe(3)
  })

  test('takes the one that is given, and goes on with it when it is not given again', async () => {
    const it = await open([point('3.4.0')])
    expect(where(await it.run({ verb: 'release', tag: 'v3.4.0', revision: 4 }))).toBe('docker.io/promoter/kpromo:v3.4.0-4')
    expect((await release(it, 'v3.4.0')).plan?.revision).toBe(4)
    expect(codes(await it.run({ verb: 'release', tag: 'v3.4.0', revision: 5 }))).toEqual(['REVISION_FROZEN'])
    expect(imageTags(it, image)).toEqual(['latest', 'v3.4.0-4'])
  })

  test('that was cut off before its tag keeps the revision of its record, although a lower one came free or a higher one is taken meanwhile', async () => {
    const it = await open([point('3.3.0'), point('3.4.0')])
    await release(it, 'v3.3.0')
    await occupy(it, 'v3.4.0-0', 'v3.3.0-0')
    const controller = new AbortController()
    const schedule: Schedule = (_, { method, url }) => {
      if (method === 'PUT' && url.pathname.endsWith('/manifests/v3.4.0-1')) controller.abort('SIGINT')
      return controller.signal.aborted && method !== 'GET' ? { kind: 'refuse' } : undefined
    }
    it.fail(schedule)
    it.failRegistry(schedule)
    await release(it, 'v3.4.0', { signal: controller.signal })
    it.fail(undefined)
    it.failRegistry(undefined)
    await person(it).moveRef('refs/slipway/lock/v3.4.0', undefined)
    expect(imageTags(it, image)).not.toContain('v3.4.0-1')
    await occupy(it, 'v3.4.0-7', 'v3.3.0-0')
    expect(where(await release(it, 'v3.4.0', { salt: 'other' }))).toBe('docker.io/promoter/kpromo:v3.4.0-1')
  })

  test('whose very bytes are out with a revision already is that one: nothing is written, and the command says which', async () => {
    const it = await open([point('3.4.0')])
    await release(it, 'v3.4.0')
    // Somebody takes the record away; the same build gives the same bytes.
    for (const ref of [...it.world.repository('accanto', 'driver').refs.keys()].filter((one) => one.startsWith('refs/slipway/record/'))) await person(it).moveRef(ref, undefined)
    const writes = it.registry.journal.writes.length
    const again = await release(it, 'v3.4.0')
    expect([codes(again), it.registry.journal.writes.length - writes]).toEqual([['REVISION_EXISTS'], 0])
    expect(again.problems[0]?.hint).toContain('--revision 0')
    expect((await it.run({ verb: 'release', tag: 'v3.4.0', revision: 0 })).problems).toEqual([])
    expect(imageTags(it, image)).toEqual(['latest', 'v3.4.0-0'])
  })
})

test('a back-port with a revision moves no pointer past a higher version', async () => {
  const it = await open([point('3.4.0'), point('3.5.0'), point('3.4.1')])
  for (const tag of ['v3.4.0', 'v3.5.0', 'v3.4.1']) await release(it, tag)
  expect(digestOf(it, 'latest')).toBe(digestOf(it, 'v3.5.0-0'))
})

test('a revision for a line whose tags have none is refused', async () => {
  const it = await open([point('3.4.0', lines().replace('-{revision}', ''))])
  expect(codes(await it.run({ verb: 'release', tag: 'v3.4.0', revision: 1 }))).toEqual(['REVISION_UNUSED'])
})

test('the title of the release may speak of it', async () => {
  const it = await open([point('3.4.0', lines('', '    release: { title: "kpromo {tag} (image v{version}-{revision})" }\n'))])
  await it.run({ verb: 'release', tag: 'v3.4.0', revision: 2 })
  expect([...it.world.repository('accanto', 'driver').releases.values()].map((one) => one.name)).toEqual(['kpromo v3.4.0 (image v3.4.0-2)'])
})
