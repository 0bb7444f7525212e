// `slipway propose V`: the tracking issue of a release, with what will be released, what has changed since the last one, and a box for every
// task; and the commit that its owners are asked to approve. Nothing is tagged or built.
import { mostChanges, renderChanges } from '../core/changes.js'
import type { LineConfig } from '../core/config.js'
import type { ApprovalsDemand } from '../core/gate-config.js'
import { repositoryText, type Facts } from '../core/facts.js'
import { imagesOf } from '../core/line-images.js'
import type { Report } from '../core/report.js'
import { setReferences } from '../core/set-references.js'
import { namingLine, type Proposal } from '../core/tracking.js'
import { newText, type Part } from '../core/tracking-text.js'
import { fail, failAll, problem } from '../errors/release-error.js'
import { readTrustedOwners } from '../gate/approvals.js'
import { branchGate } from '../gate/branch.js'
import { otherFiles } from '../gate/only-references.js'
import type { Owners } from '../gate/owners/owners.js'
import type { GateWorld } from '../ports/gate-world.js'
import { parseTrigger } from '../trigger/parse-trigger.js'
import { revisionToWrite } from './decide-revision.js'
import type { Start } from './find-start.js'
import { planToPropose, type ReleaseWork } from './plan-release.js'
import { closedOf, gateWorld } from './pass-gates.js'
import { intended } from './prepare-tag.js'
import { findIssue, writeIssue, type Tracked, type Written } from './tracking-issue.js'
import { readTrustedGates } from './trusted-gates.js'
import { commitTexts, versionEntryOf } from './work-tree.js'

interface Intended {
  readonly start: Start
  readonly facts: Facts
  readonly part: Part
  readonly world: GateWorld
  /** As the default branch has it. */
  readonly approvals: ApprovalsDemand | undefined
  readonly owners: Owners | undefined
}

export const propose = async (work: ReleaseWork): Promise<Report> => {
  const { request, ports } = work
  const began = ports.clock.now()
  const asked = parseTrigger(request)
  if (asked.kind !== 'version') return fail('TRIGGER_MISSING', { verb: 'propose' })
  const lines: readonly (string | undefined)[] = request.lines ?? [request.line]
  const all: Intended[] = []
  for (const line of lines) all.push(await intendedPart(asked, line, work))
  const words = [...new Set(all.map(({ start }) => wordOf(start.line)))]
  const self = await ports.github.self()
  const byBot = self === undefined || self.isBot
  const tracked = words.map((word): Tracked => ({ ...trackedOf(word, all.filter(({ start }) => wordOf(start.line) === word), work), byBot }))
  if (request.dryRun) return dryReport(tracked, work, ports.clock.now() - began)
  await mustBeAllowed(work)
  const written: Written[] = []
  for (const it of tracked) written.push(await writeIssue(it, ports))
  return reportOf(written, all, { work, took: ports.clock.now() - began })
}

const wordOf = (line: LineConfig): string => line.issue ?? line.name

const intendedPart = async (asked: Parameters<typeof intended>[0], line: string | undefined, work: ReleaseWork): Promise<Intended> => {
  const { ports } = work
  const start = await intended(asked, { ...work, request: withLine(work.request, line) })
  const entry = versionEntryOf(start.line)
  const texts = await commitTexts(start.line, start.tag.commit, ports)
  const edited = setReferences({
    references: entry['written-in'], alsoSet: entry['also-set'], texts, version: start.version, mode: 'release', images: imagesOf(start.line),
    revision: await revisionToWrite(start, work),
  })
  const { facts, plan } = await planToPropose(start, work, edited)
  const trusted = await readTrustedGates({ ...start, facts }, ports, work.steps)
  failAll(closedOf(trusted.findings))
  const world = gateWorld(trusted, work, edited)
  // Nobody shall approve what could not be released.
  if (work.request.commit !== undefined) for (const gate of trusted.gates) failAll(closedOf(await branchGate(facts, { ...start.line, gate }, world)))
  const approvals = trusted.gates.find((it) => it.approvals)?.approvals
  const actor = work.request.actor
  const proposal: Proposal = {
    repository: repositoryText(ports.repository), issue: wordOf(start.line), line: start.line.name, version: start.version.text, tag: start.tag.name, commit: start.tag.commit,
    ...(actor && 'login' in actor ? { by: actor.login } : {}),
  }
  const since = facts.previous === undefined ? {} : { since: facts.previous }
  const boxes = plan.tasks.filter((it) => it.step !== 'follow:issue').map(({ id, title }) => ({ id, title }))
  const part: Part = { proposal, page: `${ports.server}/${repositoryText(ports.repository)}`, ...since, changes: await changesOf(facts, start, work), boxes }
  return { start, facts, part, world, approvals, owners: await ownersOf(start.line, approvals, world) }
}

const withLine = ({ line: _, ...request }: ReleaseWork['request'], line: string | undefined): ReleaseWork['request'] => ({ ...request, ...(line === undefined ? {} : { line }) })

const changesOf = async ({ previous, tag }: Facts, { line }: Start, { ports: { git } }: ReleaseWork): Promise<string> => {
  const from = previous === undefined ? undefined : (await git.resolveTag(previous)).commit
  const path = line.path === undefined || line.path === '.' ? undefined : line.path
  return renderChanges(await git.changes({ to: tag.commit, limit: mostChanges + 1, ...(from === undefined ? {} : { from }), ...(path === undefined ? {} : { path }) }), path)
}

