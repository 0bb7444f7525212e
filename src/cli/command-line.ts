// The command line behind its door: argv and environment → ports → run → pages and exit code.
import { appendFile, mkdir, cp } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { createConsoleLog } from '../adapters/console/console-log.js'
import { createProgress } from '../adapters/console/progress.js'
import { systemClock } from '../adapters/clock.js'
import type { Environment } from '../adapters/exec/child-environment.js'
import { createRealPorts } from '../adapters/real-ports.js'
import type { Verb } from '../core/request.js'
import type { Report } from '../core/report.js'
import { ReleaseError } from '../errors/release-error.js'
import { renderJson } from '../report/json.js'
import { endLine, phaseLine, startLine, stillLine } from '../report/live.js'
import { renderText } from '../report/text.js'
import { renderProblems } from '../report/words.js'
import { run } from '../run.js'
import { slipwayVersion } from '../version.js'
import { steps } from '../wire.js'
import { parseArgv, type Asked } from './parse-argv.js'
import { stopOnSignals } from './signals.js'

/** Verbs that look at the clone alone, and need not know where it lives on GitHub. */
const local = new Set<Verb>(['check', 'set-version'])

type Write = (text: string) => void

export const commandLine = async (argv: readonly string[], environment: Environment): Promise<number> => {
  const toStdout: Write = (text) => void process.stdout.write(text)
  const toStderr: Write = (text) => void process.stderr.write(text)
  try {
    const asked = parseArgv(argv)
    return await carry(asked, environment, asked.json ? { page: toStdout, progress: toStderr } : { page: toStdout, progress: toStdout })
  } catch (failure) {
    if (!(failure instanceof ReleaseError)) throw failure
    toStderr(`${renderProblems(failure.problems)}\n`)
    return exitOf(failure)
  }
}

const exitOf = (failure: ReleaseError): number => ({ config: 2, precondition: 3, remote: 4, bug: 70, gate: 20, conflict: 30 })[failure.kind]

const carry = async (asked: Asked, environment: Environment, write: { page: Write; progress: Write }): Promise<number> => {
  const log = createConsoleLog({ verbose: asked.verbose, write: (line) => write.progress(`${line}\n`) })
  const stop = stopOnSignals((signal) => log.warn(`${signal}: no new effect is begun; ending what runs`))
  const progress = createProgress(log, systemClock, { phase: phaseLine, start: startLine, end: endLine, still: stillLine })
  const show = async (report: Report): Promise<void> => {
    write.page(log.redact(asked.json ? renderJson(report) : `\n${renderText(report)}`))
    if (asked.out !== undefined) await copyOut(report, resolve(asked.out))
    const page = environment['GITHUB_STEP_SUMMARY']
    if (page) await appendFile(page, log.redact((await import('../report/markdown.js')).renderMarkdown(report)))
  }
  const folder = resolve(asked.repository)
  const base = { folder, environment, log, signal: stop.signal, slipway: slipwayVersion }
  try {
    if (asked.request.verb === 'rehearse') {
      const { rehearse } = await import('./rehearse.js')
      return await rehearse({ ...base, steps, request: asked.request, keep: asked.keep, carry: (ports, request) => run(request, ports, steps, progress.listen), show })
    }
    const real = await createRealPorts({ ...base, ...(local.has(asked.request.verb) ? { repository: { owner: 'local', name: basename(folder) } } : {}) })
    try {
      const report = await run(asked.request, real.ports, steps, progress.listen)
      await show(report)
      return report.exitCode
    } finally {
      await real.dispose()
    }
  } finally {
    progress.stop()
    stop.dispose()
  }
}

/** Files that were built, under their own names; images as OCI layouts in a folder of their name. */
const copyOut = async (report: Report, out: string): Promise<void> => {
  await mkdir(out, { recursive: true })
  for (const artifact of report.results.flatMap((it) => it.outcome?.artifacts ?? [])) {
    if (artifact.path !== undefined) await cp(artifact.path, join(out, artifact.fileName), { recursive: true })
  }
}
