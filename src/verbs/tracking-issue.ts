// The tracking issue of lines that are released together: found, opened once, or joined; each part of it as it is now; and a comment for each
// commit that people shall approve. Others may be writing in it at the same time: what is written is read again.
import { repositoryText, type Repository } from '../core/facts.js'
import { isSame, marksIn, markOf, mayOpen, namedLines, partsIn, tracks, type Proposal } from '../core/tracking.js'
import { newText, titleOf, withPart, type Part } from '../core/tracking-text.js'
import { fail } from '../errors/release-error.js'
import type { Issue, IssueComment, IssuesReader } from '../ports/issues.js'
import type { Ports } from '../ports/ports.js'

export interface Tracked {
  readonly repository: Repository
  /** Lines with one word. */
  readonly word: string
  readonly parts: readonly Part[]
  readonly head: string
  readonly cc: string
  /** What is said in the comment that names a commit. */
  readonly ask: (proposal: Proposal) => string
  /** A workflow or an App proposes. On the issue of a person its comments name no commit, so it joins none: anybody of the project could have opened one before. */
  readonly byBot: boolean
  /** Do the approvals of that commit hold for what is proposed now? */
  readonly holds: (named: Proposal, part: Part) => Promise<boolean>
}

export interface Written {
  readonly issue: Issue
  readonly did: 'opened' | 'updated' | 'nothing'
  /** Lines whose commit was named anew: approvals that were there do not count for them. */
  readonly named: readonly string[]
}

const mostTries = 5
/** Whoever writes what they read before needs less. */
const pause = 1000

type Open = Pick<Ports, 'issues' | 'clock' | 'signal'>

/** The issue as it is, or undefined when it is still to be opened. */
export const findIssue = async (it: Tracked, issues: IssuesReader): Promise<Issue | undefined> => chosen(it, await candidates(it, issues))

export const writeIssue = async (it: Tracked, ports: Open): Promise<Written> => {
  const before = await candidates(it, ports.issues)
  const there = chosen(it, before)
  const issue = there ?? (await openOne(it, ports, before))
  const named = await nameCommits(it, issue, ports)
  const parts = partsAsNamed(it, await ports.issues.comments(it.repository, issue.number), issue)
  const { issue: now, isChanged } = await bringUpToDate(it, issue, { parts, ports })
  return { issue: now, did: there ? (isChanged || named.length > 0 ? 'updated' : 'nothing') : 'opened', named }
}

/** Those of these lines that the project's people and Apps have opened, and on which what is said here counts. */
const candidates = (it: Tracked, issues: IssuesReader): Promise<readonly Issue[]> =>
  issues
    .find(it.repository, (body) => partsIn(body).some((part) => part.repository.toLowerCase() === repositoryText(it.repository).toLowerCase() && part.issue === it.word))
    .then((found) => found.filter((issue) => mayOpen(issue.author) && !issue.isDropped && !(it.byBot && issue.author?.isBot === false)))

const isMine = (it: Tracked, { body }: Issue): boolean => it.parts.some((part) => tracks(body, part.proposal))

/** Of another line with the same word, and not yet of these. */
const canJoin = (it: Tracked, { state, body }: Issue): boolean => state === 'open' && !partsIn(body).some((one) => it.parts.some((part) => part.proposal.line === one.line))

/** One that speaks of these tags, the first that was opened; else the newest that these lines may join. */
const chosen = (it: Tracked, all: readonly Issue[]): Issue | undefined => {
  const mine = all.filter((issue) => isMine(it, issue))
  return mine.filter((issue) => issue.state === 'open').at(-1) ?? mine.at(-1) ?? all.find((issue) => canJoin(it, issue))
}

const openOne = async (it: Tracked, ports: Open, before: readonly Issue[]): Promise<Issue> => {
  const [first] = it.parts
  if (!first) return fail('BUG', { what: 'a tracking issue was to be opened for no line' })
  ports.signal.throwIfAborted()
  const issue = await ports.issues.open(it.repository, { title: titleOf(it.parts.map((part) => part.proposal.tag)), body: newText(it.parts, it.head, it.cc) }, (body) => tracks(body, first.proposal))
  const older = (await candidates(it, ports.issues)).filter((other) => other.number < issue.number && !before.some((known) => known.number === other.number)).filter((other) => (other.state === 'open' && isMine(it, other)) || canJoin(it, other))
  const [winner] = older.slice(-1)
  if (!winner) return issue
  // Another run opened one meanwhile; of the two, everybody takes the first.
  await ports.issues.update(it.repository, issue.number, { close: 'not_planned' })
  return winner
}

/** Each line whose commit is not named, or whose named commit is not what is proposed now. */
const nameCommits = async (it: Tracked, issue: Issue, { issues, signal }: Open): Promise<readonly string[]> => {
  const comments = await issues.comments(it.repository, issue.number)
  const named: string[] = []
  for (const part of it.parts) {
    const { proposal } = part
    const last = lastNamed(comments, issue, proposal)
    if (last && (await it.holds(last, part))) continue
    signal.throwIfAborted()
    // The same commit may be named again after another one: a comment of then is not this one.
    const mark = markOf('named', proposal, { nth: marksIn(comments, issue.author, 'named').filter((one) => one !== undefined).length })
    const body = `${it.ask(proposal)}\n\n${mark}`
    await issues.comment(it.repository, issue.number, body, (text) => text.trimEnd().endsWith(mark))
    named.push(proposal.line)
  }
  return named
}

const lastNamed = (comments: readonly IssueComment[], issue: Issue, key: Proposal): Proposal | undefined => marksIn(comments, issue.author, 'named').findLast((it) => it !== undefined && isSame(it, key))

/** In the text stands what the comments name. Parts of other lines that got lost, as two runs wrote at once, are put back without their boxes. */
const partsAsNamed = (it: Tracked, comments: readonly IssueComment[], issue: Issue): readonly Part[] => {
  const named = namedLines(comments, issue.author)
  const own = it.parts.map((part): Part => ({ ...part, proposal: named.find((one) => isSame(one, part.proposal)) ?? part.proposal }))
  const page = own[0]?.page ?? ''
  const others = named.filter((one) => one.issue === it.word && !own.some((part) => part.proposal.line === one.line)).map((proposal): Part => ({ proposal, page, boxes: [] }))
  return [...own, ...others]
}

const textWith = (body: string, parts: readonly Part[]): string => parts.reduce((text, part) => (part.boxes.length === 0 && tracks(text, part.proposal) ? text : withPart(text, part)), body)

const tagsIn = (body: string): readonly string[] => partsIn(body).map((it) => it.tag)

const bringUpToDate = async (it: Tracked, { number }: Issue, { parts, ports }: { readonly parts: readonly Part[]; readonly ports: Open }): Promise<{ readonly issue: Issue; readonly isChanged: boolean }> => {
  for (let tries = 0; ; tries++) {
    const issue = await ports.issues.issue(it.repository, number)
    const body = textWith(issue.body, parts)
    if (body === issue.body) return { issue, isChanged: tries > 0 }
    if (tries === mostTries) return fail('ISSUE_CONTESTED', { url: issue.url, tries })
    // A title that people have chosen stays.
    const isOurs = issue.title === titleOf(tagsIn(issue.body))
    ports.signal.throwIfAborted()
    await ports.issues.update(it.repository, number, { body, ...(isOurs ? { title: titleOf(tagsIn(body)) } : {}) })
    await ports.clock.sleep(pause, ports.signal)
  }
}
