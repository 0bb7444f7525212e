// What is downloaded of a release, when its server gives more than it said: the disk is not filled with it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createFiles } from '../../../src/adapters/files/node-files.js'
import type { Artifact } from '../../../src/core/artifact.js'
import { digestOf } from '../../../src/core/digest.js'
import type { Asset, Release } from '../../../src/ports/github.js'
import type { World } from '../../../src/ports/world.js'
import { download } from '../../../src/verify/release/downloaded.js'
import { problemsOf } from '../../codes.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-downloaded-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const files = createFiles()
const bytes = Buffer.from('what was built')
const release = { id: 1, tag: 'v1', url: 'https://github.com/accanto/driver/releases/tag/v1' } as Release
const built = { kind: 'file', name: 'tool', fileName: 'tool.bin', digest: digestOf(bytes), size: bytes.length } as unknown as Artifact
const asset = (name: string, more: Partial<Asset> = {}): Asset => ({ id: name.length, name, size: bytes.length, state: 'uploaded', digest: null, url: '', downloadUrl: '', ...more })

/** A server that gives the bytes, and then goes on for so many parts; how many were taken from it, and whether it was let go. */
const serving = (parts: number) => {
  const seen = { taken: 0, ended: false }
  async function* answer(): AsyncIterable<Uint8Array> {
    try {
      yield bytes
      for (let at = 0; at < parts; at++) {
        seen.taken++
        yield Buffer.alloc(1024)
      }
    } finally {
      seen.ended = true
    }
  }
  return { seen, answer }
}

const tried = (assets: readonly Asset[], parts: number, { anonymous = false, inputs = [] as readonly Artifact[] } = {}) => {
  const { seen, answer } = serving(parts)
  const github = { assets: async () => assets, asset: () => answer(), download: () => answer() }
  const world = { github, files, signal: new AbortController().signal } as unknown as World
  return { seen, names: download(folder, { repository: { owner: 'accanto', name: 'driver' }, release, inputs, anonymous }, world) }
}

test.each([
  ['of what was built, as anybody gets it', [built], asset('tool.bin'), true],
  ['of what was built, from a draft', [built], asset('tool.bin'), false],
  ['of what was built, where GitHub says that it is larger', [built], asset('tool.bin', { size: 1e9 }), true],
  ['of what nobody built here, by what GitHub says of it', [], asset('else.bin'), true],
] as const)('%s no more is taken than its size, and nothing of it stays', async (_, inputs, one, anonymous) => {
  const { seen, names } = tried([one], 500, { anonymous, inputs })
  expect(await problemsOf(() => names)).toMatchObject([{ code: 'VALIDATION_ASSET', message: expect.stringContaining(`more than ${bytes.length} bytes`) }])
  expect([seen.taken <= 2, seen.ended, readdirSync(folder)]).toEqual([true, true, []])
})

test('what has its very size is there, with its bytes', async () => {
  const { names } = tried([asset('tool.bin'), asset('slipway.json')], 0, { inputs: [built] })
  expect(await names).toEqual(['slipway.json', 'tool.bin'])
  expect(readFileSync(join(folder, 'tool.bin'))).toEqual(bytes)
})
