// Where a commit has no config: what is said depends on where one lies, and what is said to do works.
import { expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tempFolder } from '../adapters/temp.js'
import { benches, config, driverLine, repository, says, type Bench } from './bench.js'

const open = benches()
const text = config(driverLine)
const cloneOf = async (it: Bench): Promise<string> => {
  const folder = join(await tempFolder(), 'clone')
  execFileSync('git', ['clone', '--quiet', await it.world.gitFolder(repository.owner, repository.name), folder])
  return folder
}
const problemOf = async (it: Bench, request: Parameters<Bench['run']>[0], folder: string): Promise<readonly unknown[]> => {
  const { exitCode, problems } = await it.run(request, { folder })
  return [exitCode, problems[0]?.code, problems[0]?.message, problems[0]?.hint]
}

test('a config that is written and not committed is told so, and to be committed', async () => {
  const it = await open([{ files: says('1.0.0'), tags: { '1.0.0': null } }])
  const folder = await cloneOf(it)
  await writeFile(join(folder, '.slipway.yaml'), text)
  expect(await problemOf(it, { verb: 'plan', tag: '1.0.0' }, folder)).toEqual([2, 'CONFIG_NOT_FOUND', expect.stringMatching('^.slipway.yaml lies here and is not committed: the commit [0-9a-f]{7} has none'), expect.stringMatching('^Commit it ')])
  expect((await it.run({ verb: 'plan', tag: '1.0.0', config: join(folder, '.slipway.yaml') }, { folder })).problems).toEqual([])
})

test('a tag from before the config is told so, with the flag that helps', async () => {
  const it = await open([{ files: says('1.0.0'), tags: { '1.0.0': null } }, { files: { '.slipway.yaml': text } }])
  const folder = await cloneOf(it)
  for (const verb of ['plan', 'status', 'verify', 'release', 'notes', 'check'] as const) {
    expect([verb, ...(await problemOf(it, { verb, tag: '1.0.0' }, folder))]).toEqual([verb, 2, 'CONFIG_NOT_FOUND', expect.stringMatching('^HEAD has a .slipway.yaml, and the commit [0-9a-f]{7} has none'), expect.stringContaining('--config-from default')])
  }
  expect((await it.run({ verb: 'plan', tag: '1.0.0', configFrom: 'default' }, { folder })).problems).toEqual([])
  for (const verb of ['notes', 'check'] as const) expect((await it.run({ verb, tag: '1.0.0', config: join(folder, '.slipway.yaml') }, { folder })).problems).toEqual([])
})

test('where there is none, and no tag, no tag is spoken of, and no flag that would find one', async () => {
  const it = await open([{ files: says('1.0.0') }])
  const folder = await cloneOf(it)
  for (const request of [{ verb: 'check' }, { verb: 'prepare', version: '1.0.0' }, { verb: 'notes' }] as const) {
    const found = await problemOf(it, request, folder)
    expect([request.verb, ...found]).toEqual([request.verb, 2, 'CONFIG_NOT_FOUND', expect.stringMatching('^There is no .slipway.yaml in the commit [0-9a-f]{7}, and'), expect.stringMatching('^Add a .slipway.yaml and commit it')])
    expect(`${String(found[2])}${String(found[3])}`).not.toMatch(/\btag|--config/)
  }
})

test('of the default branch, which was asked for, it is not said that another commit has one', async () => {
  const it = await open([{ files: says('1.0.0'), tags: { '1.0.0': null } }])
  const folder = await cloneOf(it)
  await writeFile(join(folder, '.slipway.yaml'), text)
  execFileSync('git', ['add', '.'], { cwd: folder })
  execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', 'commit', '--quiet', '-m', 'Config'], { cwd: folder })
  expect((await problemOf(it, { verb: 'plan', tag: '1.0.0', configFrom: 'default' }, folder))[2]).toMatch('There is no .slipway.yaml in the commit')
})
