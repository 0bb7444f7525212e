// Two credentials behind one port: that of the project's own repository, and that of the others. Which one a request gets is told by
// the repository it is for, and by nothing else: the token of a workflow ends at its own repository, and a token for a public one
// has no business in the source.
import { repositoryText, type Repository } from '../../core/facts.js'
import type { GitHub } from '../../ports/github.js'

type Method = (...args: readonly unknown[]) => unknown

/** Asked of no repository: whose token it is, and what time it is there. */
const ofTheRun: ReadonlySet<string> = new Set<keyof GitHub>(['self', 'time'])

/** GitHub takes names in any case. */
const keyOf = (repository: Repository): string => repositoryText(repository).toLowerCase()

export const byRepository = (own: Repository, { source, others }: { readonly source: GitHub; readonly others: GitHub }): GitHub => {
  const isOwn = (repository: unknown): boolean => keyOf(repository as Repository) === keyOf(own)
  const [here, there] = [source, others] as unknown as readonly [Readonly<Record<string, Method>>, Readonly<Record<string, Method>>]
  const routed = Object.keys(here).filter((name) => !ofTheRun.has(name)).map((name) => {
    const method: Method = (repository, ...rest) => (isOwn(repository) ? here : there)[name]?.(repository, ...rest)
    return [name, method] as const
  })
  return { ...source, ...Object.fromEntries(routed) }
}
