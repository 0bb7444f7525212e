// Trusted publishing: the runner that gives a job its identity, and the index that gives a token for it. Identities are not signed here:
// who may ask for one is what a rehearsal can show, not who could forge one.
import { randomBytes } from 'node:crypto'
import { normalised } from '../../core/distribution/name.js'
import { jsonAnswer, textAnswer } from '../http/answer.js'
import type { WorldRequest, WorldResponse } from '../http/handler.js'
import type { Publisher } from './settings.js'
import type { Uploading } from './uploads.js'

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** As the address in ACTIONS_ID_TOKEN_REQUEST_URL answers. */
export const giveIdentity = ({ settings, now, has }: Uploading, request: WorldRequest): WorldResponse => {
  const { job } = settings
  if (!job || (request.headers['authorization'] !== `Bearer ${job.token}` && has('P-RUN-01'))) return textAnswer(401, 'the token of this job is asked for')
  const seconds = Math.floor(now / 1000)
  const claims = {
    iss: 'https://token.actions.githubusercontent.com', iat: seconds, nbf: seconds, exp: seconds + 300, ref: job.ref,
    ...(has('P-RUN-02') ? { aud: request.url.searchParams.get('audience') ?? `https://github.com/${job.repository.split('/')[0] ?? ''}`, sub: `repo:${job.repository}:ref:${job.ref}`, repository: job.repository, repository_owner: job.repository.split('/')[0], workflow_ref: `${job.repository}/.github/workflows/${job.workflow}@${job.ref}`, job_workflow_ref: `${job.repository}/.github/workflows/${job.workflow}@${job.ref}` } : {}),
    ...(job.environment === undefined ? {} : { environment: job.environment }),
  }
  return jsonAnswer(200, { count: 1, value: `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(claims)}.${Buffer.from('not signed in a rehearsal').toString('base64url')}` })
}

export const giveAudience = ({ settings, has }: Uploading): WorldResponse => {
  if (settings.trusted === 'none' || !has('P-OID-01')) return textAnswer(404, 'not found')
  if (settings.trusted === 'off' && has('P-OID-08')) return jsonAnswer(403, { message: 'Trusted publishing functionality not enabled' })
  return jsonAnswer(200, { audience: settings.audience })
}

type Claims = Readonly<Record<string, unknown>>

const claimsIn = (body: string): Claims | undefined => {
  try {
    const { token } = JSON.parse(body) as { token: string }
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Claims
  } catch {
    return undefined
  }
}

const errors = (code: string, description: string): WorldResponse => jsonAnswer(422, { message: 'Token request failed', errors: [{ code, description }] })

const fits = (it: Publisher, claims: Claims): boolean =>
  it.repository === claims['repository'] && (it.environment === undefined || it.environment === claims['environment'])
  && (it.workflow === undefined || String(claims['workflow_ref']).includes(`/.github/workflows/${it.workflow}@`))

/** `path` is the part behind `/_/oidc/`. */
export const mint = (world: Uploading, path: string, body: string): WorldResponse => {
  const { settings, state, now, has } = world
  const isOld = path === 'github/mint-token'
  if (settings.trusted === 'none' || (isOld ? !has('P-OID-07') : settings.trusted === 'old')) return textAnswer(404, 'not found')
  if (settings.trusted === 'off') return errors('not-enabled', 'GitHub-based trusted publishing functionality not enabled')
  const claims = claimsIn(body)
  if (!claims) return errors('invalid-payload', 'the body holds no token')
  if ((claims['aud'] !== settings.audience || Number(claims['exp']) * 1000 < now) && has('P-OID-04')) return errors('invalid-token', 'malformed or invalid token')
  const pending = settings.pending.filter((it) => fits(it, claims) && !state.projects.has(normalised(it.project)))
  if (has('P-OID-06')) for (const it of pending) state.projects.set(normalised(it.project), { name: it.project, files: [] })
  const own = [...settings.publishers, ...settings.pending].filter((it) => fits(it, claims)).map((it) => normalised(it.project)).filter((it) => state.projects.has(it))
  const projects = settings.anyOf !== undefined && settings.anyOf === claims['repository'] ? ['*'] : own
  if (projects.length === 0 && has('P-OID-03')) return errors('invalid-publisher', 'valid token, but no corresponding publisher (Publisher with matching claims was not found)')
  const token = `pypi-minted-${randomBytes(16).toString('hex')}`
  const until = now + 15 * 60_000
  state.minted.set(token, { projects: has('P-OID-02') ? projects : [], until, repository: String(claims['repository']) })
  return jsonAnswer(200, { success: true, token, expires: Math.floor(until / 1000) })
}
