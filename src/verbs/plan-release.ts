// What a release will do, and whether it could: facts, gates, plan, preflight. Reads only.
import type { LineConfig } from '../core/config.js'
import type { Facts } from '../core/facts.js'
import type { Plan } from '../core/plan.js'
import type { Request } from '../core/request.js'
import type { Finding } from '../core/result.js'
import type { Listener } from '../engine/events.js'
import { preflight } from '../engine/preflight.js'
import { failAll, problem, ReleaseError, type Problem } from '../errors/release-error.js'
import { leftOutEntries, makePlan } from '../plan/make-plan.js'
import { survey } from '../plan/survey.js'
import type { Ports } from '../ports/ports.js'
import type { AnyStep } from '../ports/step.js'
import type { World } from '../ports/world.js'
import { decideRevision } from './decide-revision.js'
import type { Start } from './find-start.js'
import { findFrozenArtifacts, nothingFrozen, type Frozen } from './frozen-artifacts.js'
import { withNamed } from './named-together.js'
import { closedOf, lookAtGates, passGates } from './pass-gates.js'
import { gatesText } from './trusted-gates.js'

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
  /** What the gates say beside letting it through. */
  readonly told: readonly Finding[]
  /** For people: which gates held, and where they are written. */
  readonly gates: string
}

/** What is wrong with the selection is known from the config: it is said before anything is asked of the network. */
export const checkSelection = ({ line }: Pick<Start, 'line'>, { request, steps }: Pick<ReleaseWork, 'request' | 'steps'>): void =>
  void leftOutEntries(line, steps, request)

const factsOf = async (start: Start, { request, ports, steps }: ReleaseWork, { edited, onlyLooks }: { readonly edited?: ReadonlyMap<string, string> | undefined; readonly onlyLooks?: true } = {}): Promise<Facts> => {
  const leftOut = leftOutEntries(start.line, steps, request)
  const { defaultBranch } = await ports.github.repository(ports.repository)
  const { git, repository, server, slipway } = ports
  const revision = await decideRevision(start, { request, ports }, { edited, onlyLooks })
  const facts = await survey({ git, steps, repository, server, slipway, defaultBranch, leftOut, adopt: request.adopt === true, ...start, ...(edited ? { edited } : {}), ...(revision === undefined ? {} : { revision }) })
  return withNamed(facts, start, ports)
}

/** `edited`: files as they will be once the references are set; what is planned before the tag is there. */
export const planRelease = async (start: Start, work: ReleaseWork, edited?: ReadonlyMap<string, string>): Promise<Planned> => {
  const { request, ports, steps } = work
  const { line } = start
  const facts = await factsOf(start, work, { edited })
  const { told, trusted } = await passGates({ ...start, facts }, work, edited)
  const plan = makePlan(facts, line, steps, request)
  return { facts, line, plan, told, gates: gatesText(trusted), frozen: await findFrozenArtifacts({ plan, line, steps }, ports) }
}

/** What a release will consist of, before anybody has agreed to it: no gate is asked. */
export const planToPropose = async (start: Start, work: ReleaseWork, edited: ReadonlyMap<string, string>): Promise<Pick<Planned, 'facts' | 'plan'>> => {
  const facts = await factsOf(start, work, { edited })
  return { facts, plan: makePlan(facts, start.line, work.steps, work.request) }
}

/** For whoever only looks: gates, and records that cannot be read, are told and do not stop. */
export const planToLook = async (start: Start, work: ReleaseWork): Promise<Planned & { readonly inTheWay: readonly Problem[] }> => {
  const { request, ports, steps } = work
  const { line } = start
  const facts = await factsOf(start, work, { onlyLooks: true })
  const { found, trusted } = await lookAtGates({ ...start, facts }, work)
  // Whoever looks starts nothing.
  const said = found.filter((it) => !it.problem.code.startsWith('ACTOR_'))
  const told = said.filter((it) => it.severity !== 'error')
  const [inTheWay, gates] = [closedOf(said), gatesText(trusted)]
  const plan = makePlan(facts, line, steps, request)
  try {
    return { facts, line, plan, told, gates, frozen: await findFrozenArtifacts({ plan, line, steps }, ports), inTheWay }
  } catch (failure) {
    if (!(failure instanceof ReleaseError) || failure.kind !== 'conflict') throw failure
    return { facts, line, plan, told, gates, frozen: nothingFrozen, inTheWay: [...inTheWay, ...failure.problems] }
  }
}

/** What whoever reads the report must know of the plan as a whole. */
export const findingsOf = ({ plan: { configFrom, tag }, told }: Pick<Planned, 'plan' | 'told'>): readonly Finding[] => [
  ...told,
  ...(configFrom ? [{ severity: 'warning', problem: problem('CONFIG_FROM_DEFAULT', { tag: tag.name, ...configFrom }) } as const] : []),
]

export const makeWorld = async (plan: Plan, ports: Ports): Promise<World> => {
  const { git, github, issues, pulls, chat, registry, index, files, exec, clock, log, signal, repository } = ports
  return { git, github, issues, pulls, chat, registry, index, files, exec, clock, log, signal, repository, tag: plan.tag, plan, results: () => [], workspace: await ports.makeWorkspace() }
}

/** Every step is asked before anything is built or written; all that is in the way is told together. */
export const checkBeforeStart = async ({ plan, frozen, told }: Planned, world: World, steps: readonly AnyStep[]): Promise<readonly Finding[]> => {
  const findings = await preflight({ plan, steps, world, frozen: frozen.artifacts })
  failAll(findings.filter((it) => it.severity === 'error').map((it) => it.problem))
  return [...findingsOf({ plan, told }), ...findings]
}
