import { expect, jest, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buildWheel } from '../../src/build/wheel/wheel.js'
import { codeOf, failureOf } from '../adapters/codes.js'
import { tempFolder } from '../adapters/temp.js'
import { build, makeProject, only, planOf, type ProjectOptions } from './project.js'

// Real tools on a machine that may have other work to do.
jest.setTimeout(120_000)

const setup = (more = ''): string => `import json
from setuptools import find_namespace_packages, setup
with open('demo/pkg_info.json') as info:
    version = json.load(info)['version']
${more}
setup(name='demo-driver', version=version, packages=find_namespace_packages(include=['demo*']), include_package_data=True)
`
const driver = (version: string, more = ''): Record<string, string> => ({
  'setup.py': setup(more), 'MANIFEST.in': 'include demo/pkg_info.json', 'demo/pkg_info.json': JSON.stringify({ version }), 'demo/__init__.py': 'x = 1\n', 'demo/data/a.txt': 'data',
})

/** The interpreter of the system can build; no index is asked, so that a test needs no network. */
const offline = { ...process.env, SLIPWAY_PYTHON: '/usr/bin/python3', PIP_NO_INDEX: '1' }
const options = (more: ProjectOptions = {}): ProjectOptions => ({ environment: offline, ...more })
const entry = { isolated: 'never' }

const inZip = (path: string, pattern: string): string => execFileSync('/usr/bin/python3', ['-c', `import sys,zipfile\nz = zipfile.ZipFile(sys.argv[1])\nprint([z.read(n).decode() for n in z.namelist() if n.endswith(sys.argv[2])][0])`, path, pattern], { encoding: 'utf8' })

test('a driver becomes a wheel that carries the version of the tag', async () => {
  const project = await makeProject(driver('1.0.0rc1'), options({ version: '1.0.0-rc1' }))
  const it = only(await build(buildWheel, entry, project))
  expect(it).toMatchObject({ kind: 'wheel', name: 'wheel', fileName: 'demo_driver-1.0.0rc1-py3-none-any.whl', about: { name: 'demo-driver', version: '1.0.0rc1' } })
  expect(inZip(it.path, 'METADATA')).toContain('Version: 1.0.0rc1')
  expect(project.log.lines.some((line) => line.includes('/usr/bin/python3'))).toBe(true)
})

test('two checkouts at other places, with other modes, times and a dirty tree, give the same bytes', async () => {
  const one = await makeProject(driver('1.0.0'), options())
  const other = await makeProject(driver('1.0.0'), options())
  const deep = join(other.world.workspace.temp, 'much/deeper')
  await other.world.files.rename(other.world.workspace.source, join(deep, 'source'))
  await chmod(join(deep, 'source/demo/__init__.py'), 0o644)
  await other.world.files.touch(join(deep, 'source/demo/__init__.py'), 1)
  await writeFile(join(other.clone, 'demo/__init__.py'), 'dirty')
  const moved = { ...other, world: { ...other.world, workspace: { ...other.world.workspace, source: join(deep, 'source') } } }
  const before = process.umask(0o077)
  try {
    const [first, second] = [only(await build(buildWheel, entry, one)), only(await build(buildWheel, entry, moved))]
    expect(second.digest).toBe(first.digest)
    // Nothing was written into the export.
    expect(execFileSync('git', ['status', '--porcelain', '--ignored'], { cwd: one.world.workspace.source, encoding: 'utf8' })).toBe('')
  } finally {
    process.umask(before)
  }
})

test('a source archive is the same bytes on every build too', async () => {
  const digests = new Set<string>()
  for (let round = 0; round < 2; round++) {
    const artifacts = await build(buildWheel, { ...entry, sdist: true }, await makeProject(driver('1.0.0'), options()))
    expect(artifacts.map((it) => it.kind)).toEqual(['wheel', 'sdist'])
    const sdist = artifacts[1]
    expect(sdist?.fileName).toMatch(/^demo[-_]driver-1\.0\.0\.tar\.gz$/)
    expect(execFileSync('tar', ['-tzf', sdist?.path ?? ''], { encoding: 'utf8' })).toContain('/setup.py')
    digests.add(sdist?.digest ?? '')
    await new Promise((resolve) => setTimeout(resolve, 1100))
  }
  expect(digests.size).toBe(1)
})

