// How far the change of a value is. Reads only.
import type { Artifact } from '../../core/artifact.js'
import type { Probe } from '../../core/result.js'
import { fail } from '../../errors/release-error.js'
import type { ReadWorld } from '../../ports/world.js'
import { resolveAll, type Resolved } from '../staged/resolve.js'
import { hasBegun, isDone, judge } from '../proposal/judge.js'
import { look } from '../proposal/look.js'
import type { Change } from '../proposal/proposal.js'
import type { EditTask } from './entry.js'
import { valueChange } from './value-change.js'

/** Undefined as long as the digest is not known. */
export const changeOf = (task: EditTask, [source]: readonly Resolved[]): Change | undefined => {
  if (task.parts.length > 1 && source?.digest === undefined) return undefined
  return valueChange({ file: task.proposal.file, at: task.at, document: task.document, value: task.parts.join(source?.digest ?? ''), title: task.title })
}

const outcomeOf = (task: EditTask, url?: string): Probe => ({ state: 'done', outcome: { where: `${task.proposal.repository} ${task.proposal.file}`, ...(url === undefined ? {} : { url }) } })

export const probeEdit = async (task: EditTask, inputs: readonly Artifact[], world: ReadWorld): Promise<Probe> => {
  const [source] = await resolveAll(task.sources, inputs, world)
  if (source?.moved) return { state: 'conflict', found: `${source.where} ${source.moved.found}`, wanted: `${source.where} ${source.moved.wanted}` }
  const change = changeOf(task, source ? [source] : [])
  if (!change) return { state: 'absent' }
  const situation = await look(task.proposal, world)
  // Once merged it was done; whatever somebody has put there since is theirs.
  if (isDone(change, situation) || situation.pull?.merged === true) return outcomeOf(task, situation.pull?.url)
  return source?.isStaged === false ? { state: 'absent' } : judge(task.proposal, change, situation)
}

/** Does it stand there, or is it proposed? */
export const hasBegunEdit = async (task: EditTask, inputs: readonly Artifact[], world: ReadWorld): Promise<boolean> => {
  const change = changeOf(task, await resolveAll(task.sources, inputs, world))
  if (!change) return false
  const situation = await look(task.proposal, world)
  return situation.pull?.merged === true || hasBegun(change, situation)
}

/** Fails when what is proposed is not what was pushed any more. */
export const stagedChange = async (task: EditTask, inputs: readonly Artifact[], world: ReadWorld): Promise<Change> => {
  const all = await resolveAll(task.sources, inputs, world)
  for (const it of all) {
    if (it.moved) return fail('PROMOTE_DIGEST_MOVED', { image: it.where, ...it.moved })
    if (!it.isStaged) return fail('PROMOTE_NOT_STAGED', { image: it.where })
  }
  return changeOf(task, all) ?? fail('BUG', { what: 'a value with a digest was to be proposed, and there is none' })
}
