// Who may approve: the OWNERS files from a folder up to the root, with aliases put in place of the words that stand for them. Pure; the
// texts were read before, from the default branch and never from the tagged commit.
import type { GoRegexp } from '../../core/dependencies/go-match.js'
import { failAll, problem, type Problem } from '../../errors/release-error.js'
import { suggest } from '../../core/suggest.js'
import type { Aliases } from './aliases-file.js'
import type { OwnersFile } from './owners-file.js'
import type { Named } from './yaml-names.js'

/** Names in lower case. Nobody stands in two of them: an approver is one, whatever else they are. */
export interface Owners {
  readonly approvers: ReadonlySet<string>
  readonly reviewers: ReadonlySet<string>
  readonly emeritus: ReadonlySet<string>
  /** The files that say so, as paths. */
  readonly files: readonly string[]
}

/** What GitHub takes for a login, with the suffix that the logins of Apps have. */
const loginForm = /^[a-z\d](?:[a-z\d]|-(?=[a-z\d]))*-?(?:\[bot\])?$/
const longestLogin = 39

/**
 * A word that looks like those of groups. A login could look so too, and whoever registered it on GitHub would be an owner once the
 * alias is gone: it is taken for an alias that is missing.
 */
const groupForm = /(?:^|[-_])(?:approvers|reviewers|maintainers|owners|leads|admins|managers|emeritus|team)$/

/** From the folder up to the root: `a/b` → `a/b/OWNERS`, `a/OWNERS`, `OWNERS`. */
export const ownersPaths = (folder: string, name = 'OWNERS'): readonly string[] => {
  const parts = folder.split('/').filter((it) => it !== '' && it !== '.')
  return Array.from({ length: parts.length + 1 }, (_, up) => [...parts.slice(0, parts.length - up), name].join('/'))
}

/** `files`: those that there are, nearest first. `path`: what is released; `''` is all of it. */
export const ownersOf = (files: readonly OwnersFile[], aliases: Aliases, path: string): Owners => {
  const problems: Problem[] = []
  const counting = files.slice(0, files.findIndex((it) => it.noParents) + 1 || files.length)
  const rules = counting.flatMap((it) => it.rules.filter((rule) => matches(rule.filter, relative(path, it.file))))
  const people = (list: (rule: (typeof rules)[number]) => readonly Named[]): ReadonlySet<string> => new Set(rules.flatMap(list).flatMap((it) => expanded(it, aliases, problems)))
  const approvers = people((it) => it.approvers)
  const reviewers = without(people((it) => it.reviewers), approvers)
  const emeritus = without(without(people((it) => it.emeritus), approvers), reviewers)
  failAll(problems)
  return { approvers, reviewers, emeritus, files: counting.map((it) => it.file) }
}

const without = (names: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> => new Set([...names].filter((it) => !others.has(it)))

/** A folder is found by a filter of its name (`^docs`) as by one of what is in it (`^docs/.*`). */
const matches = (filter: GoRegexp | undefined, path: string): boolean => filter === undefined || filter.test(path) || (path !== '' && filter.test(`${path}/`))

const relative = (path: string, file: string): string => {
  const folder = file.slice(0, file.lastIndexOf('/') + 1)
  return path.startsWith(folder) ? path.slice(folder.length) : ''
}

const expanded = ({ name, place }: Named, aliases: Aliases, problems: Problem[]): readonly string[] => {
  const members = aliases.get(name)
  if (members) return members.flatMap((it) => mustBeLogin(it, aliases, problems))
  if (groupForm.test(name)) return unknown({ name, place }, aliases, problems)
  return mustBeLogin({ name, place }, aliases, problems)
}

const mustBeLogin = (it: Named, aliases: Aliases, problems: Problem[]): readonly string[] =>
  it.name.length <= longestLogin + '[bot]'.length && loginForm.test(it.name) ? [it.name] : unknown(it, aliases, problems)

const unknown = ({ name, place }: Named, aliases: Aliases, problems: Problem[]): readonly string[] => {
  const known = [...aliases.keys()]
  const suggestion = suggest(name, known)
  problems.push(problem('OWNERS_ALIAS_UNKNOWN', { name, file: place.file ?? 'OWNERS', known: known.join(', '), ...(suggestion === undefined ? {} : { suggestion }) }, place))
  return []
}
