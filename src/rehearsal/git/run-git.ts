// Starting git for the world: without the user's and the system's config, hooks and prompts.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { drained } from '../http/drained.js'

export interface GitCall {
  /** A bare repository. */
  readonly folder: string
  readonly args: readonly string[]
  readonly stdin?: AsyncIterable<Uint8Array> | string
  readonly env?: Readonly<Record<string, string>>
}

export interface GitEnd {
  readonly code: number
  readonly stdout: Buffer
  readonly stderr: string
}

const settings: readonly (readonly [string, string])[] = [
  // The source may belong to somebody else; the stores are ours.
  ['safe.directory', '*'],
  ['core.hooksPath', '/dev/null'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['protocol.file.allow', 'always'],
  // GitHub gives any object that it has, and partial clones.
  ['uploadpack.allowAnySHA1InWant', 'true'],
  ['uploadpack.allowFilter', 'true'],
  ['core.logAllRefUpdates', 'false'],
]

const environment = (more: Readonly<Record<string, string>> = {}): Record<string, string> => {
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin', HOME: '/nonexistent', LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_COUNT: String(settings.length),
  }
  settings.forEach(([key, value], index) => {
    env[`GIT_CONFIG_KEY_${index}`] = key
    env[`GIT_CONFIG_VALUE_${index}`] = value
  })
  return { ...env, ...more }
}

export const startGit = (call: GitCall): ChildProcessWithoutNullStreams =>
  spawn('git', ['--git-dir', call.folder, ...call.args], { env: environment(call.env), stdio: 'pipe' })

/** A child that ends before it has read everything is no error here: its exit code says what happened. */
export const feed = async (child: ChildProcessWithoutNullStreams, stdin: GitCall['stdin']): Promise<void> => {
  child.stdin.on('error', () => undefined)
  if (typeof stdin === 'string') child.stdin.write(stdin)
  else for await (const part of stdin ?? []) {
    if (child.stdin.destroyed) break
    if (!child.stdin.write(part)) await drained(child.stdin)
  }
  child.stdin.end()
}

export const runGit = async (call: GitCall): Promise<GitEnd> => {
  const child = startGit(call)
  const out: Buffer[] = []
  let stderr = ''
  child.stdout.on('data', (part: Buffer) => out.push(part))
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString('utf8')))
  const closed = once(child, 'close') as Promise<[number | null]>
  await Promise.all([closed, feed(child, call.stdin).catch((failure: unknown) => {
    child.kill()
    throw failure
  })])
  const [code] = await closed
  return { code: code ?? 1, stdout: Buffer.concat(out), stderr }
}

export const mustGit = async (call: GitCall): Promise<string> => {
  const end = await runGit(call)
  if (end.code !== 0) throw new Error(`git ${call.args[0] ?? ''} failed in the rehearsal: ${end.stderr.trim()}`)
  return end.stdout.toString('utf8')
}
