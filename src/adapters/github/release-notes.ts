// What the words about a release are made of: pull requests by the commits that they brought, closed issues, and the notes that GitHub
// generates. A hundred of them with one query, as every query of thousands of commits counts.
import type { components } from '@octokit/openapi-types'
import { repositoryText, type Repository } from '../../core/facts.js'
import type { NotesReader } from '../../core/notes/gather-notes.js'
import type { NotedIssue, NotedItem, NotedPull } from '../../core/notes/label-groups.js'
import { fail } from '../../errors/release-error.js'
import { encodePath, type Api } from './api.js'
import { askGraphql } from './graphql.js'
import { Fields } from './shape.js'

const perQuery = 100
/** A thousand issues that changed since the release before: more is an old release, whose issues nobody can list so. */
const mostIssuePages = 9

interface ItemNode {
  number: number
  title: string
  url: string
  labels: { nodes: { name: string }[] } | null
}
interface PullNode extends ItemNode {
  merged: boolean
  author: { login: string; url: string } | null
  baseRepository: { nameWithOwner: string } | null
}
interface IssueNode extends ItemNode {
  closedAt: string
  milestone: { title: string } | null
}
interface CommitNode {
  associatedPullRequests: { nodes: PullNode[] }
}
interface IssuePage {
  nodes: IssueNode[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

const item = 'number title url labels(first: 50) { nodes { name } }'

/** By the ids of the commits, so that the tag need not be there yet. Ids are hexadecimal: none can be more than an id. */
const pullsQuery = (commits: readonly string[]): string => `query ($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${commits.map((id, at) => `c${at}: object(oid: "${id}") { ... on Commit { associatedPullRequests(first: 5) { nodes { ${item} merged author { login url } baseRepository { nameWithOwner } } } } }`).join('\n    ')}
  }
}`

const issuesQuery = `query ($owner: String!, $name: String!, $since: DateTime, $after: String) {
  repository(owner: $owner, name: $name) {
    issues(first: 100, after: $after, states: CLOSED, filterBy: { since: $since }, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ${item} closedAt milestone { title } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`

const readItem = (it: Fields<ItemNode>, raw: unknown, what: string): NotedItem => {
  const labels = (raw as { labels?: unknown }).labels === null ? [] : it.object('labels').list('nodes')
  return { number: it.number('number'), title: it.text('title'), url: it.text('url'), labels: labels.map((label) => new Fields<{ name: string }>(label, what).text('name')) }
}

const readPull = (raw: unknown, what: string): NotedPull & { readonly merged: boolean; readonly into: string } => {
  const it = new Fields<PullNode>(raw, what)
  const { author, baseRepository } = raw as Partial<PullNode>
  const by = author === null ? undefined : it.object('author')
  return {
    ...readItem(it, raw, what), merged: it.flag('merged'), into: baseRepository === null ? '' : it.object('baseRepository').text('nameWithOwner'),
    ...(by ? { author: { login: by.text('login'), url: by.text('url') } } : {}),
  }
}

const readIssue = (raw: unknown, what: string): NotedIssue => {
  const it = new Fields<IssueNode>(raw, what)
  const closedAt = Date.parse(it.text('closedAt'))
  if (!Number.isFinite(closedAt)) fail('GITHUB_ANSWER', { what, field: 'closedAt', found: it.text('closedAt') })
  const milestone = (raw as Partial<IssueNode>).milestone === null ? undefined : it.object('milestone').text('title')
  return { ...readItem(it, raw, what), closedAt, ...(milestone === undefined ? {} : { milestone }) }
}

const repositoryIn = (value: unknown, what: string): Fields<Record<string, object>> =>
  new Fields<{ data: { repository: Record<string, object> } }>(value, what).object('data').object('repository')

export class ReleaseNotes implements NotesReader {
  constructor(private readonly api: Api) {}

  async pullsOf(repository: Repository, commits: readonly string[]): Promise<readonly NotedPull[]> {
    const name = repositoryText(repository)
    const what = `read which pull requests brought ${commits.length} commits of ${name}`
    const found = new Map<number, NotedPull>()
    for (let at = 0; at < commits.length; at += perQuery) {
      const part = commits.slice(at, at + perQuery)
      const answer = await askGraphql(this.api, pullsQuery(part), { owner: repository.owner, name: repository.name }, what)
      const it = repositoryIn(answer.value, what)
      for (const raw of part.flatMap((_, index) => this.pullNodes(it, answer.value, index))) {
        const { merged, into, ...pull } = readPull(raw, what)
        // A commit of a fork names that fork's pull requests as well.
        if (merged && into.toLowerCase() === name.toLowerCase() && !found.has(pull.number)) found.set(pull.number, pull)
      }
    }
    return [...found.values()]
  }

  /** A commit that was never pushed is null, and came by no pull request. */
  private pullNodes(it: Fields<Record<string, object>>, value: unknown, index: number): readonly unknown[] {
    const raw = (value as { data: { repository: Record<string, unknown> } }).data.repository[`c${index}`]
    return raw === null ? [] : (it.object(`c${index}`) as unknown as Fields<CommitNode>).object('associatedPullRequests').list('nodes')
  }

  async closedIssues(repository: Repository, since: number): Promise<readonly NotedIssue[]> {
    const what = `list the issues of ${repositoryText(repository)} that were closed`
    const found: NotedIssue[] = []
    let after: string | null = null
    for (let page = 1; page <= mostIssuePages; page++) {
      const { owner, name } = repository
      const variables: Readonly<Record<string, string | null>> = { owner, name, since: since > 0 ? new Date(since).toISOString() : null, after }
      const part = repositoryIn((await askGraphql(this.api, issuesQuery, variables, what)).value, what).object('issues') as unknown as Fields<IssuePage>
      found.push(...part.list('nodes').map((it) => readIssue(it, what)))
      const info = part.object('pageInfo')
      if (!info.flag('hasNextPage')) return byClosing(found)
      after = info.text('endCursor')
    }
    return fail('GITHUB_TOO_MANY', { what, limit: mostIssuePages * perQuery })
  }

  async generatedNotes(repository: Repository, { tag, commit, previous }: { readonly tag: string; readonly commit: string; readonly previous?: string }): Promise<string> {
    const name = repositoryText(repository)
    const what = `let GitHub write notes for ${tag} of ${name}`
    const json = { tag_name: tag, target_commitish: commit, ...(previous === undefined ? {} : { previous_tag_name: previous }) }
    // It keeps nothing: asked twice it does no harm.
    const answer = await this.api.must({ method: 'POST', path: `/repos/${encodePath(name)}/releases/generate-notes`, json, what, repository: name, idempotent: true, creates: false })
    return new Fields<components['schemas']['release-notes-content']>(answer.value, what).text('body')
  }
}

/** Last closed first; numbers decide between those of one second. */
const byClosing = (issues: readonly NotedIssue[]): readonly NotedIssue[] => [...issues].sort((a, b) => b.closedAt - a.closedAt || b.number - a.number)
