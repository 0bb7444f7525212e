import { describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { buildFiles } from '../../src/build/files/files.js'
import type { JsonObject } from '../../src/core/json.js'
import { digestOf } from '../../src/core/digest.js'
import { codeOf, failureOf } from '../adapters/codes.js'
import { build, makeProject, only, planOf } from './project.js'

const script = (text: string): Readonly<Record<string, string>> => ({ 'payload/python/make.sh': `set -eu\n${text}\n` })
const entry = (take: string | readonly string[], more: JsonObject = {}): JsonObject => ({ name: 'python', path: 'payload/python', run: 'sh make.sh', take, ...more })

describe('files from a command', () => {
  test('are what its patterns match, each under its own name, sorted, with digest and media type', async () => {
    const project = await makeProject(script('mkdir -p out/deep/er; printf a > out/a.tar.gz; printf b > out/deep/er/b.zip; printf c > out/c.txt; printf d > out/deep/d.tar.gz; printf p > plain-1.0.0'))
    const made = await build(buildFiles, entry(['out/*.tar.gz', 'out/**/*.zip', 'plain-{version}']), project)
    expect(made.map((it) => [it.kind, it.name, it.fileName, it.mediaType, it.digest, it.size])).toEqual([
      ['file', 'python', 'a.tar.gz', 'application/gzip', digestOf('a'), 1],
      ['file', 'python', 'b.zip', 'application/zip', digestOf('b'), 1],
      ['file', 'python', 'plain-1.0.0', 'application/octet-stream', digestOf('p'), 1],
    ])
    expect(await readFile(made[0]?.path ?? '', 'utf8')).toBe('a')
  })

  test('are made in a copy of the tagged commit, with its history: the clone and the export stay as they were', async () => {
    const project = await makeProject({ ...script('git rev-parse HEAD > out; echo changed > make.sh; echo new > new'), 'payload/python/tracked': 'x' })
    const it = only(await build(buildFiles, entry('out'), project))
    expect((await readFile(it.path, 'utf8')).trim()).toBe(project.facts.tag.commit)
    expect(execFileSync('git', ['-C', project.clone, 'status', '--porcelain'], { encoding: 'utf8' })).toBe('')
    expect(await project.world.files.list(`${project.world.workspace.source}/payload/python`)).toEqual(['make.sh', 'tracked'])
  })

  test('the command sees version, tag and commit, what the config names, and no token', async () => {
    const environment = { PATH: process.env['PATH'], GITHUB_TOKEN: 'ghs_1', INPUT_TOKEN: 'ghs_2', SLIPWAY_TARGET_TOKEN: 'ghp_3', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'oidc', VARIANT: 'small', OTHER: 'held back' }
    const project = await makeProject(script('env | sort > out'), { environment })
    const text = await readFile(only(await build(buildFiles, entry('out', { env: ['VARIANT'] }), project)).path, 'utf8')
    const seen = Object.fromEntries(text.trim().split('\n').map((it) => [it.slice(0, it.indexOf('=')), it.slice(it.indexOf('=') + 1)]))
    expect(seen).toMatchObject({ SLIPWAY_VERSION: '1.0.0', SLIPWAY_TAG: '1.0.0', SLIPWAY_COMMIT: project.facts.tag.commit, SLIPWAY_LINE: 'driver', VARIANT: 'small', SOURCE_DATE_EPOCH: String(project.facts.commitTime) })
    expect(text).not.toMatch(/ghs_|ghp_|oidc|held back/)
    expect(await codeOf(build(buildFiles, entry('out', { env: ['GITHUB_TOKEN'] }), project))).toBe('CHILD_ENV_REFUSED')
  })

  test('no shell reads the command', async () => {
    const project = await makeProject(script('printf "%s|" "$@" > out'))
    const it = only(await build(buildFiles, entry('out', { run: ['sh', 'make.sh', '$HOME', 'a b', '; exit 1'] }), project))
    expect(await readFile(it.path, 'utf8')).toBe('$HOME|a b|; exit 1|')
    const cut = only(await build(buildFiles, entry('out', { run: 'sh make.sh  $(id) "a b"' }), project))
    expect(await readFile(cut.path, 'utf8')).toBe('$(id)|"a|b"|')
  })

  test.each<[string, string, string | readonly string[], string]>([
    ['a pattern that matches nothing', 'echo a > a', ['a', 'b*'], 'FILES_NO_MATCH'],
    ['two files of one name', 'mkdir x y; echo 1 > x/f; echo 2 > y/f', '*/f', 'FILES_NAME_TWICE'],
    ['a link to a file of this machine', 'ln -s /etc/hostname f', 'f', 'FILES_LINK'],
    ['a folder that is a link', 'ln -s /etc d', 'd/*', 'FILES_NO_MATCH'],
    ['a folder', 'mkdir d', 'd', 'FILES_NO_MATCH'],
    ['a file that holds credentials', 'echo t > .env', '.env', 'SECRET_PACKED'],
    ['a command that fails', 'echo a > a; exit 3', 'a', 'TOOL_FAILED'],
  ])('%s is an error', async (_, text, take, code) => {
    const project = await makeProject(script(text))
    const failure = await failureOf(build(buildFiles, entry(take), project))
    expect(failure.problems.map((it) => it.code)).toEqual([code])
  })

  test('what can be seen before is told before: paths outside, a folder or a program that is not there', async () => {
    const project = await makeProject(script('true'))
    for (const take of ['../x', '/etc/passwd', '.', 'a/../..']) expect([take, await codeOf(planOf(buildFiles, entry(take), project))]).toEqual([take, 'CONFIG_INVALID'])
    expect(await codeOf(planOf(buildFiles, entry('a', { path: '../x' }), project))).toBe('CONFIG_INVALID')
    expect(await codeOf(build(buildFiles, entry('a', { path: 'payload/node' }), project))).toBe('FILES_FOLDER_MISSING')
    expect(await codeOf(build(buildFiles, entry('a', { run: 'no-such-program-here' }), project))).toBe('TOOL_MISSING')
    expect(() => buildFiles.schema.parse(entry('a', { run: [] }))).toThrow()
    expect(() => buildFiles.schema.parse(entry('a', { run: 'two\nlines' }))).toThrow()
  })

  test('several payloads are built side by side, and do not see one another', async () => {
    const files = { 'a/make.sh': 'touch ../b/seen; echo a > out', 'b/make.sh': 'test ! -e seen; echo b > out.txt' }
    const project = await makeProject(files)
    const [one, other] = await Promise.all([
      build(buildFiles, { name: 'a', path: 'a', run: 'sh make.sh', take: 'out' }, project),
      build(buildFiles, { name: 'b', path: 'b', run: 'sh make.sh', take: '*.txt' }, project),
    ])
    expect([one, other].map((it) => only(it).fileName)).toEqual(['out', 'out.txt'])
  })
})
