// SIGINT, SIGTERM and SIGHUP → one abort, and an end that comes in time whatever hangs: GitHub's runner sends SIGINT, 7.5 seconds
// later SIGTERM, and kills 2.5 seconds after that. A run that unwinds by itself says how it stands; for one that does not, a
// watchdog says it after four seconds and ends the process. A second signal ends it at once: who presses Ctrl-C twice means it,
// and a release that is killed is as safe as one that is stopped.
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { killGroups } from '../adapters/exec/process-group.js'

const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
export type StopSignal = (typeof names)[number]

/** As shells say it: 130 for SIGINT, 143 for SIGTERM, 129 for SIGHUP. */
export const exitCodeOf = (signal: StopSignal): number => 128 + constants.signals[signal]

/** Milliseconds from the signal until the process is ended from outside of the run; a second less than was promised. */
const patience = 4000
/** For whoever reads our output; a pipe takes 64 KiB at a time, and process.exit drops what waits. */
const flushing = 500

export interface Stop {
  readonly signal: AbortSignal
  /** The signal that came, if one did. */
  by(): StopSignal | undefined
  /** The last words were spoken; whatever the run comes to now is not told any more. */
  isOver(): boolean
  dispose(): void
}

export interface StopWords {
  readonly told: (signal: StopSignal) => void
  /** The last words of a run that does not end by itself: synchronous, and as short as may be when asked for `now`. Gives the exit code. */
  readonly lastWords: (signal: StopSignal, when: 'late' | 'now') => number
}

/** Everything that was started ends, what was said gets out, and then the process is gone. */
export const leave = async (code: number): Promise<never> => {
  killGroups()
  const flushed = Promise.all([process.stdout, process.stderr].map((it) => new Promise<void>((resolve) => void it.write('', () => resolve()))))
  await Promise.race([flushed, new Promise((resolve) => setTimeout(resolve, flushing))])
  process.exit(code)
}

/** Whoever read the log is gone, or its disk is full: no reason to stop in the middle of a release. */
const surviveClosedOutput = (): void => {
  for (const it of [process.stdout, process.stderr]) if (it.listenerCount('error') === 0) it.on('error', () => undefined)
}

/** `nohup slipway …` asks not to be ended with its terminal; a handler would undo that. */
const isIgnored = (signal: StopSignal): boolean => {
  try {
    const mask = /^SigIgn:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? '0'
    return ((BigInt(`0x${mask}`) >> BigInt(constants.signals[signal] - 1)) & 1n) === 1n
  } catch {
    return false
  }
}

/** Saying it must not keep the process from going; there may be nobody left to tell. */
const attempted = (words: () => number, otherwise: number): number => {
  try {
    return words()
  } catch {
    return otherwise
  }
}

export const stopOnSignals = ({ told, lastWords }: StopWords): Stop => {
  surviveClosedOutput()
  const controller = new AbortController()
  let came: StopSignal | undefined
  let watchdog: NodeJS.Timeout | undefined
  let over = false
  const end = (name: StopSignal, when: 'late' | 'now'): void => {
    if (when === 'now') killGroups()
    const code = over ? exitCodeOf(name) : attempted(() => lastWords(name, when), exitCodeOf(name))
    over = true
    void leave(code)
  }
  const onSignal = (signal: NodeJS.Signals): void => {
    const name = signal as StopSignal
    if (came !== undefined) return end(name, 'now')
    came = name
    watchdog = setTimeout(() => end(name, 'late'), patience)
    told(name)
    controller.abort(name)
  }
  // A runner may have been started with SIGINT ignored, and still cancels by it; only a hang-up is left ignored.
  const heard = names.filter((it) => it !== 'SIGHUP' || !isIgnored(it))
  for (const name of heard) process.on(name, onSignal)
  return {
    signal: controller.signal,
    by: () => came,
    isOver: () => over,
    dispose: () => {
      clearTimeout(watchdog)
      for (const name of heard) process.off(name, onSignal)
    },
  }
}
