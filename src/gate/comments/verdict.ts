// Comments, owners and settings → who has approved. Pure. The last word of a person counts; approving takes an untouched comment of an
// owner who is not the proposer, written after the commit was named; taking back needs none of that but the person.
import type { ApprovalsDemand } from '../../core/gate-config.js'
import type { Owners } from '../owners/owners.js'
import { saidIn, type NotSaid, type Said } from './words.js'

/** As GitHub has it, oldest first. */
export interface Spoken {
  /** Undefined: the account is gone. */
  readonly author: string | undefined
  readonly isBot: boolean
  readonly body: string
  readonly url: string
  readonly isEdited: boolean
  /** Written before the commit was named that is to be approved. */
  readonly isBefore?: boolean
}

export type Asked = Pick<ApprovalsDemand, 'count' | 'commands' | 'plain' | 'reviewers'>

export interface Ignored {
  readonly author: string
  readonly url: string
  readonly why: string
}

export interface Approval {
  readonly login: string
  readonly url: string
}

export interface Verdict {
  readonly approvedBy: readonly Approval[]
  /** How many are still wanted. */
  readonly missing: number
  /** Logins, by name. */
  readonly mayStill: readonly string[]
  readonly ignored: readonly Ignored[]
}

export interface Vote {
  readonly comments: readonly Spoken[]
  readonly owners: Owners
  readonly asked: Asked
  /** Logins of those who proposed it. */
  readonly proposers: readonly string[]
}

export const verdictOf = (vote: Vote): Verdict => {
  const mayApprove = voters(vote)
  const standing = new Map<string, Approval>()
  const ignored: Ignored[] = []
  for (const comment of vote.comments) {
    const said = saidIn(comment.body)
    if (!said) continue
    const login = keyOf(comment.author)
    const mine = standing.get(login)
    if (said.kind === 'takes back') {
      // In whatever state the comment is: the doubt of an owner is worth more than the form in which it is told.
      standing.delete(login)
      if (mine) ignored.push({ author: mine.login, url: mine.url, why: `taken back later (${comment.url})` })
      continue
    }
    const why = whyNot(comment, said, vote)
    if (why === undefined) standing.set(login, { login: comment.author ?? 'ghost', url: comment.url })
    else ignored.push({ author: comment.author ?? 'ghost', url: comment.url, why })
  }
  const approvedBy = [...standing.values()]
  return {
    approvedBy,
    missing: Math.max(0, vote.asked.count - approvedBy.length),
    mayStill: [...mayApprove].filter((it) => !standing.has(it)).sort(),
    ignored,
  }
}

const keyOf = (login: string | undefined): string => (login ?? '').toLowerCase()

const voters = ({ owners, asked, proposers }: Vote): ReadonlySet<string> => {
  const proposing = new Set(proposers.map(keyOf))
  const all = [...owners.approvers, ...(asked.reviewers ? owners.reviewers : [])]
  return new Set(all.filter((it) => !proposing.has(it) && !it.endsWith('[bot]')))
}

/** Undefined when the comment is an approval that counts. What is most plainly wrong with it is said, and nothing else. */
const whyNot = (comment: Spoken, said: Exclude<Said, { kind: 'takes back' }>, vote: Vote): string | undefined =>
  whyNotOf(comment, vote) ?? (comment.isEdited ? 'the comment was edited; say it in a new one' : undefined) ?? whyNotSaid(said, vote.asked) ?? (comment.isBefore ? 'written before this commit was named; what is proposed now may be something else' : undefined)

const whyNotOf = ({ author, isBot }: Spoken, { owners, asked, proposers }: Vote): string | undefined => {
  const login = keyOf(author)
  if (login === '') return 'the account is gone'
  if (isBot || login.endsWith('[bot]')) return 'it is a bot'
  if (proposers.some((it) => keyOf(it) === login)) return 'who proposes a release does not approve it'
  if (owners.approvers.has(login)) return undefined
  if (owners.reviewers.has(login)) return asked.reviewers ? undefined : `a reviewer in ${filesOf(owners)}, and no approver`
  return owners.emeritus.has(login) ? `emeritus in ${filesOf(owners)}` : `not an approver in ${filesOf(owners)}`
}

const filesOf = ({ files }: Owners): string => files.join(', ') || 'OWNERS'

const whyNotSaid = (said: Exclude<Said, { kind: 'takes back' }>, { commands, plain }: Asked): string | undefined => {
  const wanted = [...commands.map((it) => `\`/${it}\``), ...(plain ? ['`LGTM`'] : [])].join(' or ')
  if (said.kind === 'nothing') return `${reasons[said.why]}: ${JSON.stringify(said.line)}; what counts is ${wanted} alone on a line`
  if (said.by === 'plain') return plain ? undefined : `a plain LGTM does not count here; what counts is ${wanted}`
  return commands.includes(said.by) ? undefined : `\`/${said.by}\` does not count here; what counts is ${wanted}`
}

const reasons: Readonly<Record<NotSaid, string>> = {
  quoted: 'it stands in a quote, in code or in an HTML comment',
  'inside a sentence': 'it stands in a sentence',
  'with other words': 'there are other words behind it',
  'with a space before it': 'there is a space before it',
}
