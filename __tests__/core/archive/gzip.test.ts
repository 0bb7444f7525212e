import { expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { gzip } from '../../../src/core/archive/gzip.js'

async function* inParts(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const packed = async (bytes: Uint8Array, size: number): Promise<Buffer> => {
  const all: Uint8Array[] = []
  for await (const part of gzip(inParts(bytes, size))) all.push(part)
  return Buffer.concat(all)
}

/** Half text, half noise, the same in every run. */
const sample = (length: number): Buffer => {
  const parts: Buffer[] = []
  for (let index = 0, have = 0; have < length; index++) {
    const noise = createHash('sha512').update(String(index)).digest()
    const part = index % 2 === 0 ? noise : Buffer.from(`line ${index} of a text that repeats itself\n`.repeat(20))
    parts.push(part)
    have += part.length
  }
  return Buffer.concat(parts).subarray(0, length)
}

test.each([0, 1, 512 * 1024 - 1, 512 * 1024, 512 * 1024 + 1, 1024 * 1024, 5_000_000])('%d bytes are unpacked by zlib and by gzip to what they were', async (length) => {
  const bytes = sample(length)
  const it = await packed(bytes, 65_536)
  expect(gunzipSync(it).equals(bytes)).toBe(true)
  expect(execFileSync('gzip', ['-dc'], { input: it, maxBuffer: 1e8 }).equals(bytes)).toBe(true)
})

test('the parts in which the input comes change no byte', async () => {
  const bytes = sample(1_700_000)
  const whole = await packed(bytes, bytes.length)
  for (const size of [4096, 65_536, 524_288, 600_001]) expect([size, (await packed(bytes, size)).equals(whole)]).toEqual([size, true])
})

test('small inputs of any content come back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), fc.integer({ min: 1, max: 500 }), async (bytes, size) => {
      expect(gunzipSync(await packed(bytes, size)).equals(bytes)).toBe(true)
    }),
    { numRuns: 50 },
  )
})

test('blocks cost at most one percent of size against one stream', async () => {
  const bytes = sample(4_000_000)
  expect((await packed(bytes, 65_536)).length).toBeLessThan(gzipSync(bytes, { level: 6 }).length * 1.01)
})

test('an input that breaks off breaks the output off', async () => {
  async function* breaking(): AsyncGenerator<Uint8Array> {
    yield sample(1_000_000)
    throw new Error('cut')
  }
  const all = async (): Promise<void> => {
    for await (const part of gzip(breaking())) expect(part.length).toBeGreaterThan(0)
  }
  await expect(all()).rejects.toThrow('cut')
})
