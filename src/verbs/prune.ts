// `slipway prune`: stale releases, by the policies of the config or by flags, or one release by its name. Says what it would do; with --yes
// it does it. What is the latest, what rolls, what is a draft and what Slipway did not make is never touched by a policy.
import type { LineConfig } from '../core/config.js'
import { repositoryText, type Repository } from '../core/facts.js'
import type { JsonObject } from '../core/json.js'
import { ageText, judge, policiesIn, type Judged, type Policy } from '../core/prune.js'
import type { Report } from '../core/report.js'
import type { Request } from '../core/request.js'
import { suggest } from '../core/suggest.js'
import { fail, failAll, problem } from '../errors/release-error.js'
import type { Ports } from '../ports/ports.js'
import { releaseRepositories } from './frozen-artifacts.js'
import { underLock } from './lock.js'
import type { ReleaseWork } from './plan-release.js'
import { candidatesIn, isAtWork, isMadeHere, placeText, type Candidate } from './prune-candidates.js'
import { defaultHead, readConfig } from './read-config.js'
import { finishLeft, leftIn, removeRelease, type Left } from './remove-release.js'

interface Decided {
  readonly judged: readonly Judged<Candidate>[]
  readonly left: readonly Left[]
  readonly named: boolean
}

export const prune = async (work: ReleaseWork): Promise<Report> => {
  const { request, ports } = work
  const began = ports.clock.now()
  // A slip in the flags is told before the network is asked.
  asked(request)
  const { lines, all } = await linesOf(work)
  const decided = request.tag === undefined ? await byPolicy({ lines, all }, request, ports) : await byName(request.tag, lines, { request, ports })
  const removals = decided.judged.filter((it) => it.verdict === 'remove')
  const writes = isMeant(request)
  if (writes) await carryOut(decided, ports)
  const count = removals.length === 1 ? 'one release' : `${removals.length} releases`
  const more = decided.left.some((it) => it.isHalf) ? `, and ${writes ? 'finished' : 'would finish'} what an earlier run began` : ''
  const summary = removals.length === 0 && more === '' ? nothingText(decided.judged) : `${writes ? 'removed' : 'would remove'} ${count}${more}${writes ? '' : ' (a dry run: --yes removes them)'}`
  const shown: JsonObject = { written: writes, releases: decided.judged.map(toShow), left: decided.left.filter((it) => it.isHalf).map(({ repository, tag }) => ({ repository: repositoryText(repository), tag })) }
  const isPruned = writes && (removals.length > 0 || more !== '')
  return { verb: request.verb, outcome: isPruned ? 'pruned' : 'nothing-to-do', exitCode: 0, summary, results: [], problems: [], findings: [], took: ports.clock.now() - began, shown, text: textOf(decided, writes) }
}

/** Not only to be said. */
const isMeant = ({ prune: asks, dryRun }: Request): boolean => asks?.yes === true && !dryRun

interface Lines {
  /** Whose policies are asked. */
  readonly lines: readonly LineConfig[]
  /** One line's pattern may take what another line releases again and again. */
  readonly all: readonly LineConfig[]
}

/** The config of the default branch, as it is now: an old tag's config knows nothing of what came after it. */
const linesOf = async ({ request, ports, steps }: ReleaseWork): Promise<Lines> => {
  const { commit } = request.config === undefined ? await defaultHead(ports) : { commit: '' }
  const { lines: all } = await readConfig(commit, request, ports, steps)
  if (request.line === undefined) return { lines: all, all }
  const lines = all.filter((it) => it.name === request.line)
  return lines.length > 0 ? { lines, all } : fail('USAGE', { what: `There is no line ${request.line}; there are ${all.map((it) => it.name).join(', ')}.` })
}

const repositoriesOf = (lines: readonly LineConfig[], own: Repository): readonly Repository[] =>
  [...new Map(lines.flatMap((line) => releaseRepositories(line, own)).map((it) => [keyOf(it), it])).values()]

