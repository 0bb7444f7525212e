// Branches: who may commit to them, and commits through createCommitOnBranch, which GitHub signs, and which refuses when the
// branch is not where we think it is. There is no forced push anywhere in Slipway.
import type { components } from '@octokit/openapi-types'
import { repositoryText, type Repository } from '../../core/facts.js'
import { fail } from '../../errors/release-error.js'
import type { BranchRules, FileChange } from '../../ports/github.js'
import { encodePath, type Answer, type Api } from './api.js'
import { errorsOf, statusOf, type GraphqlError } from './graphql.js'
import { isLost, quick, readSettled } from './look.js'
import type { OwnWrites } from './own-writes.js'
import { refuse, saidBy } from './refusal.js'
import { Fields, listOf } from './shape.js'

export interface CommitOf {
  readonly expectedHead: string
  readonly headline: string
  readonly body: string
  readonly changes: readonly FileChange[]
}

/** Rules of a ruleset under which a commit made through the API does not get onto the branch. Signatures are GitHub's own. */
const closing = new Set(['pull_request', 'update', 'merge_queue', 'required_status_checks', 'required_deployments', 'workflows', 'code_scanning'])

const mutation = `mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid url } } }`
const mostSends = 3

interface Made {
  readonly id: string
  readonly url: string
}

export class Branches {
  constructor(private readonly api: Api, private readonly own: OwnWrites) {}

  async rules(repository: Repository, branch: string): Promise<BranchRules> {
    const name = repositoryText(repository)
    const head = await readSettled(() => this.head(repository, branch), (it) => this.own.isFreshHead(name, branch, it), this.api.settings)
    const what = `read the rules for the branch ${branch} of ${name}`
    const answer = await this.api.must({ method: 'GET', path: `/repos/${encodePath(name)}/rules/branches/${encodePath(branch)}`, what })
    const types = listOf(answer.value, what).map((it) => new Fields<{ type: string }>(it, what).text('type'))
    const found = [...new Set(types.filter((it) => closing.has(it)))].sort()
    const there = head === undefined ? {} : { head }
    return found.length === 0 ? { ...there, takesCommits: true } : { ...there, takesCommits: false, reason: `a ruleset demands: ${found.join(', ')}` }
  }

  private async head(repository: Repository, branch: string): Promise<string | undefined> {
    const name = repositoryText(repository)
    const what = `read the branch ${branch} of ${name}`
    const value = await this.api.find(`/repos/${encodePath(name)}/branches/${encodePath(branch)}`, what)
    return value === undefined ? undefined : new Fields<components['schemas']['branch-with-protection']>(value, what).object('commit').text('sha')
  }

  /**
   * `expectedHead` makes the call safe to repeat: if the first one was carried out after all, the second one is stale, and then
   * the commit is found on the branch.
   */
  async commit(repository: Repository, branch: string, commit: CommitOf): Promise<Made> {
    for (let sends = 1; ; sends++) {
      try {
        return this.noted(repository, branch, { made: await this.send(repository, branch, commit), before: commit.expectedHead })
      } catch (failure) {
        if (!isLost(failure)) throw failure
        const found = await readSettled(() => this.findCommit(repository, branch, commit), (it) => it !== undefined, { ...this.api.settings, pauses: quick })
        if (found) return found
        if (sends === mostSends) throw failure
      }
    }
  }

  private noted(repository: Repository, branch: string, { made, before }: { made: Made; before: string }): Made {
    this.own.committed(repositoryText(repository), branch, { before, commit: made.id })
    return made
  }

  private async send(repository: Repository, branch: string, commit: CommitOf): Promise<Made> {
    const name = repositoryText(repository)
    const what = `commit "${commit.headline}" to ${branch} of ${name}`
    const input = {
      branch: { repositoryNameWithOwner: name, branchName: branch },
      expectedHeadOid: commit.expectedHead,
      message: { headline: commit.headline, body: commit.body },
      fileChanges: { additions: commit.changes.map((it) => ({ path: it.path, contents: Buffer.from(it.bytes).toString('base64') })) },
    }
    const call = { method: 'POST', path: this.api.settings.endpoints.graphql, json: { query: mutation, variables: { input } }, what, repository: name, branch } as const
    const answer = await this.api.must(call)
    const stale = (): Promise<Made | undefined> => this.findCommit(repository, branch, commit)
    if (isStale(answer)) return (await stale()) ?? fail('BRANCH_MOVED', { branch, expected: commit.expectedHead })
    const errors = errorsOf(answer)
    if (errors.length > 0) return refuseGraphql(answer, errors, call)
    const made = new Fields<{ data: { createCommitOnBranch: { commit: { oid: string; url: string } } } }>(answer.value, what).object('data').object('createCommitOnBranch').object('commit')
    return { id: made.text('oid'), url: made.text('url') }
  }

  /** Our commit among the newest of the branch: on top of the head that we named, with our message. */
  private async findCommit(repository: Repository, branch: string, commit: CommitOf): Promise<Made | undefined> {
    const name = repositoryText(repository)
    const what = `list the commits of ${branch} of ${name}`
    const answer = await this.api.must({ method: 'GET', path: `/repos/${encodePath(name)}/commits?sha=${encodeURIComponent(branch)}&per_page=50`, what })
    const message = commit.body === '' ? commit.headline : `${commit.headline}\n\n${commit.body}`
    for (const value of listOf(answer.value, what)) {
      const it = new Fields<components['schemas']['commit']>(value, what)
      const parents = it.list('parents').map((parent) => new Fields<{ sha: string }>(parent, what).text('sha'))
      if (parents[0] === commit.expectedHead && it.object('commit').text('message').trimEnd() === message.trimEnd()) {
        return this.noted(repository, branch, { made: { id: it.text('sha'), url: it.text('html_url') }, before: commit.expectedHead })
      }
    }
    return undefined
  }
}

const isStale = (answer: Answer): boolean => errorsOf(answer).some((it) => it.type === 'STALE_DATA' || /expected branch to point to/i.test(it.message))

const refuseGraphql = (answer: Answer, errors: readonly GraphqlError[], call: { what: string; method: string; branch: string }): never => {
  const types = errors.map((it) => it.type)
  // Classic protection has a type of its own; rulesets say it in words only.
  if (types.includes('BRANCH_PROTECTION_RULE_VIOLATION')) return fail('BRANCH_PROTECTED', { branch: call.branch, said: saidBy({ message: errors[0]?.message }) })
  return refuse({ ...answer, status: statusOf(errors), value: { message: errors.map((it) => it.message).join(' ') } }, call)
}
