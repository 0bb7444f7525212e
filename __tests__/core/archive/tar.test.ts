import { expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdir, symlink, truncate, writeFile, link } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { readTar, type TarMember } from '../../../src/core/archive/tar-reader.js'
import { writeTar, type TarMemberSource } from '../../../src/core/archive/tar-writer.js'
import type { TarType } from '../../../src/core/archive/tar-entry.js'
import { codeOf } from '../../adapters/codes.js'
import { tempFolder } from '../../adapters/temp.js'

async function* inParts(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const joined = async (parts: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part)
  return Buffer.concat(all)
}

const member = (name: string, content: string | Uint8Array, more: Partial<TarMemberSource> = {}): TarMemberSource => {
  const bytes = Buffer.from(content as string)
  return { name, type: 'file', size: bytes.length, mode: 0o644, mtime: 1_600_000_000, linkName: '', content: () => inParts(bytes, 1000), ...more }
}

interface Seen extends Omit<TarMember, 'body' | 'start'> {
  readonly content: string
}

const read = async (bytes: Uint8Array, size = 700): Promise<readonly Seen[]> => {
  const seen: Seen[] = []
  for await (const { body, start, ...it } of readTar(inParts(bytes, size), 'test.tar')) {
    const content = await joined(body())
    expect(content.equals(bytes.subarray(start, start + content.length))).toBe(true)
    seen.push({ ...it, content: content.toString('utf8') })
  }
  return seen
}

const names = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((it) => !/[/\0]/.test(it) && it !== '.' && it !== '..' && it.isWellFormed()), { minLength: 1, maxLength: 6 }).map((it) => it.join('/'))

