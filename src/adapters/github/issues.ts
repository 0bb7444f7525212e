// Issues over REST, and their comments over GraphQL: REST does not say whether a comment was edited, and an edited one may say what its
// author never did.
import type { components } from '@octokit/openapi-types'
import { repositoryText, type Repository } from '../../core/facts.js'
import { fail } from '../../errors/release-error.js'
import type { Author, Issue, IssueComment, IssueFields, Issues } from '../../ports/issues.js'
import { encodePath, type Answer, type Api } from './api.js'
import { askGraphql } from './graphql.js'
import { readSettled, sendOnce } from './look.js'
import { Fields, listOf } from './shape.js'

const mostClosedPages = 10
const perPage = 100

/** Those whom GitHub counts among the people of a project. */
const members = new Set(['OWNER', 'MEMBER', 'COLLABORATOR'])

const query = `query ($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    issue(number: $number) {
      comments(first: 100, after: $after) {
        nodes { url body lastEditedAt authorAssociation author { __typename login } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`

interface CommentNode {
  url: string
  body: string
  lastEditedAt: string | null
  authorAssociation: string
  author: { __typename: string; login: string } | null
}

interface CommentPage {
  data: { repository: { issue: { comments: { nodes: CommentNode[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } } } }
}

type RestIssue = components['schemas']['issue']

const restAuthor = (it: Fields<RestIssue>, raw: unknown): Author | undefined => {
  if ((raw as { user?: unknown }).user === null) return undefined
  const user = it.object('user')
  const login = user.text('login')
  return { login, isBot: user.text('type') !== 'User', isMember: members.has(it.text('author_association')) }
}

const readIssue = (value: unknown, what: string): Issue => {
  const it = new Fields<RestIssue>(value, what)
  const isOpen = it.text('state') === 'open'
  return {
    number: it.number('number'), url: it.text('html_url'), title: it.text('title'), body: it.textOr('body', ''), state: isOpen ? 'open' : 'closed',
    isDropped: !isOpen && it.textOr('state_reason', 'completed') !== 'completed', author: restAuthor(it, value),
  }
}

/** GraphQL leaves out the suffix by which REST tells an App from a person of the same name. */
const graphqlAuthor = (it: Fields<CommentNode>, raw: unknown): Author | undefined => {
  if ((raw as { author?: unknown }).author === null) return undefined
  const author = it.object('author')
  const [login, type] = [author.text('login'), author.text('__typename')]
  return { login: type === 'Bot' && !login.endsWith('[bot]') ? `${login}[bot]` : login, isBot: type !== 'User', isMember: members.has(it.text('authorAssociation')) }
}

const readComment = (value: unknown, what: string): IssueComment => {
  const it = new Fields<CommentNode>(value, what)
  return { url: it.text('url'), body: it.text('body'), isEdited: it.textOrNull('lastEditedAt') !== null, author: graphqlAuthor(it, value) }
}

const isPull = (value: unknown): boolean => typeof value === 'object' && value !== null && 'pull_request' in value

class GitHubIssues {
  /** What this run has written, by repository and number: an answer that does not know of it is too old. */
  private readonly opened = new Set<string>()
  private readonly written = new Map<string, string>()
  private readonly said = new Map<string, string[]>()

  constructor(private readonly api: Api) {}

  find(repository: Repository, isMeant: (body: string) => boolean): Promise<readonly Issue[]> {
    const ours = [...this.opened].filter((it) => it.startsWith(`${repositoryText(repository)}#`))
    const knowsOurs = (found: readonly Issue[]): boolean => ours.every((it) => found.some((issue) => keyOf(repository, issue.number) === it))
    return readSettled(() => this.list(repository), knowsOurs, this.api.settings).then((all) => all.filter((it) => isMeant(it.body)))
  }

  private async list(repository: Repository): Promise<readonly Issue[]> {
    const name = repositoryText(repository)
    const what = `list the issues of ${name}`
    const path = `/repos/${encodePath(name)}/issues`
    const open = await this.api.all(`${path}?state=open&sort=created&direction=desc`, what)
    const closed: unknown[] = []
    for (let page = 1; page <= mostClosedPages; page++) {
      const answer = await this.api.must({ method: 'GET', path: `${path}?state=closed&sort=created&direction=desc&per_page=${perPage}&page=${page}`, what })
      const part = listOf(answer.value, what)
      closed.push(...part)
      if (part.length < perPage) break
    }
    const seen = new Set<number>()
    const issues = [...open, ...closed].filter((it) => !isPull(it)).map((it) => readIssue(it, what))
    // One that was closed between the two lists stands in both.
    return issues.filter((it) => !seen.has(it.number) && seen.add(it.number)).sort((a, b) => b.number - a.number)
  }

