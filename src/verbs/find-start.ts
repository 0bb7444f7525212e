// From the trigger to what is to be released: the tag pinned, its config read, its line and version known.
import type { Config, LineConfig } from '../core/config.js'
import type { PinnedTag } from '../core/plan.js'
import type { Request } from '../core/request.js'
import type { Trigger } from '../core/trigger.js'
import type { Version } from '../core/version.js'
import { fail } from '../errors/release-error.js'
import { claimTag } from '../plan/claim.js'
import type { Ports } from '../ports/ports.js'
import type { AnyStep } from '../ports/step.js'
import { nobodysTag } from './ends.js'
import { readReleaseConfig } from './read-config.js'

export interface Start {
  readonly tag: PinnedTag
  readonly config: Config
  readonly line: LineConfig
  readonly version: Version
  /** Of a tag that is about to be made and signed: bytes signed like it. */
  readonly trial?: Uint8Array
}

export type Found = Start | { readonly nothing: string }

/** Everything here is answered by the clone alone: a run that has nothing to do asks nothing of the network. */
export const findStart = async (trigger: Extract<Trigger, { kind: 'tag' }>, request: Request, ports: Ports, steps: readonly AnyStep[]): Promise<Found> => {
  const local = await ports.git.resolveTag(trigger.tag)
  if (trigger.commit !== undefined && trigger.commit !== local.commit && trigger.commit !== local.object) {
    return fail('TAG_MOVED_SINCE_EVENT', { tag: trigger.tag, event: trigger.commit, now: local.commit })
  }
  const config = await readReleaseConfig(local.commit, request, ports, steps)
  const claim = claimTag(config, trigger.tag, request.line)
  if (!claim) return { nothing: nobodysTag(trigger.tag, config.file, config.lines.map((it) => it.tag)) }
  return { tag: local, config, ...claim }
}

/**
 * The tag as GitHub has it is the one that counts: checkouts may rewrite an annotated tag as a lightweight one, and a
 * release on GitHub refers to the tag there. Pinned here, and compared again before each irreversible step.
 */
export const pinRemotely = async (start: Start, ports: Ports): Promise<Start> => {
  const remote = await ports.github.ref(ports.repository, `tags/${start.tag.name}`)
  if (!remote) return fail('TAG_NOT_PUSHED', { tag: start.tag.name, repository: `${ports.repository.owner}/${ports.repository.name}` })
  const commit = await ports.github.commitOf(ports.repository, remote)
  if (commit !== start.tag.commit) return fail('TAG_DIFFERS', { tag: start.tag.name, here: start.tag.commit, there: commit })
  const kind = remote.type === 'commit' ? 'lightweight' : start.tag.kind === 'signed' ? 'signed' : 'annotated'
  return { ...start, tag: { ...start.tag, object: remote.object, kind } }
}
