import { afterAll, expect, jest, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildImage } from '../../src/build/image/image.js'
import { buildWheel } from '../../src/build/wheel/wheel.js'
import type { Artifact } from '../../src/core/artifact.js'
import type { Json, JsonObject } from '../../src/core/json.js'
import { codeOf, failureOf } from '../adapters/codes.js'
import { tempFolder } from '../adapters/temp.js'
import { filesIn, readLayout } from './image-parts.js'
import { build, makeProject, only, planOf, type Project, type ProjectOptions } from './project.js'

// Real tools on a machine that may have other work to do.
jest.setTimeout(120_000)

const scratch = 'FROM scratch\nCOPY whls/*.whl /whls/\n'
const entry = { context: 'docker', wheels: 'docker/whls' }

/** The config of the line stands in the facts, as the step asks it where wheels come from. */
const withConfig = (project: Project, config: JsonObject): Project => ({ ...project, facts: { ...project.facts, config } })
const makeDriver = async (files: Readonly<Record<string, string>>, options: ProjectOptions = {}): Promise<Project> =>
  withConfig(await makeProject(files, options), { build: { wheel: { name: 'wheel' } } })

/** A file that stands for a wheel: the image does not look into it. */
const wheelOf = async (project: Project, name: string, content = 'wheel'): Promise<Artifact> => {
  const path = join(project.world.workspace.out, 'given', name)
  await project.world.files.writeFile(path, content)
  const { digest, size } = await project.world.files.digest(path)
  return { kind: 'wheel', name: 'wheel', fileName: name, digest, size, mediaType: 'application/zip', path }
}

const built = new Set<string>()
// The engine keeps what was built as a cache; what tests built nobody needs.
afterAll(() => {
  for (const id of built) execFileSync('docker', ['rmi', '--force', id], { stdio: 'ignore' })
})

const imageOf = (artifacts: readonly Artifact[]): Artifact & { path: string } => {
  const it = only(artifacts.filter((artifact) => artifact.kind === 'image'))
  built.add(it.about?.['config'] ?? '')
  return it
}

test('the image holds this wheel and the listed ones; a stale wheel changes nothing', async () => {
  const files = { 'docker/Dockerfile': scratch, 'docker/whls/demo-0.9.0-py3-none-any.whl': 'stale', 'docker/whls/ignition-2.0-py3-none-any.whl': 'framework', 'vendor/more-1.0-py3-none-any.whl': 'more' }
  const project = await makeDriver(files)
  const wheel = await wheelOf(project, 'demo-1.0.0-py3-none-any.whl')
  const one = imageOf(await build(buildImage, entry, project, [wheel]))
  expect(await filesIn(one.path)).toEqual(['whls/demo-1.0.0-py3-none-any.whl'])
  const more = imageOf(await build(buildImage, { ...entry, 'extra-wheels': ['docker/whls/ignition-2.0-py3-none-any.whl', 'vendor/more-1.0-py3-none-any.whl'] }, project, [wheel]))
  expect([...(await filesIn(more.path))].sort()).toEqual(['whls/demo-1.0.0-py3-none-any.whl', 'whls/ignition-2.0-py3-none-any.whl', 'whls/more-1.0-py3-none-any.whl'])
  const fresh = await makeDriver({ 'docker/Dockerfile': scratch })
  const again = imageOf(await build(buildImage, entry, fresh, [await wheelOf(fresh, 'demo-1.0.0-py3-none-any.whl')]))
  expect(await filesIn(again.path)).toEqual(['whls/demo-1.0.0-py3-none-any.whl'])
})

test('the digest is known before anything is pushed, skopeo reads the same one, and the labels say where the image is from', async () => {
  const project = await makeDriver({ 'docker/Dockerfile': scratch })
  const image = imageOf(await build(buildImage, { ...entry, labels: { maintainer: 'a-{version}' } }, project, [await wheelOf(project, 'demo-1.0.0-py3-none-any.whl')]))
  const seen = await readLayout(image.path)
  expect(image).toMatchObject({ name: 'image', fileName: 'image', digest: seen.root.digest, size: seen.root.size, mediaType: 'application/vnd.oci.image.manifest.v1+json', about: { platform: `linux/${seen.config.architecture}`, config: seen.manifest.config.digest } })
  const told = JSON.parse(execFileSync('skopeo', ['inspect', `oci:${image.path}`], { encoding: 'utf8' })) as { Digest: string; Labels: Record<string, string> }
  expect(told.Digest).toBe(image.digest)
  expect(told.Labels).toMatchObject({
    maintainer: 'a-1.0.0',
    'org.opencontainers.image.version': '1.0.0',
    'org.opencontainers.image.revision': project.facts.tag.commit,
    'org.opencontainers.image.source': 'https://github.com/accanto/demo',
    'org.opencontainers.image.created': '2020-09-13T12:26:40Z',
  })
})

