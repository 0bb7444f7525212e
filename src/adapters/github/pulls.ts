// Pull requests, found by their head branch. GitHub keeps one open at most for the same head and base.
import type { components } from '@octokit/openapi-types'
import { repositoryText, type Repository } from '../../core/facts.js'
import { isMarked } from '../../core/marker.js'
import { fail } from '../../errors/release-error.js'
import type { PullRequest } from '../../ports/github.js'
import { encodePath, type Api } from './api.js'
import { readSettled, sendOnce } from './look.js'
import type { OwnWrites } from './own-writes.js'
import { refuse, saidBy } from './refusal.js'
import { Fields } from './shape.js'

const readPull = (value: unknown, what: string): PullRequest => {
  const it = new Fields<components['schemas']['pull-request-simple']>(value, what)
  return {
    number: it.number('number'), url: it.text('html_url'), title: it.text('title'), body: it.textOr('body', ''), head: it.object('head').text('ref'),
    state: it.text('state') === 'open' ? 'open' : 'closed', merged: it.textOrNull('merged_at') !== null,
  }
}

export class Pulls {
  constructor(private readonly api: Api, private readonly own: OwnWrites) {}

  /** The open one, else the newest. */
  find(repository: Repository, head: string): Promise<PullRequest | undefined> {
    return readSettled(() => this.look(repository, head), (found) => found !== undefined || !this.own.opened(repositoryText(repository), head), this.api.settings)
  }

  private async look(repository: Repository, head: string): Promise<PullRequest | undefined> {
    const name = repositoryText(repository)
    const what = `list the pull requests of ${name} from ${head}`
    const filter = `state=all&head=${encodeURIComponent(`${repository.owner}:${head}`)}`
    const found = (await this.api.all(`/repos/${encodePath(name)}/pulls?${filter}`, what)).map((it) => readPull(it, what)).filter((it) => it.head === head)
    return found.find((it) => it.state === 'open') ?? found.sort((a, b) => b.number - a.number)[0]
  }

  async create(repository: Repository, pull: { head: string; base: string; title: string; body: string }): Promise<PullRequest> {
    if (!isMarked(pull.body)) return fail('BUG', { what: 'a pull request was to be opened without a marker, so that a lost answer could not be looked up' })
    const name = repositoryText(repository)
    const call = { method: 'POST', path: `/repos/${encodePath(name)}/pulls`, json: pull, what: `open a pull request in ${name}`, repository: name } as const
    const open = async (): Promise<PullRequest | undefined> => {
      const found = await this.look(repository, pull.head)
      return found?.state === 'open' ? found : undefined
    }
    const made = await sendOnce(
      async () => {
        const answer = await this.api.ask(call)
        if (answer.status === 201) return readPull(answer.value, call.what)
        const isThere = answer.status === 422 && /already exists/i.test(saidBy(answer.value))
        return (isThere ? await open() : undefined) ?? refuse(answer, call)
      },
      open,
      this.api.settings,
    )
    this.own.openedPull(name, pull.head)
    return made
  }
}
