// Waiting for a lock that somebody else holds: told once for each holder, asked for gently, and never longer than the run may wait.
import { repositoryText, type Repository } from '../../core/facts.js'
import { breakCommand, graceMs, hasExpired, holderText, isEarlierAttempt, parseLock, type Holder, type Lock } from '../../core/lock.js'
import type { PinnedTag } from '../../core/plan.js'
import { fail } from '../../errors/release-error.js'
import type { Clock } from '../../ports/clock.js'
import type { GitHubReader } from '../../ports/github.js'
import type { Log } from '../../ports/log.js'

/** Who asks, and whom. */
export interface Asking {
  readonly github: GitHubReader
  readonly repository: Repository
  readonly holder: Holder
}

export interface Waiting extends Asking {
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
  readonly tag: Pick<PinnedTag, 'name' | 'commit'>
  readonly ref: string
  /** By our own clock. */
  readonly began: number
  readonly until: number
}

/** Between looks; the last one again and again. */
const pauses = [2_000, 5_000, 10_000, 15_000] as const
/** Every so many looks GitHub is asked whether the holder's run goes on. */
const looksPerRun = 3

export const isoTime = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z')

interface Seen {
  readonly object: string
  readonly lock: Lock
}

/** Undefined when the ref is gone; else the object that it may be taken over from. */
export const waitForHolder = async (it: Waiting): Promise<string | undefined> => {
  let seen: Seen | undefined
  let told = ''
  for (let looks = 0; ; looks++) {
    const target = await it.github.ref(it.repository, it.ref)
    if (!target) return undefined
    if (target.type !== 'tag') return broken(it, `it leads to a ${target.type}`)
    if (seen?.object !== target.object) seen = { object: target.object, lock: await read(it, target.object) }
    const why = await whyOver(it, seen.lock, looks % looksPerRun === 0)
    if (why !== undefined) {
      it.log.info(`Taking over the lock ${it.ref} from ${holderText(seen.lock.holder)}: ${why}.`)
      return seen.object
    }
    const who = holderText(seen.lock.holder)
    if (told !== who) tell(it, seen.lock)
    told = who
    await pause(it, seen.lock, pauses[Math.min(looks, pauses.length - 1)] ?? 0)
  }
}

const read = async (it: Waiting, object: string): Promise<Lock> =>
  parseLock(await it.github.tagText(it.repository, object), it.tag.name) ?? broken(it, `its text is none of a lock of ${it.tag.name}`)

const broken = ({ ref, repository }: Waiting, what: string): never =>
  fail('LOCK_BROKEN', { ref, repository: repositoryText(repository), what, command: breakCommand(repository, ref) })

/** Undefined while it counts. GitHub is asked for the holder's run only when it may be. */
export const whyOver = async ({ github, repository, holder }: Asking, lock: Lock, mayAsk = true): Promise<string | undefined> => {
  if (hasExpired(lock, github.time())) return `it ended at ${isoTime(lock.expires)} and was not renewed`
  // In a mirror stands the lock of the repository that it was taken from; whose runs are none of ours.
  if (lock.repository !== repositoryText(repository) || !('run' in lock.holder)) return undefined
  if (isEarlierAttempt(lock.holder, holder)) return 'it is an earlier attempt of this same workflow run'
  if (!mayAsk) return undefined
  const run = await github.workflowRun(repository, lock.holder.run)
  if (run.attempt > lock.holder.attempt) return `attempt ${run.attempt} of that run has begun since`
  return run.state === 'ended' && run.attempt === lock.holder.attempt ? 'that run has ended' : undefined
}

const tell = ({ ref, repository, until, clock, log }: Waiting, lock: Lock): void => {
  const seconds = Math.ceil(Math.max(0, until - clock.now()) / 1000)
  log.info(`Another run is releasing this tag: ${holderText(lock.holder)} holds ${ref}, until ${isoTime(lock.expires)} unless it goes on longer. Waiting for it, ${seconds} s at most.`)
  log.info(`If that run is gone for good: ${breakCommand(repository, ref)}`)
}

const pause = async (it: Waiting, lock: Lock, milliseconds: number): Promise<void> => {
  const left = it.until - it.clock.now()
  if (left <= 0) {
    const { ref, repository } = it
    return fail('LOCK_HELD', {
      ref, repository: repositoryText(repository), holder: holderText(lock.holder), until: isoTime(lock.expires), seconds: Math.round((it.clock.now() - it.began) / 1000), command: breakCommand(repository, ref),
    })
  }
  const toExpiry = lock.expires + graceMs + 1000 - it.github.time()
  await it.clock.sleep(Math.max(1000, Math.min(milliseconds, left, toExpiry)), it.signal)
}
