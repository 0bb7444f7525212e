// The one writer of the log inside a GitHub Actions runner. Workflow commands are stopped for the whole run, so that no
// text from outside (output of a build, a tag, a branch name) is ever taken for one; ours are let through one at a time.
import { randomUUID } from 'node:crypto'
import { withoutControls } from '../../core/plain-text.js'
import { createRedactor } from '../../core/redact.js'
import type { Log } from '../../ports/log.js'
import type { Problem } from '../../errors/release-error.js'

export interface RunnerLog extends Log {
  redact(text: string): string
  annotate(severity: 'error' | 'warning', problem: Problem): void
  /** An annotation without a place. */
  notice(title: string, text: string): void
  end(): void
}

const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

export const createRunnerLog = (write: (line: string) => void, isDebug: boolean): RunnerLog => {
  const redactor = createRedactor()
  const token = randomUUID()
  const masked = new Set<string>()
  const say = (text: string): void => text.split('\n').forEach((line) => write(redactor.redact(line)))
  const command = (line: string): void => [`::${token}::`, line, `::stop-commands::${token}`].forEach(write)
  write(`::stop-commands::${token}`)
  return {
    info: say,
    warn: (text) => say(`warning: ${text}`),
    error: (text) => say(`error: ${text}`),
    debug: (text) => (isDebug ? say(`  · ${text}`) : undefined),
    child: (source, line) => say(`     ${source} │ ${withoutControls(line)}`),
    secret: (value) => {
      redactor.register(value)
      for (const line of value.split(/\r?\n/).map((it) => it.trim())) {
        if (line === '' || masked.has(line)) continue
        masked.add(line)
        command(`::add-mask::${escapeData(line)}`)
      }
    },
    redact: (text) => redactor.redact(text),
    annotate: (severity, problem) => {
      const place = [
        ...(problem.place?.file !== undefined ? [`file=${escapeProperty(problem.place.file)}`] : []),
        ...(problem.place?.line !== undefined ? [`line=${problem.place.line}`] : []),
        `title=${escapeProperty(problem.code)}`,
      ]
      command(`::${severity} ${place.join(',')}::${escapeData(redactor.redact(`${problem.message}\n${problem.hint}`))}`)
    },
    notice: (title, text) => command(`::notice title=${escapeProperty(redactor.redact(title))}::${escapeData(redactor.redact(text))}`),
    end: () => write(`::${token}::`),
  }
}
