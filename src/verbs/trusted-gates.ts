// The gates that a tag has to pass: those of its line on the default branch, as GitHub has it at this moment. The tagged commit (and a file
// named by --config) says what is built; whoever makes a tag must not be able to say with it that nobody needs to look.
import { canonicalJson, type Json } from '../core/json.js'
import { loadGates, usualGates, type GatedLine } from '../config/load-gates.js'
import type { Config, ConfigCommit, LineConfig } from '../core/config.js'
import { repositoryText, type Facts } from '../core/facts.js'
import type { GateConfig } from '../core/gate-config.js'
import type { Finding } from '../core/result.js'
import { matchTag } from '../core/tag-pattern.js'
import { nameOf, runText } from '../core/runs.js'
import type { Run } from '../core/trigger.js'
import type { TrustedLine } from '../core/trusted-line.js'
import { fail, problem, type Problem } from '../errors/release-error.js'
import { trustedFile } from '../gate/trusted-file.js'
import type { Ports } from '../ports/ports.js'
import type { AnyStep } from '../ports/step.js'
import { configFile, layoutFile } from './read-config.js'

export interface TrustedGates {
  /** Where they were read. */
  readonly from: ConfigCommit
  /** All of them hold. Empty when there is something in the way. */
  readonly gates: readonly GateConfig[]
  /** The lines of the config there. */
  readonly lines: readonly TrustedLine[]
  readonly findings: readonly Finding[]
}

export interface Gated {
  readonly facts: Facts
  readonly line: LineConfig
  readonly config: Pick<Config, 'file'>
  /** Bytes of a tag signed as the one that is about to be made will be. */
  readonly trial?: Uint8Array
}

export const readTrustedGates = async ({ facts, line, config }: Gated, ports: Ports, steps: readonly AnyStep[]): Promise<TrustedGates> => {
  const { github, repository } = ports
  const branch = facts.defaultBranch
  const head = (await github.ref(repository, `refs/heads/${branch}`)) ?? fail('BRANCH_MISSING', { branch, repository: repositoryText(repository) })
  const from = { branch, commit: head.object }
  const bytes = await trustedFile(ports, configFile, head.object)
  if (!bytes) return { from, lines: [], ...withoutConfig(branch, line.gate, config.file) }
  const lines = loadGates(new TextDecoder().decode(bytes), `${configFile} of ${branch}`, steps)
  const found = lines.find((it) => it.name === line.name)
  const missing = whyNone(found, lines, { from, line, tag: facts.tag.name, ...(facts.run ? { run: facts.run } : {}) })
  if (!found || missing) return { from, lines, gates: [], findings: missing ? [{ severity: 'error', problem: missing }] : [] }
  return { from, lines, gates: [found.gate], findings: differing(found.gate, line, { from, file: config.file }) }
}

const where = (file: string): string => (file === configFile ? `${configFile} of the tagged commit` : file)

/**
 * There never was a place where gates could have been agreed on. The usual ones hold, and those of the tagged commit can only add to
 * them: whoever makes a tag could have left out any of them.
 */
const withoutConfig = (branch: string, own: GateConfig, file: string): Pick<TrustedGates, 'gates' | 'findings'> => {
  const usual = usualGates()
  if (file === layoutFile || sameGates(usual, own)) return { gates: [usual], findings: [] }
  return { gates: [usual, own], findings: [{ severity: 'warning', problem: problem('GATES_NO_CONFIG', { branch, where: where(file) }) }] }
}

interface Asked {
  readonly from: ConfigCommit
  readonly line: LineConfig
  readonly tag: string
  readonly run?: Run
}

/** A name alone is not enough: the tagged commit could call its line like one that asks for little. */
const whyNone = (found: GatedLine | undefined, lines: readonly GatedLine[], { from, line, tag, run }: Asked): Problem | undefined => {
  const known = lines.map((it) => it.name).join(', ') || 'none'
  if (!found) return problem('GATES_LINE_MISSING', { line: line.name, known, ...from })
  const there = run && run.named === 'config' ? nameOf(found.on, { ...run, kind: 'run', reason: '' }) : tag
  if (run && there !== tag) return problem('RUN_ELSEWHERE', { line: line.name, run: runText(run), name: tag, branch: from.branch, there: there ?? 'nothing' })
  return matchTag(found.tag, found.scheme, tag) ? undefined : problem('GATES_LINE_OTHER', { line: line.name, branch: from.branch, tag, pattern: found.tag })
}

const text = (value: unknown): string => canonicalJson((value ?? null) as Json)

export const sameGates = (a: GateConfig, b: GateConfig): boolean => text(a) === text(b)

const said = (value: unknown): string => (value === undefined ? 'nothing' : typeof value === 'string' ? value : text(value))

const differing = (trusted: GateConfig, line: LineConfig, { from, file }: { from: ConfigCommit; file: string }): readonly Finding[] => {
  const [there, here] = [trusted, line.gate] as unknown as readonly [Record<string, unknown>, Record<string, unknown>]
  const keys = [...new Set([...Object.keys(there), ...Object.keys(here)])].filter((key) => text(there[key]) !== text(here[key]))
  const differences = keys.map((key) => `${key}: ${said(there[key])} there, ${said(here[key])} here`).join('; ')
  return keys.length === 0 ? [] : [{ severity: 'warning', problem: problem('GATES_DIFFER', { line: line.name, where: where(file), differences, ...from }) }]
}

/** For people: what holds, and where that is written. Whoever shows it has asked them all. */
export const gatesText = ({ from, gates }: TrustedGates): string => {
  const held = gates.flatMap((it) => Object.entries(it).filter(([, value]) => value !== false).map(([key, value]) => `   ✓ ${key}${value === true ? '' : `: ${plainly(value)}`}`))
  return [`Gates, as ${from.branch} (${from.commit.slice(0, 12)}) has them; all of them hold:`, ...new Set(held)].join('\n')
}

const plainly = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(plainly).join(', ')
  return typeof value === 'object' && value !== null ? Object.entries(value).map(([key, it]) => `${key} ${plainly(it)}`).join(', ') : said(value)
}
