import { expect, test } from '@jest/globals'
import { digestOf } from '../../../src/core/digest.js'
import { hashOf } from '../../../src/publish/package-index/look.js'

async function* endless(): AsyncGenerator<Uint8Array> {
  for (;;) yield Buffer.alloc(1024)
}

async function* of(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

test('what an index gives is read up to the size that the file should have, and more is another file', async () => {
  expect(await hashOf(of('wheel'), 5)).toBe(digestOf('wheel'))
  expect(await hashOf(endless(), 10_000)).not.toBe(digestOf(Buffer.alloc(10_000)))
})