test('what was written is read back, whatever the names, sizes and parts', async () => {
  const entries = fc.record({ name: names, type: fc.constantFrom<TarType>('file', 'folder', 'link'), content: fc.string({ maxLength: 3000 }), target: names, mode: fc.integer({ min: 0, max: 0o7777 }), mtime: fc.integer({ min: 0, max: 2 ** 32 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(entries, { maxLength: 8 }), fc.integer({ min: 1, max: 3000 }), async (list, size) => {
      const members = list.map((it) => member(it.name, it.type === 'file' ? it.content : '', { type: it.type, mode: it.mode, mtime: it.mtime, linkName: it.type === 'link' ? it.target : '' }))
      const seen = await read(await joined(writeTar(members)), size)
      expect(seen).toEqual(list.map((it) => ({ name: it.name, type: it.type, size: it.type === 'file' ? Buffer.byteLength(it.content) : 0, mode: it.mode, mtime: it.mtime, linkName: it.type === 'link' ? it.target : '', content: it.type === 'file' ? it.content : '' })))
    }),
    { numRuns: 150 },
  )
})

test('GNU tar and Python read what was written, long and foreign names as well', async () => {
  const folder = await tempFolder()
  const long = `${'långt/'.repeat(30)}${'n'.repeat(120)}.md`
  const members = [
    member('root', '', { type: 'folder', mode: 0o755 }),
    member('root/ä ü.md', 'umlaut'),
    member(`root/${long}`, 'x'.repeat(70_000)),
    member('root/exactly-512', 'y'.repeat(512)),
    member('root/run', '#!', { mode: 0o755 }),
    member('root/link', '', { type: 'link', linkName: `../root/${long}` }),
  ]
  const path = join(folder, 'it.tar')
  await writeFile(path, await joined(writeTar(members)))
  const listed = execFileSync('tar', ['--quoting-style=literal', '-tvf', path], { encoding: 'utf8', env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' } })
  expect(listed.trim().split('\n')).toHaveLength(6)
  expect(listed).toContain('drwxr-xr-x 0/0')
  expect(listed).toContain('-rwxr-xr-x 0/0')
  expect(listed).toContain(`root/link -> ../root/${long}`)
  expect(listed).toContain('2020-09-13 12:26')
  execFileSync('tar', ['-xf', path, '-C', folder])
  expect(execFileSync('wc', ['-c', join(folder, 'root', long)], { encoding: 'utf8' })).toContain('70000')
  const python = execFileSync('/usr/bin/python3', ['-c', 'import sys,tarfile\nprint("\\n".join(m.name for m in tarfile.open(sys.argv[1])))', path], { encoding: 'utf8', env: { PYTHONIOENCODING: 'utf-8' } })
  expect(python.trim().split('\n')).toEqual(members.map((it) => it.name))
})

test.each(['v7', 'ustar', 'gnu', 'pax'])('archives that GNU tar writes in the format %s are read', async (format) => {
  const folder = await tempFolder()
  const deep = format === 'v7' ? 'short' : `${'d'.repeat(60)}/${'e'.repeat(60)}`
  const huge = format === 'gnu' || format === 'pax' ? 'f'.repeat(200) : 'f'
  await mkdir(join(folder, 'root', deep), { recursive: true })
  await writeFile(join(folder, 'root', deep, huge), 'content')
  await symlink(`${deep}/${huge}`.slice(0, format === 'v7' || format === 'ustar' ? 90 : 300), join(folder, 'root/soft'))
  // The ustar format has no room for the long target of a hard link.
  if (format !== 'ustar') await link(join(folder, 'root', deep, huge), join(folder, 'root/very-same'))
  const bytes = execFileSync('tar', [`--format=${format}`, '--sort=name', '--mtime=@77', '-cf', '-', 'root'], { cwd: folder, maxBuffer: 1e8 })
  const seen = await read(bytes)
  const file = seen.find((it) => it.name === `root/${deep}/${huge}`)
  expect(file).toMatchObject({ type: 'file', content: 'content', mtime: 77 })
  expect(seen.find((it) => it.name === 'root')).toMatchObject({ type: 'folder', size: 0 })
  expect(seen.find((it) => it.name === 'root/soft')).toMatchObject({ type: 'link', linkName: `${deep}/${huge}`.slice(0, format === 'v7' || format === 'ustar' ? 90 : 300) })
  if (format !== 'ustar') expect(seen.find((it) => it.name === 'root/very-same')).toMatchObject({ type: 'hardlink', linkName: `root/${deep}/${huge}`, content: '' })
})

test.each(['gnu', 'pax'])('a size above 8 GiB is read as it stands in an archive of the format %s', async (format) => {
  const folder = await tempFolder()
  await writeFile(join(folder, 'large'), '')
  await truncate(join(folder, 'large'), 9 * 1024 ** 3)
  execFileSync('sh', ['-c', `tar --format=${format} -cf - large | head -c 4096 > head.tar`], { cwd: folder })
  const first = await readTar(createReadStream(join(folder, 'head.tar')), 'head.tar').next()
  expect((first.value as TarMember).size).toBe(9 * 1024 ** 3)
})

test('a body that is not read is skipped, and one that is cut off is an error', async () => {
  const bytes = await joined(writeTar([member('a', 'a'.repeat(5000)), member('b', 'b')]))
  const seen: string[] = []
  for await (const it of readTar(inParts(bytes, 333), 'x')) seen.push(it.name)
  expect(seen).toEqual(['a', 'b'])
  expect(await codeOf(read(bytes.subarray(0, 3000)))).toBe('ARCHIVE_UNREADABLE')
  expect(await codeOf(read(bytes.subarray(0, 100)))).toBe('ARCHIVE_UNREADABLE')
  const damaged = Buffer.from(bytes)
  damaged[3] = 65
  expect(await codeOf(read(damaged))).toBe('ARCHIVE_UNREADABLE')
})

test('bytes that are no archive are refused and never loop', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
      await read(bytes).catch((error: unknown) => expect(error).toMatchObject({ code: 'ARCHIVE_UNREADABLE' }))
    }),
  )
})

test('a file that changes its size while it is packed is an error', async () => {
  await expect(joined(writeTar([member('a', 'abc', { size: 2 })]))).rejects.toThrow('changed while it was packed')
  await expect(joined(writeTar([member('a', 'abc', { size: 4 })]))).rejects.toThrow('changed while it was packed')
})
