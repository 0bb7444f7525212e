// Images for several platforms: built by the engine of this machine, pushed by our steps, and read back by clients and by a registry
// that we did not write.
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { execFile, execFileSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildImage } from '../../src/build/image/image.js'
import type { ImageTask } from '../../src/build/image/task.js'
import { stageImage } from '../../src/publish/image/stage-image.js'
import type { Artifact } from '../../src/core/artifact.js'
import type { Digest } from '../../src/core/digest.js'
import type { Json } from '../../src/core/json.js'
import { mediaTypes } from '../../src/core/oci.js'
import { codeOf, failureOf } from '../adapters/codes.js'
import { clientOf } from '../adapters/registry/client.js'
import { tempFolder } from '../adapters/temp.js'
import { startDockerRegistry, startEmbedded, type Subject } from '../rehearsal/registry/subjects.js'
import { blob } from './image-parts.js'
import { build, makeProject, only, planOf, type Project, type ProjectOptions } from './project.js'

jest.setTimeout(120_000)

const platforms = ['linux/ppc64le', 'linux/amd64', 'linux/arm64/v8']
const entry = { context: 'docker', platforms }
const files = { 'docker/Dockerfile': 'FROM scratch\nCOPY hello.txt /\nARG TARGETARCH\nLABEL built-for=${TARGETARCH}\n', 'docker/hello.txt': 'hello\n' }
const loaded = new Set<string>()
const closers: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closers) await close()
  for (const id of loaded) execFileSync('docker', ['rmi', '--force', id], { stdio: 'ignore' })
})

interface Listed { readonly mediaType: string; readonly digest: string; readonly size: number; readonly platform: Readonly<Record<string, string>> }
interface Config { readonly os: string; readonly architecture: string; readonly config: { readonly Labels: Readonly<Record<string, string>> } }

const listed = async (image: Artifact & { path: string }): Promise<readonly Listed[]> => (JSON.parse((await blob(image.path, image.digest)).toString()) as { manifests: Listed[] }).manifests
const configOf = async (image: Artifact & { path: string }, digest: string): Promise<Config> => {
  const manifest = JSON.parse((await blob(image.path, digest)).toString()) as { config: { digest: string } }
  loaded.add(manifest.config.digest)
  return JSON.parse((await blob(image.path, manifest.config.digest)).toString()) as Config
}

const makeImage = async (project: Project, config: Json = entry): Promise<Artifact & { path: string }> => {
  const image = only(await build(buildImage, config, project))
  for (const it of image.mediaType === mediaTypes.ociIndex ? await listed(image) : [image]) await configOf(image, it.digest)
  return image
}

