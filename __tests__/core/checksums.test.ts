import { expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseChecksums, renderChecksums } from '../../src/core/checksums.js'
import { digestOf } from '../../src/core/digest.js'
import { tempFolder } from '../adapters/temp.js'

const files = ['b.tgz', 'a.whl', 'B.tgz', 'a+1_x.whl'].map((name) => ({ name, digest: digestOf(name) }))

test('the order of the files does not change the text', () => {
  expect(renderChecksums(files)).toBe(renderChecksums([...files].reverse()))
  expect(parseChecksums(renderChecksums(files)).map((it) => it.name)).toEqual(['B.tgz', 'a+1_x.whl', 'a.whl', 'b.tgz'])
})

test('sha256sum accepts it, and refuses a file with other bytes', async () => {
  const folder = await tempFolder()
  for (const it of files) await writeFile(join(folder, it.name), it.name)
  await writeFile(join(folder, 'SHA256SUMS'), renderChecksums(files))
  const check = (): string => execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  expect(check()).toContain('a.whl: OK')
  await writeFile(join(folder, 'a.whl'), 'other')
  expect(check).toThrow()
})
