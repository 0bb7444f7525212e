// A request carried out against the world that the environment names: ports, run, and everything closed again.
import { systemClock } from '../adapters/clock.js'
import { createProgress } from '../adapters/console/progress.js'
import { createRealPorts, type RealRequest } from '../adapters/real-ports.js'
import { withSignal, type Report } from '../core/report.js'
import type { Request } from '../core/request.js'
import type { Listener } from '../engine/events.js'
import { endLine, phaseLine, startLine, stillLine } from '../report/live.js'
import { run } from '../run.js'
import { steps } from '../wire.js'

export interface CarryOut extends RealRequest {
  /** Called with the report while the files of the run are still there. */
  readonly done?: (report: Report) => Promise<void>
  /** Told everything, beside the lines of progress. */
  readonly listener?: Listener
}

export const carryOutRequest = async (request: Request, { done, listener, ...world }: CarryOut): Promise<Report> => {
  const progress = createProgress(world.log, systemClock, { phase: phaseLine, start: startLine, end: endLine, still: stillLine })
  try {
    const real = await createRealPorts(world)
    try {
      const listen: Listener = (event) => {
        listener?.(event)
        progress.listen(event)
      }
      const report = withSignal(await run(request, real.ports, steps, listen), world.signal.reason)
      await done?.(report)
      return report
    } finally {
      await real.dispose()
    }
  } finally {
    progress.stop()
  }
}
