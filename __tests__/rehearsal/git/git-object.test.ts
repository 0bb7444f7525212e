// Objects are read and written as git does it: every object of a repository goes through and comes out the same.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { blobOf, formatCommit, formatTag, formatTree, idOf, isRefName, parseCommit, parseTag, parseTree, type GitObject } from '../../../src/rehearsal/git/git-object.js'
import { makeStore, type GitStore } from '../../../src/rehearsal/git/git-store.js'

const folder = mkdtempSync(join(tmpdir(), 'objects-'))
const env = { PATH: process.env['PATH'] ?? '', HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_NAME: 'Ann Ä.', GIT_AUTHOR_EMAIL: 'ann@example.com', GIT_COMMITTER_NAME: 'Ann', GIT_COMMITTER_EMAIL: 'ann@example.com', GIT_AUTHOR_DATE: '1700000000 +0530', GIT_COMMITTER_DATE: '1700000001 -0800' }
const git = (...args: string[]): string => execFileSync('git', args, { cwd: join(folder, 'source'), env, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] }).trim()

let store: GitStore
beforeAll(async () => {
  mkdirSync(join(folder, 'source', 'a'), { recursive: true })
  git('init', '--quiet', '--initial-branch=main')
  // Names around which git's order of trees differs from the order of text.
  for (const name of ['a/x', 'a-b', 'a.b', 'a0', 'ä', 'with space']) writeFileSync(join(folder, 'source', name), name)
  git('add', '.')
  git('commit', '--quiet', '-m', 'Subject\n\nBody with ünïcode\n\n- a list')
  git('tag', '-a', '-m', 'A tag\n\nwith a body', 'v1')
  git('tag', '-a', '-m', 'A tag of a tag', 'v2', 'v1')
  store = (await makeStore(join(folder, 'store'), join(folder, 'source'))).store
})
afterAll(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const again = (it: GitObject): GitObject => {
  switch (it.type) {
    case 'blob': return blobOf(it.bytes)
    case 'tree': return formatTree([...parseTree(it.bytes)].reverse())
    case 'commit': return formatCommit(parseCommit(it.bytes))
    case 'tag': return formatTag(parseTag(it.bytes))
  }
}

test('every object of a repository is parsed and formatted to the same bytes and id', async () => {
  const ids = git('cat-file', '--batch-all-objects', '--batch-check=%(objectname)').split('\n')
  expect(ids.length).toBeGreaterThan(9)
  for (const id of ids) {
    const object = await store.read(id)
    if (!object) throw new Error(`no ${id}`)
    expect([idOf(object), idOf(again(object))]).toEqual([id, id])
  }
})

test('a signature of a commit is kept, over several lines', () => {
  const signature = '-----BEGIN PGP SIGNATURE-----\n\nabc\n=def\n-----END PGP SIGNATURE-----'
  const person = { name: 'A', email: 'a@example.com', time: 1, zone: '+0000' }
  const commit = { tree: '1'.repeat(40), parents: [], author: person, committer: person, message: 'x\n', signature }
  expect(parseCommit(formatCommit(commit).bytes)).toEqual(commit)
})

test('many questions at once are answered each with its own object', async () => {
  const [head, tag] = [git('rev-parse', 'HEAD'), git('rev-parse', 'v1')]
  const asked = Array.from({ length: 200 }, (_, index) => [head, tag, '1'.repeat(40)][index % 3] ?? '')
  const found = await Promise.all(asked.map((id) => store.find(id)))
  expect(found.map((it) => it?.id)).toEqual(asked.map((id) => (id.startsWith('111') ? undefined : id)))
})

test('objects that were made in memory are read by git itself', async () => {
  const blob = blobOf(Buffer.from('made here'))
  await store.keep([[idOf(blob), blob]])
  expect(execFileSync('git', ['--git-dir', store.folder, 'cat-file', 'blob', idOf(blob)], { env, encoding: 'utf8' })).toBe('made here')
})

const checked = (name: string): boolean => {
  try {
    git('check-ref-format', name)
    return true
  } catch {
    return false
  }
}

test('a name is a ref when git says so', () => {
  const names = ['refs/heads/a', 'refs/heads/a/b', 'refs/tags/v1.0', 'refs/x', 'refs/heads/', 'refs/heads/a..b', 'refs/heads/.a', 'refs/heads/a.', 'refs/heads/a./b', 'refs/heads/a.lock', 'refs/heads/a.lock/b', 'refs/heads/a//b', 'refs/heads/a b', 'refs/heads/a~b', 'refs/heads/a^', 'refs/heads/a:b', 'refs/heads/a?', 'refs/heads/a*', 'refs/heads/a[', 'refs/heads/a\\b', 'refs/heads/@', 'refs/heads/a@{b', 'refs/heads/ä', 'refs/heads/-a', 'refs/heads/a.b', 'refs/heads/a/.b']
  // GitHub wants a ref to have a folder of its own (`refs/heads/x`); git would take `refs/x`.
  for (const name of names) expect([name, isRefName(name)]).toEqual([name, checked(name) && name !== 'refs/x'])
})

test('any name of a few odd characters is judged as git judges it', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('a', 'B', '/', '.', '~', ' ', '@', '{', '-', '.lock', '..', '\\', '\u007f', 'é'), { minLength: 1, maxLength: 6 }), (parts) => {
    const name = `refs/heads/${parts.join('')}`
    expect([name, isRefName(name)]).toEqual([name, checked(name)])
  }), { numRuns: 250 })
})
