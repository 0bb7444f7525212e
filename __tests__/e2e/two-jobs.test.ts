// A setup.py that wants the credentials of the release, in real processes: it looks at its own environment and at that of every process
// above it. In the job that builds there is nothing to find, even when credentials were handed in by mistake; the job that has them does
// not run it.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { digestOf } from '../../src/core/digest.js'
import { runAction, sourceOf, type ActionEnd } from '../action/runner.js'
import { actAsJob, git, makeScene, root, tagRelease, type JobRights, type Scene } from './scene.js'

interface Job {
  readonly permissions: JobRights
  readonly steps: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, string | boolean>> }[]
}
const { jobs } = parse(readFileSync(join(root, 'examples/driver/.github/workflows/release.yml'), 'utf8')) as { readonly jobs: { readonly build: Job; readonly release: Job; readonly tag: Job } }
/** What the job says to Slipway, with the expressions that GitHub would fill. */
const inputsOf = (job: Job, filled: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries({ ...job.steps.find((it) => it.uses?.includes('/slipway@'))?.with }).map(([name, value]) => [name, filled[name] ?? String(value)]))

/** Everything that a build could want to have, each with a value that is found wherever it turns up. */
const planted = {
  GITHUB_TOKEN: 'planted-github-token', GH_TOKEN: 'planted-gh-token', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'planted-id-token', ACTIONS_ID_TOKEN_REQUEST_URL: 'https://planted-id-token-url',
  ACTIONS_RUNTIME_TOKEN: 'planted-runtime-token', SLIPWAY_REGISTRY_DOCKER_IO_USERNAME: 'planted-user', SLIPWAY_REGISTRY_DOCKER_IO_PASSWORD: 'planted-password', SLIPWAY_CHAT_TOKEN: 'planted-chat-token',
  SLIPWAY_WEBHOOK_URL: 'https://planted-webhook', 'INPUT_SIGNING-KEY': 'planted-signing-key',
}

const thief = (loot: string): string => `
import os, sys
loot = []
for name, value in os.environ.items():
    loot.append("own %s=%s" % (name, value))
pid = os.getppid()
while pid > 1:
    try:
        with open("/proc/%d/environ" % pid, "rb") as it:
            loot += ["above " + line for line in it.read().decode("utf-8", "replace").split("\\0")]
        with open("/proc/%d/status" % pid) as it:
            pid = int([line.split()[1] for line in it if line.startswith("PPid:")][0])
    except OSError as error:
        loot.append("could not read %d: %s" % (pid, error))
        break
print("\\n".join(loot))
with open(${JSON.stringify(loot)}, "w") as it:
    it.write("\\n".join(loot))
`

let scene: Scene | undefined
afterEach(async () => scene?.close())

const makeThievish = async (): Promise<{ readonly it: Scene; readonly loot: string }> => {
  let loot = ''
  const it = await makeScene((folder) => {
    loot = join(folder, '..', 'loot')
    const config = join(folder, '.slipway.yaml')
    writeFileSync(config, readFileSync(config, 'utf8').split('\n').filter((line) => !/^ +image: |BASE_IMAGE/.test(line)).join('\n'))
    writeFileSync(join(folder, 'setup.py'), `${thief(loot)}${readFileSync(join(folder, 'setup.py'), 'utf8')}`)
    git(folder, 'commit', '-qam', 'Something is wrong with setup.py')
    tagRelease(folder, '1.0.0')
  })
  scene = it
  return { it, loot }
}

const pushed = (it: Scene, workspace: string) => ({
  name: 'push', ref: 'refs/tags/1.0.0', sha: git(workspace, 'rev-parse', 'HEAD'), payload: { ref: 'refs/tags/1.0.0', before: '0'.repeat(40), after: git(it.origin, 'rev-parse', '1.0.0'), created: true, deleted: false },
})

const act = async (it: Scene, workspace: string, { inputs, permissions, env = {} }: { readonly inputs: Readonly<Record<string, string>>; readonly permissions: JobRights; readonly env?: NodeJS.ProcessEnv }): Promise<ActionEnd> => {
  const environment = actAsJob(it, permissions)
  return runAction({
    workspace, event: pushed(it, workspace), inputs, repository: 'accanto/os-vim-driver', token: it.world.token, program: sourceOf('src/action.ts'),
    env: { ...environment, SLIPWAY_PYTHON: process.env['SLIPWAY_PYTHON'] ?? '', ...env },
  })
}