/** Where approvals are asked for, an OWNERS that cannot be read stops here, before people are called; elsewhere it only says whom to tell. */
const ownersOf = async (line: LineConfig, asked: ApprovalsDemand | undefined, world: GateWorld): Promise<Owners | undefined> => {
  if (asked) return readTrustedOwners(asked, line, world)
  const { git, bring, trusted } = world
  const commit = (await git.commit(trusted.commit)) ?? (await bring(trusted.commit))
  return (await git.holds(commit, 'OWNERS')) ? readTrustedOwners({ owners: 'OWNERS' }, line, world) : undefined
}

const mustBeAllowed = async ({ ports: { github, repository } }: ReleaseWork): Promise<void> => {
  const { state, reason = '' } = await github.can(repository, 'issues:write')
  if (state === 'denied') failAll([problem('RIGHT_MISSING', { scope: 'issues:write', repository: repositoryText(repository), why: 'open the tracking issue', said: reason })])
}

const approversOf = (all: readonly Intended[]): string[] => [...new Set(all.flatMap(({ owners }) => [...(owners?.approvers ?? [])]))].filter((it) => !it.endsWith('[bot]')).sort()

const trackedOf = (word: string, all: readonly Intended[], { ports: { repository } }: ReleaseWork): Omit<Tracked, 'byBot'> => {
  const approvers = approversOf(all)
  return {
    repository, word, parts: all.map(({ part }) => part),
    head: headOf(all),
    cc: approvers.length === 0 ? '' : `cc ${approvers.slice(0, mostCalled).map((it) => `@${it}`).join(' ')}`,
    ask: (proposal) => askOf(proposal, all.find(({ start }) => start.line.name === proposal.line)?.approvals),
    holds: async (named, part) => {
      const own = all.find((it) => it.part === part)
      return own !== undefined && (await otherFiles(named.commit, all.map((it) => it.part.proposal), own)).length === 0
    },
  }
}

/** GitHub itself calls no more than fifty. */
const mostCalled = 40

const howText = ({ commands, plain, count }: ApprovalsDemand): string => {
  const words = [...commands.map((it) => `\`/${it}\``), ...(plain ? ['`LGTM`'] : [])].join(' or ')
  return `${count === 1 ? 'One owner' : `${count} owners`} must approve: by a new comment with ${words} alone on a line, and not by who proposes it. \`/lgtm cancel\` takes it back.`
}

const headOf = (all: readonly Intended[]): string => {
  const asking = all.flatMap(({ approvals, start }) => (approvals ? [{ name: start.line.name, how: howText(approvals) }] : []))
  const texts = new Set(asking.map((it) => it.how))
  const how = texts.size === 1 ? [...texts] : asking.map((it) => `Line \`${it.name}\`: ${it.how}`)
  return ['This issue tracks the release of what is named below. Lines with a hidden mark are kept up to date by Slipway; all the rest is yours to write.', ...(asking.length > 0 ? [`**To approve.** ${how.join(' ')}`] : [])].join('\n\n')
}

const askOf = (proposal: Proposal, asked: ApprovalsDemand | undefined): string => {
  const what = namingLine(proposal)
  return asked ? `${what}\n\nApprovals count from here on, for this commit. ${howText(asked)}` : what
}

const dryReport = async (tracked: readonly Tracked[], { request, ports }: ReleaseWork, took: number): Promise<Report> => {
  const there = await Promise.all(tracked.map((it) => findIssue(it, ports.issues)))
  const text = tracked.map((it, index) => (there[index] ? `${there[index].url} would be brought up to date.` : newText(it.parts, it.head, it.cc))).join('\n\n')
  return { verb: request.verb, outcome: 'nothing-to-do', exitCode: 0, summary: 'this was a dry run, nothing was written', results: [], problems: [], findings: [], took, text }
}

const sentences = { opened: 'was opened', updated: 'was brought up to date', nothing: 'is as it should be' } as const

const reportOf = (written: readonly Written[], all: readonly Intended[], { work: { request }, took }: { readonly work: ReleaseWork; readonly took: number }): Report => {
  const waits = all.some(({ approvals }) => approvals)
  const shown = { issues: written.map(({ issue, did, named }) => ({ url: issue.url, number: issue.number, did, named: [...named] })), 'issue-url': written[0]?.issue.url ?? '', tags: all.map(({ start }) => start.tag.name), approvers: approversOf(all) }
  const sentence = written.map(({ issue, did }) => `${issue.url} ${sentences[did]}`).join(', ')
  const untracked = all.filter(({ start }) => start.line.issue === undefined && !start.line.gate.approvals).map(({ start }) => start.line.name)
  const text = untracked.length === 0 ? {} : { text: `Its boxes will not be ticked by releases of ${untracked.join(', ')}: that takes \`issue:\` or \`gate.approvals\` in the config.` }
  return { verb: request.verb, outcome: waits ? 'waiting' : 'nothing-to-do', exitCode: 0, summary: waits ? `${sentence}; its owners are to approve there` : sentence, results: [], problems: [], findings: [], took, shown, ...text }
}
