// What a rehearsal plays, so that the gates can be passed by a release that will pass them: somebody who may starts it, the checks that the
// config names are green on the commit, and GitHub knows the keys of signed tags. What is wrong with the tag, its branch or its signers shows.
import type { Config } from '../core/config.js'
import { actorWords, usualActors } from '../core/gate-config.js'
import type { Actor, Request } from '../core/request.js'
import type { RepositorySeed } from '../rehearsal/github/create-world.js'
import type { GitHubWorld } from '../rehearsal/github/world.js'

export interface PlayedGates {
  readonly actor: Actor
  readonly seed: Partial<RepositorySeed>
  /** Names of checks that are green. */
  readonly checks: readonly string[]
}

const words: readonly string[] = actorWords
const isOpen = (allow: readonly string[]): boolean => allow.some((it) => words.includes(it) && it !== 'schedule')

/** The name of the check that stands for those that the real branch requires. */
const required = 'required'

export const playGates = (config: Config, { line }: Pick<Request, 'line'>, branch: string): PlayedGates => {
  const gates = config.lines.filter((it) => line === undefined || it.name === line).map((it) => it.gate)
  const lists = gates.map((it) => it.actors?.allow ?? usualActors)
  const login = lists.every(isOpen) ? 'maintainer' : (lists.flat().find((it) => !words.includes(it)) ?? 'maintainer')
  const isRequired = gates.some((it) => it.checks === required)
  return {
    actor: { login },
    seed: { collaborators: { [login]: 'admin' }, knowsKeys: true, ...(isRequired ? { protections: { [branch]: { pullRequest: false, checks: [required] } } } : {}) },
    checks: [...new Set(gates.flatMap((it) => it.checks ?? []))],
  }
}

export const reportChecks = (world: GitHubWorld, { owner, name }: { readonly owner: string; readonly name: string }, { checks, commit }: { readonly checks: readonly string[]; readonly commit: string }): void => {
  const system = world.as('checks', owner, name)
  for (const check of checks) system.status(commit, check, 'success')
}
