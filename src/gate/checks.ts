// The gate of the checks: the named ones, or all that the default branch requires, are green on the tagged commit. What GitHub counts as
// passed counts here: success, neutral, skipped. Green by default it is not: a name that nobody has reported closes the gate.
import { problem } from '../errors/release-error.js'
import type { CheckReport, RequiredCheck } from '../ports/rights.js'
import type { GateWorld } from '../ports/gate-world.js'
import { closed, type Gate } from './gate.js'

export const checksGate: Gate = async (facts, line, world) => {
  const { checks } = line.gate
  if (checks === undefined) return []
  const { commit } = facts.tag
  if (world.edited && world.edited.size > 0) {
    const files = [...world.edited.keys()].join(', ')
    return [closed(problem('CHECKS_TO_COME', { files, checks: checks === 'required' ? `those that ${world.trusted.branch} requires` : checks.join(', ') }))]
  }
  const wanted = await wantedChecks(checks, world)
  if (wanted.length === 0) return [closed(problem('CHECKS_NONE', { branch: world.trusted.branch }))]
  const reports = await world.github.checks(world.repository, commit)
  return judge(wanted, reports, commit)
}

const wantedChecks = async (checks: 'required' | readonly string[], { github, repository, trusted }: GateWorld): Promise<readonly RequiredCheck[]> =>
  checks === 'required' ? github.requiredChecks(repository, trusted.branch) : checks.map((name) => ({ name }))

/** A check run and a status may have one name; then both have to be green. */
const reportsOf = (it: RequiredCheck, all: readonly CheckReport[]): readonly CheckReport[] =>
  all.filter((one) => one.name === it.name && (it.app === undefined || one.app === it.app))

const judge = (wanted: readonly RequiredCheck[], all: readonly CheckReport[], commit: string): ReturnType<typeof closed>[] => {
  const found = wanted.map((it) => ({ it, reports: reportsOf(it, all) }))
  const missing = found.filter(({ reports }) => reports.length === 0).map(({ it }) => `${it.name}${it.app === undefined ? '' : ` (of the app ${it.app})`}`)
  const inState = (state: CheckReport['state']): string[] => [...new Set(found.flatMap(({ reports }) => reports.filter((one) => one.state === state).map((one) => `${one.name} (${one.said})`)))]
  const [red, running] = [inState('red'), inState('running')]
  return [
    ...(red.length > 0 ? [closed(problem('CHECKS_RED', { checks: red.join(', '), commit }))] : []),
    ...(missing.length > 0 ? [closed(problem('CHECKS_MISSING', { checks: missing.join(', '), commit, reported: [...new Set(all.map((it) => it.name))].sort().join(', ') }))] : []),
    ...(running.length > 0 ? [closed(problem('CHECKS_RUNNING', { checks: running.join(', '), commit }))] : []),
  ]
}
