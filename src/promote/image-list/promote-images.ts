// promote:images. The list of a promoter grows by what this release staged, through a pull request. Done is when the base branch lists
// each tag with its digest; until somebody merges, it is waited for.
import type { Artifact } from '../../core/artifact.js'
import type { Finding } from '../../core/result.js'
import { fail, ReleaseError, type Problem } from '../../errors/release-error.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld, World } from '../../ports/world.js'
import { imagesEntry, planImages, type ImagesEntry, type ImagesTask } from '../images/entry.js'
import type { Promotion } from '../images/grow-list.js'
import { listChange } from '../images/list-change.js'
import { readImageList } from '../images/read-list.js'
import { probeImages, promotionsOf } from '../images/state.js'
import { readBase } from '../proposal/look.js'
import { preflightProposal } from '../proposal/preflight.js'
import { propose } from '../proposal/propose.js'
import { resolveAll } from '../staged/resolve.js'

export const promoteImages = defineStep<ImagesEntry, ImagesTask>({
  name: 'promote:images',
  phase: 'promote',
  slot: 'promote.images',
  takes: ['image', 'chart'],
  gives: [],
  needs: ['publish:image', 'publish:chart', 'verify:staged'],
  schema: imagesEntry,
  cost: () => ({ requests: 40, creates: 3 }),
  plan: planImages,
  preflight: async (task, world) => [...(await checkList(task, world)), ...(await preflightProposal(task.proposal, world))],
  probe: probeImages,
  apply: async (task, inputs, world) => {
    const { proposal, project } = task
    const promotions = await staged(task, inputs, world)
    // Right before each write too: what was pushed may be pushed over by another build of the same tag.
    const again = async (): Promise<void> => void (await staged(task, inputs, world))
    await propose(proposal, listChange(proposal.file, project, promotions), { world, before: again })
  },
})

const staged = async (task: ImagesTask, inputs: readonly Artifact[], world: World): Promise<readonly Promotion[]> => {
  const all = await resolveAll(task.sources, inputs, world)
  for (const it of all) {
    if (it.moved) return fail('PROMOTE_DIGEST_MOVED', { image: it.where, ...it.moved })
    if (!it.isStaged) return fail('PROMOTE_NOT_STAGED', { image: it.where })
  }
  return promotionsOf(all)
}

const checkList = async ({ proposal }: ImagesTask, world: ReadWorld): Promise<readonly Finding[]> => {
  try {
    readImageList((await readBase(proposal, world)).text.replace(/^\ufeff/, ''), proposal.file)
    return []
  } catch (failure) {
    return problemsOf(failure).map((it) => ({ severity: 'error', problem: it }))
  }
}

const problemsOf = (failure: unknown): readonly Problem[] => {
  if (failure instanceof ReleaseError) return failure.problems
  throw failure
}
