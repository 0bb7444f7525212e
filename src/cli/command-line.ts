// The command line behind its door: argv and environment → request and ports → run → pages and exit code.
import { existsSync } from 'node:fs'
import { appendFile, cp, mkdir, rename, rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { systemClock } from '../adapters/clock.js'
import { createConsoleLog } from '../adapters/console/console-log.js'
import { withoutReleaseCredentials } from '../adapters/environment.js'
import type { Environment } from '../adapters/exec/child-environment.js'
import { failureOf, type Report } from '../core/report.js'
import { withFolders } from '../core/checked-request.js'
import { asksGitHubAlone, isLocal, needsNoToken } from '../core/request.js'
import { asProblems } from '../engine/failures.js'
import { fail } from '../errors/release-error.js'
import { renderJson } from '../report/json.js'
import { renderMarkdown } from '../report/markdown.js'
import { renderText } from '../report/text.js'
import { renderProblems } from '../report/words.js'
import { slipwayVersion } from '../version.js'
import { carryOutRequest, type CarryOut } from './carry-out-request.js'
import { cloneRoot } from './clone-root.js'
import { parseArgv, type Asked } from './parse-argv.js'
import { leave, stopOnSignals } from './signals.js'
import { createSoFar } from './so-far.js'
import { stopWords } from './stop-words.js'

type Write = (text: string) => void

export const commandLine = async (argv: readonly string[], environment: Environment): Promise<number> => {
  const toStdout: Write = (text) => void process.stdout.write(text)
  const toStderr: Write = (text) => void process.stderr.write(text)
  try {
    const parsed = parseArgv(argv)
    const asked = { ...parsed, request: withFolders(parsed.request, (path) => resolve(path)) }
    return await carry(asked, environment, asked.json ? { page: toStdout, progress: toStderr } : { page: toStdout, progress: toStdout })
  } catch (failure) {
    const problems = asProblems(failure)
    if (problems.some((it) => it.code === 'BUG')) throw failure
    toStderr(`${renderProblems(problems)}\n`)
    return failureOf(problems).exitCode
  }
}

type Writes = { readonly page: Write; readonly progress: Write }

const carry = async (asked: Asked, environment: Environment, write: Writes): Promise<number> => {
  const log = createConsoleLog({ verbose: asked.verbose, write: (line) => write.progress(`${line}\n`) })
  const soFar = createSoFar(systemClock)
  soFar.begin(asked.request)
  const page = (report: Report): string => log.redact(asked.json ? renderJson(report) : `\n${renderText(report)}`)
  const stop = stopOnSignals(stopWords({ soFar, log, show: (report) => write.page(page(report)) }))
  const show = async (report: Report): Promise<void> => {
    soFar.settle(report)
    if (stop.isOver()) return
    write.page(page(report))
    if (asked.out !== undefined) await copyOut(report, resolve(asked.out))
    const summary = environment['GITHUB_STEP_SUMMARY']
    if (summary) await appendFile(summary, log.redact(renderMarkdown(report)))
  }
  try {
    const code = await carried(asked, { environment, log, show, signal: stop.signal, listener: soFar.listen })
    if (stop.by()) await leave(code)
    return code
  } catch (failure) {
    const by = stop.by()
    if (by === undefined) throw failure
    // Stopped before the run had begun, or while it was cleared away.
    const report = soFar.report(by)
    if (!stop.isOver()) write.page(page(report))
    return await leave(report.exitCode)
  } finally {
    stop.dispose()
  }
}

type Carrying = Pick<CarryOut, 'environment' | 'log' | 'signal' | 'listener'> & { readonly show: (report: Report) => Promise<void> }

const carried = async ({ request, repository, keep, play }: Asked, { show, ...it }: Carrying): Promise<number> => {
  if (!existsSync(repository)) fail('USAGE', { what: `There is no folder ${repository}, which --repository names.` })
  const environment = needsNoToken(request.verb) ? withoutReleaseCredentials(it.environment) : it.environment
  const base = { ...it, environment, folder: cloneRoot(repository), slipway: slipwayVersion }
  if (request.verb === 'rehearse') {
    if (play !== undefined) {
      const { rehearsePlay } = await import('./play/rehearse-play.js')
      return rehearsePlay({ ...base, request, keep, show, file: resolve(play) })
    }
    const { rehearse } = await import('./rehearse.js')
    return rehearse({ ...base, request, keep, show })
  }
  const report = await carryOutRequest(request, { ...base, ...(isLocal(request.verb) ? { repository: { owner: 'local', name: basename(base.folder) } } : {}), mayBeUnplaced: asksGitHubAlone(request.verb), done: show })
  return report.exitCode
}

/** Files that were built, under their own names; images as OCI layouts in a folder of their name. Never a part of one under its name. */
const copyOut = async (report: Report, out: string): Promise<void> => {
  await mkdir(out, { recursive: true })
  for (const artifact of report.results.flatMap((it) => it.outcome?.artifacts ?? [])) {
    if (artifact.path === undefined) continue
    const [to, beside] = [join(out, artifact.fileName), join(out, `.${artifact.fileName}.${process.pid}.part`)]
    try {
      await cp(artifact.path, beside, { recursive: true })
      await rm(to, { recursive: true, force: true })
      await rename(beside, to)
    } catch (failure) {
      await rm(beside, { recursive: true, force: true })
      throw failure
    }
  }
}
