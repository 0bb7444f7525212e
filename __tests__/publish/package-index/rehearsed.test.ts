// A project of two files, rehearsed as a person would: built by the real Python, uploaded to the indexes of the world, and installed from there by pip.
import { describe, expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startRehearsal, type Rehearsal } from '../../../src/rehearsal/rehearsal.js'
import { createRealPorts } from '../../../src/adapters/real-ports.js'
import { rehearse } from '../../../src/cli/rehearse.js'
import { parseRecord } from '../../../src/core/record.js'
import { parseIndex } from '../../../src/core/package-index.js'
import type { Report } from '../../../src/core/report.js'
import type { Request } from '../../../src/core/request.js'
import { run } from '../../../src/run.js'
import { steps } from '../../../src/wire.js'
import { rememberingLog, tempFolder } from '../../adapters/temp.js'
import { git } from '../bench.js'

const config = (index: string, release = 'release: {}'): string => `version: 1
lines:
  driver:
    tag: "{version}"
    scheme: pep440
    version: { written-in: [{ file: pyproject.toml, at: /project/version, is: version, spelling: pep440 }] }
    build: { wheel: { sdist: true, isolated: never } }
    publish:
      ${release}
      index: ${index}
`

const project = async (text: string, more: Readonly<Record<string, string>> = {}): Promise<string> => {
  const folder = join(await tempFolder(), 'driver')
  await mkdir(join(folder, 'osdriver'), { recursive: true })
  const files = {
    '.slipway.yaml': text, 'README.md': '# A driver\n', 'osdriver/__init__.py': 'word = "hello"\n',
    'pyproject.toml': '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "os-driver"\nversion = "1.0.0"\ndescription = "a driver"\nreadme = "README.md"\nrequires-python = ">=3.8"\n\n[tool.setuptools]\npackages = ["osdriver"]\n', ...more,
  }
  for (const [path, content] of Object.entries(files)) await writeFile(join(folder, path), content)
  git(folder, 'init', '--quiet', '--initial-branch=main')
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '-m', 'All of it')
  git(folder, 'tag', '1.0.0')
  return folder
}

const request = (verb: Request['verb'], more: Partial<Request> = {}): Request => ({ verb, tag: '1.0.0', dryRun: false, only: [], without: [], again: 'slipway release --tag 1.0.0', ...more })

const environment = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...(process.env['SLIPWAY_PYTHON'] === undefined ? {} : { SLIPWAY_PYTHON: process.env['SLIPWAY_PYTHON'] }) }

/** A world that stays, and runs against it, each as a process of its own. */
const inWorld = async (folder: string, work: (world: Rehearsal, carry: (verb: Request['verb'], more?: Partial<Request>) => Promise<Report>) => Promise<void>): Promise<void> => {
  const places = ['pypi', 'testpypi', 'https://packages.example.com/legacy/'].map((it) => parseIndex(it))
  const world = await startRehearsal({ repository: { owner: 'accanto', name: 'driver' }, clone: folder, folder: await tempFolder(), registries: [], indexes: places, defaultBranch: 'main' })
  const carry = async (verb: Request['verb'], more: Partial<Request> = {}): Promise<Report> => {
    const real = await createRealPorts({ folder, environment: { ...environment, ...world.environment }, log: rememberingLog(), signal: new AbortController().signal, slipway: '0.1.0', token: world.token, endpoints: world.endpoints, repository: { owner: 'accanto', name: 'driver' }, onlyTo: world.origins })
    try {
      return await run(request(verb, more), real.ports, steps)
    } finally {
      await real.dispose()
    }
  }
  try {
    await work(world, carry)
  } finally {
    await world.close()
  }
}

const pip = async (command: string): Promise<string> => {
  const target = join(await tempFolder(), 'target')
  const [, , ...args] = command.split(' ')
  const { stdout } = await promisify(execFile)(process.env['SLIPWAY_PYTHON'] ?? 'python3', ['-m', 'pip', 'install', '--no-cache-dir', '--target', target, ...args], { env: { ...environment, PIP_CONFIG_FILE: '/dev/null', PIP_DISABLE_PIP_VERSION_CHECK: '1' } })
  return `${stdout}${await readFile(join(target, 'osdriver', '__init__.py'), 'utf8')}`
}

