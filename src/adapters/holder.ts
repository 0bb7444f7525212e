// Who this run is, for others that wait for it: the workflow run that the runner tells of, else this machine.
import { hostname } from 'node:os'
import { repositoryText, type Repository } from '../core/facts.js'
import type { Holder } from '../core/lock.js'
import type { Environment } from './exec/child-environment.js'

export const readHolder = (environment: Environment, repository: Repository, random: () => number): Holder => {
  const id = [random(), random()].map((it) => Math.floor(it * 36 ** 6).toString(36).padStart(6, '0')).join('')
  const [run, attempt] = [Number(environment['GITHUB_RUN_ID']), Number(environment['GITHUB_RUN_ATTEMPT']) || 1]
  // A workflow of another repository that releases into this one is none that could be asked for here.
  const isOurs = environment['GITHUB_REPOSITORY']?.toLowerCase() === repositoryText(repository).toLowerCase()
  if (!isOurs || !Number.isSafeInteger(run) || run <= 0) return { host: hostname() || 'a machine without a name', id }
  const server = environment['GITHUB_SERVER_URL'] ?? 'https://github.com'
  return { run, attempt, url: `${server}/${repositoryText(repository)}/actions/runs/${run}/attempts/${attempt}`, id }
}
