// The gates asked on behalf of a verb: read where they can be trusted, asked all together, and waited for as long as it is only machines that
// are not done.
import type { LineConfig } from '../core/config.js'
import type { Facts } from '../core/facts.js'
import type { GateConfig } from '../core/gate-config.js'
import type { Request } from '../core/request.js'
import type { Finding } from '../core/result.js'
import { failAll, type Problem } from '../errors/release-error.js'
import { askGates } from '../gate/gates.js'
import type { GateWorld } from '../ports/gate-world.js'
import type { Ports } from '../ports/ports.js'
import type { AnyStep } from '../ports/step.js'
import { readTrustedGates, type Gated, type TrustedGates } from './trusted-gates.js'

export interface GateWork {
  readonly request: Request
  readonly ports: Ports
  readonly steps: readonly AnyStep[]
}

export interface Passed {
  readonly trusted: TrustedGates
  /** What is to be told of them. */
  readonly told: readonly Finding[]
}

/** Between two looks at checks that run: minutes are usual for them. */
const pause = 15_000

/** `edited`: files as the commit that is to be made will have them; undefined once the tag is there. */
export const passGates = async (it: Gated, work: GateWork, edited?: ReadonlyMap<string, string>): Promise<Passed> => {
  const { request, ports } = work
  for (;;) {
    const { trusted, found } = await lookAtGates(it, work, edited)
    const problems = closedOf(found)
    const isOver = problems.length === 0 || request.dryRun || request.verb === 'plan' || !problems.every((one) => one.code === 'CHECKS_RUNNING')
    if (isOver || !ports.waits.take(ports.clock.now() + pause)) {
      failAll(problems)
      return { trusted, told: found }
    }
    ports.log.info(`${problems.map((one) => one.message).join(' ')} Looking again in ${pause / 1000} s.`)
    await ports.clock.sleep(pause, ports.signal)
  }
}

export const closedOf = (found: readonly Finding[]): readonly Problem[] => found.flatMap((it) => (it.severity === 'error' ? [it.problem] : []))

export const lookAtGates = async (it: Gated, { request, ports, steps }: GateWork, edited?: ReadonlyMap<string, string>): Promise<{ readonly trusted: TrustedGates; readonly found: readonly Finding[] }> => {
  const trusted = await readTrustedGates(it, ports, steps)
  const world = { ...gateWorld(trusted, { request, ports }, edited), ...(it.trial ? { trial: it.trial } : {}) }
  const answers = await Promise.all(trusted.gates.map((gate) => ask(gate, it, world)))
  return { trusted, found: [...unique(answers.flat()), ...trusted.findings] }
}

const ask = (gate: GateConfig, { facts, line }: { readonly facts: Facts; readonly line: LineConfig }, world: GateWorld): Promise<readonly Finding[]> => askGates(facts, { ...line, gate }, world)

const unique = (found: readonly Finding[]): readonly Finding[] => [...new Map(found.map((it) => [JSON.stringify([it.severity, it.problem.code, it.problem.message]), it])).values()]

export const gateWorld = ({ from, lines }: TrustedGates, { request, ports }: Omit<GateWork, 'steps'>, edited?: ReadonlyMap<string, string>): GateWorld => {
  const { clock, log, git, github, issues, repository, signal, signatures } = ports
  return {
    clock, log, git, github, issues, repository, signal, signatures, bring: (what) => ports.bring(what), trusted: from, lines,
    ...(request.actor ? { actor: request.actor } : {}), ...(edited ? { edited } : {}),
  }
}
