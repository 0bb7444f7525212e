// Pull requests of other repositories. Branches, commits and files are the GitHub adapter's; here are forks, and pull requests that are
// found by where they come from.
import type { components } from '@octokit/openapi-types'
import { repositoryText, type Repository } from '../../core/facts.js'
import { isMarked } from '../../core/marker.js'
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { GitHub } from '../../ports/github.js'
import type { BranchChanges, ChangeBranch, ProposedPull, Pulls, TargetRepository } from '../../ports/pull-requests.js'
import { encodePath, type Api } from './api.js'
import { gitHubOver } from './github.js'
import { patient, readSettled, sendOnce } from './look.js'
import { refuse, saidBy } from './refusal.js'
import { Fields, listOf } from './shape.js'

type Schemas = components['schemas']

/** GitHub: "if this takes longer than 5 minutes, be sure to contact support". */
const forkPauses: readonly number[] = [1000, 2000, 4000, 8000, 15_000, 30_000, 60_000, 60_000, 60_000, 60_000]

const base = (repository: Repository): string => `/repos/${encodePath(repositoryText(repository))}`

const readPull = (value: unknown, what: string): ProposedPull => {
  const it = new Fields<Schemas['pull-request-simple']>(value, what)
  const mergedAt = it.textOrNull('merged_at')
  return {
    number: it.number('number'), url: it.text('html_url'), title: it.text('title'), body: it.textOr('body', ''), base: it.object('base').text('ref'),
    state: it.text('state') === 'open' ? 'open' : 'closed', merged: mergedAt !== null,
    ...(mergedAt === null ? {} : { mergedAt: Date.parse(mergedAt) }),
  }
}

const parseName = (text: string): Repository => {
  const [owner = '', name = ''] = text.split('/')
  return { owner, name }
}

class TargetPulls {
  /** What this process opened, by branch: a list that does not know of it is too old to conclude anything from. */
  private readonly opened = new Map<string, number>()
  /** Forks that this process was given: one whose account has another repository of that name is called otherwise, and not found by its name. */
  private readonly forks = new Map<string, Repository>()

  constructor(private readonly api: Api, private readonly github: GitHub) {}

  async repository(repository: Repository): Promise<TargetRepository> {
    const what = `read the repository ${repositoryText(repository)}`
    return this.readRepository((await this.api.must({ method: 'GET', path: base(repository), what })).value, what)
  }

  private readRepository(value: unknown, what: string): TargetRepository {
    const it = new Fields<Schemas['full-repository']>(value, what)
    const above = it.flag('fork') ? (['parent', 'source'] as const).map((key) => parseName(it.object(key).text('full_name'))) : []
    return { defaultBranch: it.text('default_branch'), url: it.text('html_url'), ancestors: above }
  }

  async login(): Promise<string | undefined> {
    if (this.api.settings.token === undefined) return undefined
    const call = { method: 'GET', path: '/user', what: 'ask whose token it is' } as const
    const answer = await this.api.ask(call)
    if (answer.status === 403 || answer.status === 404) return undefined
    return answer.status < 300 ? new Fields<Schemas['simple-user']>(answer.value, call.what).text('login') : refuse(answer, call)
  }

  async ownFork(repository: Repository): Promise<Repository | undefined> {
    const given = this.forks.get(repositoryText(repository))
    if (given) return given
    const owner = await this.login()
    if (owner === undefined) return undefined
    const fork = { owner, name: repository.name }
    const what = `look for the fork ${repositoryText(fork)}`
    const value = await this.api.find(base(fork), what)
    const isOurs = value !== undefined && this.readRepository(value, what).ancestors.some((it) => isSame(it, repository))
    return isOurs ? fork : undefined
  }

  async makeFork(repository: Repository): Promise<Repository> {
    const name = repositoryText(repository)
    if ((await this.login()) === undefined) return fail('FORK_MISSING', { repository: name, fork: '', why: 'the token belongs to a workflow or an app, which has no fork and can make none' })
    // Whoever has a fork is given that one, so it may be asked for again.
    const call = { method: 'POST', path: `${base(repository)}/forks`, json: { default_branch_only: true }, what: `fork ${name}`, idempotent: true } as const
    const answer = await this.api.ask(call)
    if (answer.status === 403 || answer.status === 404) return fail('FORK_MISSING', { repository: name, fork: '', why: `GitHub answered ${answer.status}: ${saidBy(answer.value)}` })
    if (answer.status >= 300) return refuse(answer, call)
    const it = new Fields<Schemas['full-repository']>(answer.value, call.what)
    const fork = parseName(it.text('full_name'))
    const branch = it.text('default_branch')
    const head = await readSettled(() => this.headOrNone(fork, branch), (found) => found !== undefined, { ...this.api.settings, pauses: forkPauses })
    if (head === undefined) return fail('FORK_MISSING', { repository: name, fork: repositoryText(fork), why: 'GitHub has not filled it yet' })
    this.forks.set(name, fork)
    return fork
  }

  /** An empty repository answers 409. */
  private async headOrNone(repository: Repository, branch: string): Promise<string | undefined> {
    try {
      return (await this.github.ref(repository, `refs/heads/${branch}`))?.object
    } catch (failure) {
      if (failure instanceof ReleaseError && failure.code === 'GITHUB_REFUSED') return undefined
      throw failure
    }
  }

