import { expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { chmod, link, lstat, mkdir, readFile, readdir, readlink, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createFiles } from '../../../src/adapters/files/node-files.js'
import { tempFolder } from '../temp.js'

const files = createFiles()

async function* parts(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

test('a write that breaks off leaves what was there, and no half file', async () => {
  const folder = await tempFolder()
  const path = join(folder, 'a')
  await files.writeFile(path, 'before')
  async function* breaking(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('half')
    throw new Error('cut')
  }
  await expect(files.writeStream(path, breaking())).rejects.toThrow('cut')
  expect(await readFile(path, 'utf8')).toBe('before')
  expect(await readdir(folder)).toEqual(['a'])
})

test('a write replaces the name and not what the name was linked to, and keeps the mode of a file', async () => {
  const folder = await tempFolder()
  await writeFile(join(folder, 'target'), 'target')
  await symlink('target', join(folder, 'soft'))
  await link(join(folder, 'target'), join(folder, 'hard'))
  await files.writeFile(join(folder, 'soft'), 'new')
  await files.writeFile(join(folder, 'hard'), 'new')
  expect(await readFile(join(folder, 'target'), 'utf8')).toBe('target')
  await chmod(join(folder, 'hard'), 0o755)
  await files.writeFile(join(folder, 'hard'), 'newer')
  expect((await files.stat(join(folder, 'hard')))?.mode).toBe(0o755)
})

test('digest and size come with the write and again from the disk', async () => {
  const folder = await tempFolder()
  const path = join(folder, 'new/folder/file')
  const written = await files.writeStream(path, parts('ab', '', 'c'))
  expect(written).toEqual({ digest: `sha256:${createHash('sha256').update('abc').digest('hex')}`, size: 3 })
  expect(await files.digest(path)).toEqual(written)
  const large = Buffer.alloc(3 * 1024 * 1024 + 7, 'x')
  await files.writeFile(path, large)
  expect(await files.digest(path)).toEqual({ digest: `sha256:${createHash('sha256').update(large).digest('hex')}`, size: large.length })
  const read: Uint8Array[] = []
  for await (const part of files.stream(path, { start: 10, end: 19 })) read.push(part)
  expect(Buffer.concat(read).length).toBe(10)
})

test('absent is told from what cannot be looked at', async () => {
  const folder = await tempFolder()
  await writeFile(join(folder, 'file'), '')
  expect(await files.exists(join(folder, 'none'))).toBe(false)
  expect(await files.stat(join(folder, 'file/below'))).toBeUndefined()
  await expect(files.stat(join(folder, 'x'.repeat(300)))).rejects.toThrow('ENAMETOOLONG')
})

test('a copy is the same tree: links as written, modes, times, and nothing written through a link', async () => {
  const folder = await tempFolder()
  const from = join(folder, 'from')
  await mkdir(join(from, 'sub/empty'), { recursive: true })
  await writeFile(join(from, 'sub/run'), '#!', { mode: 0o644 })
  await chmod(join(from, 'sub/run'), 0o755)
  await symlink('../../outside', join(from, 'sub/link'))
  await writeFile(join(folder, 'outside'), 'outside')
  await writeFile(join(from, 'file'), 'new')
  for (const path of ['sub/run', 'sub/empty', 'sub']) await utimes(join(from, path), 1000, 1000)
  const to = join(folder, 'a/to')
  await mkdir(to, { recursive: true })
  await symlink('../../outside', join(to, 'file'))
  await files.copy(from, to)
  expect(await files.list(to)).toEqual(['file', 'sub'])
  expect(await readFile(join(folder, 'outside'), 'utf8')).toBe('outside')
  expect(await readFile(join(to, 'file'), 'utf8')).toBe('new')
  expect(await readlink(join(to, 'sub/link'))).toBe('../../outside')
  expect((await lstat(join(to, 'sub/run'))).mode & 0o777).toBe(0o755)
  for (const path of ['sub/run', 'sub/empty', 'sub']) expect((await lstat(join(to, path))).mtimeMs).toBe(1_000_000)
})

test('times and modes are set on the name, never on what a link leads to', async () => {
  const folder = await tempFolder()
  await writeFile(join(folder, 'target'), '', { mode: 0o600 })
  await utimes(join(folder, 'target'), 5, 5)
  await symlink('target', join(folder, 'soft'))
  await files.touch(join(folder, 'soft'), 77)
  await files.setMode(join(folder, 'soft'), 0o777)
  expect((await lstat(join(folder, 'target'))).mtimeMs).toBe(5000)
  expect((await lstat(join(folder, 'target'))).mode & 0o777).toBe(0o600)
  expect((await lstat(join(folder, 'soft'))).mtimeMs).toBe(77_000)
})

test('removing a folder leaves what its links lead to', async () => {
  const folder = await tempFolder()
  await mkdir(join(folder, 'gone'))
  await mkdir(join(folder, 'stays'))
  await writeFile(join(folder, 'stays/file'), '')
  await symlink('../stays', join(folder, 'gone/link'))
  await files.remove(join(folder, 'gone'))
  await files.remove(join(folder, 'never-there'))
  expect(await files.list(folder)).toEqual(['stays'])
  expect(await files.list(join(folder, 'stays'))).toEqual(['file'])
  expect(await files.freeSpace(folder)).toBeGreaterThan(0)
})
