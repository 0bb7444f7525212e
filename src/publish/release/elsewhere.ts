// A release in another repository than its source. Its tag there says nothing about the source: publishing makes it at the head of that
// repository's default branch, and a tag that is there already is kept where it is. The record names the source's commit.
import { repositoryText } from '../../core/facts.js'
import type { Finding } from '../../core/result.js'
import { problem } from '../../errors/release-error.js'
import type { ReadWorld } from '../../ports/world.js'
import { targetOf, type ReleaseTask } from './entry.js'

export const isElsewhere = ({ repository }: Pick<ReleaseTask, 'repository'>, world: Pick<ReadWorld, 'repository'>): boolean =>
  repository.toLowerCase() !== repositoryText(world.repository).toLowerCase()

/** GitHub says it only when the draft is to become public, after everything else is. */
export const emptyFindings = async (task: ReleaseTask, { github, repository }: ReadWorld): Promise<readonly Finding[]> => {
  if (!isElsewhere(task, { repository })) return []
  const target = targetOf(task)
  const { defaultBranch } = await github.repository(target)
  const { head } = await github.branch(target, defaultBranch)
  return head === undefined ? [{ severity: 'error', problem: problem('TARGET_EMPTY', { repository: task.repository, branch: defaultBranch }) }] : []
}
