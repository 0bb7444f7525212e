// GitHub's limits, through the whole engine: whatever could not be finished is found before the first write to GitHub and the registry.
import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Artifact } from '../../src/core/artifact.js'
import { digestOf } from '../../src/core/digest.js'
import { assetNames, benches, defaultPublish, releases, repo, type RunOptions } from './bench.js'

const bench = benches()

type Alter = Exclude<RunOptions['alter'], undefined>

/** Another file in place of the documentation. */
const docs = (more: (folder: string) => Partial<Artifact>): Alter => (built, folder) => built.map((it) => (it.kind === 'docs' ? { ...it, ...more(folder) } : it))

const written = (folder: string, name: string, size: number): Partial<Artifact> => {
  const path = join(folder, name)
  writeFileSync(path, '')
  // A hole: it weighs nothing on this disk.
  truncateSync(path, size)
  return { fileName: name, path, size, digest: digestOf(`${name} ${size}`) }
}

/** So many files, of which each is an asset. */
const many = (count: number): Alter => (built, folder) => [...built, ...Array.from({ length: count }, (_, at): Artifact => ({ kind: 'docs', name: 'docs', mediaType: 'text/plain', ...written(folder, `file-${at}.txt`, 1) } as Artifact))]

interface Case {
  readonly name: string
  readonly options: RunOptions
  readonly codes: readonly string[]
}

const cases: readonly Case[] = [
  ...['driver docs.tgz', '.hidden.tgz', 'docs.tgz.', 'dócs.tgz', 'docs~1.tgz', 'a:b.tgz', 'docs(1).tgz'].map((name): Case => ({ name: `a name that GitHub rewrites: ${name}`, options: { alter: docs(() => ({ fileName: name })) }, codes: ['ASSET_NAME'] })),
  { name: 'two files of one name', options: { alter: docs(() => ({ fileName: 'driver-1.0.0.tgz' })) }, codes: ['ASSET_COLLISION'] },
  { name: 'two names that differ in case only', options: { alter: docs(() => ({ fileName: 'Driver-1.0.0.TGZ' })) }, codes: ['ASSET_COLLISION'] },
  ...['SHA256SUMS', 'Slipway.JSON', 'release_notes.md'].map((name): Case => ({ name: `a name of Slipway's own: ${name}`, options: { alter: docs(() => ({ fileName: name })) }, codes: ['ASSET_COLLISION'] })),
  { name: 'an empty file', options: { alter: docs((folder) => written(folder, 'empty.tgz', 0)) }, codes: ['ASSET_LIMIT'] },
  { name: 'a file of 2 GiB', options: { alter: docs((folder) => written(folder, 'large.tgz', 2 * 1024 ** 3)) }, codes: ['ASSET_LIMIT'] },
  { name: 'more than 1000 assets', options: { alter: many(998) }, codes: ['ASSET_LIMIT'] },
  { name: 'a title of 257 characters', options: { publish: { ...defaultPublish, release: { name: 'release', title: 'x'.repeat(257), notes: 'tag', prerelease: 'auto', latest: 'auto' } } }, codes: ['TITLE_TOO_LONG'] },
]

describe('before the first write', () => {
  test.each(cases)('$name is found, and nothing is there', async ({ options, codes }) => {
    const it = await bench()
    const run = await it.run(options)
    expect([[...new Set(run.codes)], run.writes]).toEqual([codes, 0])
    expect([releases(it), it.registry.journal.writes, [...repo(it).refs.keys()].filter((ref) => ref.startsWith('refs/slipway/'))]).toEqual([[], [], []])
  })

  test('a tag with a name that leaves no room for what is kept under it is found', async () => {
    const it = await bench()
    const run = await it.run({ tag: { ...it.tag, name: `1.0.0-${'x'.repeat(165)}` } })
    expect([run.codes, run.writes]).toEqual([expect.arrayContaining(['TAG_TOO_LONG']), 0])
  })

  test('several of them are told together', async () => {
    const it = await bench()
    const run = await it.run({ alter: (built) => built.map((artifact) => (artifact.kind === 'docs' ? { ...artifact, fileName: 'a b.tgz' } : artifact.kind === 'wheel' ? { ...artifact, fileName: 'c d.whl' } : artifact)) })
    expect([new Set(run.codes), run.carried.problems.some((problem) => problem.message.includes('a b.tgz')), run.carried.problems.some((problem) => problem.message.includes('c d.whl'))]).toEqual([new Set(['ASSET_NAME']), true, true])
  })
})

describe('what just fits', () => {
  test('goes: a title of 256 characters', async () => {
    const it = await bench()
    const run = await it.run({ publish: { ...defaultPublish, release: { name: 'release', title: 'x'.repeat(256), notes: 'tag', prerelease: 'auto', latest: 'auto' } } })
    expect([run.codes, releases(it)[0]?.draft]).toEqual([[], false])
  })
})

describe('a text of more than 125,000 characters', () => {
  const section = (name: string): string => `Section ${name}\n\n${`${name} `.repeat(20_000)}\n`
  const message = ['Release 1.0.0', ...['one', 'two', 'three'].map((it) => `## ${section(it)}`)].join('\n\n')

  test('is cut at a section with a link, and attached whole; the next run finds it so', async () => {
    const it = await bench({ message })
    const run = await it.run()
    expect([run.codes, run.states['publish:release']]).toEqual([[], 'done'])
    const [release] = releases(it)
    const body = release?.body ?? ''
    expect(message.length).toBeGreaterThan(125_000)
    expect(body.length).toBeLessThanOrEqual(125_000)
    expect([body.includes('Section one'), body.includes('Section three')]).toEqual([true, false])
    expect(body).toMatch(/\[this release\]\(https:\/\/github\.com\/accanto\/driver\/releases\/tag\/1\.0\.0\)/)
    expect(assetNames(it)).toContain('RELEASE_NOTES.md')
    const asset = (await it.github.assets({ owner: 'accanto', name: 'driver' }, release?.id ?? 0)).find((one) => one.name === 'RELEASE_NOTES.md')
    const parts: Uint8Array[] = []
    if (asset) for await (const part of it.github.asset({ owner: 'accanto', name: 'driver' }, asset)) parts.push(part)
    expect(Buffer.concat(parts).toString()).toContain('Section three')
    expect((await it.run()).writes).toBe(0)
  })
})
