// A run of a workflow as the API shows it.
import type { Ask } from '../ask.js'
import type { WorkflowRun } from '../state.js'
import { nodeId, timeText, userShape, type Schemas } from './identity.js'
import { messageOf } from './git.js'
import { minimalShape } from './repository.js'

export const workflowRunShape = async (ask: Ask, it: WorkflowRun): Promise<Schemas['workflow-run']> => {
  const url = ask.url(`/actions/runs/${it.id}`)
  const { rules } = ask.forge
  const attempt = rules.has('W-ACT-01') ? it.attempt : 1
  const commit = await ask.git.commit(it.commit)
  const { author, committer } = commit
  const user = userShape(ask.forge.user(it.actor), ask.addresses)
  const repository = minimalShape(ask.repo, ask)
  return {
    id: it.id, node_id: nodeId('WorkflowRun', it.id), name: 'Release', display_title: messageOf(commit).split('\n')[0] ?? '', path: '.github/workflows/release.yml', event: 'push',
    head_branch: ask.repo.settings.defaultBranch, head_sha: it.commit, run_number: 1, run_attempt: attempt, workflow_id: 1,
    status: it.status, conclusion: it.status === 'completed' || !rules.has('W-ACT-02') ? (it.conclusion ?? 'success') : null,
    created_at: timeText(it.at), updated_at: timeText(it.at), run_started_at: timeText(it.at), actor: user, triggering_actor: user, pull_requests: [],
    url, html_url: ask.page(`/actions/runs/${it.id}`), jobs_url: `${url}/jobs`, logs_url: `${url}/logs`, artifacts_url: `${url}/artifacts`, cancel_url: `${url}/cancel`, rerun_url: `${url}/rerun`,
    check_suite_url: ask.url(`/check-suites/${it.id}`), workflow_url: ask.url('/actions/workflows/1'), previous_attempt_url: attempt > 1 ? `${url}/attempts/${attempt - 1}` : null,
    head_commit: {
      id: commit.id, tree_id: commit.tree, message: messageOf(commit), timestamp: timeText(committer.time * 1000),
      author: { name: author.name, email: author.email }, committer: { name: committer.name, email: committer.email },
    },
    repository, head_repository: repository,
  }
}