test('the image of a driver, saved and loaded again, runs with its wheel installed', async () => {
  const base = process.env['SLIPWAY_BASE_IMAGE']
  if (!base) throw new Error('SLIPWAY_BASE_IMAGE is not set: start the tests by script/test, which provides a base image')
  const files = {
    'setup.py': "from setuptools import setup\nsetup(name='demo', version='1.0.0', packages=['demo'])\n", 'demo/__init__.py': "version = 'imported 1.0.0'\n",
    'docker/Dockerfile': 'ARG BASE\nARG EXTRA=default\nFROM ${BASE}\nARG EXTRA\nARG NOT_SET=default\nRUN echo "EXTRA=$EXTRA NOT_SET=$NOT_SET"\nCOPY whls/*.whl /whls/\nRUN python3 -m pip install --no-index --no-deps /whls/*.whl\n',
  }
  const project = await makeDriver(files, { environment: { ...process.env, SLIPWAY_PYTHON: '/usr/bin/python3', EXTRA: 'from-environment', GITHUB_TOKEN: 'planted' } })
  const wheels = await build(buildWheel, { isolated: 'never' }, project)
  const artifacts = await build(buildImage, { ...entry, args: { BASE: base }, env: ['EXTRA', 'NOT_SET'], save: true, 'saved-as': 'slipway-test/demo:{version}' }, project, wheels)
  expect(project.log.lines.some((line) => line.includes('EXTRA=from-environment NOT_SET=default'))).toBe(true)
  expect(project.log.lines.join('\n')).not.toContain('planted')
  const archive = only(artifacts.filter((it) => it.kind === 'image-archive'))
  expect(archive).toMatchObject({ name: 'image', fileName: 'demo-1.0.0-image.tar', mediaType: 'application/x-tar', about: { reference: 'docker.io/slipway-test/demo:1.0.0' } })
  try {
    expect(execFileSync('docker', ['load', '--input', archive.path], { encoding: 'utf8' })).toContain('slipway-test/demo:1.0.0')
    const id = execFileSync('docker', ['image', 'inspect', '--format', '{{.Id}}', 'slipway-test/demo:1.0.0'], { encoding: 'utf8' }).trim()
    expect(id).toBe(imageOf(artifacts).about?.['config'])
    expect(execFileSync('docker', ['run', '--rm', '--network', 'none', 'slipway-test/demo:1.0.0', 'python3', '-c', 'import demo; print(demo.version)'], { encoding: 'utf8' })).toBe('imported 1.0.0\n')
  } finally {
    execFileSync('docker', ['rmi', '--force', 'slipway-test/demo:1.0.0'])
  }
})

test('the tar for docker load is the same bytes for the same image', async () => {
  const project = await makeDriver({ 'docker/Dockerfile': scratch })
  const wheel = await wheelOf(project, 'demo-1.0.0-py3-none-any.whl')
  const saved = async (): Promise<Artifact> => only((await build(buildImage, { ...entry, save: 'driver-{version}.tar' }, project, [wheel])).filter((it) => it.kind === 'image-archive'))
  const [first, second] = [await saved(), await saved()]
  expect(first.fileName).toBe('driver-1.0.0.tar')
  expect(second.digest).toBe(first.digest)
})

test('an engine that does not answer, and a client that is missing, are told before anything is built', async () => {
  const files = { 'docker/Dockerfile': scratch }
  const dead = await makeDriver(files, { environment: { ...process.env, DOCKER_HOST: 'tcp://127.0.0.1:9' } })
  const failure = await failureOf(build(buildImage, entry, dead))
  expect(failure.code).toBe('DOCKER_NOT_ANSWERING')
  expect(failure.message).toContain('127.0.0.1:9')
  const folder = await tempFolder()
  expect(await codeOf(build(buildImage, entry, await makeDriver(files, { environment: { PATH: folder } })))).toBe('TOOL_MISSING')
})

/** A client that says what it was called with: builders that this machine does not have. */
const fakeDocker = async (client: string, hasBuildx: boolean): Promise<string> => {
  const folder = await tempFolder()
  const script = `#!/bin/sh
case "$1" in
  version) echo "${client} 28.0.0";;
  buildx) ${hasBuildx ? 'echo buildx' : 'exit 1'};;
  build) echo "DOCKER_BUILDKIT=$DOCKER_BUILDKIT TOKEN=$BUILD_TOKEN" "$@"; exit 3;;
esac
`
  await writeFile(join(folder, 'docker'), script, { mode: 0o755 })
  return `${folder}:${process.env['PATH']}`
}

