// `slipway continue`: every release that is not finished, newest first, each as `release --tag T` would. For a schedule: pushes of tags
// get lost, events of other repositories never arrive, people cancel. Which tags are gone into is decided in core/unfinished.
import { relative } from 'node:path'
import { releaseCommand } from '../core/checked-request.js'
import type { Config, LineConfig } from '../core/config.js'
import type { ContinuedRelease } from '../core/continued.js'
import { repositoryText } from '../core/facts.js'
import type { Report } from '../core/report.js'
import { defaultLimit, type Request } from '../core/request.js'
import { parsePreparation, preparationRef, preparationRefs, type PreparedVersion } from '../core/preparation.js'
import { shellCommand } from '../core/shell-word.js'
import { hasRelease, inTurn, judgeLine, type Listed, type LineTag, type Verdict } from '../core/unfinished.js'
import { matchTag } from '../core/tag-pattern.js'
import { compareVersions, parseVersion } from '../core/version.js'
import { fail } from '../errors/release-error.js'
import type { Ports } from '../ports/ports.js'
import { mustBeTrusted } from '../trigger/trusted-events.js'
import { attempt } from './attempt.js'
import { continuedReport } from './continued-report.js'
import { findStart, pinRemotely } from './find-start.js'
import { releaseRepositories } from './frozen-artifacts.js'
import { nothingToDo } from './ends.js'
import { mendAll } from './mend-all.js'
import type { ReleaseWork } from './plan-release.js'
import { configFile, defaultHead, readConfig } from './read-config.js'
import { whyPruned } from './pruned-mark.js'
import { release } from './release.js'
import { statusOf } from './status.js'
import { forgetWanted, noteWanted, readWanted, type Noted } from './wanted-tags.js'

export const continueAll = async (work: ReleaseWork): Promise<Report> => {
  const { request, ports } = work
  const began = ports.clock.now()
  mustBeTrusted(request.event)
  const config = await todaysConfig(work)
  if (!config) return nothingToDo(request, `there is no ${configFile} on the default branch; a recognised layout alone releases nothing by itself`, ports.clock.now() - began)
  await mendAll(linesOf(config, request), ports)
  const noted = await readWanted(ports)
  const prepared = await goOnWithPrepared(noted.refs, linesOf(config, request), work)
  const verdicts = await judged(linesOf(config, request), noted, work)
  const wanted = await noteWanted(noted, verdicts, ports)
  const gone = await goOn(verdicts.filter((it) => it.verdict !== 'finished').filter((it) => !prepared.some((one) => one.tag === it.tag.name)), work)
  const releases = [...prepared, ...gone]
  await forgetWanted(wanted, releases, ports)
  return continuedReport(releases, { request, finished: verdicts.filter((it) => it.verdict === 'finished').length, took: ports.clock.now() - began })
}

/** Which lines there are is said by the default branch as it is now: a schedule runs there. */
const todaysConfig = async ({ request, ports, steps }: ReleaseWork): Promise<Config | undefined> => {
  const { commit } = await defaultHead(ports)
  if (request.config === undefined && !(await ports.git.show(commit, configFile))) return undefined
  return readConfig(commit, request, ports, steps)
}

const linesOf = ({ lines }: Config, { line }: Request): readonly LineConfig[] => {
  if (line === undefined) return lines
  const named = lines.filter((it) => it.name === line)
  return named.length > 0 ? named : fail('CONFIG_UNKNOWN_LINE', { line, known: lines.map((it) => it.name).join(', ') })
}

const judged = async (lines: readonly LineConfig[], noted: Noted, { request, ports }: ReleaseWork): Promise<readonly Verdict[]> => {
  const names = await ports.git.tags()
  const tags = await Promise.all(lines.map((line) => tagsOf(line, names, request, ports)))
  const lists = await listedFor(lines, noted, ports)
  const onGitHub = new Set(await ports.github.refs(ports.repository, 'refs/tags/'))
  const all = lines.map((line, at) => judgeLine((tags[at] ?? []).map((tag) => ({ ...tag, isGone: !onGitHub.has(`refs/tags/${tag.name}`) })), lists(line)))
  return inTurn(await Promise.all(lines.map((line, at) => Promise.all((all[at] ?? []).map((it) => withoutPruned(it, lists(line), ports))))))
}

