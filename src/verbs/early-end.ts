// The ends that need no more than the event and the clone: a deleted tag, a branch, a tag that no line claims. They cost no
// request, and load neither the steps nor their schemas.
import type { Report } from '../core/report.js'
import type { Request } from '../core/request.js'
import type { RunTrigger } from '../core/trigger.js'
import { matchTag } from '../core/tag-pattern.js'
import { ReleaseError } from '../errors/release-error.js'
import { glanceAtLines } from '../config/glance.js'
import type { Clock } from '../ports/clock.js'
import type { GitReader } from '../ports/git.js'
import { isByHand, parseTrigger } from '../trigger/parse-trigger.js'
import { nobodysTag, nothingToDo } from './ends.js'

/** What is asked of the clone. */
export interface Clone extends Pick<GitReader, 'resolveTag'> {
  /** The blob at a path, undefined if there is none. */
  peek(commit: string, path: string): Promise<Uint8Array | undefined>
}

const configFile = '.slipway.yaml'

/** Undefined when there may be something to do; then the real run decides. */
export const earlyEnd = async (request: Request, git: Clone, clock: Clock): Promise<Report | undefined> => {
  const began = clock.now()
  const reason = await reasonToEnd(request, git)
  return reason === undefined ? undefined : nothingToDo(request, reason, clock.now() - began)
}

/** A push to a branch is usual, and a line with runs of its own is not: whether there is one is seen at a glance. */
const reasonOfRun = async ({ why, commit, reason }: RunTrigger, git: Clone): Promise<string | undefined> => {
  if (why === 'hand' || why === 'dispatch' || commit === undefined) return undefined
  const text = await git.peek(commit, configFile)
  return text && !glanceAtLines(new TextDecoder().decode(text)) ? undefined : reason
}

/** With another config or a line of its own the glance would look at the wrong thing. */
const isUsual = ({ verb, config, configFrom, line }: Request): boolean => verb === 'release' && config === undefined && configFrom !== 'default' && line === undefined

const reasonToEnd = async (request: Request, git: Clone): Promise<string | undefined> => {
  if (!isUsual(request)) return undefined
  try {
    const trigger = parseTrigger(request)
    if (trigger.kind === 'none') return trigger.reason
    if (trigger.kind === 'run') return await reasonOfRun(trigger, git)
    if (trigger.kind !== 'tag' || isByHand(trigger, request)) return undefined
    const { commit, object } = await git.resolveTag(trigger.tag)
    if (trigger.commit !== undefined && trigger.commit !== commit && trigger.commit !== object) return undefined
    const text = await git.peek(commit, configFile)
    const lines = text && glanceAtLines(new TextDecoder().decode(text))
    if (!lines || lines.some((it) => matchTag(it.tag, it.scheme, trigger.tag))) return undefined
    return nobodysTag(trigger.tag, configFile, lines.map((it) => it.tag))
  } catch (failure) {
    // Problems are told by the real run, with everything that it finds beside them.
    if (failure instanceof ReleaseError) return undefined
    throw failure
  }
}