const asked = ({ prune: { match, keep, olderThan, withTag } = {} }: Request): readonly Policy[] => {
  if (match === undefined) {
    if (keep !== undefined || olderThan !== undefined) return fail('USAGE', { what: '`keep-last` and `older-than` are about the names that `match` takes.' })
    return []
  }
  if (keep === undefined && olderThan === undefined) return fail('USAGE', { what: '`match` alone would remove everything that it takes: say what stays with `keep-last` or `older-than`.' })
  return [{ match, withTag: withTag === true, ...(keep === undefined ? {} : { keep }), ...(olderThan === undefined ? {} : { olderThan }) }]
}

const keyOf = (it: Repository): string => repositoryText(it).toLowerCase()

const byPolicy = async ({ lines, all }: Lines, request: Request, ports: Ports): Promise<Decided> => {
  const flags = asked(request)
  const repositories = repositoriesOf(lines, ports.repository)
  const each = await Promise.all(repositories.map(async (repository) => {
    const into = (line: LineConfig): boolean => releaseRepositories(line, ports.repository).some((it) => keyOf(it) === keyOf(repository))
    const own = lines.filter(into)
    const policies = (flags.length > 0 ? flags : own.flatMap((it) => policiesIn(it.effective['prune']))).map((it) => (request.prune?.withTag === true ? { ...it, withTag: true } : it))
    const judged = judge(await candidatesIn(repository, all.filter(into), ports), policies, { now: ports.github.time(), protect: (it) => it.stays })
    return { policies: policies.length, judged: await Promise.all(judged.map((it) => withoutBusy(it, ports))), left: await idleIn(repository, ports) }
  }))
  const hasHalf = each.some((it) => it.left.some((one) => one.isHalf))
  if (each.every((it) => it.policies === 0) && !hasHalf) return fail('PRUNE_NO_POLICY', { line: lines.map((it) => it.name).join(', ') })
  return { judged: each.flatMap((it) => it.judged), left: each.flatMap((it) => it.left), named: false }
}

const withoutBusy = async (it: Judged<Candidate>, ports: Ports): Promise<Judged<Candidate>> => {
  const busy = it.verdict === 'remove' ? await isAtWork(it.it.tag, ports) : undefined
  return busy === undefined ? it : { it: it.it, verdict: 'keep', why: busy }
}

/** What is left of a tag that a run is at work on is that run's, or is found by the next one. */
const idleIn = async (repository: Repository, ports: Ports): Promise<readonly Left[]> => {
  const all = await leftIn(repository, ports)
  const busy = await Promise.all(all.map((it) => isAtWork(it.tag, ports)))
  return all.filter((_, at) => busy[at] === undefined)
}

/** One release, whatever it is: but only one, and only what Slipway made, unless it is told to take over what others did. */
const byName = async (tag: string, lines: readonly LineConfig[], { request, ports }: { readonly request: Request; readonly ports: Ports }): Promise<Decided> => {
  if (request.prune?.match !== undefined || request.prune?.keep !== undefined || request.prune?.olderThan !== undefined) return fail('USAGE', { what: 'A release is either named, or found by a policy.' })
  const repositories = repositoriesOf(lines, ports.repository)
  const all = (await Promise.all(repositories.map(async (repository) => (await ports.github.releasesByTag(repository, tag)).map((release): Candidate => ({ id: release.id, tag: release.tag, time: Date.parse(release.publishedAt ?? release.createdAt), repository, release }))))).flat()
  const left = (await Promise.all(repositories.map((it) => leftIn(it, ports)))).flat().filter((it) => it.tag === tag && it.isHalf)
  const [it, ...others] = all
  if (!it && left.length === 0) await mustBeKnown(tag, repositories, ports)
  if (!it) return { judged: [], left, named: true }
  if (others.length > 0) return fail('PRUNE_SEVERAL', { tag, urls: all.map((one) => one.release.url).join(', ') })
  if (!isMadeHere(it.release) && request.adopt !== true) return fail('PRUNE_FOREIGN', { tag, url: it.release.url })
  if (!isMeant(request)) await mustBeIdle(tag, ports)
  const age = Number.isFinite(it.time) ? `, ${ageText(it, ports.github.time())}` : ''
  return { judged: [{ it, verdict: 'remove', why: `named${age}`, withTag: request.prune?.withTag === true }], left, named: true }
}

