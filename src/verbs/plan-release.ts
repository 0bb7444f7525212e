// What a release will do, and whether it could: facts, gates, plan, preflight. Reads only.
import type { LineConfig } from '../core/config.js'
import type { Facts } from '../core/facts.js'
import type { Plan } from '../core/plan.js'
import type { Request } from '../core/request.js'
import type { Finding } from '../core/result.js'
import type { Listener } from '../engine/events.js'
import { preflight } from '../engine/preflight.js'
import { failAll } from '../errors/release-error.js'
import { checkGates } from '../gate/gates.js'
import { leftOutEntries, makePlan } from '../plan/make-plan.js'
import { survey } from '../plan/survey.js'
import type { Ports } from '../ports/ports.js'
import type { AnyStep } from '../ports/step.js'
import type { World } from '../ports/world.js'
import type { Start } from './find-start.js'
import { findFrozenArtifacts, type Frozen } from './frozen-artifacts.js'

export interface ReleaseWork {
  readonly request: Request
  readonly ports: Ports
  readonly steps: readonly AnyStep[]
  readonly listener: Listener
}

export interface Planned {
  readonly facts: Facts
  readonly line: LineConfig
  readonly plan: Plan
  readonly frozen: Frozen
}

/** `edited`: files as they will be once the references are set; what is planned before the tag is there. */
export const planRelease = async (start: Start, { request, ports, steps }: ReleaseWork, edited?: ReadonlyMap<string, string>): Promise<Planned> => {
  const leftOut = leftOutEntries(start.line, steps, request)
  const { defaultBranch } = await ports.github.repository(ports.repository)
  const { git, repository, server, slipway } = ports
  const facts = await survey({ git, steps, repository, server, slipway, defaultBranch, leftOut, ...start, ...(edited ? { edited } : {}) })
  checkGates(facts, start.line)
  const plan = makePlan(facts, start.line, steps, request)
  const { line } = start
  return { facts, line, plan, frozen: await findFrozenArtifacts({ plan, line, steps }, ports) }
}

export const makeWorld = async (plan: Plan, ports: Ports): Promise<World> => {
  const { git, github, registry, files, exec, clock, log, signal, repository } = ports
  return { git, github, registry, files, exec, clock, log, signal, repository, tag: plan.tag, plan, workspace: await ports.makeWorkspace() }
}

/** Every step is asked before anything is built or written; all that is in the way is told together. */
export const checkBeforeStart = async ({ plan, frozen }: Planned, world: World, steps: readonly AnyStep[]): Promise<readonly Finding[]> => {
  const findings = await preflight({ plan, steps, world, frozen: frozen.artifacts })
  failAll(findings.filter((it) => it.severity === 'error').map((it) => it.problem))
  return findings
}
