// Has the token a right? GitHub does not tell in advance, so each right is asked for with a request that needs it and that can
// never take effect, whatever the answer. Such requests are marked, and counted apart from writes.
import { repositoryText, type Repository } from '../../core/facts.js'
import type { Json } from '../../core/json.js'
import type { Access, Scope } from '../../ports/github.js'
import { encodePath, type Api } from './api.js'
import { saidBy } from './refusal.js'

/** No object has this id, so a ref to it is refused: after the right was checked. */
const noObject = '0'.repeat(40)

const probes: { readonly [S in Scope]?: { readonly path: string; readonly json: Json } } = {
  'contents:write': { path: '/git/refs', json: { ref: 'refs/heads/slipway-access-probe', sha: noObject } },
  // From a branch that does not exist into itself.
  'pull-requests:write': { path: '/pulls', json: { title: 'access probe', head: 'slipway-access-probe', base: 'slipway-access-probe' } },
  // An issue needs a title.
  'issues:write': { path: '/issues', json: {} },
}

export const canDo = async (api: Api, repository: Repository, scope: Scope): Promise<Access> => {
  const probe = probes[scope]
  if (!probe) return { state: 'unproven', reason: 'GitHub has no request that asks for it without taking effect' }
  const answer = await api.ask({
    method: 'POST', path: `/repos/${encodePath(repositoryText(repository))}${probe.path}`, json: probe.json, what: `ask for ${scope} of ${repositoryText(repository)}`,
    probe: true, idempotent: true, creates: scope !== 'contents:write',
  })
  const said = saidBy(answer.value)
  if (answer.status === 422 || answer.status === 409) return { state: 'granted' }
  if (answer.status === 401 || answer.status === 403 || answer.status === 404) {
    const accepted = answer.headers['x-accepted-github-permissions']
    return { state: 'denied', reason: `GitHub answered ${answer.status}: ${said}${accepted ? ` (it accepts: ${accepted})` : ''}` }
  }
  return { state: 'unproven', reason: `GitHub answered ${answer.status}: ${said}` }
}