describe('a line with publish.index', () => {
  test('is rehearsed to its end, by trusted publishing and by a token, and says how to install it', async () => {
    const folder = await project(config('[{ name: pypi, to: pypi }, { name: own, to: https://packages.example.com/legacy/, files: [wheel] }]'))
    let report: Report | undefined
    const code = await rehearse({ folder, environment, log: rememberingLog(), signal: new AbortController().signal, slipway: '0.1.0', request: request('rehearse'), keep: false, show: async (it) => { report = it } })
    expect([code, report?.outcome, report?.problems]).toEqual([0, 'released', []])
    expect(report?.results.flatMap((it) => it.outcome?.commands ?? [])).toEqual(expect.arrayContaining(['pip install os-driver==1.0.0', 'pip install --index-url https://packages.example.com/simple/ os-driver==1.0.0']))
    const order = report?.results.map((it) => it.id) ?? []
    expect(order.indexOf('publish:index/pypi')).toBeLessThan(order.indexOf('publish:release/release'))
    expect(report?.plan?.tasks.find((it) => it.id === 'publish:release/release')?.after).toEqual(expect.arrayContaining(['publish:index/pypi', 'publish:index/own']))
  })

  test('is released, verified, told by status, and left alone the second time; pip installs it', async () => {
    const folder = await project(config('{ to: pypi }'))
    await inWorld(folder, async (world, carry) => {
      expect((await carry('status')).outcome).toBe('incomplete')
      expect(await carry('release')).toMatchObject({ outcome: 'released', problems: [] })
      const index = world.indexes.get('upload.pypi.org')
      expect(index?.files('os-driver').map((it) => it.fileName)).toEqual(['os_driver-1.0.0-py3-none-any.whl', expect.stringMatching(/^os[-_]driver-1\.0\.0\.tar\.gz$/)])
      expect(await pip(`pip install --index-url ${world.endpoints.indexes['pypi.org'] ?? ''}/simple/ os-driver==1.0.0`)).toContain('word = "hello"')
      const writes = index?.journal.writes.length
      expect(await carry('release')).toMatchObject({ outcome: 'already-released', problems: [] })
      const status = await carry('status')
      expect(status.status?.rows.find((it) => it.kind === 'index')).toMatchObject({ public: 'there', destination: 'PyPI os-driver 1.0.0', items: [{ mark: 'there' }, { mark: 'there' }] })
      expect((await carry('verify')).outcome).toBe('already-released')
      expect(index?.journal.writes.length).toBe(writes)
      const wheel = index?.files('os-driver')[0]
      if (wheel) index?.put('os-driver', { ...wheel, bytes: Buffer.from('changed on the disk of the index') })
      const changed = await carry('verify')
      expect([changed.outcome, changed.status?.rows.find((it) => it.kind === 'index')?.public]).toEqual(['incomplete', 'other'])
      expect(world.unimplemented()).toEqual([])
    })
  })

  test('names the index and its files in the record', async () => {
    const folder = await project(config('{ to: pypi }'))
    await inWorld(folder, async (world, carry) => {
      await carry('release')
      const { github } = (await createRealPorts({ folder, environment: { ...environment, ...world.environment }, log: rememberingLog(), signal: new AbortController().signal, slipway: '0.1.0', token: world.token, endpoints: world.endpoints, repository: { owner: 'accanto', name: 'driver' } })).ports
      const [release] = await github.releasesByTag({ owner: 'accanto', name: 'driver' }, '1.0.0')
      const asset = (await github.assets({ owner: 'accanto', name: 'driver' }, release?.id ?? 0)).find((it) => it.name === 'slipway.json')
      const parts: Uint8Array[] = []
      if (asset) for await (const part of github.asset({ owner: 'accanto', name: 'driver' }, asset)) parts.push(part)
      const parsed = parseRecord(Buffer.concat(parts).toString())
      const { plan, artifacts } = 'record' in parsed ? parsed.record : { plan: null, artifacts: [] }
      expect((plan as { tasks: unknown[] }).tasks).toEqual(expect.arrayContaining([expect.objectContaining({ step: 'publish:index', task: expect.objectContaining({ place: expect.objectContaining({ upload: 'https://upload.pypi.org/legacy/' }), project: 'os-driver', version: '1.0.0' }) })]))
      expect(artifacts.map((it) => it.kind)).toEqual(['sdist', 'wheel'])
    })
  })

  test('without a release on GitHub freezes its bytes in a ref first', async () => {
    const folder = await project(config('{ to: testpypi }', 'image: []'))
    await inWorld(folder, async (world, carry) => {
      expect(await carry('release')).toMatchObject({ outcome: 'released', problems: [] })
      expect([...world.github.repository('accanto', 'driver').refs.keys()].some((it) => it.startsWith('refs/slipway/record/1.0.0/'))).toBe(true)
      expect(world.indexes.get('test.pypi.org')?.files('os-driver')).toHaveLength(2)
      expect(await carry('release')).toMatchObject({ outcome: 'already-released' })
    })
  })

  test('of which the index has other bytes stops before the first write, wherever that would be', async () => {
    const folder = await project(config('{ to: pypi }'))
    await inWorld(folder, async (world, carry) => {
      world.indexes.get('upload.pypi.org')?.put('os-driver', { fileName: 'os_driver-1.0.0-py3-none-any.whl', version: '1.0.0', type: 'bdist_wheel', bytes: Buffer.from('other'), digest: `sha256:${'a'.repeat(64)}` })
      const report = await carry('release')
      expect([report.outcome, report.problems.map((it) => it.code)]).toEqual(['conflict', ['DESTINATION_CONFLICT']])
      expect([world.github.writes().length, world.indexes.get('upload.pypi.org')?.journal.writes.length]).toEqual([0, 0])
    })
  })

  test('whose metadata the index would refuse stops before the first write, and all that is wrong is told', async () => {
    const folder = await project(config('{ to: pypi }'), { 'pyproject.toml': '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "os-driver"\nversion = "1.0.0"\nclassifiers = ["Private :: Do Not Upload"]\ndependencies = ["ignition @ https://example.com/ignition.whl"]\n\n[tool.setuptools]\npackages = ["osdriver"]\n' })
    await inWorld(folder, async (world, carry) => {
      const report = await carry('release')
      expect([report.outcome, report.exitCode, new Set(report.problems.map((it) => it.code))]).toEqual(['failed', 3, new Set(['INDEX_METADATA'])])
      expect(report.problems.map((it) => it.message).join('\n')).toMatch(/names an address[\s\S]*Private :: Do Not Upload/)
      expect([world.github.writes().length, world.indexes.get('upload.pypi.org')?.journal.writes.length]).toEqual([0, 0])
    })
  })

  test('for which no publisher is configured stops at the door, with the words of the index', async () => {
    const folder = await project(config('{ to: pypi }'))
    await inWorld(folder, async (world, carry) => {
      const index = world.indexes.get('upload.pypi.org')
      index?.put('os-driver', { fileName: 'os_driver-0.9.0-py3-none-any.whl', version: '0.9.0', type: 'bdist_wheel', bytes: Buffer.from('old'), digest: `sha256:${'a'.repeat(64)}` })
      if (index) index.settings = { ...index.settings, anyOf: 'somebody/else' }
      const report = await carry('release')
      expect([report.outcome, report.exitCode, report.problems.map((it) => it.code)]).toEqual(['failed', 3, ['INDEX_NO_PUBLISHER']])
      expect(report.problems[0]?.message).toMatch(/invalid-publisher.*valid token, but no corresponding publisher.*repository accanto\/driver, workflow release.yml/)
      expect([world.github.writes().length, index?.journal.writes.length]).toEqual([0, 0])
    })
  })
})