/** What somebody removed on purpose is not made again by itself; once it was begun anew, it is. */
const withoutPruned = async (it: Verdict, listed: Listed, ports: Ports): Promise<Verdict> => {
  if ((it.verdict !== 'ask' && it.verdict !== 'look') || hasRelease(it.tag, listed)) return it
  const why = await whyPruned(it.tag.name, listed.refs, ports)
  return why === undefined ? it : { tag: it.tag, verdict: 'leave', why, by: 'release' }
}

/** Newest version first. */
const tagsOf = async (line: LineConfig, names: readonly string[], request: Request, { git, folder }: Ports): Promise<readonly LineTag[]> => {
  const versions = names.flatMap((name) => {
    const match = matchTag(line.tag, line.scheme, name)
    return match ? [{ name, version: parseVersion(match.text, line.scheme) }] : []
  })
  const held = request.config === undefined ? configFile : relative(folder, request.config)
  return Promise.all(versions.sort((a, b) => compareVersions(b.version, a.version)).map(async ({ name }): Promise<LineTag> => {
    const [{ commit }, time] = await Promise.all([git.resolveTag(name), git.tagTime(name)])
    return { name, line: line.name, time, hasConfig: await git.holds(commit, held), makesRelease: (line.slots['publish.release'] ?? []).length > 0 }
  }))
}

/** Everything is listed once for all tags. */
const listedFor = async (lines: readonly LineConfig[], { refs, tags: wanted }: Noted, { github, repository }: Ports): Promise<(line: LineConfig) => Listed> => {
  const repositories = new Map(lines.flatMap((line) => releaseRepositories(line, repository)).map((it) => [repositoryText(it), it]))
  const lists = await Promise.all([...repositories.values()].map((it) => github.releases(it)))
  const byName = new Map([...repositories.keys()].map((name, at) => [name, lists[at] ?? []]))
  return (line) => ({ refs, wanted, releases: releaseRepositories(line, repository).flatMap((it) => byName.get(repositoryText(it)) ?? []) })
}

/** One that fails does not stop the others; a service that is to be left in peace does, and so does a signal. */
const goOn = async (verdicts: readonly Exclude<Verdict, { verdict: 'finished' }>[], work: ReleaseWork): Promise<readonly ContinuedRelease[]> => {
  const limit = work.request.limit ?? defaultLimit
  const done: ContinuedRelease[] = []
  let ended: string | undefined
  let count = 0
  for (const it of verdicts) {
    ended ??= count >= limit ? `this run went on with ${limit === 1 ? 'one release' : `${limit} releases`} already (--limit)` : undefined
    const one = it.verdict === 'leave' ? leftAlone(it, work.request) : ended !== undefined ? notReached(it, ended, work.request) : await goInto(it, work)
    done.push(one)
    if (one.report && !quiet.has(one.report.outcome)) count++
    ended ??= endOf(one, work.ports.signal)
  }
  return done
}

/** There was nothing to do. */
const quiet = new Set<string>(['already-released', 'nothing-to-do'])

const endOf = ({ tag, report }: ContinuedRelease, signal: AbortSignal): string | undefined => {
  const code = report?.problems[0]?.code
  if (signal.aborted) return 'the run was stopped'
  if (code === 'RATE_LIMITED') return `${tag} met a limit, which holds for the others too`
  return code === 'DISK_FULL' ? 'the disk is full' : undefined
}

const leftAlone = ({ tag, why, by }: Extract<Verdict, { verdict: 'leave' }>, request: Request): ContinuedRelease => ({
  tag: tag.name, line: tag.line, outcome: 'left-alone', summary: why,
  ...(by === undefined ? {} : { command: releaseCommand(tag.name, request, by === 'adopt' ? ['--adopt'] : []) }),
})

const notReached = ({ tag }: Verdict, why: string, request: Request): ContinuedRelease =>
  ({ tag: tag.name, line: tag.line, outcome: 'not-reached', summary: why, command: releaseCommand(tag.name, request) })

const goInto = async (it: Extract<Verdict, { why: string }>, work: ReleaseWork): Promise<ContinuedRelease> => {
  const { name, line } = it.tag
  const command = releaseCommand(name, work.request)
  const own = alone(work, { ...requestOf(name, work.request), again: command })
  work.ports.log.info(`\n${name}: ${it.why}.`)
  const report = await attempt((one) => (it.verdict === 'look' ? lookFirst(one) : release(one)), own)
  return isUnbuilt(report) ? unbuilt(name, line, command) : { tag: name, line, outcome: report.outcome, summary: report.summary, report, ...(report.resume === undefined ? {} : { command: report.resume }) }
}

