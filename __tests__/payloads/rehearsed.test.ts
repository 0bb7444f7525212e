// A project with payloads, rehearsed as a person would, and each verb that looks at it afterwards: source here, releases and pointers there.
import { expect, test } from '@jest/globals'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createRealPorts } from '../../src/adapters/real-ports.js'
import { rehearse } from '../../src/cli/rehearse.js'
import type { Report } from '../../src/core/report.js'
import type { Request } from '../../src/core/request.js'
import { startRehearsal } from '../../src/rehearsal/rehearsal.js'
import { run } from '../../src/run.js'
import { steps } from '../../src/wire.js'
import { rememberingLog, tempFolder } from '../adapters/temp.js'
import { git } from '../publish/bench.js'

const target = { owner: 'kontainapp', name: 'km-releases' }
const config = `version: 1
lines:
  km:
    tag: "v{version}"
    scheme: free
    build:
      files:
        - { name: kontain, run: make release, take: build/kontain.tar.gz }
        - { name: python, path: payload/python, run: [make, release], take: ["out/*.tar.gz"] }
    publish:
      release: { repository: kontainapp/km-releases }
      pointer:
        - { repository: kontainapp/km-releases, file: default-release, content: "{tag}\\n", always: true }
        - { tag: current, always: true }
    verify:
      release:
        - { name: draft, before: flip, run: ["sh tools/install.sh"] }
        - { name: public, run: ["sh tools/install.sh"] }
    prune: { match: "*-daily", keep: 5, older-than: 30d }
`
const files = {
  '.slipway.yaml': config,
  'Makefile': 'release:\n\tmkdir -p build\n\techo "km $$SLIPWAY_VERSION" > build/kontain.tar.gz\n',
  'payload/python/Makefile': 'release:\n\tmkdir -p out\n\techo "python $$SLIPWAY_TAG" > out/python.tar.gz\n',
  'tools/install.sh': 'set -eu\ntest "$(cat "$SLIPWAY_ASSETS/kontain.tar.gz")" = "km $SLIPWAY_VERSION"\ntest -f "$SLIPWAY_ASSETS/python.tar.gz"\n',
}

const project = async (): Promise<string> => {
  const folder = join(await tempFolder(), 'km')
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  git(folder, 'init', '--quiet', '--initial-branch=main')
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '-m', 'All of it')
  git(folder, 'tag', 'v0.9-beta')
  return folder
}

const request = (verb: Request['verb'], more: Partial<Request> = {}): Request => ({ verb, tag: 'v0.9-beta', dryRun: false, only: [], without: [], again: 'slipway release --tag v0.9-beta', ...more })
const environment = { PATH: process.env['PATH'], HOME: process.env['HOME'] }

test('a release with payloads, validation and pointers is rehearsed to its end', async () => {
  let report: Report | undefined
  const log = rememberingLog()
  const code = await rehearse({ folder: await project(), environment, log, signal: new AbortController().signal, slipway: '0.1.0', request: request('rehearse'), keep: false, show: async (it) => { report = it } })
  expect([code, report?.outcome, report?.problems.map((it) => it.message)]).toEqual([0, 'released', []])
  const order = report?.results.filter((it) => it.state === 'done').map((it) => it.id) ?? []
  expect(order.slice(-5)).toEqual(['verify:release/draft', 'publish:release/release', 'verify:published/public', 'point:pointer/default-release', 'point:pointer/current'])
})

test('each verb that looks at it afterwards says that it is finished, and nothing is done twice', async () => {
  const folder = await project()
  const own = { owner: 'kontainapp', name: 'km' }
  const world = await startRehearsal({ repository: own, clone: folder, folder: await tempFolder(), registries: [], indexes: [], defaultBranch: 'main', others: [{ ...target, defaultBranch: 'main' }] })
  const carry = async (verb: Request['verb'], more: Partial<Request> = {}): Promise<Report> => {
    const real = await createRealPorts({ folder, environment: { ...environment, ...world.environment }, log: rememberingLog(), signal: new AbortController().signal, slipway: '0.1.0', token: world.token, endpoints: world.endpoints, repository: own, onlyTo: world.origins })
    try {
      return await run(request(verb, more), real.ports, steps)
    } finally {
      await real.dispose()
    }
  }
  try {
    await world.github.as('kontainapp', target.owner, target.name).commit('main', { 'README.md': '# Releases\n' }, 'Begin')
    expect((await carry('status')).outcome).toBe('incomplete')
    expect((await carry('release')).problems).toEqual([])
    const writes = world.github.writes().length
    const again = await carry('release')
    expect([again.outcome, (await carry('status')).status?.finished]).toEqual(['already-released', true])
    const seen = await carry('verify')
    expect([seen.outcome, seen.status?.missing]).toEqual(['already-released', []])
    expect((await carry('prune')).summary).toMatch(/^would remove one release/)
    expect(world.github.writes().length).toBe(writes)
    expect(world.unimplemented()).toEqual([])
  } finally {
    await world.close()
  }
})
