// What the gates of a run may ask, and where they read the project's rules: on the default branch as GitHub has it.
import { repositoryText, type Facts } from '../core/facts.js'
import { fail } from '../errors/release-error.js'
import type { GateWorld } from '../ports/gate-world.js'
import type { Ports } from '../ports/ports.js'

export const makeGateWorld = async (facts: Facts, ports: Ports, edited?: ReadonlyMap<string, string>): Promise<GateWorld> => {
  const { clock, log, git, github, repository, signal, signatures } = ports
  const branch = facts.defaultBranch
  const head = (await github.ref(repository, `refs/heads/${branch}`)) ?? fail('BRANCH_MISSING', { branch, repository: repositoryText(repository) })
  return { clock, log, git, github, repository, signal, signatures, bring: (what) => ports.bring(what), trusted: { branch, commit: head.object }, ...(edited ? { edited } : {}) }
}