/** It lacks what this run was told not to build, and nothing else. */
const isUnbuilt = ({ problems }: Report): boolean => problems.length > 0 && problems.every((it) => it.code === 'ARTIFACT_MISSING')

const unbuilt = (tag: string, line: string, command: string): ContinuedRelease =>
  ({ tag, line, outcome: 'left-alone', summary: 'what it publishes is not built yet, and this job builds nothing', command, unbuilt: true })

/** Versions whose edit waits as a pull request: what is merged by now is tagged and released. */
const goOnWithPrepared = async (refs: readonly string[], lines: readonly LineConfig[], work: ReleaseWork): Promise<readonly ContinuedRelease[]> => {
  const { ports, request } = work
  const done: ContinuedRelease[] = []
  for (const it of await preparations(refs, ports)) {
    if (!lines.some((line) => line.name === it.line)) continue
    const again = shellCommand(['slipway', 'prepare', it.version, '--line', it.line, ...(request.config === undefined ? [] : ['--config', request.config])])
    const one: Request = { ...restOf(request), verb: 'prepare', version: it.version, line: it.line, as: 'pull-request', ...(await eventFor(it, ports)), again }
    ports.log.info(`\n${it.tag}: its edit was proposed.`)
    const report = await attempt(release, alone(work, one))
    done.push(isUnbuilt(report) ? unbuilt(it.tag, it.line, releaseCommand(it.tag, request)) : { tag: it.tag, line: it.line, outcome: report.outcome, summary: report.summary, report, ...(report.resume === undefined ? {} : { command: report.resume }) })
    if (ports.signal.aborted) break
  }
  return done
}

/** Another branch than the default one is named as a dispatch names it. */
const eventFor = async ({ branch }: PreparedVersion, { github, repository }: Ports): Promise<Pick<Request, 'event'>> =>
  branch === (await github.repository(repository)).defaultBranch ? {} : { event: { name: 'workflow_dispatch', ref: `refs/heads/${branch}`, sha: '', payload: {} } }

const preparations = async (refs: readonly string[], { github, repository }: Ports): Promise<readonly PreparedVersion[]> => {
  const found = await Promise.all(refs.filter((it) => it.startsWith(preparationRefs)).map(async (name) => {
    const target = await github.ref(repository, name)
    const it = target?.type === 'tag' ? parsePreparation(await github.tagText(repository, target.object), repositoryText(repository)) : undefined
    return it && preparationRef(it.tag) === name ? [it] : []
  }))
  return found.flat()
}

/** Reads cost less than a release that has nothing to do, and need no rights. */
const lookFirst = async (work: ReleaseWork): Promise<Report> => {
  const { request, ports, steps } = work
  const found = await findStart({ kind: 'tag', tag: request.tag ?? '' }, request, ports, steps)
  if ('nothing' in found) return nothingToDo(request, found.nothing, 0)
  const { status, planned } = await statusOf(await pinRemotely(found, ports), work)
  if (!status.finished) return release(work)
  return { verb: request.verb, outcome: 'already-released', exitCode: 0, summary: `${status.line} ${status.version} was released before, and nothing is missing`, plan: planned.plan, results: [], problems: [], findings: [], took: 0 }
}

const requestOf = (tag: string, request: Request): Omit<Request, 'again'> => ({ ...restOf(request), verb: 'release', tag, found: true })

const restOf = ({ config, configFrom, line, actor, noBuild, event, inJob }: Request): Omit<Request, 'again' | 'verb'> => ({
  dryRun: false, only: [], without: [],
  ...(config === undefined ? {} : { config }), ...(configFrom === undefined ? {} : { configFrom }), ...(line === undefined ? {} : { line }), ...(actor === undefined ? {} : { actor }),
  ...(noBuild === true ? { noBuild } : {}), ...(event === undefined && inJob !== true ? {} : { inJob: true }),
})

/** A release that stops itself (because it lost its lock, say) stops none of the others. */
const alone = (work: ReleaseWork, request: Request): ReleaseWork => {
  const own = new AbortController()
  return { ...work, request, ports: { ...work.ports, signal: AbortSignal.any([work.ports.signal, own.signal]), stop: (reason) => own.abort(reason) } }
}
