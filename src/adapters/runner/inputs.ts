// `INPUT_*` and the event file → Request. Inputs have the same names as the flags of the command line.
import type { Json } from '../../core/json.js'
import { verbs, type Request, type Verb } from '../../core/request.js'
import { suggest } from '../../core/suggest.js'
import { fail } from '../../errors/release-error.js'
import type { Environment } from '../exec/child-environment.js'

export interface Inputs {
  readonly request: Request
  readonly token: string | undefined
}

export const readInputs = (environment: Environment, readFile: (path: string) => string): Inputs => {
  const input = (name: string): string | undefined => environment[`INPUT_${name.toUpperCase()}`]?.trim() || undefined
  const list = (name: string): readonly string[] => (input(name) ?? '').split(/[\s,]+/).filter(Boolean)
  const verb = verbOf(input('command') ?? 'release')
  const optional = { tag: input('tag'), version: input('version'), line: input('line'), config: input('config') }
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined))
  const request: Request = {
    verb,
    ...given,
    dryRun: isTrue(input('dry-run')),
    only: list('only'),
    without: list('without'),
    event: {
      name: environment['GITHUB_EVENT_NAME'] ?? '',
      payload: readEvent(environment['GITHUB_EVENT_PATH'], readFile),
      ref: environment['GITHUB_REF'] ?? '',
      sha: environment['GITHUB_SHA'] ?? '',
    },
    again: `slipway release --tag ${optional.tag ?? environment['GITHUB_REF_NAME'] ?? 'TAG'}`,
  }
  return { request, token: input('token') }
}

const verbOf = (text: string): Verb => {
  const verb = verbs.find((it) => it === text)
  if (verb) return verb
  const suggestion = suggest(text, verbs)
  return fail('USAGE', { what: `The input \`command\` is ${text}, and there is no such verb.`, ...(suggestion ? { suggestion } : {}) })
}

const isTrue = (text: string | undefined): boolean => {
  if (text === undefined || /^(false|no|0)$/i.test(text)) return false
  if (/^(true|yes|1)$/i.test(text)) return true
  return fail('USAGE', { what: `The input \`dry-run\` is ${text}; it is true or false.` })
}

const readEvent = (path: string | undefined, readFile: (path: string) => string): Json => {
  if (!path) return {}
  try {
    return JSON.parse(readFile(path)) as Json
  } catch (cause) {
    return fail('USAGE', { what: `The event file ${path} cannot be read as JSON.` }, { cause })
  }
}
