// A run that no tag starts: its commit, and the name by which it is released. The config of that commit says it, or whoever asks.
import type { Config, LineConfig } from '../core/config.js'
import type { Request } from '../core/request.js'
import { nameOf, rulesOf, runText } from '../core/runs.js'
import type { RunTrigger } from '../core/trigger.js'
import { fail } from '../errors/release-error.js'
import { claimTag } from '../plan/claim.js'
import type { Ports } from '../ports/ports.js'
import type { AnyStep } from '../ports/step.js'
import { nobodysTag } from './ends.js'
import type { Found } from './find-start.js'
import { readReleaseConfig } from './read-config.js'

interface Named {
  readonly name: string
  /** Undefined: whichever claims the name. */
  readonly line?: LineConfig
}

export const findRun = async (trigger: RunTrigger, request: Request, ports: Ports, steps: readonly AnyStep[]): Promise<Found> => {
  const asked = trigger.commit ?? 'HEAD'
  const commit = (await ports.git.commit(asked)) ?? fail('TAG_NOT_FOUND', { tag: asked, looked: ports.folder, shallow: await ports.git.isShallow() })
  const config = await readReleaseConfig(commit, request, ports, steps)
  const named = whichOf(trigger, config, request)
  if (!named) return trigger.why === 'dispatch' ? fail('TRIGGER_MISSING', { verb: request.verb }) : { nothing: trigger.reason }
  const claim = claimTag(config, named.name, named.line?.name ?? request.line)
  if (!claim && named.line) return fail('RUN_NAME', { line: named.line.name, name: named.name, pattern: named.line.tag })
  if (!claim) return { nothing: nobodysTag(named.name, config.file, config.lines.map((it) => it.tag)) }
  const run = { why: trigger.why, ...(trigger.branch === undefined ? {} : { branch: trigger.branch }), named: trigger.name === undefined ? ('config' as const) : ('given' as const) }
  ports.log.info(`${named.name}: ${trigger.name === undefined ? `${runText(run)} is called so by the config` : runText(run)}, at ${commit}.`)
  return { tag: { name: named.name, object: commit, commit, kind: 'none' }, config, ...claim, run }
}

const whichOf = (trigger: RunTrigger, config: Config, { line: wanted }: Request): Named | undefined => {
  if (trigger.why === 'hand') return trigger.name === undefined ? undefined : { name: trigger.name }
  const found = config.lines.filter((it) => wanted === undefined || it.name === wanted).flatMap((line) => {
    const name = nameOf(rulesOf(line.effective), trigger)
    return name === undefined ? [] : [{ name, line }]
  })
  // A name that was given is of the line that claims it.
  const [first, ...others] = trigger.name === undefined ? found : found.filter((it) => claimTag(config, it.name, it.line.name) !== undefined)
  if (others.length > 0) return fail('CONFIG_LINES_CLASH', { tag: runText(trigger), lines: found.map((it) => it.line.name).join(', ') })
  return first ?? found[0]
}
