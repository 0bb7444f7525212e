// Rulesets and classic protection: which rules hold for a ref, and what a change of it breaks. Nobody may pass them by; a bot of
// a workflow never can.
import type { CommitAt } from '../git/git-repository.js'
import type { RepositoryState } from './state.js'
import type { RuleName, Rules } from './rules.js'

export interface Rule {
  readonly type:
    | 'creation' | 'update' | 'deletion' | 'non_fast_forward' | 'pull_request' | 'required_signatures' | 'required_status_checks'
    | 'tag_name_pattern' | 'branch_name_pattern'
  readonly parameters?: Readonly<Record<string, unknown>>
}

export interface Ruleset {
  readonly id: number
  readonly name: string
  readonly target: 'branch' | 'tag'
  readonly enforcement: 'active' | 'evaluate' | 'disabled'
  readonly include: readonly string[]
  readonly exclude?: readonly string[]
  readonly rules: readonly Rule[]
}

export interface RuleAt {
  readonly rule: Rule
  readonly ruleset: Ruleset
}

/** fnmatch as the docs describe it: `*` stays within a folder, `**` does not. */
const matches = (pattern: string, ref: string, defaultBranch: string): boolean => {
  if (pattern === '~ALL') return true
  if (pattern === '~DEFAULT_BRANCH') return ref === `refs/heads/${defaultBranch}`
  const source = pattern.replace(/\*\*\/?|[*?]|[.+^${}()|[\]\\]/g, (it) => {
    if (it.startsWith('**')) return it.endsWith('/') ? '(?:.*/)?' : '.*'
    return it === '*' ? '[^/]*' : it === '?' ? '[^/]' : `\\${it}`
  })
  return new RegExp(`^${source}$`).test(ref)
}

const targets = { branch: 'refs/heads/', tag: 'refs/tags/' } as const

export const rulesFor = (repo: RepositoryState, ref: string, rules: Rules): readonly RuleAt[] => {
  const { rulesets, defaultBranch } = repo.settings
  const holds = (it: Ruleset): boolean => {
    if (rules.has('W-RUL-02') && it.enforcement !== 'active') return false
    if (!ref.startsWith(targets[it.target])) return false
    if (!rules.has('W-RUL-03')) return true
    return it.include.some((pattern) => matches(pattern, ref, defaultBranch)) && !(it.exclude ?? []).some((pattern) => matches(pattern, ref, defaultBranch))
  }
  return rulesets.filter(holds).flatMap((ruleset) => ruleset.rules.map((rule) => ({ rule, ruleset })))
}

/** A change of a ref, with all that rules ask about it. */
export interface RefMove {
  readonly ref: string
  readonly from: string | undefined
  readonly to: string | undefined
  readonly isForced: boolean
  /** Through the merge of a pull request. */
  readonly isMerge: boolean
  /** Commits that the change brings and that have no signature that GitHub knows. */
  readonly unsigned: readonly CommitAt[]
}

const shortName = (ref: string): string => ref.replace(/^refs\/(heads|tags)\//, '')

const nameMatches = (parameters: Readonly<Record<string, unknown>>, name: string): boolean => {
  const pattern = String(parameters['pattern'])
  const found = {
    starts_with: name.startsWith(pattern), ends_with: name.endsWith(pattern), contains: name.includes(pattern), regex: new RegExp(pattern).test(name),
  }[String(parameters['operator']) as 'regex']
  return parameters['negate'] === true ? !found : found
}

const checksExpected = (count: number, only: string): string =>
  count === 1 ? `Required status check "${only}" is expected.` : `${count} of ${count} required status checks are expected.`

const contextsOf = (rule: Rule): readonly string[] =>
  ((rule.parameters?.['required_status_checks'] ?? []) as readonly { readonly context: string }[]).map((it) => it.context)

const unsignedWords = (commits: RefMove['unsigned']): string =>
  `Commits must have verified signatures.\n  Found ${commits.length} violation${commits.length === 1 ? '' : 's'}:\n\n${commits.map((it) => `  ${it.id}`).join('\n')}\n`

/** What GitHub says to a change that breaks the rule; undefined if it does not. */
const broken = (rule: Rule, move: RefMove): string | undefined => {
  const { isMerge, isForced, unsigned } = move
  const change = move.from === undefined ? 'creation' : move.to === undefined ? 'deletion' : 'update'
  const isDirect = change === 'update' && !isMerge
  const pattern = String(rule.parameters?.['pattern'])
  const isMisnamed = change === 'creation' && rule.type.endsWith('_name_pattern') && !nameMatches(rule.parameters ?? {}, shortName(move.ref))
  const says: Readonly<Record<Rule['type'], readonly [isBroken: boolean, words: string]>> = {
    creation: [change === 'creation', 'Cannot create ref due to creations being restricted.'],
    update: [isDirect, 'Cannot update this protected ref.'],
    deletion: [change === 'deletion', 'Cannot delete this protected ref.'],
    non_fast_forward: [change === 'update' && isForced, 'Cannot force-push to this branch'],
    pull_request: [isDirect, 'Changes must be made through a pull request.'],
    required_signatures: [unsigned.length > 0, unsignedWords(unsigned)],
    required_status_checks: [isDirect, checksExpected(contextsOf(rule).length, contextsOf(rule)[0] ?? '')],
    tag_name_pattern: [isMisnamed, `Tag name must match a given pattern: ${pattern}`],
    branch_name_pattern: [isMisnamed, `Branch name must match a given pattern: ${pattern}`],
  }
  const [isBroken, words] = says[rule.type]
  return isBroken ? words : undefined
}

const names: Readonly<Record<Rule['type'], RuleName>> = {
  creation: 'W-RUL-04', update: 'W-RUL-05', deletion: 'W-RUL-06', non_fast_forward: 'W-RUL-07', pull_request: 'W-RUL-08', required_signatures: 'W-RUL-09',
  required_status_checks: 'W-RUL-10', tag_name_pattern: 'W-RUL-11', branch_name_pattern: 'W-RUL-11',
}

export const brokenRules = (repo: RepositoryState, move: RefMove, rules: Rules): readonly string[] =>
  rulesFor(repo, move.ref, rules).filter(({ rule }) => rules.has(names[rule.type])).map(({ rule }) => broken(rule, move)).filter((it) => it !== undefined)

/** Classic protection, in its words. */
export const brokenProtection = (repo: RepositoryState, move: RefMove): readonly string[] => {
  const it = move.ref.startsWith('refs/heads/') ? repo.settings.protections[shortName(move.ref)] : undefined
  if (!it || move.isMerge) return []
  if (move.to === undefined) return ['Cannot delete a protected branch']
  if (move.from === undefined) return []
  if (move.isForced) return ['Cannot force-push to a protected branch']
  const checks = it.checks.length > 0 ? [checksExpected(it.checks.length, it.checks[0] ?? '')] : []
  return [...(it.pullRequest ? ['Changes must be made through a pull request.'] : []), ...checks]
}
