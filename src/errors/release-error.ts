// The one error class. Rooms call `fail(code, facts)` or collect `Problem`s and call `failAll`.
import { catalog, type Code, type FactsOf } from './catalog.js'
import type { Entry, Kind, Place } from './entry.js'

/** A failure as a plain value: printable, serialisable, without secrets. */
export interface Problem {
  readonly code: Code
  readonly kind: Kind
  readonly message: string
  readonly hint: string
  readonly place?: Place
  /** The task in which it happened; added by the engine. */
  readonly task?: string
  /** For programs: what stands in the message as words. */
  readonly facts?: Readonly<Record<string, string | number>>
  /** Link to the entry in docs/errors.md. */
  readonly docs: string
}

const docsRoot = 'https://github.com/slipway-release/slipway/blob/main/docs/errors.md'

/** Render one entry of the catalogue with its facts. */
export const problem = <C extends Code>(code: C, facts: FactsOf<C>, place?: Place): Problem => {
  const it = catalog[code] as unknown as Entry<FactsOf<C>>
  return {
    code,
    kind: it.kind,
    message: it.message(facts),
    hint: it.hint(facts),
    docs: `${docsRoot}#${code.toLowerCase()}`,
    ...(place ? { place } : {}),
    ...(it.facts ? { facts: it.facts(facts) } : {}),
  }
}

/** Thrown for one or several problems that were found together; the first one decides the kind. */
export class ReleaseError extends Error {
  readonly problems: readonly [Problem, ...Problem[]]

  constructor(problems: readonly [Problem, ...Problem[]], options?: ErrorOptions) {
    super(problems.map((it) => it.message).join('\n'), options)
    this.name = 'ReleaseError'
    this.problems = problems
  }

  get code(): Code {
    return this.problems[0].code
  }

  get kind(): Kind {
    return this.problems[0].kind
  }
}

export interface FailOptions extends ErrorOptions {
  readonly place?: Place
}

/** Stop with one problem. */
export const fail = <C extends Code>(code: C, facts: FactsOf<C>, options: FailOptions = {}): never => {
  const { place, ...rest } = options
  throw new ReleaseError([problem(code, facts, place)], rest)
}

/** Stop if there is any problem; all of them are shown together. */
export const failAll = (problems: readonly Problem[]): void => {
  const [first, ...rest] = problems
  if (first) throw new ReleaseError([first, ...rest])
}
