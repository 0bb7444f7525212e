// What a signal says on the command line: of a run at work how it stands and how to go on; of one that is over (a world that was kept,
// say) that nothing is lost.
import type { Report } from '../core/report.js'
import type { Log } from '../ports/log.js'
import type { StopWords } from './signals.js'
import type { SoFar } from './so-far.js'

export interface Speaking {
  readonly soFar: SoFar
  readonly log: Pick<Log, 'info' | 'warn'>
  readonly show: (report: Report) => void
}

export const stopWords = ({ soFar, log, show }: Speaking): StopWords => ({
  told: (signal) => (soFar.isSettled() ? log.info(`${signal}: the run is over; what it used is cleared away`) : log.warn(`${signal}: no new effect is begun; ending what runs`)),
  lastWords: (signal, when) => {
    const report = soFar.report(signal)
    if (when === 'now') log.warn(`${signal} again: ended at once.${soFar.isSettled() ? '' : ` To go on: ${soFar.request().again}`}`)
    else if (!soFar.isSettled()) show(report)
    return report.exitCode
  },
})
