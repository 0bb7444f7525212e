// `slipway rehearse` on any local clone: the same bytes from each, and the clone left as it was, in whatever state it is.
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { filesIn } from '../build/image-parts.js'
import { digestsIn, everythingIn, rehearse, sumOf, type Ended } from './rehearsals.js'
import { git, root, tagRelease } from './scene.js'

interface Told {
  readonly outcome: string
  readonly exitCode: number
  readonly plan: { readonly version: string; readonly tag: { readonly name: string; readonly object: string; readonly kind: string }; readonly skipped: readonly { readonly id: string; readonly skip: string }[] }
  readonly results: readonly { readonly id: string; readonly state: string; readonly outcome?: { readonly where?: string; readonly digest?: string; readonly artifacts?: readonly { readonly fileName: string; readonly digest: string }[] } }[]
}

let folder = ''
let origin = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clones-'))
  origin = join(folder, 'os-vim-driver')
  execFileSync(join(root, 'script/example-repository'), [origin])
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A clone of the origin in a folder of its own, which has the origin's name. */
const cloneIn = (name: string): string => {
  const to = join(folder, name, 'os-vim-driver')
  git(folder, 'clone', '-q', origin, to)
  return to
}

const told = (end: Ended): Told => JSON.parse(end.stdout) as Told
const stateOf = (it: Told, id: string): string | undefined => it.results.find((result) => result.id === id)?.state

/** What was built, and the record and the list of sums that name it. */
const madeBy = (it: Told): Readonly<Record<string, string>> =>
  Object.fromEntries(it.results.flatMap(({ outcome }) => [
    ...(outcome?.artifacts ?? []).map((one) => [one.fileName, one.digest] as const),
    ...(outcome?.where === 'slipway.json' ? [[outcome.where, outcome.digest ?? ''] as const] : []),
  ]))

/** Without the image, and asked for JSON: the fast way to all files. Nothing in the clone may have changed, and nothing may be left over. */
const rehearsed = async (clone: string, args: readonly string[] = []): Promise<{ readonly end: Ended; readonly told: Told }> => {
  const temp = mkdtempSync(join(folder, 'temp-'))
  const before = everythingIn(clone)
  const end = await rehearse(clone, ['--without', 'image', '--json', ...args], temp)
  expect(everythingIn(clone)).toEqual(before)
  expect(everythingIn(temp)).toEqual({})
  expect([end.code, end.stderr]).toEqual([10, expect.any(String)])
  return { end, told: told(end) }
}

test('two clones, rehearsed one after the other, give the same bytes, down to the record', async () => {
  const [first, second] = [await rehearsed(cloneIn('a')), await rehearsed(cloneIn('b'))]
  expect(Object.keys(madeBy(first.told)).sort()).toEqual(['os-vim-driver-1.0.0-docs.tgz', 'os-vim-driver-1.0.0.tgz', 'os_vim_driver-1.0.0-py3-none-any.whl', 'slipway.json'])
  expect(madeBy(second.told)).toEqual(madeBy(first.told))
  expect(second.told.plan.tag).toEqual(first.told.plan.tag)
}, 400_000)

test('changes that are not committed are told, and are no part of it: modified, staged, removed, ignored and unknown files', async () => {
  const clean = await rehearsed(cloneIn('clean'))
  const dirty = cloneIn('dirty')
  appendFileSync(join(dirty, 'osvimdriver/naming.py'), '\nraise SystemExit("from the work tree")\n')
  writeFileSync(join(dirty, 'osvimdriver/staged.py'), 'staged = True\n')
  git(dirty, 'add', 'osvimdriver/staged.py')
  rmSync(join(dirty, 'docs/index.md'))
  writeFileSync(join(dirty, 'docs/unknown.md'), 'unknown\n')
  mkdirSync(join(dirty, 'build/lib/osvimdriver'), { recursive: true })
  writeFileSync(join(dirty, 'build/lib/osvimdriver/ignored.py'), 'left over from a build\n')
  const run = await rehearsed(dirty)
  expect(run.end.stderr).toMatch(/changes that are not committed/)
  expect(clean.end.stderr).not.toMatch(/not committed/)
  expect(madeBy(run.told)).toEqual(madeBy(clean.told))
}, 400_000)

