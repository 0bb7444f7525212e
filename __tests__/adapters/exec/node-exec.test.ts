import { expect, test } from '@jest/globals'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createExec } from '../../../src/adapters/exec/node-exec.js'
import type { Exec } from '../../../src/ports/exec.js'
import { codeOf, failureOf } from '../codes.js'
import { rememberingLog, tempFolder } from '../temp.js'

const execWith = (environment: Record<string, string | undefined> = process.env, signal?: AbortSignal, grace?: number): { exec: Exec; log: ReturnType<typeof rememberingLog> } => {
  const log = rememberingLog()
  return { exec: createExec({ log, environment, ...(signal ? { signal } : {}), ...(grace === undefined ? {} : { grace }) }), log }
}

/** Is a process alive, and no zombie that nobody collects? */
const lives = async (pid: number): Promise<boolean> => {
  try {
    return !/^State:\s+[ZX]/m.test(await readFile(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

const waitFor = async (path: string): Promise<string> => {
  for (let tries = 0; tries < 200; tries++) {
    const text = await readFile(path, 'utf8').catch(() => '')
    if (text.endsWith('\n')) return text
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`${path} did not come`)
}

test('a child gets the allow-listed environment only, and what the command adds or the config names', async () => {
  const outer = {
    PATH: `.:relative::${process.env['PATH']}`, HOME: '/home/me', LANG: 'C', TZ: 'UTC', PIP_INDEX_URL: 'https://index', OTHER: 'x',
    GITHUB_TOKEN: 'planted', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'planted', ACTIONS_RUNTIME_TOKEN: 'planted', 'INPUT_TARGET-TOKEN': 'planted', GITHUB_ENV: '/planted',
    NODE_OPTIONS: '--require planted', LD_PRELOAD: 'planted.so', BASH_ENV: 'planted', PYTHONSTARTUP: 'planted', DOCKER_CONFIG: '/planted', SLIPWAY_REGISTRY_DOCKER_IO_PASSWORD: 'planted',
  }
  const { exec } = execWith(outer)
  const { stdout } = await exec.check({ tool: 'env', args: ['-0'], cwd: '/', env: { SOURCE_DATE_EPOCH: '1' }, pass: ['PIP_INDEX_URL', 'NOT_SET'] })
  const seen = Object.fromEntries(stdout.split('\0').filter(Boolean).map((row) => [row.slice(0, row.indexOf('=')), row.slice(row.indexOf('=') + 1)]))
  expect(Object.keys(seen).sort()).toEqual(['HOME', 'LANG', 'PATH', 'PIP_INDEX_URL', 'SOURCE_DATE_EPOCH', 'TZ'])
  expect(stdout).not.toContain('planted')
  expect(seen['PATH']?.split(':').every((it) => it.startsWith('/'))).toBe(true)
})

test.each(['GITHUB_TOKEN', 'github_token', 'ACTIONS_ID_TOKEN_REQUEST_URL', 'INPUT_CHAT-TOKEN', 'SLIPWAY_REGISTRY_GHCR_IO_PASSWORD', 'GITHUB_ENV', 'GIT_CONFIG_VALUE_0'])(
  'a credential of the release is not handed through though the config names it: %s',
  async (name) => {
    const { exec } = execWith({ ...process.env, [name]: 'planted' })
    expect(await codeOf(exec.run({ tool: 'env', args: [], cwd: '/', pass: [name] }))).toBe('CHILD_ENV_REFUSED')
  },
)

test('secrets that a build needs are named, must be set, and are redacted; so are the passwords of addresses', async () => {
  const secrets: string[] = []
  const environment = { ...process.env, PIP_TOKEN: 'very-secret', PIP_INDEX_URL: 'https://user:pass%40word@index.example/simple', UPLOAD_PASSWORD: 'hidden', BASE_IMAGE: 'python:3.11' }
  const exec = createExec({ log: { ...rememberingLog(), secret: (value) => void secrets.push(value) }, environment })
  const { stdout } = await exec.check({ tool: 'env', args: [], cwd: '/', pass: ['PIP_INDEX_URL', 'UPLOAD_PASSWORD', 'BASE_IMAGE'], secrets: ['PIP_TOKEN'] })
  expect(stdout).toContain('PIP_TOKEN=very-secret')
  expect(secrets.sort()).toEqual(['hidden', 'pass%40word', 'very-secret'])
  expect(await codeOf(exec.run({ tool: 'env', args: [], cwd: '/', secrets: ['NOT_SET'] }))).toBe('BUILD_SECRET_MISSING')
})

test('the interpreter that the set-up of the machine found is taken for python3', async () => {
  const folder = await tempFolder()
  await writeFile(join(folder, 'chosen'), '#!/bin/sh\necho chosen\n', { mode: 0o755 })
  const { exec } = execWith({ ...process.env, SLIPWAY_PYTHON: join(folder, 'chosen') })
  expect(await exec.find('python3')).toBe(join(folder, 'chosen'))
  expect((await exec.check({ tool: 'python3', args: [], cwd: '/' })).stdout).toBe('chosen\n')
  expect(await exec.find('sh')).not.toBe(join(folder, 'chosen'))
})

test('only docker is told where registry credentials lie', async () => {
  const folder = await tempFolder()
  await writeFile(join(folder, 'docker'), '#!/bin/sh\necho "$DOCKER_CONFIG"\n', { mode: 0o755 })
  const { exec } = execWith({ PATH: `${folder}:${process.env['PATH']}`, DOCKER_CONFIG: '/credentials' })
  expect((await exec.check({ tool: 'docker', args: [], cwd: '/' })).stdout).toBe('/credentials\n')
})

test('a missing tool is told with the way to get it, and is never taken from the folder that is built', async () => {
  const folder = await tempFolder()
  await writeFile(join(folder, 'helm'), '#!/bin/sh\nexit 0\n', { mode: 0o755 })
  await mkdir(join(folder, 'path/helm'), { recursive: true })
  const { exec } = execWith({ PATH: `.:${join(folder, 'path')}:` })
  const failure = await failureOf(exec.run({ tool: 'helm', args: [], cwd: folder }))
  expect(failure.code).toBe('TOOL_MISSING')
  expect(failure.problems[0].hint).toContain('helm.sh')
  expect(await exec.find('helm')).toBeUndefined()
  expect(await codeOf(exec.run({ tool: './helm', args: [], cwd: folder }))).toBe('TOOL_MISSING')
})

test('a failing tool is told with its code and the last lines of both outputs; run leaves the judgement to the caller', async () => {
  const { exec, log } = execWith()
  const command = { tool: 'sh', args: ['-c', 'for i in $(seq 50); do echo line $i; done; echo the reason >&2; exit 7'], cwd: '/' }
  const failure = await failureOf(exec.check(command))
  expect(failure.code).toBe('TOOL_FAILED')
  expect(failure.message).toContain('exit code 7')
  expect(failure.message).toContain('the reason')
  expect(failure.message).toContain('line 50')
  expect(failure.message).not.toContain('line 5\n')
  expect((await exec.run(command)).code).toBe(7)
  expect(log.lines.filter((line) => line === 'sh| line 7')).toHaveLength(2)
  expect((await failureOf(exec.check({ tool: 'sh', args: ['-c', 'kill -9 $$'], cwd: '/' }))).message).toContain('signal SIGKILL')
})

test('output is shown line by line, whatever the parts in which it comes', async () => {
  const { exec, log } = execWith()
  await exec.check({ tool: 'sh', args: ['-c', String.raw`printf 'a\303'; sleep 0.1; printf '\244b\r\nprogress 1\rprogress 2\rlast'`], cwd: '/' })
  expect(log.lines).toEqual(['sh| aäb', 'sh| progress 1', 'sh| progress 2', 'sh| last'])
  await exec.check({ tool: 'echo', args: ['quiet'], cwd: '/', show: false })
  expect(log.lines).not.toContain('echo| quiet')
})

test('of much output the end is kept, unless the whole is needed', async () => {
  const { exec } = execWith()
  const command = { tool: 'sh', args: ['-c', 'head -c 12000000 /dev/zero | tr "\\0" "x"; echo; echo end'], cwd: '/', show: false }
  const { stdout } = await exec.check(command)
  expect(stdout.length).toBe(10 * 1024 * 1024)
  expect(stdout.endsWith('x\nend\n')).toBe(true)
  expect(await codeOf(exec.check({ ...command, whole: true }))).toBe('TOOL_OUTPUT_TOO_LARGE')
})

test('standard input is given and standard output can go into a file', async () => {
  const folder = await tempFolder()
  const { exec, log } = execWith()
  const out = join(folder, 'out')
  expect((await exec.check({ tool: 'cat', args: [], cwd: folder, stdin: 'through', stdoutFile: out })).stdout).toBe('')
  expect(await readFile(out, 'utf8')).toBe('through')
  expect(log.lines).toEqual([])
  // A child that does not read its input is no error of ours.
  expect((await exec.check({ tool: 'true', args: [], cwd: folder, stdin: 'x'.repeat(1_000_000) })).code).toBe(0)
})

test('what children write is readable by all and writable by the owner, whatever the mask of this process', async () => {
  const folder = await tempFolder()
  const before = process.umask(0o077)
  try {
    const { exec } = execWith()
    expect((await exec.check({ tool: 'sh', args: ['-c', 'umask'], cwd: folder })).stdout.trim()).toBe('0022')
    expect(process.umask()).toBe(0o077)
  } finally {
    process.umask(before)
  }
})

test('a command that is stopped takes its whole tree with it, also those that ignore SIGTERM', async () => {
  const folder = await tempFolder()
  const pids = join(folder, 'pids')
  const controller = new AbortController()
  const { exec } = execWith(process.env, undefined, 300)
  const script = `sh -c 'trap "" TERM; echo $$ >> ${pids}; while true; do sleep 0.2; done' & (sleep 100 & echo $! >> ${pids}; wait) & echo $$ >> ${pids}; wait; echo done >> ${pids}`
  const running = exec.run({ tool: 'sh', args: ['-c', script], cwd: folder, signal: controller.signal })
  const seen = running.catch((error: unknown) => error)
  while ((await waitFor(pids)).trim().split('\n').length < 3) await new Promise((resolve) => setTimeout(resolve, 25))
  controller.abort(new Error('SIGTERM'))
  expect(await codeOf(running)).toBe('CANCELLED')
  await seen
  const all = (await readFile(pids, 'utf8')).trim().split('\n').map(Number)
  expect(all).toHaveLength(3)
  for (const pid of all) expect(await lives(pid)).toBe(false)
})

test('nothing is started once the run is stopped', async () => {
  const folder = await tempFolder()
  const { exec } = execWith(process.env, AbortSignal.abort())
  expect(await codeOf(exec.run({ tool: 'touch', args: [join(folder, 'made')], cwd: folder }))).toBe('CANCELLED')
  await expect(readFile(join(folder, 'made'))).rejects.toThrow('ENOENT')
})

test('what a tool leaves in the background ends with it', async () => {
  const folder = await tempFolder()
  const { exec } = execWith(process.env, undefined, 300)
  const { stdout } = await exec.check({ tool: 'sh', args: ['-c', 'sleep 100 >/dev/null 2>&1 & echo $!'], cwd: folder })
  expect(await lives(Number(stdout))).toBe(false)
  const held = await exec.check({ tool: 'sh', args: ['-c', 'sleep 100 & echo $!'], cwd: folder })
  expect(await lives(Number(held.stdout))).toBe(false)
})

test('a working folder that is missing and a program that cannot run are told as such', async () => {
  const folder = await tempFolder()
  await writeFile(join(folder, 'bad'), '#!/nowhere/sh\n', { mode: 0o755 })
  const { exec } = execWith()
  expect(await codeOf(exec.run({ tool: 'true', args: [], cwd: join(folder, 'none') }))).toBe('TOOL_NOT_STARTED')
  expect(await codeOf(exec.run({ tool: join(folder, 'bad'), args: [], cwd: folder }))).toBe('TOOL_NOT_STARTED')
})
