// `slipway rehearse`: a world inside this process in place of the real one, and the same run against it.
import { basename, join } from 'node:path'
import type { Environment } from '../adapters/exec/child-environment.js'
import { createGit } from '../adapters/git/node-git.js'
import { readRepository } from '../adapters/environment.js'
import { createFiles } from '../adapters/files/node-files.js'
import { makeRunFolders } from '../adapters/workspace.js'
import type { Config, LineConfig } from '../core/config.js'
import { firstLines } from '../core/notes/first-lines.js'
import type { Report } from '../core/report.js'
import type { Repository } from '../core/facts.js'
import type { Request } from '../core/request.js'
import type { Listener } from '../engine/events.js'
import { shellCommand } from '../core/shell-word.js'
import { suggestTag } from '../core/suggest-tag.js'
import { parseVersion } from '../core/version.js'
import { diskFull, toldDiskFull } from '../core/disk-full.js'
import { fail, problem, ReleaseError } from '../errors/release-error.js'
import type { Git, GitReader } from '../ports/git.js'
import type { Log } from '../ports/log.js'
import { steps } from '../wire.js'
import { carryOutRequest, type CarryOut } from './carry-out-request.js'
import { startRehearsal, type Rehearsal } from '../rehearsal/rehearsal.js'
import { beyondTag } from '../verbs/beyond-tag.js'
import { disagreements } from '../verbs/disagreements.js'
import { readConfig } from '../verbs/read-config.js'
import { upcomingRelease } from '../verbs/upcoming-version.js'
import { onlyLine } from '../verbs/work-tree.js'
import { playGates, reportChecks } from './played-gates.js'
import { channelsOf, elsewhereOf, playApprovals, type Elsewhere } from './played-people.js'
import { playPulls, pullsOf } from './played-pulls.js'
import { otherRepositories, indexesOf, registriesOf } from './registries-of.js'
import { logOfTheRelease, rehearsedReport, reportOfTheRelease } from './rehearsed-report.js'

export interface RehearseRequest {
  readonly folder: string
  readonly environment: Environment
  readonly log: Log
  readonly signal: AbortSignal
  readonly slipway: string
  readonly request: Request
  readonly keep: boolean
  readonly show: (report: Report) => Promise<void>
  readonly listener?: Listener
}

export const rehearse = async (it: RehearseRequest): Promise<number> => {
  const folders = await makeRunFolders(it.environment['RUNNER_TEMP'])
  const git = createGit({ folder: it.folder, temp: folders.root, environment: it.environment, signal: it.signal })
  try {
    const meant = it.request.tag ?? it.request.commit ?? 'HEAD'
    const commit = (await git.commit(meant)) ?? (await failNotFound(meant, it, git))
    if (await git.isDirty()) it.log.warn('there are changes that are not committed; they are no part of this rehearsal')
    const files = createFiles()
    // Today's config is in this world what HEAD says: its default branch stands there.
    const head = it.request.configFrom === 'default' ? ((await git.commit('HEAD')) ?? commit) : commit
    const config = await readConfig(head, it.request, { git, files, log: it.log, folder: it.folder }, steps)
    const request = await meantBy(it, config, commit, git)
    const repository = readRepository(it.environment['GITHUB_REPOSITORY'], await git.remoteUrl()) ?? { owner: 'example', name: basename(it.folder).replace(/[^\w.-]/g, '-') }
    const branch = await git.currentBranch()
    const time = await lastTime(commit, request.tag, git)
    const broken = new AbortController()
    const played = playGates(config, request, branch ?? 'main')
    const others = otherRepositories(config, repository)
    const pulls = await pullsOf(config, { git, commit, request })
    const world = await startRehearsal({
      repository, clone: it.folder, folder: join(folders.root, 'world'), registries: registriesOf(config), indexes: indexesOf(config), channels: channelsOf(config), others: others.map((one) => ({ ...one, defaultBranch: 'main' })),
      // The commit that a rehearsal makes for a version bears the world's time, and the artifacts bear the commit's: a minute
      // after what it begins with, whenever it is, two rehearsals of one commit make the same bytes.
      now: () => (time + 60) * 1000,
      onBug: (failure) => stopOnFullDisk(failure, broken), seed: played.seed,
      ...(branch !== undefined ? { defaultBranch: branch } : { defaultBranch: 'main', refs: await refsOf(git, head) }),
    })
    try {
      // A repository without a commit takes no release.
      for (const { owner, name } of others) await world.github.as(owner, owner, name).commit('main', { 'README.md': `# ${name}\n` }, 'Begin')
      reportChecks(world.github, repository, { checks: played.checks, commit })
      await playPulls(pulls, { github: world.github, repository, branch: branch ?? 'main', log: it.log })
      return await inWorld(world, { ...it, signal: AbortSignal.any([it.signal, broken.signal]) }, { request: { ...request, actor: played.actor }, repository, config, commit })
    } finally {
      // What is left of a run would ask the closed ports again and again.
      broken.abort('the end of the rehearsal')
      await world.close()
    }
  } finally {
    git.close()
    await folders.dispose()
  }
}

