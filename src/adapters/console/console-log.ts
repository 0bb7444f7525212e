// The one writer of the log on a terminal (or a plain pipe). Redacts; shows the output of children only when asked, but
// tells every few seconds what a long task is doing, so that nobody has to wonder whether it hangs.
import { createRedactor } from '../../core/redact.js'
import { withoutControls } from '../../core/plain-text.js'
import type { Log } from '../../ports/log.js'

export interface ConsoleOptions {
  readonly verbose: boolean
  /** One finished line of text, without its end. */
  readonly write: (line: string) => void
}

export const createConsoleLog = ({ verbose, write }: ConsoleOptions): Log & { redact(text: string): string } => {
  const redactor = createRedactor()
  const say = (text: string): void => text.split('\n').forEach((line) => write(redactor.redact(line)))
  return {
    info: say,
    warn: (text) => say(`warning: ${text}`),
    error: (text) => say(`error: ${text}`),
    debug: (text) => (verbose ? say(`  · ${text}`) : undefined),
    child: (source, line) => (verbose ? say(`     ${source} │ ${withoutControls(line)}`) : undefined),
    secret: (value) => redactor.register(value),
    redact: (text) => redactor.redact(text),
  }
}
