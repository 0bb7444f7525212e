// A request carried out against the world that the environment names: ports, run, and everything closed again.
import { systemClock } from '../adapters/clock.js'
import { createProgress } from '../adapters/console/progress.js'
import { createRealPorts, type RealRequest } from '../adapters/real-ports.js'
import type { Report } from '../core/report.js'
import type { Request } from '../core/request.js'
import { endLine, phaseLine, startLine, stillLine } from '../report/live.js'
import { run } from '../run.js'
import { steps } from '../wire.js'

export interface CarryOut extends RealRequest {
  /** Called with the report while the files of the run are still there. */
  readonly done?: (report: Report) => Promise<void>
}

export const carryOutRequest = async (request: Request, { done, ...world }: CarryOut): Promise<Report> => {
  const progress = createProgress(world.log, systemClock, { phase: phaseLine, start: startLine, end: endLine, still: stillLine })
  try {
    const real = await createRealPorts(world)
    try {
      const report = await run(request, real.ports, steps, progress.listen)
      await done?.(report)
      return report
    } finally {
      await real.dispose()
    }
  } finally {
    progress.stop()
  }
}