const failNotFound = async (tag: string, { folder, request }: RehearseRequest, git: GitReader): Promise<never> => {
  const shallow = await git.isShallow()
  const suggestion = shallow || request.tag === undefined ? undefined : suggestTag(tag, await git.tags())
  return fail('TAG_NOT_FOUND', { tag, looked: folder, shallow, suggestion })
}

/** Seconds since 1970. A tag may be much younger than its commit, and nothing that follows a tag is older than it. */
const lastTime = async (commit: string, tag: string | undefined, git: Git): Promise<number> => {
  const time = await git.commitTime(commit)
  return tag !== undefined && (await git.tags()).includes(tag) ? Math.max(time, await git.tagTime(tag)) : time
}

/** What is named, or else what the source leads to. */
const meantBy = async (it: RehearseRequest, config: Config, commit: string, git: Git): Promise<Request> => {
  const { request, log } = it
  if (request.tag !== undefined || request.version !== undefined || request.name !== undefined) return request
  const upcoming = await upcomingRelease(config, commit, request, { git })
  if ('name' in upcoming) log.info(`The version stands nowhere in the source: this rehearses ${upcoming.name}, the first name of \`on\` in the config; --name names another.`)
  else await warnOfDisagreements(config, commit, it, git)
  if ('version' in upcoming) await warnOfTagged(onlyLine(config, request), { version: upcoming.version, commit }, it, git)
  return { ...request, ...upcoming }
}

/** What is written is out already: what came since is no part of it, and its release is another one. */
const warnOfTagged = async (line: LineConfig, { version, commit }: { readonly version: string; readonly commit: string }, { log, request }: RehearseRequest, git: Git): Promise<void> => {
  const beyond = await beyondTag(line, { version: parseVersion(version, line.scheme), commit }, git)
  if (!beyond) return
  const commits = `${beyond.isMore ? 'more than ' : ''}${beyond.count} ${beyond.count === 1 ? 'commit' : 'commits'}`
  const next = shellCommand(['slipway', 'rehearse', '--version', 'V', ...(request.line === undefined ? [] : ['--line', request.line])])
  log.warn(`${beyond.tag} is tagged already, at ${beyond.tagged.slice(0, 7)}, and ${request.commit ?? 'HEAD'} is ${commits} beyond it: this rehearses ${beyond.tag} again, without what came since. \`${next}\` rehearses the next release, as the version V.`)
}

/** The world keeps what it is given on the same disk. Its own answer (500) would be tried again, and would say nothing of the cause. */
const stopOnFullDisk = (failure: unknown, broken: AbortController): void => {
  const said = toldDiskFull(failure instanceof Error ? failure.message : String(failure))
  const full = diskFull(failure) ?? (said === undefined ? undefined : problem('DISK_FULL', { what: 'the world of the rehearsal', path: 'what it was given', said }))
  if (full) broken.abort(new ReleaseError([full]))
}

/** The version is set everywhere before it is rehearsed; a tag on the commit as it stands would be refused. */
const warnOfDisagreements = async (config: Config, commit: string, it: RehearseRequest, git: Git): Promise<void> => {
  for (const text of await disagreements(config, commit, it.request, { git })) it.log.warn(`${text} The rehearsal sets it, as \`slipway prepare\` would; a tag on this commit as it stands would be blocked.`)
}

