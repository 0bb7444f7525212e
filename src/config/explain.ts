// A zod issue → problems of ours: unknown keys with "did you mean", everything else with path and place.
import type { z } from 'zod'
import { problemIn } from '../core/checked-text.js'
import { suggest } from '../core/suggest.js'
import type { Place } from '../errors/entry.js'
import { problem, type Problem } from '../errors/release-error.js'
import type { AnyStep } from '../ports/step.js'
import { configSchema } from './schema.js'

type Issue = z.core.$ZodIssue
type FindPlace = (path: readonly PropertyKey[], key?: string) => Place

const pathText = (path: readonly PropertyKey[]): string => path.map(String).join('.') || 'the file'

const explainIssue = (issue: Issue, steps: readonly AnyStep[], place: FindPlace): readonly Problem[] => {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(configSchema(steps), issue.path)
    return issue.keys.map((key) => {
      const suggestion = suggest(key, known)
      const facts = { key, under: issue.path.length ? `under ${pathText(issue.path)}` : 'at the top', known: known.join(', '), ...(suggestion ? { suggestion } : {}) }
      return problem('CONFIG_UNKNOWN_KEY', facts, place(issue.path, key))
    })
  }
  if (issue.code === 'invalid_union') return explainUnion(issue, steps, place)
  const own = problemIn(issue)
  if (own) return [{ ...own, place: place(issue.path) }]
  return [problem('CONFIG_INVALID', { path: pathText(issue.path), what: wordsOf(issue) }, place(issue.path))]
}

const isMissing = (issue: Issue): boolean => (issue.code === 'invalid_type' || issue.code === 'invalid_value') && issue.input === undefined
const samePath = (a: readonly PropertyKey[], b: readonly PropertyKey[]): boolean => a.length === b.length && a.every((it, index) => it === b[index])

/** A key that is misspelt is missing as well: that is one mistake, and the key that was meant is the useful half. */
export const explainIssues = (issues: readonly Issue[], steps: readonly AnyStep[], place: FindPlace): readonly Problem[] => {
  const meant = issues.flatMap((it) => {
    if (it.code !== 'unrecognized_keys') return []
    const known = keysAt(configSchema(steps), it.path)
    return it.keys.flatMap((key) => [suggest(key, known)].filter((word) => word !== undefined).map((word) => [...it.path, word]))
  })
  return issues.filter((it) => !isMissing(it) || !meant.some((path) => samePath(path, it.path))).flatMap((it) => explainIssue(it, steps, place))
}

const kinds: Readonly<Record<string, string>> = { record: 'a mapping', object: 'a mapping', array: 'a list', string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false' }
const kindOf = (value: unknown): string =>
  value === null ? 'nothing' : Array.isArray(value) ? 'a list' : typeof value === 'string' ? `the text "${value.slice(0, 40)}"` : typeof value === 'object' ? 'a mapping' : `${value as number | boolean}`

/** In our own words: those of the validator name types of its own (record, undefined). */
const wordsOf = (issue: Issue): string => {
  if (issue.code === 'invalid_type') {
    const wanted = kinds[issue.expected] ?? issue.expected
    return issue.input === undefined ? `it is missing, and should be ${wanted}` : `it should be ${wanted}, and it is ${kindOf(issue.input)}`
  }
  if (issue.code === 'too_small' && issue.minimum === 1) return 'it is empty'
  if (issue.code !== 'invalid_value') return issue.message
  const wanted = `${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map((it) => `\`${String(it)}\``).join(', ')}`
  return issue.input === undefined ? `it is missing, and should be ${wanted}` : `it should be ${wanted}, and it is ${kindOf(issue.input)}${nearest(issue)}`
}

/** One of a few words was to be chosen. */
const nearest = (issue: Issue): string => {
  if (issue.code !== 'invalid_value' || typeof issue.input !== 'string') return ''
  const suggestion = suggest(issue.input, issue.values.filter((it) => typeof it === 'string'))
  return suggestion === undefined ? '' : `. Did you mean \`${suggestion}\`?`
}

/** A slot is "a list or a mapping": tell what is wrong with the form that was written, not that neither form fits. */
const explainUnion = (issue: Extract<Issue, { code: 'invalid_union' }>, steps: readonly AnyStep[], place: FindPlace): readonly Problem[] => {
  const branches = issue.errors.map((branch) => branch.map((it) => ({ ...it, path: [...issue.path, ...it.path] })))
  const wrongForm = (branch: readonly Issue[]): boolean => branch.some((it) => it.code === 'invalid_type' && it.path.length === issue.path.length)
  const meant = branches.filter((branch) => !wrongForm(branch)).sort((a, b) => a.length - b.length)[0] ?? branches.at(-1) ?? []
  const problems = explainIssues(meant, steps, place)
  return problems.length > 0 ? problems : [problem('CONFIG_INVALID', { path: pathText(issue.path), what: 'it has none of the forms that it may have' }, place(issue.path))]
}

interface Inner {
  readonly shape?: Readonly<Record<string, unknown>>
  readonly valueType?: unknown
  readonly innerType?: unknown
  readonly options?: readonly unknown[]
  readonly element?: unknown
  readonly in?: unknown
}
const innerOf = (schema: unknown): Inner => {
  const definition = (schema as { def?: Inner; _zod?: { def?: Inner } } | undefined)
  return definition?.def ?? definition?._zod?.def ?? {}
}

/** Names that the schema knows at a path; walks through optionals, defaults, unions, records and lists. */
export const keysAt = (schema: unknown, path: readonly PropertyKey[]): readonly string[] => {
  const inner = innerOf(schema)
  const wrapped = inner.innerType ?? inner.in
  if (wrapped !== undefined) return keysAt(wrapped, path)
  if (inner.options) return [...new Set(inner.options.flatMap((option) => keysAt(option, path)))]
  const [head, ...rest] = path
  if (head === undefined) return inner.shape ? Object.keys(inner.shape) : inner.element !== undefined ? keysAt(inner.element, path) : []
  if (inner.shape) return Object.hasOwn(inner.shape, head) ? keysAt(inner.shape[String(head)], rest) : []
  if (inner.element !== undefined) return typeof head === 'number' ? keysAt(inner.element, rest) : []
  if (inner.valueType !== undefined) return keysAt(inner.valueType, rest)
  return []
}
