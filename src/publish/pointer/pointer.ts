// point:pointer: files and git tags by which people find the newest release. They move last of all, when everything that they lead to is
// public, and never backward.
import type { Finding, Probe } from '../../core/result.js'
import { problem } from '../../errors/release-error.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld } from '../../ports/world.js'
import { nameOf, planPointer, pointerEntry, repositoryOf, type PointerEntry, type PointerTask } from './entry.js'
import { branchOf, move, standing } from './move.js'
import { newerRelease } from './newer.js'

export const pointPointer = defineStep<PointerEntry, PointerTask>({
  name: 'point:pointer',
  phase: 'point',
  slot: 'publish.pointer',
  takes: [],
  gives: [],
  needs: ['publish:release', 'publish:image', 'publish:chart', 'publish:index', 'point:image'],
  schema: pointerEntry,
  cost: () => ({ requests: 8, creates: 0 }),
  plan: planPointer,
  preflight: (task, world) => preflight(task, world),
  probe: (task, _inputs, world) => probe(task, world),
  apply: async (task, _inputs, world) => move(task, world),
})

const preflight = async (task: PointerTask, world: ReadWorld): Promise<readonly Finding[]> => {
  const repository = repositoryOf(task.repository)
  if ((await standing(task, world)).isRight) return []
  const access = await world.github.can(repository, 'contents:write')
  const said = access.reason ?? ''
  if (access.state === 'denied') return [{ severity: 'error', problem: problem('RIGHT_MISSING', { scope: 'contents:write', repository: task.repository, why: `point ${nameOf(task)} to the release`, said }) }]
  if (task.kind === 'file') {
    const branch = await branchOf(task, world)
    const rules = await world.github.branch(repository, branch)
    if (!rules.takesCommits) return [{ severity: 'error', problem: problem('POINTER_PROTECTED', { file: task.file, repository: task.repository, branch, said: rules.reason ?? 'its rules say so' }) }]
  }
  return access.state === 'granted' ? [] : [{ severity: 'unproven', problem: problem('RIGHT_UNPROVEN', { scope: 'contents:write', where: task.repository, said }) }]
}

const probe = async (task: PointerTask, world: ReadWorld): Promise<Probe> => {
  const now = await standing(task, world)
  const where = task.kind === 'file' ? `${task.repository}/${task.file}` : `${task.repository} ${task.tag}`
  if (now.isRight) return { state: 'done', outcome: { where } }
  const newer = await newerRelease(task, world)
  if (newer !== undefined) return { state: 'done', outcome: { where, note: `not moved: ${newer} is out, and pointers never move backward` } }
  return now.isThere ? { state: 'partial', missing: [nameOf(task)] } : { state: 'absent' }
}
