// The gates of a line: what must hold before anything is built or written. All are asked at once, and all that fail are told together.
import type { Finding } from '../core/result.js'
import { ReleaseError } from '../errors/release-error.js'
import { actorsGate } from './actors.js'
import { approvalsGate } from './approvals.js'
import { branchGate } from './branch.js'
import { checksGate } from './checks.js'
import { closed, type Gate } from './gate.js'
import { referencesGate } from './references.js'
import { tagGate } from './tag.js'

const gates: readonly Gate[] = [
  tagGate, // the tag object: its kind, its name, who signed it
  referencesGate, // the source says what the tag says
  branchGate, // the commit is on a branch that releases come from
  checksGate, // its checks are green
  actorsGate, // who started this may
  approvalsGate, // owners have approved this commit
]

/** Everything that the gates find. One that cannot be asked is told beside the others, and behind those that are closed. */
export const askGates: Gate = async (facts, line, world) => {
  const found = (await Promise.all(gates.map((gate) => findings(() => gate(facts, line, world))))).flat()
  return [...found.filter((it) => it.problem.kind === 'gate'), ...found.filter((it) => it.problem.kind !== 'gate')]
}

const findings = async (ask: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> => {
  try {
    return await ask()
  } catch (failure) {
    if (failure instanceof ReleaseError) return failure.problems.map(closed)
    throw failure
  }
}
