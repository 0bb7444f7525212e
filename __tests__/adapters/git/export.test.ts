import { expect, test } from '@jest/globals'
import { chmod, lstat, mkdir, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { codeOf, failureOf } from '../codes.js'
import { tempFolder } from '../temp.js'
import { commitTime, git, makeClone, openGit, put } from './clone.js'

/** Everything that a user could notice: refs, config, index and files. */
const stateOf = async (folder: string): Promise<string> =>
  [git(folder, 'for-each-ref'), git(folder, 'config', '-l', '--local'), await readFile(join(folder, '.git/index'), 'hex'), (await readdir(folder)).join(), (await readdir(join(folder, '.git'))).join()].join('\n')

test('an export is what was committed: no dirt, no export-ignore, history and tags, one time, no way back', async () => {
  const temp = await tempFolder()
  const folder = join(temp, 'clone')
  await put(folder, { '.gitattributes': 'docs export-ignore\nid export-subst\n', id: '$Format:%H$', 'docs/a.md': 'a', run: '#!/bin/sh\n' })
  await symlink('docs/a.md', join(folder, 'link'))
  await chmod(join(folder, 'run'), 0o775)
  const commit = await makeClone(folder, {})
  git(folder, 'tag', '1.0.0')
  git(folder, 'remote', 'add', 'origin', 'https://x:token@example.org/a')
  git(folder, 'config', 'http.https://github.com/.extraheader', 'AUTHORIZATION: basic c2VjcmV0')
  await put(folder, { 'docs/a.md': 'dirty', untracked: 'x' })
  const before = await stateOf(folder)
  const out = join(temp, 'out')
  await openGit(folder, temp).exportTo(out, commit)

  expect(await stateOf(folder)).toBe(before)
  expect((await readdir(out)).sort()).toEqual(['.git', '.gitattributes', 'docs', 'id', 'link', 'run'])
  expect(await readFile(join(out, 'docs/a.md'), 'utf8')).toBe('a')
  expect(await readFile(join(out, 'id'), 'utf8')).toBe('$Format:%H$')
  expect(await readlink(join(out, 'link'))).toBe('docs/a.md')
  for (const path of ['', 'docs', 'docs/a.md', 'link', 'run']) expect([path, (await lstat(join(out, path))).mtimeMs]).toEqual([path, commitTime * 1000])
  expect(((await lstat(join(out, 'run'))).mode & 0o777).toString(8)).toBe('755')
  expect(((await lstat(join(out, 'docs/a.md'))).mode & 0o777).toString(8)).toBe('644')
  expect(git(out, 'describe', '--tags', '--dirty')).toBe('1.0.0')
  expect(git(out, 'diff-index', '--name-only', 'HEAD')).toBe('')
  expect(git(out, 'remote')).toBe('')
  expect(git(out, 'for-each-ref', '--format=%(refname)')).toBe('refs/tags/1.0.0')
  expect(await readFile(join(out, '.git/config'), 'utf8')).not.toMatch(/token|extraheader/i)
  expect((await readdir(join(out, '.git'))).includes('hooks')).toBe(false)
})

test('what the config of a clone could start is not started', async () => {
  const temp = await tempFolder()
  const folder = join(temp, 'clone')
  const commit = await makeClone(folder, { '.gitattributes': '* filter=evil diff=evil\n', a: '1' })
  const canary = join(temp, 'canary')
  await mkdir(canary)
  const fire = join(temp, 'fire')
  await writeFile(fire, `#!/bin/sh\necho "$0 $*" >> ${canary}/fired\ncat\n`, { mode: 0o755 })
  await mkdir(join(folder, 'evil-hooks'))
  for (const hook of ['post-checkout', 'pre-commit', 'reference-transaction', 'post-index-change']) await writeFile(join(folder, 'evil-hooks', hook), `#!/bin/sh\n${fire}\n`, { mode: 0o755 })
  await put(folder, { 'included.config': `[core]\n\tpager = ${fire}\n\tsshCommand = ${fire}\n` })
  const settings = {
    'core.hooksPath': 'evil-hooks', 'core.fsmonitor': fire, 'core.pager': fire, 'core.editor': fire, 'core.askPass': fire, 'core.sshCommand': fire,
    'credential.helper': fire, 'filter.evil.clean': fire, 'filter.evil.smudge': fire, 'filter.evil.process': fire, 'diff.evil.textconv': fire, 'diff.evil.command': fire,
    'diff.external': fire, 'alias.status': `!${fire}`, 'alias.ls-tree': `!${fire}`, 'uploadpack.packObjectsHook': fire, 'include.path': '../included.config', 'gpg.program': fire,
    'init.templateDir': join(temp, 'templates'), 'interactive.diffFilter': fire,
  }
  await put(temp, { 'templates/hooks/post-checkout': `#!/bin/sh\n${fire}\n`, 'home/.gitconfig': `[core]\n\thooksPath = ${folder}/evil-hooks\n[init]\n\ttemplateDir = ${temp}/templates\n` })
  await chmod(join(temp, 'templates/hooks/post-checkout'), 0o755)
  for (const [key, value] of Object.entries(settings)) git(folder, 'config', key, value)
  await writeFile(join(folder, 'a'), '2')
  const it = openGit(folder, temp, { ...process.env, HOME: join(temp, 'home'), GIT_TEMPLATE_DIR: join(temp, 'templates') })
  expect(await it.isDirty()).toBe(true)
  await it.paths(commit)
  await it.show(commit, 'a')
  await it.tags()
  await it.exportTo(join(temp, 'out'), commit)
  expect(await readdir(canary)).toEqual([])
  expect(await readFile(join(temp, 'out/a'), 'utf8')).toBe('1')
})

test('a clone of another owner is read without a wildcard in any config', async () => {
  const temp = await tempFolder()
  const folder = join(temp, 'clone "q" \\ ü')
  const commit = await makeClone(folder, { a: '1' })
  const real = git(temp, '--exec-path')
  await put(temp, { 'bin/git': `#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec ${real}/git "$@"\n` })
  await chmod(join(temp, 'bin/git'), 0o755)
  const it = openGit(folder, temp, { ...process.env, PATH: `${temp}/bin:${process.env['PATH']}` })
  expect(await it.paths(commit)).toEqual(['a'])
  await it.exportTo(join(temp, 'out'), commit)
  expect(await readFile(join(temp, 'git-scratch/gitconfig'), 'utf8')).not.toContain('*')
})

test('submodules come from the copies of the clone, nested ones as well', async () => {
  const temp = await tempFolder()
  await makeClone(join(temp, 'inner'), { i: 'inner' })
  await makeClone(join(temp, 'middle'), { m: 'middle' })
  git(join(temp, 'middle'), 'submodule', 'add', '-q', '../inner', 'deep/inner')
  git(join(temp, 'middle'), 'commit', '-q', '-m', 'sub')
  await makeClone(join(temp, 'outer'), { o: 'outer' })
  git(join(temp, 'outer'), 'submodule', 'add', '-q', '../middle', 'sub dir/middle')
  git(join(temp, 'outer'), 'commit', '-q', '-m', 'sub')
  git(temp, 'clone', '-q', '--recurse-submodules', 'outer', 'clone')
  const folder = join(temp, 'clone')
  for (const gone of ['inner', 'middle', 'outer']) await rm(join(temp, gone), { recursive: true })
  await openGit(folder, temp).exportTo(join(temp, 'out'), git(folder, 'rev-parse', 'HEAD'))
  expect(await readFile(join(temp, 'out/sub dir/middle/deep/inner/i'), 'utf8')).toBe('inner')
  expect((await lstat(join(temp, 'out/sub dir/middle/m'))).mtimeMs).toBe(commitTime * 1000)
  expect(git(join(temp, 'out'), 'status', '--porcelain')).toBe('')
})

test('a submodule that cannot be had stops the export and is never packed as an empty folder', async () => {
  const temp = await tempFolder()
  await makeClone(join(temp, 'inner'), { i: 'inner' })
  await makeClone(join(temp, 'outer'), { o: 'outer' })
  git(join(temp, 'outer'), 'submodule', 'add', '-q', '../inner', 'sub')
  git(join(temp, 'outer'), 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},undeclared`)
  git(join(temp, 'outer'), 'commit', '-q', '-m', 'sub')
  git(temp, 'clone', '-q', 'outer', 'clone')
  const folder = join(temp, 'clone')
  const failure = await failureOf(openGit(folder, temp).exportTo(join(temp, 'out'), git(folder, 'rev-parse', 'HEAD')))
  expect(failure.problems.map((it) => it.code)).toEqual(['SUBMODULE_MISSING', 'SUBMODULE_MISSING'])
  expect(failure.message).toContain('sub ')
  expect(failure.message).toContain('undeclared')
})

test('files of Git LFS are taken from the store of the clone, and a pointer alone stops the export', async () => {
  const temp = await tempFolder()
  const folder = join(temp, 'clone')
  const content = 'a long film'
  const hex = createHash('sha256').update(content).digest('hex')
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${hex}\nsize ${content.length}\n`
  const commit = await makeClone(folder, { '.gitattributes': '*.mp4 filter=lfs diff=lfs -text\n', 'docs/film.mp4': pointer, 'pointer.txt': pointer })
  const it = openGit(folder, temp)
  const failure = await failureOf(it.exportTo(join(temp, 'without'), commit))
  expect(failure.problems.map((p) => [p.code, p.place?.file])).toEqual([['LFS_POINTER', 'docs/film.mp4']])
  const store = join(folder, '.git/lfs/objects', hex.slice(0, 2), hex.slice(2, 4))
  await put(store, { [hex]: 'other bytes' })
  expect(await codeOf(it.exportTo(join(temp, 'damaged'), commit))).toBe('LFS_POINTER')
  await put(store, { [hex]: content })
  await it.exportTo(join(temp, 'with'), commit)
  expect(await readFile(join(temp, 'with/docs/film.mp4'), 'utf8')).toBe(content)
  expect(git(join(temp, 'with'), 'diff-index', '--name-only', 'HEAD')).toBe('')
})
