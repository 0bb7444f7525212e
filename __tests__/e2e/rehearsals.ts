// Rehearsals as a person starts them: a process of its own, its words read as they stand there, its traces looked for afterwards.
import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from './scene.js'

/** A real client; what it says on standard output. */
export const client = async (command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> =>
  (await promisify(execFile)(command, [...args], { env: { ...process.env, ...env }, maxBuffer: 2 ** 26 })).stdout

export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

interface Running {
  readonly pid: number
  readonly text: { stdout: string; stderr: string }
  readonly ended: Promise<Ended>
}

const begin = (file: string, args: readonly string[], env: NodeJS.ProcessEnv): Running => {
  const child = spawn(file, [...args], { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const text = { stdout: '', stderr: '' }
  child.stdout.on('data', (part: Buffer) => { text.stdout += part.toString() })
  child.stderr.on('data', (part: Buffer) => { text.stderr += part.toString() })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? -1, ...text }))
  })
  return { pid: child.pid ?? 0, text, ended }
}

/** `slipway rehearse` of the bundle, in a folder for temporary files that the test gives. */
export const rehearse = async (folder: string, args: readonly string[], temp = tmpdir()): Promise<Ended> =>
  begin(process.execPath, [join(root, 'dist/cli/index.js'), 'rehearse', '--repository', folder, ...args], { TMPDIR: temp }).ended

export interface KeptWorld {
  /** What was said until the world stood. */
  readonly page: string
  /** By the name under which it is shown: GitHub, git, docker.io. */
  readonly addresses: Readonly<Record<string, string>>
  /** Below `Take it:`, as they stand there. */
  readonly commands: readonly string[]
  /** For temporary files: of the rehearsal alone. */
  readonly temp: string
  terminate(): Promise<Ended & { readonly took: number }>
  /** Whatever happened before. */
  dispose(): Promise<void>
}

const block = (page: string, heading: string): readonly string[] => {
  const lines = page.split('\n')
  const from = lines.findIndex((it) => it.startsWith(heading)) + 1
  const rest = lines.slice(from)
  return rest.slice(0, rest.findIndex((it) => !it.startsWith('   '))).map((it) => it.trim())
}

/** script/rehearse --keep, awaited until it shows its addresses. */
export const keepWorld = async (args: readonly string[] = []): Promise<KeptWorld> => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-'))
  const temp = join(folder, 'temp')
  mkdirSync(temp)
  const running = begin(join(root, 'script/rehearse'), ['--keep', ...args], { TMPDIR: temp })
  let end: Ended | undefined
  void running.ended.then((it) => { end = it })
  while (!/The world stays until Ctrl-C:\n( {3}\S+ +\S+\n)+$/.test(running.text.stdout)) {
    if (end) throw new Error(`it ended with ${end.code} before its world stood:\n${end.stdout}${end.stderr}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const page = running.text.stdout
  const terminate = async (): Promise<Ended & { took: number }> => {
    const since = Date.now()
    process.kill(running.pid, 'SIGTERM')
    return { ...(await running.ended), took: Date.now() - since }
  }
  return {
    page, temp, terminate,
    addresses: Object.fromEntries(block(page, 'The world stays').map((it) => it.split(/\s+/) as [string, string])),
    commands: block(page, 'Take it:'),
    dispose: async () => {
      if (!end) await terminate()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const readOrNothing = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // it has ended meanwhile
  }
}

/** Processes that name the folder in their arguments or their environment, by their command lines. */
export const processesNaming = (folder: string): readonly string[] =>
  readdirSync('/proc').filter((it) => /^\d+$/.test(it)).flatMap((pid) => {
    const line = readOrNothing(`/proc/${pid}/cmdline`)
    return `${line}${readOrNothing(`/proc/${pid}/environ`)}`.includes(folder) ? [line.replaceAll('\0', ' ')] : []
  })

export const sumOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** Every file below the folder, .git and all: mode, and bytes or target. */
export const everythingIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries((readdirSync(folder, { recursive: true }) as string[]).sort().map((name) => {
    const path = join(folder, name)
    const about = lstatSync(path)
    const what = about.isSymbolicLink() ? readlinkSync(path) : about.isFile() ? sumOf(readFileSync(path)) : 'folder'
    return [name, `${about.mode.toString(8)} ${what}`]
  }))

/** The files in the folder, by name, with their digests. */
export const digestsIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(readdirSync(folder).sort().filter((name) => lstatSync(join(folder, name)).isFile()).map((name) => [name, sumOf(readFileSync(join(folder, name)))]))
