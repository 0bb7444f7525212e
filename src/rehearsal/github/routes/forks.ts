// Who asks, and forks.
import { jsonAnswer } from '../../http/answer.js'
import type { WorldResponse } from '../../http/handler.js'
import type { Ask, Route } from '../ask.js'
import { forkFor } from '../forks.js'
import { refuse } from '../refusal.js'
import { timeText, userShape } from '../shapes/identity.js'
import { fullShape } from '../shapes/repository.js'

/** The fields that the description asks for beside those of any user. */
const self = (ask: Ask): WorldResponse => {
  const { token, login } = ask.actor
  if (!token || login === undefined) return refuse(401, 'Requires authentication')
  if ((token.kind === 'actions' || token.kind === 'app') && ask.forge.rules.has('W-TOK-13')) return refuse(403, 'Resource not accessible by integration')
  const time = timeText(0)
  return jsonAnswer(200, {
    ...userShape(ask.forge.user(login), ask.addresses), name: null, company: null, blog: null, location: null, email: null, hireable: null, bio: null,
    public_repos: 0, public_gists: 0, followers: 0, following: 0, created_at: time, updated_at: time,
  })
}

const create = (ask: Ask): WorldResponse => {
  if (ask.body.has('organization') || ask.body.has('name')) return refuse(501, 'a fork under another owner or name is not implemented in the rehearsal')
  return jsonAnswer(202, fullShape(forkFor(ask.forge, ask.repo, ask.login), ask))
}

export const forkRoutes: readonly Route[] = [
  { method: 'GET', path: '/user', operation: 'users/get-authenticated', needs: [], handle: self },
  { method: 'POST', path: '/repos/{owner}/{repo}/forks', operation: 'repos/create-fork', needs: [{ administration: 'write' }], creates: true, isOpen: true, handle: create },
]