test('a checkout as a workflow makes it, detached and without a branch, gives what a clone gives', async () => {
  const clone = await rehearsed(cloneIn('clone'))
  const checkout = join(folder, 'work/os-vim-driver')
  git(folder, 'init', '-q', checkout)
  git(checkout, 'remote', 'add', 'origin', origin)
  git(checkout, 'config', '--local', 'gc.auto', '0')
  git(checkout, '-c', 'protocol.version=2', 'fetch', '-q', '--prune', '--no-recurse-submodules', 'origin', '+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*')
  git(checkout, 'checkout', '-q', '--progress', '--force', git(origin, 'rev-parse', 'HEAD'))
  expect(git(checkout, 'branch', '--format=%(refname:short)')).toMatch(/^\(HEAD detached at/)
  const run = await rehearsed(checkout)
  expect(madeBy(run.told)).toEqual(madeBy(clone.told))
  expect(stateOf(run.told, 'follow:next-version/version')).toBe('done')
}, 400_000)

test('a tag that exists is rehearsed as it is; what was left out is said, and the release is incomplete', async () => {
  tagRelease(origin, '1.0.0')
  const out = join(folder, 'out')
  const clone = cloneIn('a')
  const { end, told: it } = await rehearsed(clone, ['--tag', '1.0.0', '--out', out])
  expect([it.outcome, it.exitCode]).toEqual(['incomplete', 10])
  expect(it.plan.tag).toMatchObject({ name: '1.0.0', object: git(clone, 'rev-parse', '1.0.0'), kind: 'annotated' })
  for (const id of ['build:image/image', 'stage:image/image', 'publish:image/image']) {
    expect(stateOf(it, id)).toBeUndefined()
    expect(it.plan.skipped.find((skipped) => skipped.id === id)?.skip).toMatch(/left out|without/)
  }
  expect(stateOf(it, 'publish:release/release')).toBe('done')
  const { 'slipway.json': record, ...files } = madeBy(it)
  expect(digestsIn(out)).toEqual(files)
  expect(record).toMatch(/^sha256:/)
  // One document and nothing else on standard output; what happens meanwhile is told on the other.
  expect(end.stdout.startsWith('{')).toBe(true)
  expect(end.stderr).toMatch(/Build the wheel 1\.0\.0/)
}, 400_000)

test('a version is made where the tag is not there yet, and the page says what was left out', async () => {
  const clone = cloneIn('a')
  const before = everythingIn(clone)
  const end = await rehearse(clone, ['--version', '2.0.0rc1', '--without', 'image'])
  expect(end.code).toBe(10)
  expect(end.stdout).toMatch(/^ ✓ os_vim_driver-2\.0\.0rc1-py3-none-any\.whl /m)
  expect(end.stdout).toMatch(/^ ✓ os-vim-driver-2\.0\.0-rc1\.tgz /m)
  expect(end.stdout).toMatch(/^Left out:\n {3}build:image\/image: /m)
  expect(end.stdout).toMatch(/^incomplete: /m)
  // The world is gone: its addresses would lead nowhere.
  expect(end.stdout).toContain('pip install https://github.com/')
  expect(end.stdout).not.toContain('127.0.0.1')
  expect(everythingIn(clone)).toEqual(before)
}, 400_000)

test('a tag that is not there is an error by its code, before a world is made', async () => {
  const end = await rehearse(cloneIn('a'), ['--tag', '9.9.9'])
  expect([end.code, end.stderr]).toEqual([3, expect.stringContaining('TAG_NOT_FOUND')])
}, 400_000)

test('a stale wheel in docker/whls, committed or only lying there, changes nothing in the image', async () => {
  const clone = cloneIn('a')
  const stale = (name: string): string => join(clone, 'docker/whls', name)
  mkdirSync(join(clone, 'docker/whls'))
  // Neither is a wheel: pip would refuse them, and the build of the image would fail.
  writeFileSync(stale('os_vim_driver-0.9.0-py3-none-any.whl'), 'committed by mistake')
  git(clone, 'add', '--force', 'docker/whls')
  git(clone, 'commit', '-q', '-m', 'A wheel that should not be here')
  writeFileSync(stale('os_vim_driver-0.8.0-py3-none-any.whl'), 'left over')
  writeFileSync(stale('ignition_framework-0.1.0-py3-none-any.whl'), 'left over')
  const before = everythingIn(clone)
  const out = join(folder, 'out')
  const end = await rehearse(clone, ['--without', 'docs,chart', '--json', '--out', out])
  expect([end.code, told(end).outcome]).toEqual([10, 'incomplete'])
  const wheels = (await filesIn(join(out, 'image'))).filter((it) => it.startsWith('whls/'))
  expect(wheels).toEqual(['whls/os_vim_driver-1.0.0-py3-none-any.whl'])
  expect(everythingIn(clone)).toEqual(before)
  expect(existsSync(stale('os_vim_driver-0.8.0-py3-none-any.whl'))).toBe(true)
}, 180_000)

/** A project that differs from the example in every name, and has no config. */
const otherProject = (to: string): void => {
  const files: Readonly<Record<string, string>> = {
    'setup.py': "import json\nfrom setuptools import setup\nsetup(name='lm-blue-green', version=json.load(open('bluegreen/pkg_info.json'))['version'], packages=['bluegreen'], package_data={'': ['pkg_info.json']})\n",
    'bluegreen/pkg_info.json': '{"version": "3.10.0.dev0"}\n',
    'bluegreen/__init__.py': '',
    'MANIFEST.in': 'include bluegreen/pkg_info.json\n',
    'helm/swapper/Chart.yaml': 'apiVersion: v1\nname: swapper\nversion: 3.10.0-dev.0\nappVersion: 3.10.0-dev.0\ndescription: Swaps\n',
    'helm/swapper/values.yaml': 'docker:\n  image: registry.example.com/team/colours\n  version: 3.10.0.dev0\n',
    'helm/swapper/templates/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  image: "{{ .Values.docker.image }}:{{ .Values.docker.version }}"\n',
    'docker/Dockerfile': 'FROM scratch\nCOPY whls/*.whl /wheels/\n',
    'docs/index.md': '# Colours\n',
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(to, name, '..'), { recursive: true })
    writeFileSync(join(to, name), text)
  }
  git(to, 'init', '-q', '-b', 'trunk')
  git(to, 'add', '.')
  git(to, 'commit', '-q', '-m', 'Colours')
}