/** For whoever only asks: what is carried out waits for the lock, as a release does. */
const mustBeIdle = async (tag: string, ports: Ports): Promise<void> => {
  const holder = await isAtWork(tag, ports)
  if (holder !== undefined) fail('PRUNE_BUSY', { tag, holder })
}

/** A tag whose release is gone already has nothing to remove; a name that nothing bears is a slip. */
const mustBeKnown = async (tag: string, repositories: readonly Repository[], { github, git }: Ports): Promise<void> => {
  const isTag = (await git.tags()).includes(tag) || (await Promise.all(repositories.map((it) => github.ref(it, `refs/tags/${tag}`)))).some((it) => it !== undefined)
  if (isTag) return
  const known = (await Promise.all(repositories.map((it) => github.releases(it)))).flat().map((it) => it.tag)
  return fail('PRUNE_UNKNOWN', { tag, where: repositories.map(repositoryText).join(', '), meant: suggest(tag, known) ?? '' })
}

/** What is in the way of one is told before anything is written. */
const carryOut = async ({ judged, left, named }: Decided, ports: Ports): Promise<void> => {
  const removals = judged.flatMap((it) => (it.verdict === 'remove' ? [{ it: it.it, withTag: it.withTag, named }] : []))
  const repositories = [...new Map([...removals.map((it) => it.it.repository), ...left.map((it) => it.repository)].map((it) => [repositoryText(it), it])).values()]
  const denied = await Promise.all(repositories.map(async (repository) => ({ repository, access: await ports.github.can(repository, 'contents:write') })))
  failAll(denied.filter((it) => it.access.state === 'denied').map(({ repository, access }) => problem('RIGHT_MISSING', { scope: 'contents:write', repository: repositoryText(repository), why: 'remove releases and tags', said: access.reason ?? '' })))
  const again = (it: Left): boolean => removals.some((one) => one.withTag && one.it.tag === it.tag && keyOf(one.it.repository) === keyOf(it.repository))
  const first = left.filter((it) => !again(it))
  if (first.length + removals.length === 0) return
  const { commit } = await defaultHead(ports)
  for (const it of first) await underLock({ name: it.tag, commit }, ports, (github) => finishLeft(it, { ...ports, github }))
  for (const removal of removals) {
    await underLock({ name: removal.it.tag, commit }, ports, (github) => removeRelease(removal, { ...ports, github }))
    ports.log.info(`Removed ${placeText(removal.it)}${removal.withTag ? ', with its tag' : ''}.`)
  }
}

/** What was spared is said with its reason when it is all that a policy took. */
const nothingText = (judged: readonly Judged<Candidate>[]): string => {
  const [only, ...others] = judged
  if (!only) return 'there is nothing to remove'
  return `there is nothing to remove: ${others.length === 0 ? `${only.it.tag} stays (${only.why})` : `all ${judged.length} that a policy is about stay`}`
}

const toShow = (it: Judged<Candidate>): JsonObject => ({
  repository: repositoryText(it.it.repository), tag: it.it.tag, url: it.it.release.url, verdict: it.verdict, why: it.why, ...(it.verdict === 'remove' ? { withTag: it.withTag } : {}),
})

const textOf = ({ judged, left }: Decided, writes: boolean): string => {
  const words = { remove: writes ? 'removed' : 'remove', keep: 'keep' } as const
  const rows = judged.map((it) => `${words[it.verdict].padEnd(8)} ${placeText(it.it)}: ${it.why}${it.verdict === 'remove' && it.withTag ? ', with its tag' : ''}`)
  const half = left.filter((it) => it.isHalf).map((it) => `${words.remove.padEnd(8)} the tag ${it.tag} of ${repositoryText(it.repository)}: an earlier run removed its release`)
  return [...rows, ...half].join('\n')
}