describe('one engine builds them all', () => {
  let image: Artifact & { path: string }
  let folder = ''
  beforeAll(async () => {
    const made = await makeImage(await makeProject(files))
    // Folders of tests go with each of them; this one is for all.
    folder = await mkdtemp(join(tmpdir(), 'slipway-platforms-'))
    image = { ...made, path: join(folder, 'layout') }
    await cp(made.path, image.path, { recursive: true })
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('the index names one manifest for each platform, sorted, and each is of its platform', async () => {
    expect([image.mediaType, image.about?.['platforms']]).toEqual([mediaTypes.ociIndex, 'linux/amd64, linux/arm64, linux/ppc64le'])
    const all = await listed(image)
    expect(all.map((it) => it.platform)).toEqual([{ architecture: 'amd64', os: 'linux' }, { architecture: 'arm64', os: 'linux' }, { architecture: 'ppc64le', os: 'linux' }])
    const configs = await Promise.all(all.map(async (it) => configOf(image, it.digest)))
    // The old builder keeps an image FROM scratch in its cache whatever platform it is for.
    expect(configs.map((it) => it.architecture)).toEqual(['amd64', 'arm64', 'ppc64le'])
    expect(configs.map((it) => it.config.Labels['built-for'])).toEqual(['amd64', 'arm64', 'ppc64le'])
  })

  test('it weighs what its parts weigh, each blob once', async () => {
    const all = new Map<string, number>([[image.digest, image.size]])
    for (const it of await listed(image)) {
      all.set(it.digest, it.size)
      const { config, layers } = JSON.parse((await blob(image.path, it.digest)).toString()) as { config: Listed; layers: readonly Listed[] }
      for (const one of [config, ...layers]) all.set(one.digest, one.size)
    }
    expect(image.about?.['bytes']).toBe(String([...all.values()].reduce((sum, it) => sum + it, 0)))
  })

  describe.each([['docker-registry', startDockerRegistry], ['the embedded registry', startEmbedded]] as const)('pushed to %s', (_name, start) => {
    let subject: Subject
    let place = ''
    const run = async (tool: string, ...args: readonly string[]): Promise<string> => (await promisify(execFile)(tool, args, { encoding: 'utf8' })).stdout
    beforeAll(async () => {
      subject = await start()
      place = `${subject.origin.replace('http://', '')}/accanto/driver`
      const client = clientOf({ 'docker.io': subject.origin })
      try {
        const world = { ...(await makeProject(files)).world, registry: client.registry }
        const task = { name: 'docker.io/accanto/driver', tags: ['1.0.0'], pointers: [] }
        expect(await stageImage.probe(task, [image], world)).toMatchObject({ state: 'absent' })
        await stageImage.apply(task, [image], world)
        expect(await stageImage.probe(task, [image], world)).toMatchObject({ state: 'done', outcome: { digest: image.digest } })
      } finally {
        client.close()
      }
    })
    afterAll(() => subject.stop())

    test('skopeo reads the very index, and the image of each platform', async () => {
      const raw = await run('skopeo', 'inspect', '--tls-verify=false', '--raw', `docker://${place}@${image.digest}`)
      expect(raw).toBe((await blob(image.path, image.digest)).toString())
      for (const architecture of ['amd64', 'arm64', 'ppc64le']) {
        const it = JSON.parse(await run('skopeo', 'inspect', '--tls-verify=false', '--override-arch', architecture, `docker://${place}@${image.digest}`)) as { Architecture: string; Labels: Record<string, string> }
        expect([it.Architecture, it.Labels['built-for']]).toEqual([architecture, architecture])
      }
    })

    test('skopeo copies all of it with the digests kept', async () => {
      await run('skopeo', 'copy', '--all', '--preserve-digests', '--src-tls-verify=false', '--dest-tls-verify=false', `docker://${place}@${image.digest}`, `docker://${place}-copy:1`)
      const there = await run('skopeo', 'inspect', '--tls-verify=false', '--raw', `docker://${place}-copy:1`)
      expect(there).toBe((await blob(image.path, image.digest)).toString())
    })

    test.each(['amd64', 'arm64', 'ppc64le'])('docker pulls the image for %s by the digest of the index', async (architecture) => {
      const name = `${place}@${image.digest}`
      await run('docker', 'pull', '--platform', `linux/${architecture}`, name)
      try {
        expect((await run('docker', 'image', 'inspect', '--format', '{{.Architecture}}', name)).trim()).toBe(architecture)
      } finally {
        // One digest names one image in this engine.
        await run('docker', 'rmi', name)
      }
    })
  })
})

test('a part that the registry has lost is missed, and pushed again before the index', async () => {
  const subject = await startEmbedded()
  const client = clientOf({ 'docker.io': subject.origin })
  closers.push(async () => {
    client.close()
    await subject.stop()
  })
  const project = await makeProject(files)
  const image = await makeImage(project)
  const world = { ...project.world, registry: client.registry }
  const task = { name: 'docker.io/accanto/driver', tags: ['1.0.0'], pointers: [] }
  await stageImage.apply(task, [image], world)
  const state = subject.registry.state.repositories.get('accanto/driver')
  const lost = (await listed(image))[1]?.digest ?? ''
  state?.manifests.delete(lost as Digest)
  expect(await stageImage.probe(task, [image], world)).toMatchObject({ state: 'partial', missing: [lost] })
  const { kind, name, fileName, digest, size, mediaType } = image
  expect(await stageImage.probe(task, [{ kind, name, fileName, digest, size, mediaType }], world)).toMatchObject({ state: 'partial', gone: [{ digest: image.digest }] })
  await stageImage.apply(task, [image], world)
  expect(await stageImage.probe(task, [image], world)).toMatchObject({ state: 'done' })
})

describe('each platform on a machine of its own', () => {
  const parts = buildImage.parts
  if (!parts) throw new Error('build:image has no parts')

  test('what is built for one platform is an ordinary image, and all parts together are one image, the same in any order', async () => {
    const project = await makeProject(files)
    const task = await planOf(buildImage, entry, project) as ImageTask
    const built: Artifact[] = []
    for (const { platform } of parts.of(task)) {
      const machine = await makeProject(files)
      const outcome = await buildImage.apply(parts.only(task, platform), [], machine.world)
      built.push(...(outcome?.artifacts ?? []))
    }
    expect(built.map((it) => [it.mediaType, it.about?.['platform']])).toEqual([[mediaTypes.ociManifest, 'linux/amd64'], [mediaTypes.ociManifest, 'linux/arm64'], [mediaTypes.ociManifest, 'linux/ppc64le']])
    const whole = only(await parts.join(task, built, project.world))
    expect((await listed(whole)).map((it) => it.digest)).toEqual(built.map((it) => it.digest))
    const again = only(await parts.join(task, [...built].reverse(), (await makeProject(files)).world))
    expect(again.digest).toBe(whole.digest)
    const [amd, arm, power] = built as [Artifact, Artifact, Artifact]
    const as = (it: Artifact, platform: string): Artifact => ({ ...it, about: { ...it.about, platform } })
    for (const wrong of [[amd, arm], [amd, arm, arm], [amd, arm, as(arm, 'linux/ppc64le')], [as(arm, 'linux/amd64'), as(amd, 'linux/arm64'), power], [amd, arm, { ...whole, about: { platform: 'linux/ppc64le' } }]]) {
      expect(await codeOf(parts.join(task, wrong, project.world))).toBe('IMAGE_PLATFORM')
    }
  })

  test('a runner is named for each: those of GitHub, that of the config, and one that emulates', async () => {
    const task = await planOf(buildImage, { ...entry, platforms: [...platforms, 'linux/s390x'], runners: { 'linux/s390x': ['self-hosted', 's390x'] } }, await makeProject(files))
    expect(parts.of(task)).toEqual([
      { platform: 'linux/amd64', runner: 'ubuntu-latest', emulated: false },
      { platform: 'linux/arm64', runner: 'ubuntu-24.04-arm', emulated: false },
      { platform: 'linux/ppc64le', runner: 'ubuntu-latest', emulated: true },
      { platform: 'linux/s390x', runner: ['self-hosted', 's390x'], emulated: false },
    ])
  })
})

/** The head of a program for 64-bit Arm, as far as a kernel reads it before it says that this is not for its machine. */
const armProgram = (): Uint8Array => {
  const head = Buffer.alloc(120)
  head.write('7f454c46020101', 'hex')
  head.writeUInt16LE(2, 16)
  head.writeUInt16LE(183, 18)
  head.writeUInt32LE(1, 20)
  return head
}

test('a program that this machine cannot run is told as that, with a native runner and QEMU as the ways out', async () => {
  const project = await makeProject({ 'docker/program': armProgram(), 'docker/Dockerfile': 'FROM scratch\nCOPY --chmod=755 program /program\nRUN ["/program"]\n'.replace('--chmod=755 ', '') }, { also: async (folder) => {
    execFileSync('git', ['-C', folder, 'init', '--quiet'])
  } })
  execFileSync('chmod', ['755', join(project.world.workspace.source, 'docker/program')])
  const failure = await failureOf(build(buildImage, { context: 'docker', platforms: ['linux/arm64'] }, project))
  expect(failure.code).toBe('IMAGE_EMULATION')
  expect(failure.message).toMatch(/exec format error/i)
  expect(failure.problems[0]?.hint).toMatch(/plan --matrix.*QEMU/)
})

test('what the old builder cannot do for another machine is told with what can', async () => {
  const project = await makeProject({ 'docker/a': '', 'docker/Dockerfile': 'FROM scratch\nARG FIRST\nCOPY a /\n' })
  expect(await codeOf(build(buildImage, { context: 'docker', platforms: ['linux/arm64'] }, project))).toBe('BUILDX_MISSING')
})

test('a build that fails for another cause is told as what it is', async () => {
  const project = await makeProject({ 'docker/Dockerfile': 'FROM scratch\nCOPY missing /\n' })
  expect(await codeOf(build(buildImage, { context: 'docker', platforms: ['linux/arm64'] }, project))).toBe('TOOL_FAILED')
})

test.each<[string, Json]>([
  ['a platform that is named twice', { ...entry, platforms: ['linux/arm64', 'linux/arm64/v8'] }],
  ['one platform and several', { ...entry, platform: 'linux/amd64' }],
  ['a tar for docker load', { ...entry, save: true }],
  ['a runner of a platform that is none', { ...entry, runners: { 'linux/s390x': 'z' } }],
])('%s is refused at planning', async (_name, config) => {
  expect(await codeOf(planOf(buildImage, config, await makeProject(files)))).toBe('CONFIG_INVALID')
})

/** buildx, played: it gives an archive that lies ready, or says what the driver of the engine says. */
const playedBuildx = async (archive: string, supports: boolean): Promise<ProjectOptions> => {
  const folder = await tempFolder()
  const real = execFileSync('which', ['docker'], { encoding: 'utf8' }).trim()
  const script = `#!/bin/sh
case "$1 $2" in
  "buildx version") echo "buildx 0.13";;
  "buildx build") ${supports ? '' : 'echo "ERROR: Multi-platform build is not supported for the docker driver." >&2; exit 1;'} echo "$@"; for it in "$@"; do case "$it" in type=oci,dest=*) cp ${archive} "\${it#type=oci,dest=}";; esac; done;;
  "build "*) for it in "$@"; do shift; case "$it" in --load|--provenance=*|--sbom=*) ;; *) set -- "$@" "$it";; esac; done; DOCKER_BUILDKIT=0 exec ${real} "$@";;
  *) exec ${real} "$@";;
esac
`
  await writeFile(join(folder, 'docker'), script, { mode: 0o755 })
  return { environment: { ...process.env, PATH: `${folder}:${process.env['PATH']}` } }
}

describe('at-once', () => {
  test('what buildx built at once is the same image as what was built one by one, when the parts are the same', async () => {
    const one = await makeImage(await makeProject(files))
    const archive = join(await tempFolder(), 'all.tar')
    execFileSync('tar', ['-C', one.path, '-cf', archive, 'oci-layout', 'index.json', 'blobs'])
    const project = await makeProject(files, await playedBuildx(archive, true))
    const image = await makeImage(project, { ...entry, 'at-once': 'remote' })
    expect([image.digest, image.about?.['platforms']]).toEqual([one.digest, 'linux/amd64, linux/arm64, linux/ppc64le'])
    const called = project.log.lines.find((line) => line.includes('buildx build')) ?? ''
    expect(called).toMatch(/--platform linux\/amd64,linux\/arm64,linux\/ppc64le --output type=oci,dest=\S+ --builder remote /)
    expect(called).not.toContain('--load')
  })

  test('where buildx cannot, or there is none, each is built by itself', async () => {
    for (const options of [await playedBuildx('/none', false), {}]) {
      const project = await makeProject(files, options)
      const image = await makeImage(project, { ...entry, 'at-once': true })
      expect((await listed(image)).length).toBe(3)
      expect(project.log.lines.some((line) => line.includes('each platform is built by itself'))).toBe(true)
    }
  })
})

test('the bytes of an index do not change from one version of Slipway to the next', async () => {
  const { indexOf, documentBytes } = await import('../../src/core/oci.js')
  const part = (platform: string, digit: string) => ({ mediaType: mediaTypes.ociManifest, digest: `sha256:${digit.repeat(64)}` as const, size: 7, platform })
  const { bytes } = documentBytes(indexOf([part('linux/ppc64le', '3'), part('linux/arm/v7', '2'), part('linux/amd64', '1')]))
  expect(Buffer.from(bytes).toString()).toBe(await readFile(join(import.meta.dirname, '../golden/index.json'), 'utf8'))
})