test.each([
  ['28.2.2', false, 'DOCKER_BUILDKIT=0', false],
  ['20.10.24+dfsg1', false, 'DOCKER_BUILDKIT=1', false],
  ['28.2.2', true, 'DOCKER_BUILDKIT=1', true],
])('the builder of a client %s, with buildx %s, is chosen so that it works: %s', async (client, hasBuildx, expected, loads) => {
  const environment = { ...process.env, PATH: await fakeDocker(client, hasBuildx) }
  const project = await makeDriver({ 'docker/Dockerfile': scratch }, { environment })
  expect(await codeOf(build(buildImage, { ...entry, pull: true, target: 'final', platform: 'linux/arm64' }, project, [await wheelOf(project, 'a.whl')]))).toBe('TOOL_FAILED')
  const called = project.log.lines.find((line) => line.includes('DOCKER_BUILDKIT')) ?? ''
  expect(called).toContain(expected)
  expect(called).toContain('--target final --platform linux/arm64 --pull')
  expect(called.includes('--load --provenance=false')).toBe(loads)
  expect(called).toMatch(/ -- docker$/)
})

test('secrets go to the build by BuildKit alone, never as arguments, and are redacted', async () => {
  const environment = { ...process.env, BUILD_TOKEN: 'very-secret', PATH: await fakeDocker('28.2.2', true) }
  const project = await makeDriver({ 'docker/Dockerfile': scratch }, { environment })
  const wheel = await wheelOf(project, 'a.whl')
  expect(await codeOf(build(buildImage, { ...entry, secrets: ['BUILD_TOKEN'] }, project, [wheel]))).toBe('TOOL_FAILED')
  const called = project.log.lines.find((line) => line.includes('DOCKER_BUILDKIT')) ?? ''
  expect(called).toContain('TOKEN=very-secret')
  expect(called.slice(called.indexOf(' build '))).not.toContain('very-secret')
  expect(called).toContain('--secret id=BUILD_TOKEN,env=BUILD_TOKEN')
  expect(project.secrets).toEqual(['very-secret'])
  expect(await codeOf(build(buildImage, { ...entry, secrets: ['NOT_SET'] }, project, [wheel]))).toBe('BUILD_SECRET_MISSING')
  const old = await makeDriver({ 'docker/Dockerfile': scratch }, { environment: { ...environment, PATH: await fakeDocker('28.2.2', false) } })
  expect(await codeOf(build(buildImage, { ...entry, secrets: ['BUILD_TOKEN'] }, old))).toBe('BUILDX_MISSING')
})

test.each<[string, Json, string]>([
  ['a Dockerfile that is not in git', { context: 'other' }, 'IMAGE_SOURCE_MISSING'],
  ['an extra wheel that is not in git', { ...entry, 'extra-wheels': ['docker/none.whl'] }, 'IMAGE_SOURCE_MISSING'],
  ['a wheels folder outside of the context', { ...entry, wheels: 'whls' }, 'CONFIG_INVALID'],
  ['a wheels folder that is the context', { ...entry, wheels: 'docker' }, 'CONFIG_INVALID'],
  ['a path out of the repository', { ...entry, dockerfile: '../Dockerfile' }, 'CONFIG_INVALID'],
  ['a wheel entry that does not exist', { ...entry, wheel: 'other' }, 'CONFIG_UNKNOWN_NAME'],
])('%s is told at planning', async (_, config, code) => {
  const project = await makeDriver({ 'docker/Dockerfile': scratch, 'other/file': '' })
  expect(await codeOf(planOf(buildImage, config, project))).toBe(code)
})

test('an image without a wheels folder waits for no wheel; one whose wheel is left out is left out too', async () => {
  const project = await makeDriver({ 'docker/Dockerfile': 'FROM scratch\nCOPY Dockerfile /\n' })
  const parse = (it: Json): never => buildImage.schema.parse(it) as never
  expect(buildImage.plan(project.facts, parse({ context: 'docker' }))).toMatchObject({ from: [] })
  expect(buildImage.plan(project.facts, parse(entry))).toMatchObject({ from: ['wheel'] })
  expect(buildImage.plan({ ...project.facts, leftOut: ['wheel'] }, parse(entry))).toHaveProperty('skip')
  const published = { ...project.facts, config: { build: { wheel: [{ name: 'wheel' }] }, publish: { image: { name: 'image', to: 'docker.io/accanto/os-vim-driver' } } } }
  expect(buildImage.plan(published, parse({ ...entry, save: true }))).toMatchObject({ task: { save: { file: 'demo-1.0.0-image.tar', reference: 'docker.io/accanto/os-vim-driver:1.0.0' } } })
})

test('the context of the whole repository carries no history and no git config', async () => {
  const project = await makeDriver({ Dockerfile: 'FROM scratch\nCOPY . /all/\n', 'a/b': 'c' })
  await mkdir(join(project.world.workspace.temp, 'x'))
  const image = imageOf(await build(buildImage, { context: '.' }, project))
  expect([...(await filesIn(image.path))].sort()).toEqual(['all/Dockerfile', 'all/a/b'])
})