test('a project with other names and no config is recognised, its config is shown, and it is released to where it says', async () => {
  const project = join(folder, 'a repository')
  mkdirSync(project)
  otherProject(project)
  const before = everythingIn(project)
  const out = join(folder, 'out')
  const end = await rehearse(project, ['--out', out])
  expect([end.code, end.stderr]).toEqual([0, ''])
  for (const line of ['the driver layout was recognised', 'file: bluegreen/pkg_info.json', 'path: helm/swapper', 'name: lm-blue-green-{version}-docs', 'to: registry.example.com/team/colours']) expect(end.stdout).toContain(line)
  expect(end.stdout).toMatch(/^ ✓ registry\.example\.com\/team\/colours:3\.10\.0 /m)
  expect(end.stdout).toMatch(/^ ✓ trunk at 3\.11\.0\.dev0 /m)
  expect(end.stdout).toMatch(/^released: /m)
  expect(Object.keys(digestsIn(out)).sort()).toEqual(['lm-blue-green-3.10.0-docs.tgz', 'lm_blue_green-3.10.0-py3-none-any.whl', 'swapper-3.10.0.tgz'])
  expect(await filesIn(join(out, 'image'))).toEqual(['wheels/lm_blue_green-3.10.0-py3-none-any.whl'])
  const whl = readFileSync(join(out, 'lm_blue_green-3.10.0-py3-none-any.whl'))
  expect(end.stdout).toContain(sumOf(whl))
  expect(everythingIn(project)).toEqual(before)
}, 180_000)
