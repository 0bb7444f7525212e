// promote:edit and follow:rollout. One value of a file of any repository follows the release, through a pull request: the same way as an
// image list. Either the release waits until it is merged, or it is proposed when the release is out.
import type { Finding } from '../../core/result.js'
import { editReference } from '../../core/edit/reference-text.js'
import { ReleaseError } from '../../errors/release-error.js'
import { defineStep, type Step } from '../../ports/step.js'
import type { ReadWorld } from '../../ports/world.js'
import { comesFirst, editEntry, planEdit, type EditEntry, type EditTask } from '../file-edit/entry.js'
import { probeEdit, stagedChange } from '../file-edit/state.js'
import { whereOf } from '../file-edit/value-change.js'
import { readBase } from '../proposal/look.js'
import { preflightProposal } from '../proposal/preflight.js'
import { propose } from '../proposal/propose.js'

const editing = {
  slot: 'promote.edit',
  takes: ['image', 'chart'],
  gives: [],
  schema: editEntry,
  cost: () => ({ requests: 40, creates: 3 }),
  plan: planEdit,
  preflight: async (task, world) => [...(await checkFile(task, world)), ...(await preflightProposal(task.proposal, world))],
  probe: probeEdit,
  apply: async (task, inputs, world) => {
    const change = await stagedChange(task, inputs, world)
    await propose(task.proposal, change, { world, before: async () => void (await stagedChange(task, inputs, world)) })
  },
} satisfies Partial<Step<EditEntry, EditTask>>

export const promoteEdit = defineStep<EditEntry, EditTask>({
  ...editing,
  name: 'promote:edit',
  phase: 'promote',
  isFor: comesFirst,
  // What is changed has to be there: where this line also promotes, under its production name.
  needs: ['publish:image', 'publish:chart', 'verify:staged', 'promote:images', 'verify:production'],
})

/** Nothing that follows a release comes after this: it waits for people of another project. */
export const followRollout = defineStep<EditEntry, EditTask>({ ...editing, name: 'follow:rollout', phase: 'follow', isFor: (entry) => !comesFirst(entry) })

/** Is the value there, and can it be changed where it stands? */
const checkFile = async ({ proposal, at, document }: EditTask, world: ReadWorld): Promise<readonly Finding[]> => {
  try {
    editReference((await readBase(proposal, world)).text, proposal.file, whereOf({ at, document }), 'a value')
    return []
  } catch (failure) {
    if (!(failure instanceof ReleaseError)) throw failure
    return failure.problems.map((it) => ({ severity: 'error', problem: it }))
  }
}
