// From the trigger to what is to be released: the tag pinned, its config read, its line and version known.
import type { Config, LineConfig } from '../core/config.js'
import { repositoryText } from '../core/facts.js'
import type { PinnedTag } from '../core/plan.js'
import type { Request } from '../core/request.js'
import { rollsIn } from '../core/rolling.js'
import type { Run, Trigger } from '../core/trigger.js'
import type { Version } from '../core/version.js'
import { fail, ReleaseError } from '../errors/release-error.js'
import { claimTag } from '../plan/claim.js'
import type { RefTarget } from '../ports/github.js'
import type { Ports } from '../ports/ports.js'
import type { AnyStep } from '../ports/step.js'
import { isByHand } from '../trigger/parse-trigger.js'
import { nobodysTag } from './ends.js'
import { findRun } from './find-run.js'
import { failNotClaimed } from './not-claimed.js'
import { readReleaseConfig } from './read-config.js'

export interface Start {
  readonly tag: PinnedTag
  readonly config: Config
  readonly line: LineConfig
  readonly version: Version
  /** Of a tag that is about to be made and signed: bytes signed like it. */
  readonly trial?: Uint8Array
  /** Only where no tag started the run. */
  readonly run?: Run
}

export type Found = Start | { readonly nothing: string }

/** Everything here is answered by the clone alone: a run that has nothing to do asks nothing of the network. */
export const findStart = async (trigger: Extract<Trigger, { kind: 'tag' | 'run' }>, request: Request, ports: Ports, steps: readonly AnyStep[]): Promise<Found> => {
  if (trigger.kind === 'run') return findRun(trigger, request, ports, steps)
  const local = await resolved(trigger.tag, request, ports, steps)
  if (local === 'rolls') return findRun({ kind: 'run', why: 'hand', name: trigger.tag, reason: '' }, request, ports, steps)
  if (!local) return findRun({ kind: 'run', why: 'dispatch', name: trigger.tag, ...(request.event?.sha ? { commit: request.event.sha } : {}), reason: '' }, request, ports, steps)
  if (trigger.commit !== undefined && trigger.commit !== local.commit && trigger.commit !== local.object) {
    return fail('TAG_MOVED_SINCE_EVENT', { tag: trigger.tag, event: trigger.commit, now: local.commit })
  }
  const config = await readReleaseConfig(local.commit, request, ports, steps)
  const claim = claimTag(config, trigger.tag, request.line)
  if (!claim && isByHand(trigger, request)) return failNotClaimed(trigger.tag, config, ports.git)
  if (!claim) return { nothing: nobodysTag(trigger.tag, config.file, config.lines.map((it) => it.tag)) }
  return { tag: local, config, ...claim }
}

/**
 * A dispatch may name what is no tag yet; whether that is released is for the config to say. Whoever only looks may name what rolls, which has
 * no tag in the source; to release one is to say so with `name`, lest a slip releases HEAD.
 */
const resolved = async (tag: string, request: Request, ports: Ports, steps: readonly AnyStep[]): Promise<PinnedTag | 'rolls' | undefined> => {
  try {
    return await ports.git.resolveTag(tag)
  } catch (failure) {
    if (!(failure instanceof ReleaseError) || failure.code !== 'TAG_NOT_FOUND') throw failure
    if (request.event?.name === 'workflow_dispatch') return undefined
    if (onlyLooks.has(request.verb) && (await isRollingName(tag, request, ports, steps))) return 'rolls'
    throw failure
  }
}

const onlyLooks = new Set<Request['verb']>(['status', 'verify'])

const isRollingName = async (name: string, request: Request, ports: Ports, steps: readonly AnyStep[]): Promise<boolean> => {
  const head = await ports.git.commit('HEAD')
  const claim = head === undefined ? undefined : claimTag(await readReleaseConfig(head, request, ports, steps), name, request.line)
  return claim !== undefined && rollsIn(claim.line, name, claim.version)
}

/**
 * The tag as GitHub has it is the one that counts: checkouts may rewrite an annotated tag as a lightweight one, and a
 * release on GitHub refers to the tag there. Pinned here, and compared again before each irreversible step.
 */
export const pinRemotely = async (start: Start, ports: Ports): Promise<Start> => {
  const remote = await ports.github.ref(ports.repository, `tags/${start.tag.name}`)
  if (start.tag.kind === 'none') return withoutTag(start, remote, ports)
  if (!remote) return fail('TAG_NOT_PUSHED', { tag: start.tag.name, repository: `${ports.repository.owner}/${ports.repository.name}` })
  const commit = await ports.github.commitOf(ports.repository, remote)
  if (commit !== start.tag.commit) return fail('TAG_DIFFERS', { tag: start.tag.name, here: start.tag.commit, there: commit })
  const kind = remote.type === 'commit' ? 'lightweight' : start.tag.kind === 'signed' ? 'signed' : 'annotated'
  return { ...start, tag: { ...start.tag, object: remote.object, kind } }
}

/** A tag of that name at that commit is the one that is meant; at another one it may move only if the name rolls. */
const withoutTag = async (start: Start, remote: RefTarget | undefined, { github, repository }: Ports): Promise<Start> => {
  if (!remote) return start
  const { tag, line, version } = start
  if ((await github.commitOf(repository, remote)) === tag.commit) return { ...start, tag: { ...tag, object: remote.object, kind: remote.type === 'commit' ? 'lightweight' : 'annotated' } }
  // Wherever the release goes: a clone without its tags must not let a branch be released under the name of one of them.
  if (!rollsIn(line, tag.name, version)) return fail('TAG_TAKEN', { tag: tag.name, repository: repositoryText(repository), found: remote.object, wanted: tag.commit })
  return start
}
