// Has a run of a workflow ended? It is a help only: whoever cannot see it goes by the expiry of the lock, so nothing fails here.
import type { components } from '@octokit/openapi-types'
import { repositoryText, type Repository } from '../../core/facts.js'
import type { WorkflowRun } from '../../ports/github.js'
import { encodePath, type Api } from './api.js'
import { Fields } from './shape.js'

export const workflowRun = async (api: Api, repository: Repository, id: number): Promise<WorkflowRun> => {
  const name = repositoryText(repository)
  const what = `read the workflow run ${id} of ${name}`
  const answer = await api.ask({ method: 'GET', path: `/repos/${encodePath(name)}/actions/runs/${id}`, what })
  if (answer.status !== 200) {
    api.settings.log.debug(`GitHub answered ${answer.status} when asked to ${what}: only the expiry of its lock counts`)
    return { state: 'unknown', attempt: 0 }
  }
  const it = new Fields<components['schemas']['workflow-run']>(answer.value, what)
  return { state: it.textOr('status', '') === 'completed' ? 'ended' : 'running', attempt: it.numberOr('run_attempt', 1) }
}
