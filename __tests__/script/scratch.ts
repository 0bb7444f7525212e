// Folders and little programs for the tests of the scripts: a fake tool is a real file on PATH that behaves as the test says.
import { afterEach } from '@jest/globals'
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-script-'))
  folders.push(folder)
  return folder
}

/** Writes `name` as an executable shell script into `folder`. */
export function tool(folder: string, name: string, body: string): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/bash\n${body}\n`)
  chmodSync(path, 0o755)
  return path
}

/** An environment with the fake tools first on PATH. */
export const withTools = (folder: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({ ...process.env, ...more, PATH: `${folder}:${process.env['PATH'] ?? ''}` })

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** `stdin: 'closed'` is a descriptor that is not there at all, as some CI systems start their steps. */
export function start(command: string, argv: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv; stdin?: 'closed'; onStart?: (pid: number) => void } = {}): Promise<Ended> {
  const [file, args] = options.stdin === 'closed' ? ['bash', ['-c', 'exec "$0" "$@" <&-', command, ...argv]] : [command, [...argv]]
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: options.cwd ?? root, env: options.env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] })
    const text = { stdout: '', stderr: '' }
    child.stdout.on('data', (chunk: Buffer) => { text.stdout += chunk.toString() })
    child.stderr.on('data', (chunk: Buffer) => { text.stderr += chunk.toString() })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...text }))
    if (child.pid !== undefined) options.onStart?.(child.pid)
  })
}

export const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? ''

/** A setting that script/test provides. A test that needs it fails without it, and says why. */
export function provided(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`${name} is not set: run this through script/test, or after eval "$(script/setup --for-tests --print-env)"`)
  return value
}
