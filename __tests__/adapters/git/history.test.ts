// The mainline, read while git still writes it.
import { expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { codeOf } from '../codes.js'
import { tempFolder } from '../temp.js'
import { git, makeClone, openGit } from './clone.js'

/** Characters of two to four bytes, of which every part of a pipe's 64 KiB splits one somewhere. */
const words = (at: number): string => `Änderung ${at}: ${'größer, ∑ 発 🚢 '.repeat(1 + (at % 9))}`

const history = (folder: string, messages: readonly string[]): void => {
  const commits = messages.map((it, at) => `commit refs/heads/main\nmark :${at + 1}\ncommitter C <c@example.org> ${1_600_000_000 + at} +0000\ndata ${Buffer.byteLength(it)}\n${it}\n${at === 0 ? '' : `from :${at}\n`}M 100644 inline part-${at % 3}.txt\ndata ${String(at).length}\n${at}\n`)
  execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: folder, input: commits.join('') })
}

test('a history longer than any buffer is the same in parts as in one', async () => {
  const temp = await tempFolder()
  const folder = join(temp, 'clone')
  await makeClone(folder, { a: '1' })
  const messages = Array.from({ length: 3000 }, (_, at) => words(at))
  history(folder, [...messages, `long ${'ü'.repeat(300_000)}`])
  git(folder, 'tag', 'v1')
  const found = await openGit(folder, temp).mainline({ tips: ['refs/tags/v1'], path: '' }, (it) => it)
  expect(found.map((it) => it.message).reverse()).toEqual([...messages.map((it) => it.trimEnd()), `long ${'ü'.repeat(300_000)}`])
  expect(found[0]).toMatchObject({ commit: git(folder, 'rev-parse', 'v1'), time: 1_600_003_000, parent: git(folder, 'rev-parse', 'v1~1') })
  expect(found.at(-1)?.parent).toBeUndefined()
})

test('with a path it holds what touches the path, and parents lead past the rest', async () => {
  const temp = await tempFolder()
  const folder = join(temp, 'clone')
  await makeClone(folder, { a: '1' })
  history(folder, ['0', '1', '2', '3', '4', '5'])
  const found = await openGit(folder, temp).mainline({ tips: [git(folder, 'rev-parse', 'main')], path: 'part-1.txt' }, (it) => it)
  expect(found.map((it) => [it.message, it.parent])).toEqual([['4', git(folder, 'rev-parse', 'main~4')], ['1', undefined]])
})

test('a tip that is none fails with what git says', async () => {
  const temp = await tempFolder()
  await makeClone(join(temp, 'clone'), { a: '1' })
  expect(await codeOf(openGit(join(temp, 'clone'), temp).mainline({ tips: ['refs/tags/none'], path: '' }, (it) => it))).toBe('GIT_FAILED')
})