test('a wheel that carries another version than the tag is refused', async () => {
  const project = await makeProject(driver('2.2.0.dev0'), options({ version: '2.1.0' }))
  const failure = await failureOf(build(buildWheel, entry, project))
  expect(failure.code).toBe('WHEEL_VERSION')
  expect(failure.message).toContain('2.2.0.dev0')
  expect(failure.problems[0].hint).toMatch(/`slipway set-version 2\.1\.0`.*`version\.written-in`/)
})

test('a tag that is no Python version, and a folder without a project, are told before anything is built', async () => {
  const project = await makeProject({ ...driver('1.0.0'), 'python/readme': '' }, options({ version: 'v0.1-test', scheme: 'free' }))
  expect(await codeOf(planOf(buildWheel, entry, project))).toBe('WHEEL_VERSION_NONE')
  expect(await codeOf(planOf(buildWheel, { path: 'python' }, project))).toBe('WHEEL_SOURCE_MISSING')
  expect(await codeOf(planOf(buildWheel, { path: '../python' }, project))).toBe('CONFIG_INVALID')
})

test('code that builds finds no credential of the release, in its environment or by a name that the config gives', async () => {
  const planted = { GITHUB_TOKEN: 'planted-1', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'planted-2', ACTIONS_RUNTIME_TOKEN: 'planted-3', 'INPUT_PACKAGE-INDEX-TOKEN': 'planted-4', SLIPWAY_REGISTRY_DOCKER_IO_PASSWORD: 'planted-5', DOCKER_CONFIG: '/planted-6', NODE_OPTIONS: '--planted', GITHUB_ENV: '/planted-7' }
  const malicious = "import os, subprocess\nprint(sorted(os.environ.items()))\nprint(subprocess.check_output(['env']).decode())\nprint(subprocess.check_output(['git', 'config', '-l', '--show-origin']).decode())"
  const project = await makeProject(driver('1.0.0', malicious), options({ environment: { ...offline, ...planted, PIP_INDEX_URL: 'https://me:handed-through@index.example/' } }))
  execFileSync('git', ['config', 'http.https://github.com/.extraheader', 'AUTHORIZATION: basic planted-8'], { cwd: project.clone })
  await build(buildWheel, { ...entry, env: ['PIP_INDEX_URL'] }, project)
  const output = project.log.lines.join('\n')
  expect(output).toContain('SOURCE_DATE_EPOCH')
  expect(output).toContain('handed-through')
  expect(project.secrets).toContain('handed-through')
  expect(output).not.toContain('planted')
  expect(await codeOf(build(buildWheel, { ...entry, env: ['GITHUB_TOKEN'] }, project))).toBe('CHILD_ENV_REFUSED')
})

test('a file build.py or a folder wheel of the project is not run in place of the tools', async () => {
  const project = await makeProject({ ...driver('1.0.0'), 'build.py': 'raise SystemExit("the wrong build")', 'build/__init__.py': 'raise SystemExit("the wrong build")', 'json.py': '' }, options())
  await project.world.files.remove(join(project.world.workspace.source, 'json.py'))
  expect(only(await build(buildWheel, entry, project)).fileName).toBe('demo_driver-1.0.0-py3-none-any.whl')
})

test('an interpreter that cannot build is passed over, and without any the run says who was asked', async () => {
  const folder = await tempFolder()
  // As pyenv gives it: a python3 in front that has neither build nor wheel.
  await writeFile(join(folder, 'python3'), '#!/bin/sh\nexec /usr/bin/python3 -S "$@"\n', { mode: 0o755 })
  await writeFile(join(folder, 'broken'), '#!/bin/sh\necho "Illegal instruction" >&2; exit 132\n', { mode: 0o755 })
  const environment = { ...offline, SLIPWAY_PYTHON: undefined, PATH: `${folder}:${process.env['PATH']}` }
  const project = await makeProject(driver('1.0.0'), options({ environment }))
  only(await build(buildWheel, entry, project))
  expect(project.log.lines.some((line) => line.includes('built by /usr/bin/python3'))).toBe(true)
  for (const python of [join(folder, 'python3'), join(folder, 'broken'), 'python-not-there']) {
    const failure = await failureOf(build(buildWheel, { ...entry, python }, project))
    expect([failure.code, failure.message.includes(python)]).toEqual(['PYTHON_MISSING', true])
  }
})

