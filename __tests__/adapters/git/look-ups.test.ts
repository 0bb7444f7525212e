import { expect, test } from '@jest/globals'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, failureOf } from '../codes.js'
import { tempFolder } from '../temp.js'
import { commitTime, git, makeClone, openGit, put } from './clone.js'

const sshSignature = '-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n'

test('a tag is read from its own object: lightweight, annotated and signed ones are told apart', async () => {
  const temp = await tempFolder()
  const folder = join(temp, 'clone')
  const commit = await makeClone(folder, { a: '1' })
  git(folder, 'tag', 'light')
  git(folder, 'tag', '-a', 'noted', '-m', 'Subject\n\nBody with -----BEGIN nothing')
  await put(temp, { 'tag.txt': `object ${commit}\ntype commit\ntag signed\ntagger C <c@example.org> 1600000000 +0200\n\nSigned subject\n${sshSignature}` })
  git(folder, 'update-ref', 'refs/tags/signed', git(folder, 'hash-object', '-t', 'tag', '-w', join(temp, 'tag.txt')))
  git(folder, 'tag', '-a', 'of-a-tag', 'noted', '-m', 'outer')
  const it = openGit(folder, temp)

  expect(await it.resolveTag('light')).toEqual({ name: 'light', object: commit, commit, kind: 'lightweight' })
  expect(await it.resolveTag('noted')).toEqual({ name: 'noted', object: git(folder, 'rev-parse', 'noted'), commit, kind: 'annotated' })
  expect((await it.resolveTag('signed')).kind).toBe('signed')
  expect(await it.resolveTag('of-a-tag')).toMatchObject({ commit, kind: 'annotated' })
  expect(await it.tagMessage('light')).toBeUndefined()
  expect(await it.tagMessage('noted')).toBe('Subject\n\nBody with -----BEGIN nothing')
  expect(await it.tagMessage('signed')).toBe('Signed subject')
  expect(await it.tags()).toEqual(['light', 'noted', 'of-a-tag', 'signed'])
})

test('a tag that is missing, that is a branch, or that is no commit is refused by its own code', async () => {
  const temp = await tempFolder()
  const folder = join(temp, 'clone')
  await makeClone(folder, { a: '1' })
  git(folder, 'tag', 'blob', git(folder, 'rev-parse', 'HEAD:a'))
  git(folder, 'tag', 'chart/0.1.0')
  const it = openGit(folder, temp)
  for (const name of ['1.0.0', 'main', 'chart', '--all', 'x\ny', '']) expect([name, await codeOf(it.resolveTag(name))]).toEqual([name, 'TAG_NOT_FOUND'])
  expect(await codeOf(it.resolveTag('blob'))).toBe('TAG_NOT_COMMIT')
  expect((await it.resolveTag('chart/0.1.0')).kind).toBe('lightweight')
})

test('paths and contents come from the commit, whatever their names, and not from the work tree', async () => {
  const temp = await tempFolder()
  const folder = join(temp, 'clone')
  const odd = { 'ä/ü ö.txt': 'umlaut', 'line\nfeed': 'newline', '-n': 'dash', 'sp ace/"q"': 'quote', 'bin': new Uint8Array([0, 255, 10, 0]) }
  const commit = await makeClone(folder, odd)
  await put(folder, { bin: 'changed', more: 'untracked' })
  const it = openGit(folder, temp)
  expect([...(await it.paths(commit))].sort()).toEqual(Object.keys(odd).sort())
  for (const [path, content] of Object.entries(odd)) expect(Buffer.from((await it.show(commit, path)) ?? [])).toEqual(Buffer.from(content as string))
  expect(await it.show(commit, 'more')).toBeUndefined()
  expect(await it.isDirty()).toBe(true)
  expect(await it.commitTime(commit)).toBe(commitTime)
})

test('links of the tree are followed within it and never out of it', async () => {
  const temp = await tempFolder()
  const folder = join(temp, 'clone')
  await put(folder, { 'real/Chart.yaml': 'name: x' })
  await put(temp, { outside: 'secret' })
  await symlink('real', join(folder, 'chart'))
  await symlink('../outside', join(folder, 'out'))
  await symlink('/etc/passwd', join(folder, 'absolute'))
  await symlink('loop', join(folder, 'loop'))
  const commit = await makeClone(folder, {})
  const it = openGit(folder, temp)
  expect(Buffer.from((await it.show(commit, 'chart/Chart.yaml')) ?? []).toString()).toBe('name: x')
  for (const path of ['out', 'absolute', 'loop', '../outside']) expect([path, await it.show(commit, path)]).toEqual([path, undefined])
  expect(await it.links(commit)).toEqual({ chart: 'real', out: '../outside', absolute: '/etc/passwd', loop: 'loop' })
})

test('a revision is looked up as a name and can never become an option', async () => {
  const temp = await tempFolder()
  const folder = join(temp, 'clone')
  const commit = await makeClone(folder, { a: '1' })
  const it = openGit(folder, temp)
  expect(await it.commit('main')).toBe(commit)
  expect(await it.commit(commit.slice(0, 10))).toBe(commit)
  for (const name of ['--version', 'nothing', 'HEAD:a', 'a\nb']) expect([name, await it.commit(name)]).toEqual([name, undefined])
  expect(await codeOf(it.commitTime('f'.repeat(40)))).toBe('COMMIT_NOT_FOUND')
})

test('a shallow clone does not answer what it cannot know', async () => {
  const temp = await tempFolder()
  const origin = join(temp, 'origin')
  await makeClone(origin, { a: '1' })
  git(origin, 'commit', '-q', '--allow-empty', '-m', 'second')
  git(origin, 'tag', '1.0.0')
  git(temp, 'clone', '-q', '--depth', '1', `file://${origin}`, 'shallow')
  const it = openGit(join(temp, 'shallow'), temp)
  expect(await it.isShallow()).toBe(true)
  expect(await codeOf(it.tags())).toBe('SHALLOW_CLONE')
  expect(await codeOf(it.exportTo(join(temp, 'out'), 'HEAD'))).toBe('SHALLOW_CLONE')
  expect((await failureOf(it.resolveTag('9.9.9'))).problems[0].hint).toContain('fetch-depth: 0')
})

test('the address of the remote is told without credentials', async () => {
  const temp = await tempFolder()
  const folder = join(temp, 'clone')
  await makeClone(folder, { a: '1' })
  const it = openGit(folder, temp)
  expect(await it.remoteUrl()).toBeUndefined()
  git(folder, 'remote', 'add', 'origin', 'https://me:ghp_secret@github.com/me/project')
  expect(await it.remoteUrl()).toBe('https://github.com/me/project')
  expect(await it.currentBranch()).toBe('main')
  git(folder, 'checkout', '-q', '--detach')
  expect(await it.currentBranch()).toBeUndefined()
})

test('a folder that is no clone is refused, as is a bare repository that lies inside it', async () => {
  const temp = await tempFolder()
  await put(temp, { 'plain/a': '1' })
  expect(await codeOf(openGit(join(temp, 'plain'), temp).tags())).toBe('NOT_A_CLONE')
  git(temp, 'init', '-q', '--bare', 'bare')
  expect(await codeOf(openGit(join(temp, 'bare'), temp).commit('HEAD'))).toBe('NOT_A_CLONE')
})
