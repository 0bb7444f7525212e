// Starting git, and turning its failures into codes.
import { statfs } from 'node:fs/promises'
import { StringDecoder } from 'node:string_decoder'
import type { Environment } from '../exec/child-environment.js'
import { runChild, type ChildEnd } from '../exec/child.js'
import { findTool, howToGet } from '../exec/find-tool.js'
import { toldDiskFull } from '../../core/disk-full.js'
import { fail } from '../../errors/release-error.js'
import { configEnvironment, gitEnvironment } from './git-environment.js'

export interface GitCall {
  readonly cwd?: string
  readonly stdin?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  /** Settings for this call; by environment, never argv. */
  readonly settings?: Readonly<Record<string, string>>
  /** Takes standard output as it comes; none of it is kept then. */
  readonly onOutput?: (part: Buffer) => void
}

export interface GitRunner {
  readonly folder: string
  readonly temp: string
  /** Whatever the exit code is. */
  run(args: readonly string[], call?: GitCall): Promise<ChildEnd>
  /** Standard output; another exit code than 0 fails with GIT_FAILED and says what was tried. */
  text(what: string, args: readonly string[], call?: GitCall): Promise<string>
  /** The parts of standard output between NULs, each as it comes: for lists that are read while git still writes them. */
  records(what: string, args: readonly string[], onRecord: (record: string) => void, call?: GitCall): Promise<void>
  /** For a process that stays: file and environment. */
  start(): Promise<{ file: string; env: Record<string, string> }>
}

export interface GitRunnerOptions {
  readonly folder: string
  /** Scratch of this run; a global config and a fetched-objects store are put there. */
  readonly temp: string
  readonly environment: Environment
  readonly signal?: AbortSignal
}

/** A tree of a million long paths is 100 MB. */
const keptBytes = 512 * 1024 * 1024

export const saidOf = (end: ChildEnd): string => end.stderr.toString('utf8').trim().split('\n').slice(-5).join(' ')

/** git says "unable to write file" and keeps the reason to itself; then the disk is asked. */
const unsaid = async (end: ChildEnd, folder: string): Promise<string | undefined> => {
  const line = /[^\n]*(?:unable to write|write error)[^\n]*/i.exec(end.stderr.toString('utf8'))?.[0].trim()
  if (line === undefined) return undefined
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize < 1024 * 1024 ? line : undefined
}

const passTo = (take: (part: Buffer) => void) => (which: 'stdout' | 'stderr', part: Buffer): void => {
  if (which === 'stdout') take(part)
}

/** A character may be split over two parts, and so may a record. */
const cutRecords = (onRecord: (record: string) => void): { readonly take: (part: Buffer) => void; readonly end: () => void } => {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  const cut = (text: string): void => {
    // A message of a hundred megabytes comes in many parts, and is not looked through again for each.
    if (!text.includes('\0')) {
      rest += text
      return
    }
    const records = (rest + text).split('\0')
    rest = records.pop() ?? ''
    for (const it of records) onRecord(it)
  }
  return {
    take: (part) => cut(decoder.write(part)),
    end: () => {
      cut(decoder.end())
      if (rest !== '') onRecord(rest)
    },
  }
}

export const createGitRunner = (options: GitRunnerOptions): GitRunner => {
  const { folder, temp, environment, signal } = options
  const findGit = async (): Promise<string> => (await findTool('git', environment['PATH'])) ?? fail('TOOL_MISSING', { tool: 'git', how: howToGet('git') })
  let ready: Promise<{ file: string; env: Record<string, string> }> | undefined
  const prepared = async (): Promise<{ file: string; env: Record<string, string> }> =>
    (ready ??= Promise.all([findGit(), gitEnvironment(environment, folder, temp)]).then(([file, env]) => ({ file, env })))

  const run = async (args: readonly string[], call: GitCall = {}): Promise<ChildEnd> => {
    const { file, env } = await prepared()
    const end = await runChild({
      file,
      args,
      cwd: call.cwd ?? folder,
      env: { ...env, ...configEnvironment(call.settings), ...call.env },
      limit: keptBytes,
      ...(call.stdin === undefined ? {} : { stdin: call.stdin }),
      ...(call.onOutput ? { passing: true, onOutput: passTo(call.onOutput) } : {}),
      ...(signal ? { signal } : {}),
    })
    const full = end.code === 0 ? undefined : (toldDiskFull(end.stderr.toString('utf8'), end.signal) ?? (await unsaid(end, call.cwd ?? folder)))
    if (full !== undefined) fail('DISK_FULL', { what: `git ${args[0] ?? ''}`, path: 'what git was writing', said: full })
    if (end.truncated) fail('TOOL_OUTPUT_TOO_LARGE', { tool: 'git', limit: keptBytes })
    return end
  }

  return {
    folder,
    temp,
    run,
    text: async (what, args, call) => {
      const end = await run(args, call)
      if (end.code !== 0) fail('GIT_FAILED', { what, said: saidOf(end) })
      return end.stdout.toString('utf8')
    },
    records: async (what, args, onRecord, call) => {
      const { take, end: finish } = cutRecords(onRecord)
      const end = await run(args, { ...call, onOutput: take })
      if (end.code !== 0) fail('GIT_FAILED', { what, said: saidOf(end) })
      finish()
    },
    start: async () => {
      const { file, env } = await prepared()
      return { file, env: { ...env, ...configEnvironment() } }
    },
  }
}