  issue(repository: Repository, number: number): Promise<Issue> {
    const name = repositoryText(repository)
    const what = `read issue #${number} of ${name}`
    const read = async (): Promise<{ readonly issue: Issue; readonly at: string }> => {
      const value = (await this.api.find(`/repos/${encodePath(name)}/issues/${number}`, what)) ?? fail('GITHUB_NOT_FOUND', { what, url: `/repos/${name}/issues/${number}` })
      return { issue: readIssue(value, what), at: new Fields<RestIssue>(value, what).text('updated_at') }
    }
    const last = this.written.get(keyOf(repository, number)) ?? ''
    return readSettled(read, (it) => it.at >= last, this.api.settings).then((it) => it.issue)
  }

  comments(repository: Repository, number: number): Promise<readonly IssueComment[]> {
    const ours = this.said.get(keyOf(repository, number)) ?? []
    return readSettled(() => this.listComments(repository, number), (found) => ours.every((url) => found.some((it) => it.url === url)), this.api.settings)
  }

  private async listComments(repository: Repository, number: number): Promise<readonly IssueComment[]> {
    const what = `read the comments on issue #${number} of ${repositoryText(repository)}`
    const all: IssueComment[] = []
    for (let after: string | null = null; ; ) {
      const variables: Readonly<Record<string, string | number | null>> = { owner: repository.owner, name: repository.name, number, after }
      const page = commentsIn(await askGraphql(this.api, query, variables, what), what)
      all.push(...page.comments)
      if (page.next === undefined) return all
      after = page.next
    }
  }

  async open(repository: Repository, issue: { readonly title: string; readonly body: string }, isIt: (body: string) => boolean): Promise<Issue> {
    if (!isIt(issue.body)) return fail('BUG', { what: 'an issue was to be opened without a marker, so that a lost answer could not be looked up' })
    const name = repositoryText(repository)
    const call = { method: 'POST', path: `/repos/${encodePath(name)}/issues`, json: { title: issue.title, body: issue.body }, what: `open an issue in ${name}`, repository: name } as const
    const opened = await sendOnce(
      async () => readIssue((await this.api.must(call)).value, call.what),
      // The oldest: where two runs were at it, both take that one.
      async () => (await this.list(repository)).filter((it) => it.state === 'open' && isIt(it.body)).at(-1),
      this.api.settings,
    )
    this.opened.add(keyOf(repository, opened.number))
    return opened
  }

  async update(repository: Repository, number: number, fields: IssueFields): Promise<Issue> {
    const name = repositoryText(repository)
    const { close, ...texts } = fields
    const json = { ...texts, ...(close === undefined ? {} : { state: 'closed', state_reason: close }) }
    const call = { method: 'PATCH', path: `/repos/${encodePath(name)}/issues/${number}`, json, what: `update issue #${number} of ${name}`, repository: name, idempotent: true } as const
    const { value } = await this.api.must(call)
    this.written.set(keyOf(repository, number), new Fields<RestIssue>(value, call.what).text('updated_at'))
    return readIssue(value, call.what)
  }

  async comment(repository: Repository, number: number, body: string, isIt: (body: string) => boolean): Promise<void> {
    if (!isIt(body)) return fail('BUG', { what: 'a comment was to be made without a marker, so that a lost answer could not be looked up' })
    const name = repositoryText(repository)
    const call = { method: 'POST', path: `/repos/${encodePath(name)}/issues/${number}/comments`, json: { body }, what: `comment on issue #${number} of ${name}`, repository: name } as const
    const url = await sendOnce(
      async () => new Fields<components['schemas']['issue-comment']>((await this.api.must(call)).value, call.what).text('html_url'),
      async () => (await this.listComments(repository, number)).find((it) => isIt(it.body))?.url,
      this.api.settings,
    )
    const key = keyOf(repository, number)
    this.said.set(key, [...(this.said.get(key) ?? []), url])
  }
}

const keyOf = (repository: Repository, number: number): string => `${repositoryText(repository)}#${number}`

const commentsIn = (answer: Answer, what: string): { readonly comments: readonly IssueComment[]; readonly next: string | undefined } => {
  const found = new Fields<CommentPage>(answer.value, what).object('data').object('repository').object('issue').object('comments')
  const info = found.object('pageInfo')
  return { comments: found.list('nodes').map((it) => readComment(it, what)), next: info.flag('hasNextPage') ? info.text('endCursor') : undefined }
}

export const createIssues = (api: Api): Issues => {
  const it = new GitHubIssues(api)
  return {
    find: (repository, isMeant) => it.find(repository, isMeant),
    issue: (repository, number) => it.issue(repository, number),
    comments: (repository, number) => it.comments(repository, number),
    open: (repository, issue, isIt) => it.open(repository, issue, isIt),
    update: (repository, number, fields) => it.update(repository, number, fields),
    comment: (repository, number, body, isIt) => it.comment(repository, number, body, isIt),
  }
}
