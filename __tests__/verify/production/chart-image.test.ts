// Reading what a chart installs, from a registry that breaks off.
import { expect, test } from '@jest/globals'
import { gzipSync } from 'node:zlib'
import { fail, ReleaseError } from '../../../src/errors/release-error.js'
import { digestOf } from '../../../src/core/digest.js'
import type { RegistryReader } from '../../../src/ports/registry.js'
import { imageOfChart } from '../../../src/verify/production/chart-image.js'

const place = { host: 'registry.example.com', repository: 'charts/driver' }

/** Gives these parts, then fails as the adapter does. */
const breaking = (...parts: readonly Uint8Array[]): RegistryReader =>
  ({
    blob: async function* () {
      yield* parts
      await Promise.resolve()
      fail('REGISTRY_DIGEST', { where: 'The blob', wanted: 'sha256:1', found: 'sha256:2' })
    },
  }) as unknown as RegistryReader

test.each([
  ['at once', []],
  ['in the middle', [gzipSync(Buffer.alloc(4096, 'x')).subarray(0, 20)]],
  ['at its end', [gzipSync(Buffer.alloc(10_240))]],
])('a chart that breaks off %s fails as the registry says it, and ends no process', async (_, parts) => {
  const failure: unknown = await imageOfChart(breaking(...parts), place, digestOf('x')).catch((it: unknown) => it)
  expect(failure).toBeInstanceOf(ReleaseError)
  expect((failure as ReleaseError).code).toBe('REGISTRY_DIGEST')
})