  async changes(repository: Repository, into: string, from: ChangeBranch): Promise<BranchChanges | undefined> {
    const what = `compare ${labelOf(from)} with ${into} of ${repositoryText(repository)}`
    const value = await this.api.find(`${base(repository)}/compare/${encodePath(into)}...${encodePath(labelOf(from))}`, what)
    if (value === undefined) return undefined
    const it = new Fields<Schemas['commit-comparison']>(value, what)
    const files = listOf((value as { files?: unknown }).files ?? [], what).map((file) => new Fields<Schemas['diff-entry']>(file, what).text('filename'))
    return { mergeBase: it.object('merge_base_commit').text('sha'), commits: it.number('ahead_by'), files }
  }

  from(repository: Repository, from: ChangeBranch): Promise<readonly ProposedPull[]> {
    const ours = this.opened.get(keyOf(repository, from))
    return readSettled(() => this.list(repository, from), (found) => ours === undefined || found.some((it) => it.number === ours), this.api.settings)
  }

  private async list(repository: Repository, from: ChangeBranch): Promise<readonly ProposedPull[]> {
    const what = `list the pull requests of ${repositoryText(repository)} from ${labelOf(from)}`
    const found = await this.api.all(`${base(repository)}/pulls?state=all&head=${encodeURIComponent(labelOf(from))}`, what)
    const own = found.filter((it) => new Fields<Schemas['pull-request-simple']>(it, what).object('head').text('ref') === from.branch)
    return own.map((it) => readPull(it, what)).sort((a, b) => b.number - a.number)
  }

  async open(repository: Repository, { from, base: into, title, body }: { from: ChangeBranch; base: string; title: string; body: string }): Promise<ProposedPull> {
    if (!isMarked(body)) return fail('BUG', { what: 'a pull request was to be opened without a marker, so that a lost answer could not be looked up' })
    const name = repositoryText(repository)
    const json = { title, body, base: into, head: isSame(from.repository, repository) ? from.branch : labelOf(from) }
    const call = { method: 'POST', path: `${base(repository)}/pulls`, json, what: `open a pull request in ${name}`, repository: name } as const
    const there = async (): Promise<ProposedPull | undefined> => (await this.list(repository, from)).find((it) => it.state === 'open' && it.base === into)
    const made = await sendOnce(
      async () => {
        const answer = await this.api.ask(call)
        if (answer.status === 201) return readPull(answer.value, call.what)
        const isThere = answer.status === 422 && /already exists/i.test(saidBy(answer.value))
        return (isThere ? await readSettled(there, (found) => found !== undefined, this.api.settings) : undefined) ?? refuse(answer, call)
      },
      there,
      { ...this.api.settings, pauses: patient },
    )
    this.opened.set(keyOf(repository, from), made.number)
    return made
  }

  async update(repository: Repository, number: number, { title, body }: { title: string; body: string }): Promise<ProposedPull> {
    const what = `change the text of ${repositoryText(repository)}#${number}`
    return readPull((await this.api.must({ method: 'PATCH', path: `${base(repository)}/pulls/${number}`, json: { title, body }, what, idempotent: true })).value, what)
  }

  async askForReview(repository: Repository, number: number, logins: readonly string[]): Promise<void> {
    const what = `ask ${logins.join(', ')} to review ${repositoryText(repository)}#${number}`
    const names = logins.map((it) => it.replace(/^@/, ''))
    // Of a team GitHub wants the part behind its organisation, in a list of its own: one wrong name refuses them all.
    const [reviewers, teams] = [names.filter((it) => !it.includes('/')), names.flatMap((it) => (it.includes('/') ? [it.slice(it.indexOf('/') + 1)] : []))]
    await this.api.must({ method: 'POST', path: `${base(repository)}/pulls/${number}/requested_reviewers`, json: { reviewers, ...(teams.length > 0 ? { team_reviewers: teams } : {}) }, what, idempotent: true })
  }
}

const isSame = (a: Repository, b: Repository): boolean => repositoryText(a).toLowerCase() === repositoryText(b).toLowerCase()
const labelOf = (it: ChangeBranch): string => `${it.repository.owner}:${it.branch}`
const keyOf = (repository: Repository, from: ChangeBranch): string => `${repositoryText(repository)} ${labelOf(from)}`

export const createPulls = (api: Api): Pulls => {
  const github = gitHubOver(api)
  const pulls = new TargetPulls(api, github)
  return {
    repository: (repository) => pulls.repository(repository),
    can: (repository, scope) => github.can(repository, scope),
    head: async (repository, branch) => (await github.branch(repository, branch)).head,
    file: (repository, path, commit) => github.file(repository, path, commit),
    changes: (repository, into, from) => pulls.changes(repository, into, from),
    login: () => pulls.login(),
    ownFork: (repository) => pulls.ownFork(repository),
    from: (repository, from) => pulls.from(repository, from),
    makeFork: (repository) => pulls.makeFork(repository),
    createBranch: ({ repository, branch }, commit) => github.createRef(repository, `refs/heads/${branch}`, commit),
    commit: ({ repository, branch }, commit) => github.commit(repository, branch, commit),
    moveBranch: ({ repository, branch }, move) => github.moveRef(repository, `refs/heads/${branch}`, move),
    open: (repository, pull) => pulls.open(repository, pull),
    update: (repository, number, pull) => pulls.update(repository, number, pull),
    askForReview: (repository, number, logins) => pulls.askForReview(repository, number, logins),
  }
}
