// Ending a child with all its descendants. A child leads its own process group, so that one signal reaches the whole tree.
import { setTimeout as sleep } from 'node:timers/promises'

const pollEvery = 25

/** Leaders of the groups that this process has started and that may still live. */
const started = new Set<number>()

/** From now on the group is ended with this process, also when there is no time left to ask it. */
export const watchGroup = (leader: number): void => void started.add(leader)
export const forgetGroup = (leader: number): void => void started.delete(leader)

/** SIGKILL to everything that was started: the last thing before a process goes that cannot wait any longer. */
export const killGroups = (): void => {
  for (const leader of started) signalGroup(leader, 'SIGKILL')
  started.clear()
}

/** Sends to every process of the group; false when it is empty. */
export const signalGroup = (leader: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    process.kill(-leader, signal)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ESRCH') return false
    // EPERM: what is left of the group has another owner (a setuid program); it is not ours to end.
    if (code === 'EPERM') return false
    throw error
  }
}

/** Waits until the group is empty; false when it still lives after so many milliseconds. */
const emptyWithin = async (leader: number, milliseconds: number): Promise<boolean> => {
  const until = performance.now() + milliseconds
  while (signalGroup(leader, 0)) {
    if (performance.now() > until) return false
    await sleep(pollEvery)
  }
  return true
}

/**
 * SIGTERM to the group, SIGKILL for what is left after the grace. Returns when nobody is left. The wait after SIGKILL has
 * an end as well: in a container whose first process collects no orphans, a dead process stays in its group for good.
 */
export const endGroup = async (leader: number, grace: number): Promise<void> => {
  if (!signalGroup(leader, 'SIGTERM')) return
  if (await emptyWithin(leader, grace)) return
  signalGroup(leader, 'SIGKILL')
  await emptyWithin(leader, 1000)
}
