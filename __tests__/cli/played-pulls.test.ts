// The merged pull requests that a rehearsal finds in the history of a clone, and what becomes of them in the changelog and the release.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { createGit } from '../../src/adapters/git/node-git.js'
import { pullOf, pullsOf } from '../../src/cli/played-pulls.js'
import { createFiles } from '../../src/adapters/files/node-files.js'
import { createConsoleLog } from '../../src/adapters/console/console-log.js'
import { readConfig } from '../../src/verbs/read-config.js'
import { parseArgv } from '../../src/cli/parse-argv.js'
import { steps } from '../../src/wire.js'

const root = resolve(import.meta.dirname, '../..')
const folders: string[] = []
afterEach(() => {
  for (const it of folders.splice(0)) rmSync(it, { recursive: true, force: true })
})

const ran = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { encoding: 'utf8', env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' } }).trim()

const change = (message: string): { readonly commit: string; readonly message: string } => ({ commit: 'c', message })

test.each([
  ['a merge', 'Merge pull request #12 from jdoe/names\n\nTell how things are named', { number: 12, title: 'Tell how things are named', login: 'jdoe' }],
  ['what was squashed', 'Tell how things are named (#13)\n\n* first\n* second', { number: 13, title: 'Tell how things are named' }],
  ['a merge without a title', 'Merge pull request #12 from jdoe/names', undefined],
  ['a commit that names an issue', 'Fix #12: names', undefined],
  ['a number that is none', 'Names (#0)', undefined],
])('%s is known by its message', (_, message, found) => {
  const pull = pullOf(change(message))
  expect(pull).toEqual(found === undefined ? undefined : { commit: 'c', ...found })
})

const foundIn = async (prepare: (folder: string) => void, argv: readonly string[] = ['--version', '1.0.0']): Promise<readonly number[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'pulls-'))
  folders.push(folder)
  const clone = join(folder, 'driver')
  execFileSync(join(root, 'script/example-repository'), [clone])
  prepare(clone)
  const git = createGit({ folder: clone, temp: folder, environment: { PATH: process.env['PATH'] }, signal: new AbortController().signal })
  try {
    const { request } = parseArgv(['rehearse', ...argv])
    const commit = (await git.commit('HEAD')) ?? ''
    const config = await readConfig(commit, request, { git, files: createFiles(), log: createConsoleLog({ verbose: false, write: () => undefined }), folder: clone }, steps)
    return (await pullsOf(config, { git, commit, request })).map((it) => it.number)
  } finally {
    git.close()
  }
}

const squashed = (folder: string, number: number): void => void ran(folder, 'commit', '-q', '--allow-empty', '-m', `Something (#${number})`)

test('those since the highest final version below are found, whatever pre-releases came between', async () => {
  expect(await foundIn((folder) => {
    ran(folder, 'tag', '1.0.0rc1')
    squashed(folder, 14)
  })).toEqual([14, 12])
  expect(await foundIn((folder) => {
    ran(folder, 'tag', '0.9.5')
    squashed(folder, 14)
  })).toEqual([14])
  expect(await foundIn((folder) => {
    ran(folder, 'tag', '2.0.0')
    squashed(folder, 14)
  })).toEqual([14, 12])
})

test('a project that makes no text of pull requests is not asked for them', async () => {
  expect(await foundIn((folder) => {
    const config = join(folder, '.slipway.yaml')
    writeFileSync(config, readFileSync(config, 'utf8').replace('from: pulls', 'from: commits'))
    ran(folder, 'commit', '-qam', 'By commits')
  })).toEqual([])
})
