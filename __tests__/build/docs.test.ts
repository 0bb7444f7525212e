import { expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, mkdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { buildDocs } from '../../src/build/docs/docs.js'
import { codeOf, failureOf } from '../adapters/codes.js'
import { build, makeProject, only, planOf } from './project.js'

const entry = { from: 'docs', name: 'os-vim-driver-{version}-docs' }

/** Text of GNU tar about an archive. */
const tar = (...args: string[]): string => execFileSync('tar', args, { encoding: 'utf8', env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' } })

test('the archive lists what tar --transform lists: the root renamed once per path, link targets untouched', async () => {
  const long = `docs/${'x'.repeat(90)}/${'y'.repeat(90)}.md`
  const project = await makeProject(
    { 'docs/index.md': 'i', 'docs/sub/docs/x.md': 'x', 'docs/sub-b/a': '', 'docs/sub.md': 's', 'docs/Ünïcode 𝄞.md': 'u', [long]: 'l', 'docs/.hidden': 'h', 'docs/～.md': 'by code unit the last, by bytes not', 'docs/𝄞.md': 'clef', 'other/file': 'o' },
    {
      also: async (folder) => {
        await mkdir(join(folder, 'docs/sub'), { recursive: true })
        await symlink('../index.md', join(folder, 'docs/sub/up'))
        await symlink('nowhere', join(folder, 'docs/dangling'))
      },
    },
  )
  const it = only(await build(buildDocs, entry, project))
  expect(it).toMatchObject({ kind: 'docs', name: 'docs', fileName: 'os-vim-driver-1.0.0-docs.tgz', mediaType: 'application/gzip' })
  const theirs = tar('-cf', join(project.clone, '../theirs.tar'), '--sort=name', '--transform', 's/docs/os-vim-driver-1.0.0-docs/', '-C', project.world.workspace.source, 'docs')
  expect(theirs).toBe('')
  expect(tar('-tzf', it.path)).toBe(tar('-tf', join(project.clone, '../theirs.tar')))
  expect(tar('-tzf', it.path)).toContain('os-vim-driver-1.0.0-docs/sub/docs/x.md\n')
  const long_ = tar('--quoting-style=literal', '-tvzf', it.path)
  expect(long_).toContain('sub/up -> ../index.md')
  expect(long_).toContain('Ünïcode 𝄞.md')
  expect(long_.trim().split('\n').every((line) => line.includes('0/0') && line.includes('2020-09-13 12:26'))).toBe(true)
})

test('another checkout with other modes and times gives the same bytes', async () => {
  const files = { 'docs/a.md': 'a', 'docs/run.sh': '#!/bin/sh\n', 'docs/b/c.md': 'c'.repeat(2_000_000) }
  const one = await makeProject(files, { also: async (folder) => { await mkdir(join(folder, 'docs')) } })
  const other = await makeProject(files)
  await chmod(join(other.world.workspace.source, 'docs/a.md'), 0o600)
  await chmod(join(other.world.workspace.source, 'docs/b'), 0o700)
  await other.world.files.touch(join(other.world.workspace.source, 'docs/a.md'), 1)
  const [first, second] = [only(await build(buildDocs, entry, one)), only(await build(buildDocs, entry, other))]
  expect(second.digest).toBe(first.digest)
  const bytes = await readFile(first.path)
  expect(first.digest).toBe(`sha256:${createHash('sha256').update(bytes).digest('hex')}`)
  expect(first.size).toBe(bytes.length)
  await chmod(join(other.world.workspace.source, 'docs/a.md'), 0o755)
  expect(only(await build(buildDocs, entry, other)).digest).not.toBe(first.digest)
})

test('a docs folder that is missing, or is no folder, is told before anything is built', async () => {
  const project = await makeProject({ 'documentation/a.md': 'a', docs: 'a file' })
  expect(await codeOf(planOf(buildDocs, entry, project))).toBe('DOCS_MISSING')
  expect(await codeOf(planOf(buildDocs, { from: 'document' }, project))).toBe('DOCS_MISSING')
})

test('links that leave the folder are all told with their place, before anything is built', async () => {
  const project = await makeProject(
    { 'docs/a.md': 'a', 'docs/sub/b.md': 'b', outside: 'o' },
    {
      also: async (folder) => {
        await mkdir(join(folder, 'docs/sub'), { recursive: true })
        await symlink('../outside', join(folder, 'docs/out'))
        await symlink('/etc/passwd', join(folder, 'docs/sub/absolute'))
        await symlink('../a.md', join(folder, 'docs/sub/within'))
        await symlink('docs/../..', join(folder, 'elsewhere'))
      },
    },
  )
  const failure = await failureOf(build(buildDocs, entry, project))
  expect(failure.problems.map((it) => [it.code, it.place?.file])).toEqual([['LINK_ESCAPES', 'docs/out'], ['LINK_ESCAPES', 'docs/sub/absolute']])
  expect(await project.world.files.list(project.world.workspace.out).catch(() => [])).toEqual([])
  // The disk is looked at as well: the content of a submodule is not in the tree of the commit.
  await symlink('/etc/passwd', join(project.world.workspace.source, 'docs/sub/late'))
  await project.world.files.remove(join(project.world.workspace.source, 'docs/out'))
  const task = await planOf(buildDocs, entry, project)
  const late = await failureOf(buildDocs.apply(task, [], project.world))
  expect(late.problems.map((it) => it.place?.file)).toEqual(['docs/sub/absolute', 'docs/sub/late'])
})

test('paths and names stay within their folders', async () => {
  const project = await makeProject({ 'docs/a.md': 'a' })
  for (const from of ['../docs', '/docs', 'docs/../..']) expect([from, await codeOf(planOf(buildDocs, { from, archive: 'x' }, project))]).toEqual([from, 'CONFIG_INVALID'])
  for (const archive of ['../x', '-x', 'a/b', 'a b', '{tag}/']) expect([archive, await codeOf(planOf(buildDocs, { archive }, project))]).toEqual([archive, 'CONFIG_INVALID'])
})

test('files that hold credentials are not packed, and repositories within are left out', async () => {
  const project = await makeProject({ 'docs/a.md': 'a', 'docs/.env': 'TOKEN=x', 'docs/.env.example': 'TOKEN=', outside: 'x' })
  const failure = await failureOf(planOf(buildDocs, entry, project))
  expect(failure.problems.map((it) => it.code)).toEqual(['SECRET_PACKED'])
  expect(failure.message).not.toContain('.env.example')
  const clean = await makeProject({ 'docs/a.md': 'a' })
  const it = only(await build(buildDocs, { from: '.', archive: 'all' }, clean))
  expect(tar('-tzf', it.path)).toBe('all/\nall/docs/\nall/docs/a.md\n')
})