/** A detached checkout (a workflow's) has no branch: the commit stands for the default branch. */
const refsOf = async (git: GitReader, commit: string): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries<string>([['refs/heads/main', commit] as const, ...(await git.tags()).map((tag) => [`refs/tags/${tag}`, `refs/tags/${tag}`] as const)])

interface Rehearsed {
  readonly request: Request
  readonly repository: Repository
  readonly config: Config
  readonly commit: string
}

const inWorld = async (world: Rehearsal, it: RehearseRequest, { request, repository, config, commit }: Rehearsed): Promise<number> => {
  it.log.info(`Rehearsing ${request.tag ?? request.version ?? request.name ?? ''} of ${repository.owner}/${repository.name} in a world inside this process: nothing leaves this machine`)
  const environment = { ...withoutCredentials(it.environment), ...world.environment }
  const elsewhere = elsewhereOf(config, request)
  const done = async (report: Report): Promise<void> => {
    const missing = world.unimplemented()
    if (missing.length > 0) fail('WORLD_UNIMPLEMENTED', { calls: missing.join(', ') })
    const told = { ...rehearsedReport(asFarAsHere(report, request, elsewhere), world.endpoints, it.keep), ...wordsIn(world, repository, report) }
    // The text of the release has links into the world, which is gone by then unless it is kept.
    await it.show(it.keep ? told : reportOfTheRelease(told, world.endpoints))
    if (it.keep && !it.signal.aborted) await stay(world, it)
  }
  const carry = (one: Request, more: Pick<CarryOut, 'done' | 'listener'> = {}): Promise<Report> => carryOutRequest(one, {
    folder: it.folder, environment, log: it.keep ? it.log : logOfTheRelease(it.log, world.endpoints), signal: it.signal, slipway: it.slipway, ...more,
    repository, endpoints: world.endpoints, token: world.token, server: 'https://github.com', onlyTo: world.origins,
  })
  const refused = await playApprovals(request, { config, commit, github: world.github, repository, log: it.log, carry })
  if (refused) {
    await done(refused)
    return refused.exitCode
  }
  if (elsewhere.repositories.length > 0) it.log.warn(`Left out here is what leads into ${elsewhere.repositories.join(' and ')} (${elsewhere.without.join(', ')}): this world does not know their files, nor who merges there. \`slipway rehearse --play FILE\` plays the whole procedure; examples/dra/rehearsal.yaml of Slipway is such a file.`)
  const report = await carry({ ...request, without: [...request.without, ...elsewhere.without] }, { done, ...(it.listener ? { listener: it.listener } : {}) })
  return asFarAsHere(report, request, elsewhere).exitCode
}

/** The text of the release as it stands in the world: in the project, or in the repository that its release goes to. */
const wordsIn = ({ github }: Rehearsal, { owner, name }: Repository, { plan }: Report): Pick<Report, 'words'> => {
  const releases = [github.repository(owner, name), ...github.state.repositories.values()].flatMap((it) => [...it.releases.values()])
  const release = releases.find((it) => it.tag === plan?.tag.name)
  const words = firstLines(release?.body ?? '')
  return words === '' ? {} : { words }
}

/** Nobody has left anything out but the rehearsal itself, which has said so. */
const asFarAsHere = (report: Report, { only, without }: Request, { repositories }: Elsewhere): Report =>
  report.outcome !== 'incomplete' || report.problems.length > 0 || repositories.length === 0 || only.length + without.length > 0
    ? report
    : { ...report, outcome: 'released', exitCode: 0, summary: `${report.plan?.line ?? ''} ${report.plan?.version ?? ''} is released, but for what leads into ${repositories.join(' and ')},` }

/** No credential of the real world is even read in a rehearsal. */
const withoutCredentials = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(GITHUB_|GH_|SLIPWAY_REGISTRY_|SLIPWAY_INDEX_|SLIPWAY_PACKAGE_INDEX_|SLIPWAY_TARGET_TOKEN|ACTIONS_|INPUT_)/.test(name)))

const stay = async (world: Rehearsal, it: RehearseRequest): Promise<void> => {
  it.log.info(`The world stays until Ctrl-C:\n${world.addresses.map(([name, url]) => `   ${name.padEnd(10)} ${url}`).join('\n')}`)
  await new Promise<void>((resolve) => it.signal.addEventListener('abort', () => resolve(), { once: true }))
}
