// The gate of the approvals: enough owners have said on the tracking issue that they approve this very commit. Owners and settings are
// those of the default branch. What a person wrote counts as it was written; the commit is named by a comment, which cannot be changed
// without GitHub saying so.
import type { LineConfig } from '../core/config.js'
import { repositoryText, type Facts } from '../core/facts.js'
import type { ApprovalsDemand } from '../core/gate-config.js'
import { isSame, marksIn, mayOpen, tracks, type Proposal } from '../core/tracking.js'
import { fail, problem, type Problem } from '../errors/release-error.js'
import type { GateWorld } from '../ports/gate-world.js'
import type { Issue, IssueComment } from '../ports/issues.js'
import { closed, type Gate } from './gate.js'
import { otherFiles } from './only-references.js'
import { aliasesFile, readAliases } from './owners/aliases-file.js'
import { readOwners } from './owners/owners-file.js'
import { ownersOf, ownersPaths, type Owners } from './owners/owners.js'
import { trustedFile } from './trusted-file.js'
import { verdictOf, type Ignored, type Spoken, type Verdict } from './comments/verdict.js'

export const approvalsGate: Gate = async (facts, line, world) => {
  const asked = line.gate.approvals
  if (!asked) return []
  const key = { repository: repositoryText(facts.repository), line: line.name, tag: facts.tag.name }
  const issues = (await world.issues.find(facts.repository, (body) => tracks(body, key))).filter((it) => mayOpen(it.author))
  if (issues.length === 0) return [closed(problem('APPROVALS_NO_ISSUE', { ...key, version: facts.version.text }))]
  const owners = await readTrustedOwners(asked, line, world)
  const problems: Problem[] = []
  // Two runs may have opened two. Approvals of one are not counted for the other.
  for (const issue of issues) {
    const found = await judge(issue, { facts, line, world, asked, owners })
    if (!found) return []
    problems.push(found)
  }
  return problems.slice(0, 1).map(closed)
}

/** OWNERS of the default branch: the file that is named, or those from the line's folder up to the root. */
export const readTrustedOwners = async (asked: Pick<ApprovalsDemand, 'owners'>, line: Pick<LineConfig, 'name'>, world: Pick<GateWorld, 'git' | 'github' | 'repository' | 'bring' | 'trusted' | 'lines'>): Promise<Owners> => {
  const { git, trusted, lines } = world
  const folder = asked.owners === undefined ? folderOf(lines.find((it) => it.name === line.name)?.path) : folderOf(asked.owners.slice(0, Math.max(0, asked.owners.lastIndexOf('/'))))
  const name = asked.owners?.slice(asked.owners.lastIndexOf('/') + 1)
  const paths = ownersPaths(folder, name)
  const isHere = (await git.commit(trusted.commit)) !== undefined
  const read = async (file: string): Promise<string | undefined> => {
    // GitHub is asked long and patiently for a file of a commit that this run has made itself: not for one that the commit has not.
    if (isHere && !(await git.holds(trusted.commit, file))) return undefined
    const bytes = await trustedFile(world, file, trusted.commit)
    return bytes && new TextDecoder().decode(bytes)
  }
  const texts = await Promise.all(paths.map(read))
  const files = paths.flatMap((file, index) => {
    const text = texts[index]
    return text === undefined ? [] : [readOwners({ text, file })]
  })
  if (files.length === 0) return fail('OWNERS_MISSING', { files: paths.join(' or '), branch: trusted.branch })
  const aliases = await read(aliasesFile)
  return ownersOf(files, aliases === undefined ? new Map() : readAliases({ text: aliases, file: aliasesFile }), folder)
}

const folderOf = (path: string | undefined): string => (path ?? '').split('/').filter((it) => it !== '' && it !== '.').join('/')

interface Judged {
  readonly facts: Facts
  readonly line: LineConfig
  readonly world: GateWorld
  readonly asked: ApprovalsDemand
  readonly owners: Owners
}

/** Undefined when the approvals on this issue are enough. */
const judge = async (issue: Issue, judged: Judged): Promise<Problem | undefined> => {
  const { facts, line, world, asked, owners } = judged
  const key = { repository: repositoryText(facts.repository), line: line.name, tag: facts.tag.name }
  const { url } = issue
  if (issue.isDropped) return problem('APPROVALS_DROPPED', { url, tag: facts.tag.name }, { url })
  const comments = await world.issues.comments(facts.repository, issue.number)
  const named = marksIn(comments, issue.author, 'named')
  const at = named.findLastIndex((it) => it !== undefined && isSame(it, key))
  const current = named[at]
  if (!current) return problem('APPROVALS_NOT_NAMED', { url, tag: facts.tag.name, version: facts.version.text }, { url })
  const proposers = [issue.author, comments[at]?.author].flatMap((it) => (it && !it.isBot ? [it.login] : [])).concat(current.by ?? [])
  // What Slipway says itself speaks of the commands, and is nobody's word.
  const said = comments.flatMap((it, index) => (named[index] ? [] : [spoken(it, index < at)]))
  const verdict = verdictOf({ comments: said, owners, asked, proposers })
  const first = comments.findIndex((it) => verdict.approvedBy.some((one) => one.url === it.url))
  const files = await otherFiles(current.commit, seen(named, current, first), { facts, world })
  if (files.length > 0) return problem('APPROVALS_OTHER_COMMIT', { url, tag: facts.tag.name, named: current.commit, commit: facts.tag.commit, files: listed(files, 10), version: facts.version.text }, { url })
  return verdict.missing === 0 ? undefined : tooFew(verdict, { url, tag: facts.tag.name, asked })
}

/** What the first who approved could see: lines that were added to the issue afterwards are theirs no more. */
const seen = (named: readonly (Proposal | undefined)[], current: Proposal, first: number): readonly Proposal[] => {
  const all = (first < 0 ? named : named.slice(0, first)).flatMap((it) => it ?? []).filter((it) => it.issue === current.issue && it.repository === current.repository && it.line !== current.line)
  return [current, ...new Map(all.map((it) => [it.line, it])).values()]
}

const spoken = ({ author, body, url, isEdited }: IssueComment, isBefore: boolean): Spoken => ({ author: author?.login, isBot: author?.isBot ?? false, body, url, isEdited, isBefore })

const tooFew = ({ approvedBy, missing, mayStill, ignored }: Verdict, { url, tag, asked }: { readonly url: string; readonly tag: string; readonly asked: ApprovalsDemand }): Problem =>
  problem('APPROVALS_TOO_FEW', {
    url, tag, missing, wanted: asked.count,
    have: approvedBy.map((it) => it.login).join(', '),
    may: listed(mayStill, 20),
    ignored: listed(ignored.map(ignoredText), 10, '; '),
    how: [...asked.commands.map((it) => `/${it}`), ...(asked.plain ? ['LGTM'] : [])].join(' or '),
  }, { url })

const ignoredText = ({ author, url, why }: Ignored): string => `${author}: ${why} (${url})`

const listed = (all: readonly string[], most: number, between = ', '): string => [...all.slice(0, most), ...(all.length > most ? [`and ${all.length - most} more`] : [])].join(between)