test.each([
  ['a stand-in that begins with the cause and goes on with advice', 'pyenv: python3: command not found\\n\\nThe command exists in these versions:\\n  3.11.2\\n\\nPython versions to be found', '(pyenv: python3: command not found)'],
  ['a traceback, which ends with it', 'Traceback (most recent call last):\\n  File "x"\\nImportError: no zlib', '(ImportError: no zlib)'],
])('of an interpreter that does not run the useful line is told: %s', async (_, said, told) => {
  const folder = await tempFolder()
  await writeFile(join(folder, 'python3'), `#!/bin/sh\nprintf '${said}' >&2; exit 127\n`, { mode: 0o755 })
  const failure = await failureOf(build(buildWheel, { ...entry, python: join(folder, 'python3') }, await makeProject(driver('1.0.0'), options({ environment: { ...offline, SLIPWAY_PYTHON: undefined } }))))
  expect([failure.code, failure.message]).toEqual(['PYTHON_MISSING', expect.stringContaining(told)])
})

/** An interpreter as many runners have it: with pip and setuptools, and without the module build. */
const withoutBuild = async (folder: string): Promise<string> => {
  await mkdir(join(folder, 'no-build/build'), { recursive: true })
  await writeFile(join(folder, 'no-build/build/__init__.py'), 'raise ImportError("hidden by the test")')
  await writeFile(join(folder, 'python-without-build'), `#!/bin/sh\nPYTHONPATH=${folder}/no-build exec /usr/bin/python3 "$@"\n`, { mode: 0o755 })
  return join(folder, 'python-without-build')
}

test('without the module build, setup.py makes the same wheel', async () => {
  const python = await withoutBuild(await tempFolder())
  const files = { ...driver('1.0.0') }
  const project = await makeProject(files, options())
  const usual = only(await build(buildWheel, entry, project))
  const old = only(await build(buildWheel, { ...entry, python }, project))
  expect(project.log.lines.some((line) => line.includes('by setup.py'))).toBe(true)
  expect(old.digest).toBe(usual.digest)
})

test('a project with pyproject.toml in a folder of its own is built there, and its backend is asked for', async () => {
  const toml = '[build-system]\nrequires = ["setuptools>=40", "wheel"] # both\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "sub"\nversion = "1.0.0"\n[tool.setuptools]\npackages = ["sub"]\n'
  const project = await makeProject({ 'python/pyproject.toml': toml, 'python/sub/__init__.py': '', 'python/other.toml': '' }, options())
  expect(only(await build(buildWheel, { ...entry, path: 'python/' }, project)).fileName).toBe('sub-1.0.0-py3-none-any.whl')
  const foreign = await makeProject({ 'pyproject.toml': toml.replace('setuptools.build_meta', 'no_such_backend.api') }, options())
  const failure = await failureOf(build(buildWheel, entry, foreign))
  expect(failure.code).toBe('PYTHON_MISSING')
  expect(failure.message).toContain('no_such_backend.api')
})

test('where no index answers the installed backend is taken, and the run says so', async () => {
  const project = await makeProject(driver('1.0.0'), options({ environment: { ...offline, PIP_INDEX_URL: 'http://127.0.0.1:9/simple' } }))
  only(await build(buildWheel, { env: ['PIP_INDEX_URL'] }, project))
  expect(project.log.lines.some((line) => line.includes('not isolated'))).toBe(true)
})

