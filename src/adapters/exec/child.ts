// One child process from its start until its whole group is gone. Knows nothing of tools, logs or codes of tools; the exec
// and git adapters stand on it.
import { spawn, type ChildProcess } from 'node:child_process'
import { open } from 'node:fs/promises'
import { isDiskFull } from '../../core/disk-full.js'
import { fail, ReleaseError } from '../../errors/release-error.js'
import { TailCapture } from './output.js'
import { endGroup, forgetGroup, watchGroup } from './process-group.js'

export interface ChildSpec {
  /** Absolute path. */
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly stdin?: string | Uint8Array
  readonly stdoutFile?: string
  /** Bytes kept of each output. */
  readonly limit: number
  readonly onOutput?: (which: 'stdout' | 'stderr', part: Buffer) => void
  /** Standard output goes to `onOutput` alone: however much it is, none of it is kept. */
  readonly passing?: boolean
  readonly signal?: AbortSignal
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly grace?: number
}

export interface ChildEnd {
  /** 128 + number of the signal when one ended it, as a shell says it. */
  readonly code: number
  readonly signal?: NodeJS.Signals
  readonly stdout: Buffer
  readonly stderr: Buffer
  readonly truncated: boolean
}

const defaultGrace = 3000
/** A run that is stopped has five seconds in all: for children, for its lock, and for telling how it stands. */
const stoppedGrace = 1500
/** How long a background process may hold the outputs open after its leader has ended; and in a run that is stopped. */
const lingering = 2000
const stoppedLingering = 300

/** spawn forks before it returns, so the mask of this process is changed for that moment only. */
const spawnWithMask = (spec: ChildSpec, stdout: 'pipe' | number): ChildProcess => {
  const mask = process.umask(0o022)
  try {
    return spawn(spec.file, spec.args, {
      cwd: spec.cwd,
      env: { ...spec.env },
      detached: true,
      stdio: [spec.stdin === undefined ? 'ignore' : 'pipe', stdout, 'pipe'],
    })
  } finally {
    process.umask(mask)
  }
}

const cancelled = (signal: AbortSignal): never => {
  if (signal.reason instanceof ReleaseError) throw signal.reason
  return fail('CANCELLED', { signal: typeof signal.reason === 'string' ? signal.reason : 'a request to stop' }, { cause: signal.reason })
}

/** Resolves when the outputs are closed, or a while after the leader's exit when a descendant keeps them open. */
const ended = async (child: ChildProcess, stop: AbortSignal | undefined): Promise<{ code: number | null; signal: NodeJS.Signals | null }> =>
  new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      timer = setTimeout(() => resolve({ code, signal }), stop?.aborted ? stoppedLingering : lingering)
    })
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      resolve({ code, signal })
    })
  })

const feed = (child: ChildProcess, stdin: string | Uint8Array | undefined): void => {
  if (stdin === undefined || !child.stdin) return
  // A child that ends without reading its input is no failure of ours; its exit code speaks.
  child.stdin.on('error', () => undefined)
  child.stdin.end(stdin)
}

/** Ends the group when the signal fires; the promise is there to wait for the end of that. */
const watchAbort = (pid: number, spec: ChildSpec): { ending: () => Promise<void> | undefined; release: () => void } => {
  let ending: Promise<void> | undefined
  const onAbort = (): void => {
    ending = endGroup(pid, spec.grace ?? stoppedGrace)
  }
  if (spec.signal?.aborted) onAbort()
  else spec.signal?.addEventListener('abort', onAbort, { once: true })
  return { ending: () => ending, release: () => spec.signal?.removeEventListener('abort', onAbort) }
}

const follow = async (child: ChildProcess, spec: ChildSpec): Promise<ChildEnd> => {
  const [stdout, stderr] = [new TailCapture(spec.limit), new TailCapture(spec.limit)]
  const listen = (which: 'stdout' | 'stderr', into: TailCapture): void => {
    child[which]?.on('data', (part: Buffer) => {
      if (spec.passing !== true || which === 'stderr') into.push(part)
      spec.onOutput?.(which, part)
    })
  }
  listen('stdout', stdout)
  listen('stderr', stderr)
  feed(child, spec.stdin)
  const { pid } = child
  if (pid !== undefined) watchGroup(pid)
  const abort = pid === undefined ? undefined : watchAbort(pid, spec)
  try {
    const { code, signal } = await ended(child, spec.signal)
    // What the leader left running in the background ends with it.
    if (pid !== undefined) await (abort?.ending() ?? endGroup(pid, spec.grace ?? defaultGrace))
    child.stdout?.destroy()
    child.stderr?.destroy()
    return {
      code: code ?? 128 + (signal === 'SIGKILL' ? 9 : 15),
      ...(signal ? { signal } : {}),
      stdout: stdout.bytes(),
      stderr: stderr.bytes(),
      truncated: stdout.truncated,
    }
  } finally {
    abort?.release()
    if (pid !== undefined) forgetGroup(pid)
  }
}

/** Runs to the end. An aborted signal ends the group and fails with the signal's reason (or CANCELLED). */
export const runChild = async (spec: ChildSpec): Promise<ChildEnd> => {
  if (spec.signal?.aborted) return cancelled(spec.signal)
  const sink = spec.stdoutFile === undefined ? undefined : await open(spec.stdoutFile, 'w', 0o644)
  try {
    const end = await follow(spawnWithMask(spec, sink?.fd ?? 'pipe'), spec)
    if (spec.signal?.aborted) return cancelled(spec.signal)
    return end
  } catch (error) {
    if (error instanceof ReleaseError || isDiskFull(error)) throw error
    return fail('TOOL_NOT_STARTED', { tool: spec.file, reason: (error as Error).message }, { cause: error })
  } finally {
    await sink?.close()
  }
}
