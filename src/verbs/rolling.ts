// What a release of a name that rolls asks of the run as a whole: a late run for an older commit has nothing to do, and a gap that an earlier
// one left is closed before anything is built.
import type { Plan } from '../core/plan.js'
import type { Finding } from '../core/result.js'
import { ReleaseError } from '../errors/release-error.js'
import type { World } from '../ports/world.js'
import { mend, rollingTasks, tornIn } from '../publish/release/mend.js'

type Checked = { readonly findings: readonly Finding[] } | { readonly overtaken: string }

/** A daily run that waited in a queue is no failure: what it was for is out, and more. */
export const overtakenOr = async (check: () => Promise<readonly Finding[]>): Promise<Checked> => {
  try {
    return { findings: await check() }
  } catch (failure) {
    if (!(failure instanceof ReleaseError) || !failure.problems.every((it) => it.code === 'ROLLING_OLDER')) throw failure
    return { overtaken: failure.problems.map((it) => it.message).join(' ') }
  }
}

export const mendBefore = async ({ tasks }: Plan, { world, enter }: { readonly world: World; readonly enter: () => Promise<unknown> }): Promise<void> => {
  for (const task of rollingTasks(tasks)) {
    if (!(await tornIn(world.github, task, world.tag.name))) continue
    await enter()
    await mend(task, world)
  }
}
