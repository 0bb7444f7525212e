// The gate of the branch: the tagged commit is on a branch that releases come from. GitHub is asked, by commits and never by names: a clone
// may be behind or made up, and a tag could be called like a branch.
import { beginningOf, isGlob, matchesGlob } from '../core/glob.js'
import { usualBranches } from '../core/gate-config.js'
import { problem } from '../errors/release-error.js'
import type { GateWorld } from '../ports/gate-world.js'
import { closed, type Gate } from './gate.js'

/** The newest release branch is the likeliest. */
const newestFirst = (a: string, b: string): number => b.localeCompare(a, 'en', { numeric: true })

export const branchGate: Gate = async (facts, line, world) => {
  const { branch = true } = line.gate
  if (branch === false) return []
  const { commit, name: tag } = facts.tag
  // Branches whose pushes the default branch lets release are among those that releases come from.
  const rules = facts.run ? (world.lines.find((it) => it.name === line.name)?.on ?? []) : []
  const patterns = branch === true ? [...new Set([world.trusted.branch, ...usualBranches, ...rules.flatMap((it) => it.branch ?? [])])] : branch
  for await (const head of heads(patterns, world)) if (await contains(head, commit, world)) return []
  return [closed(problem('BRANCH_STRAY', { commit, tag, branches: patterns.join(', ') }))]
}

/** Commits at the heads of the branches that the patterns take, one by one: most often the first one is it. */
const heads = async function* (patterns: readonly string[], world: GateWorld): AsyncGenerator<string> {
  const { github, repository, trusted } = world
  const seen = new Set<string>()
  const isWanted = (branch: string): boolean => patterns.some((it) => (isGlob(it) ? matchesGlob(it, branch) : it === branch))
  if (isWanted(trusted.branch)) yield trusted.commit
  seen.add(trusted.branch)
  for (const pattern of patterns) {
    const names = isGlob(pattern) ? (await github.refs(repository, `refs/heads/${beginningOf(pattern)}`)).map((it) => it.slice('refs/heads/'.length)).filter((it) => matchesGlob(pattern, it)) : [pattern]
    for (const name of [...names].sort(newestFirst)) {
      if (seen.has(name)) continue
      seen.add(name)
      const head = await github.ref(repository, `refs/heads/${name}`)
      if (head) yield head.object
    }
  }
}

const contains = async (head: string, commit: string, { github, repository }: GateWorld): Promise<boolean> => {
  if (head === commit) return true
  const standing = await github.compare(repository, head, commit)
  return standing === 'behind' || standing === 'identical'
}