test('where an index answers the build is isolated, with a backend that this machine does not have', async () => {
  const folder = await tempFolder()
  const name = 'tiny_backend-1.0-py3-none-any.whl'
  const body = `import os, zipfile\ndef build_wheel(d, c=None, m=None):\n    n = 'tiny-1.0.0-py3-none-any.whl'\n    with zipfile.ZipFile(os.path.join(d, n), 'w') as z:\n        z.writestr('tiny-1.0.0.dist-info/METADATA', 'Metadata-Version: 2.1\\nName: tiny\\nVersion: 1.0.0\\n')\n        z.writestr('tiny-1.0.0.dist-info/WHEEL', 'Wheel-Version: 1.0\\nGenerator: tiny\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')\n    return n\n`
  await writeFile(join(folder, 'tiny_backend.py'), body)
  execFileSync('/usr/bin/python3', ['-c', `import zipfile\nz = zipfile.ZipFile('${name}', 'w')\nz.write('tiny_backend.py')\ni = 'tiny_backend-1.0.dist-info/'\nz.writestr(i + 'METADATA', 'Metadata-Version: 2.1\\nName: tiny-backend\\nVersion: 1.0\\n')\nz.writestr(i + 'WHEEL', 'Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')\nz.writestr(i + 'RECORD', '')\nz.close()`], { cwd: folder })
  const wheel = await readFile(join(folder, name))
  const server = createServer((request, response) => {
    if (request.url === '/simple/tiny-backend/') response.setHeader('content-type', 'text/html').end(`<a href="/files/${name}">${name}</a>`)
    else if (request.url === `/files/${name}`) response.end(wheel)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    const environment = { ...offline, HOME: folder, PIP_INDEX_URL: `http://127.0.0.1:${port}/simple` }
    const project = await makeProject({ 'pyproject.toml': '[build-system]\nrequires = [\n  "tiny-backend", # ours\n]\nbuild-backend = "tiny_backend"\n' }, options({ environment }))
    expect(only(await build(buildWheel, { env: ['PIP_INDEX_URL'] }, project)).fileName).toBe('tiny-1.0.0-py3-none-any.whl')
    expect(project.log.lines.some((line) => line.includes('environment of its own, from the index.'))).toBe(true)
    const python = await withoutBuild(folder)
    expect(only(await build(buildWheel, { env: ['PIP_INDEX_URL'], python }, project)).fileName).toBe('tiny-1.0.0-py3-none-any.whl')
    expect(project.log.lines.some((line) => line.includes('by pip'))).toBe(true)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

test('a build that fails is told with its last lines, and one that makes no wheel or a false one as such', async () => {
  const failing = await makeProject(driver('1.0.0', 'raise RuntimeError("the reason")'), options())
  const failure = await failureOf(build(buildWheel, entry, failing))
  expect(failure.code).toBe('TOOL_FAILED')
  expect(failure.message).toContain('the reason')
  const backend = (body: string): Record<string, string> => ({
    'pyproject.toml': '[build-system]\nrequires = []\nbuild-backend = "own"\nbackend-path = ["."]\n',
    'own.py': `import os, zipfile\ndef build_wheel(d, c=None, m=None):\n${body.split('\n').map((line) => `    ${line}`).join('\n')}\n`,
  })
  const two = backend("for n in ('a', 'b'): zipfile.ZipFile(os.path.join(d, n + '-1.0.0-py3-none-any.whl'), 'w').close()\nreturn 'a-1.0.0-py3-none-any.whl'")
  expect(await codeOf(build(buildWheel, entry, await makeProject(two, options())))).toBe('WHEEL_NOT_ONE')
  const empty = backend("zipfile.ZipFile(os.path.join(d, 'a-1.0.0-py3-none-any.whl'), 'w').close()\nreturn 'a-1.0.0-py3-none-any.whl'")
  expect(await codeOf(build(buildWheel, entry, await makeProject(empty, options())))).toBe('WHEEL_UNREADABLE')
  const leaking = await makeProject({ ...driver('1.0.0'), 'MANIFEST.in': 'recursive-include demo *\ninclude demo/.env demo/pkg_info.json', 'demo/.env': 'TOKEN=x' }, options())
  expect(await codeOf(build(buildWheel, entry, leaking))).toBe('SECRET_PACKED')
})

test('history and tags are there for plugins that derive the version from git', async () => {
  const more = "import subprocess\nversion = subprocess.check_output(['git', 'describe', '--tags', '--dirty']).decode().strip()"
  const project = await makeProject(driver('0.0.0', more), options({ version: '3.1.0' }))
  const it = only(await build(buildWheel, entry, project))
  expect(it.about?.['version']).toBe('3.1.0')
  expect((await readFile(it.path)).length).toBe(it.size)
})
