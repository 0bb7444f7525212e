// The command line behind its door: argv and environment → request and ports → run → pages and exit code.
import { existsSync } from 'node:fs'
import { appendFile, cp, mkdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { createConsoleLog } from '../adapters/console/console-log.js'
import type { Environment } from '../adapters/exec/child-environment.js'
import { failureOf, type Report } from '../core/report.js'
import type { Verb } from '../core/request.js'
import { fail, ReleaseError } from '../errors/release-error.js'
import { renderJson } from '../report/json.js'
import { renderMarkdown } from '../report/markdown.js'
import { renderText } from '../report/text.js'
import { renderProblems } from '../report/words.js'
import { slipwayVersion } from '../version.js'
import { carryOutRequest } from './carry-out-request.js'
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
    return failureOf(failure.problems).exitCode
  }
}

const carry = async (asked: Asked, environment: Environment, write: { readonly page: Write; readonly progress: Write }): Promise<number> => {
  const log = createConsoleLog({ verbose: asked.verbose, write: (line) => write.progress(`${line}\n`) })
  const stop = stopOnSignals((signal) => log.warn(`${signal}: no new effect is begun; ending what runs`))
  const { request } = asked
  if (!existsSync(asked.repository)) fail('USAGE', { what: `There is no folder ${asked.repository}, which --repository names.` })
  const base = { folder: resolve(asked.repository), environment, log, signal: stop.signal, slipway: slipwayVersion }
  const show = async (report: Report): Promise<void> => {
    write.page(log.redact(asked.json ? renderJson(report) : `\n${renderText(report)}`))
    if (asked.out !== undefined) await copyOut(report, resolve(asked.out))
    const summary = environment['GITHUB_STEP_SUMMARY']
    if (summary) await appendFile(summary, log.redact(renderMarkdown(report)))
  }
  try {
    if (request.verb === 'rehearse') {
      const { rehearse } = await import('./rehearse.js')
      return await rehearse({ ...base, request, keep: asked.keep, show })
    }
    const report = await carryOutRequest(request, { ...base, ...(local.has(request.verb) ? { repository: { owner: 'local', name: basename(base.folder) } } : {}), done: show })
    return report.exitCode
  } finally {
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
