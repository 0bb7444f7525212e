import { expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { readZip, readZipMember, type ZipSource } from '../../../src/core/archive/zip-reader.js'
import { codeOf } from '../../adapters/codes.js'
import { tempFolder } from '../../adapters/temp.js'

const sourceOf = (bytes: Buffer): ZipSource => ({ name: 'it.zip', size: bytes.length, read: async (start, end) => bytes.subarray(start, end) })

/** Made by Python's zipfile, which makes wheels. */
const makeZip = async (script: string): Promise<Buffer> => {
  const folder = await tempFolder()
  execFileSync('/usr/bin/python3', ['-c', `import zipfile\nz = zipfile.ZipFile('it.zip', 'w')\n${script}\nz.close()`], { cwd: folder })
  return readFile(join(folder, 'it.zip'))
}

test('members are found by the central directory and read, stored or deflated', async () => {
  const source = sourceOf(await makeZip("z.writestr('a/METADATA', 'Name: x\\n' * 1000, zipfile.ZIP_DEFLATED)\nz.writestr('ü', b'stored')\nz.comment = b'PK\\x05\\x06 looks like an end'"))
  const entries = await readZip(source)
  expect(entries.map((it) => it.name)).toEqual(['a/METADATA', 'ü'])
  const [deflated, stored] = await Promise.all(entries.map(async (it) => readZipMember(source, it)))
  expect(deflated?.toString()).toBe('Name: x\n'.repeat(1000))
  expect(stored?.toString()).toBe('stored')
})

test('a member larger than the limit is refused, also when its header lies', async () => {
  const bytes = await makeZip("z.writestr('bomb', b'0' * 5_000_000, zipfile.ZIP_DEFLATED)")
  const [entry] = await readZip(sourceOf(bytes))
  if (!entry) throw new Error('no entry')
  expect(await codeOf(readZipMember(sourceOf(bytes), entry, 1000))).toBe('ARCHIVE_UNREADABLE')
  expect(await codeOf(readZipMember(sourceOf(bytes), { ...entry, size: 10 }, 1000))).toBe('ARCHIVE_UNREADABLE')
})

test('damaged zips are refused with a code', async () => {
  const bytes = await makeZip("z.writestr('a', 'x' * 300, zipfile.ZIP_DEFLATED)\nz.writestr('b', 'y')")
  const readAll = async (it: Buffer): Promise<void> => {
    const source = sourceOf(it)
    for (const entry of await readZip(source)) await readZipMember(source, entry)
  }
  expect(await codeOf(readAll(bytes.subarray(0, bytes.length - 5)))).toBe('ARCHIVE_UNREADABLE')
  expect(await codeOf(readAll(Buffer.alloc(0)))).toBe('ARCHIVE_UNREADABLE')
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, value) => {
      const damaged = Buffer.from(bytes)
      damaged[at] = value
      await readAll(damaged).catch((error: unknown) => expect(error).toMatchObject({ code: 'ARCHIVE_UNREADABLE' }))
    }),
    { numRuns: 300 },
  )
})
