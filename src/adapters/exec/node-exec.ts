// The exec port over processes of this machine.
import { basename } from 'node:path'
import type { Command, Exec, Finished } from '../../ports/exec.js'
import type { Log } from '../../ports/log.js'
import { toldDiskFull } from '../../core/disk-full.js'
import { fail } from '../../errors/release-error.js'
import { childEnvironment, secretsAmong, type Environment } from './child-environment.js'
import { runChild, type ChildEnd } from './child.js'
import { findTool, howToGet } from './find-tool.js'
import { LastLines, LineCutter } from './output.js'

export interface ExecOptions {
  readonly log: Log
  /** The environment of this process; only allow-listed names of it reach a child. */
  readonly environment: Environment
  /** Ends every child, beside the signal of each command. */
  readonly signal?: AbortSignal
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly grace?: number
}

const keptBytes = 10 * 1024 * 1024
const keptLines = 25

/** One line for messages. Arguments hold no secrets: those travel by environment or standard input. */
const commandText = (command: Command): string => {
  const words = [basename(command.tool), ...command.args].map((it) => (/^[\w@%+=:,./-]+$/.test(it) ? it : `'${it.replaceAll("'", String.raw`'\''`)}'`))
  const text = words.join(' ').replaceAll('\n', ' ')
  return text.length > 300 ? `${text.slice(0, 300)} …` : text
}

const anySignal = (...signals: (AbortSignal | undefined)[]): AbortSignal | undefined => {
  const given = signals.filter((it) => it !== undefined)
  return given.length > 1 ? AbortSignal.any(given) : given[0]
}

const finished = (command: Command, end: ChildEnd, took: number): Finished => {
  if (end.truncated && command.whole === true) fail('TOOL_OUTPUT_TOO_LARGE', { tool: basename(command.tool), limit: keptBytes })
  return { code: end.code, stdout: end.stdout.toString('utf8'), stderr: end.stderr.toString('utf8'), took }
}

export const createExec = (options: ExecOptions): Exec => {
  const path = childEnvironment(options.environment, '', {})['PATH']
  // The machine's set-up may have found the interpreter that can build; the first python3 of PATH often cannot.
  const chosen: Readonly<Record<string, string | undefined>> = { python3: options.environment['SLIPWAY_PYTHON'] }
  const find = async (tool: string): Promise<string | undefined> => findTool(chosen[tool] ?? tool, path)

  const start = async (command: Command): Promise<{ finished: Finished; end: ChildEnd; lines: readonly string[] }> => {
    const tool = basename(command.tool)
    const file = (await find(command.tool)) ?? fail('TOOL_MISSING', { tool: command.tool, how: howToGet(tool) })
    const wanted = { add: command.env ?? {}, pass: command.pass ?? [], secrets: command.secrets ?? [] }
    const env = childEnvironment(options.environment, tool, wanted)
    for (const value of secretsAmong(env, wanted)) options.log.secret(value)
    const last = new LastLines(keptLines)
    const onLine = (line: string): void => {
      last.push(line)
      if (command.show !== false) options.log.child(tool, line)
    }
    const cutters = { stdout: new LineCutter(onLine), stderr: new LineCutter(onLine) }
    const signal = anySignal(command.signal, options.signal)
    const began = performance.now()
    const end = await runChild({
      file,
      args: command.args,
      cwd: command.cwd,
      env,
      limit: keptBytes,
      onOutput: (which, part) => cutters[which].push(part),
      ...(command.stdin === undefined ? {} : { stdin: command.stdin }),
      ...(command.stdoutFile === undefined ? {} : { stdoutFile: command.stdoutFile }),
      ...(signal ? { signal } : {}),
      ...(options.grace === undefined ? {} : { grace: options.grace }),
    })
    cutters.stdout.end()
    cutters.stderr.end()
    // Whoever asked may take a failure for an answer ("no index", "no such builder"); this one is none.
    const full = end.code === 0 ? undefined : toldDiskFull(last.all().join('\n'), end.signal)
    if (full !== undefined) fail('DISK_FULL', { what: commandText(command), path: 'what it was writing', said: full })
    return { finished: finished(command, end, performance.now() - began), end, lines: last.all() }
  }

  return {
    find,
    run: async (command) => (await start(command)).finished,
    check: async (command) => {
      const { finished: it, end, lines } = await start(command)
      if (end.code !== 0) {
        const code = end.signal ? `signal ${end.signal}` : `exit code ${end.code}`
        fail('TOOL_FAILED', { tool: basename(command.tool), command: commandText(command), code, lines })
      }
      return it
    },
  }
}