const found = (loot: string, values: readonly string[]): readonly string[] => values.filter((value) => readFileSync(loot, 'utf8').includes(value))

test('what a build runs finds no credential, neither in its environment nor in that of a process above it; and what has them does not run it', async () => {
  const { it, loot } = await makeThievish()
  const building = await it.checkout('1.0.0')
  // As the workflow says it, but for a token and secrets that somebody handed in by mistake.
  const inputs = { ...inputsOf(jobs.build, { tag: '' }), token: it.world.token }
  const built = await act(it, building, { inputs, permissions: jobs.build.permissions, env: planted })
  expect([built.code, built.log]).toEqual([0, expect.any(String)])
  expect(readFileSync(loot, 'utf8')).toMatch(/^above .*slipway|^above INPUT_COMMAND=build$/m)
  expect(found(loot, [...Object.values(planted), it.world.token])).toEqual([])
  expect(built.log).not.toContain('planted')

  rmSync(loot)
  const releasing = await it.checkout('1.0.0')
  const digest = built.outputs['artifacts-digest'] ?? ''
  const released = await act(it, releasing, { inputs: inputsOf(jobs.release, { tag: '', artifacts: join(building, 'artifacts'), 'artifacts-digest': digest }), permissions: jobs.release.permissions })
  expect([released.code, released.outputs['outcome'], released.log]).toEqual([0, 'released', expect.not.stringContaining('runs code of the project')])
  expect(existsSync(loot)).toBe(false)
  const made = JSON.parse(built.outputs['artifacts'] ?? '') as readonly { kind: string; digest: string }[]
  expect(JSON.parse(released.outputs['wheel'] ?? '')).toMatchObject({ digest: made.find((one) => one.kind === 'wheel')?.digest })
}, 240_000)

test('code that went on after the build and changed what was handed over is found out, and nothing is written', async () => {
  const { it } = await makeThievish()
  const building = await it.checkout('1.0.0')
  const built = await act(it, building, { inputs: inputsOf(jobs.build, { tag: '' }), permissions: jobs.build.permissions })
  const list = join(building, 'artifacts/slipway-artifacts.json')
  const [{ fileName = '', digest: before = '' } = {}] = (JSON.parse(built.outputs['artifacts'] ?? '') as readonly { kind: string; fileName: string; digest: string }[]).filter((one) => one.kind === 'wheel')
  writeFileSync(join(building, 'artifacts/files', fileName), 'evil')
  writeFileSync(list, readFileSync(list, 'utf8').replace(before, digestOf('evil')).replace(/("size": )\d+(?=[^}]*"build:wheel)/, '$14'))
  const writes = it.world.github.writes().length
  const released = await act(it, await it.checkout('1.0.0'), { inputs: inputsOf(jobs.release, { tag: '', artifacts: join(building, 'artifacts'), 'artifacts-digest': built.outputs['artifacts-digest'] ?? '' }), permissions: jobs.release.permissions })
  expect([released.code, released.outputs['outcome'], it.world.github.writes().length - writes]).toEqual([30, 'conflict', 0])
  expect(released.log).toContain('ARTIFACTS_DIGEST')
}, 240_000)

test('in one job a build gets no credential; that it could read what stands beside it is told', async () => {
  const { it, loot } = await makeThievish()
  // Its own identity is one that works, as it is needed for the upload.
  const { ACTIONS_ID_TOKEN_REQUEST_TOKEN: identity = '', ACTIONS_ID_TOKEN_REQUEST_URL: url } = it.world.environment
  const env = { ...planted, ACTIONS_ID_TOKEN_REQUEST_TOKEN: identity, ACTIONS_ID_TOKEN_REQUEST_URL: url }
  const released = await act(it, await it.checkout('1.0.0'), { inputs: {}, permissions: jobs.release.permissions, env })
  expect([released.code, released.outputs['outcome']]).toEqual([0, 'released'])
  const own = readFileSync(loot, 'utf8').split('\n').filter((line) => line.startsWith('own '))
  expect(own.length).toBeGreaterThan(0)
  expect([...Object.values(env), it.world.token].filter((value = '') => own.some((line) => line.includes(value)))).toEqual([])
  // This is what two jobs are for: what a process was started with stays readable to its end.
  expect(found(loot, [it.world.token])).toEqual([it.world.token])
  expect(released.log).toContain('Warning: build:wheel/wheel runs code of the project')
  // Redacted all the same.
  expect(released.log.replace(/^::add-mask::.*$/gm, '')).not.toContain(it.world.token)
}, 240_000)
