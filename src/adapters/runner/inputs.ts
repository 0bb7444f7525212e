// `INPUT_*` and the event file → Request, in the order in which they may be read: first the event, which decides whether there is a
// run at all; then what was asked; the token last, by a call of its own. Inputs have the same names as the flags of the command line.
import type { Json } from '../../core/json.js'
import { verbs, type EventFacts, type PruneAsked, type Request, type Verb } from '../../core/request.js'
import { checkedRequest, parseConfigSource, parseLimit, parseRevision, parseWay } from '../../core/checked-request.js'
import { parseDuration } from '../../core/duration.js'
import { shellCommand } from '../../core/shell-word.js'
import { suggest } from '../../core/suggest.js'
import { fail } from '../../errors/release-error.js'
import type { Environment } from '../exec/child-environment.js'

const inputOf = (environment: Environment, name: string): string | undefined => environment[`INPUT_${name.toUpperCase()}`]?.trim() || undefined

export const readEvent = (environment: Environment, readFile: (path: string) => string): EventFacts => ({
  name: environment['GITHUB_EVENT_NAME'] ?? '',
  payload: readPayload(environment['GITHUB_EVENT_PATH'], readFile),
  ref: environment['GITHUB_REF'] ?? '',
  sha: environment['GITHUB_SHA'] ?? '',
})

export const readVerb = (environment: Environment): Verb => {
  const text = inputOf(environment, 'command') ?? 'release'
  const verb = verbs.find((it) => it === text)
  if (verb) return verb
  const suggestion = suggest(text, verbs)
  return fail('USAGE', { what: `The input \`command\` is ${text}, and there is no such verb.`, ...(suggestion ? { suggestion } : {}) })
}

/** Everything but secrets. */
export const readRequest = (environment: Environment, event: EventFacts): Request => {
  const input = (name: string): string | undefined => inputOf(environment, name)
  const list = (name: string): readonly string[] => (input(name) ?? '').split(/[\s,]+/).filter(Boolean)
  const verb = readVerb(environment)
  const lines = verb === 'propose' ? list('line') : []
  const optional = { tag: input('tag'), version: input('version'), name: input('name'), commit: input('commit'), line: lines.length > 1 ? undefined : input('line'), config: input('config') }
  const maxWait = input('max-wait')
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined))
  const [source, limit, revision, way] = [input('config-from'), input('limit'), input('revision'), input('as')]
  return checkedRequest({
    verb,
    ...given,
    ...(lines.length > 1 ? { lines } : {}),
    ...(maxWait === undefined ? {} : { maxWaitMs: parseDuration(maxWait, 'the input `max-wait`') }),
    ...(source === undefined ? {} : { configFrom: parseConfigSource(source, 'the input `config-from`') }),
    ...(limit === undefined ? {} : { limit: parseLimit(limit, 'the input `limit`') }),
    ...(way === undefined ? {} : { as: parseWay(way, 'the input `as`') }),
    ...(revision === undefined ? {} : { revision: parseRevision(revision, 'the input `revision`') }),
    ...(isTrue('adopt', input('adopt')) ? { adopt: true } : {}),
    ...handoverOf(input, list),
    ...pruneOf(input),
    dryRun: isTrue('dry-run', input('dry-run')),
    only: list('only'),
    without: list('without'),
    event,
    ...actorOf(environment, event),
    again: againOf(input, event),
  })
}

/** Whoever ran it again answers for it, where somebody did; the event's own person does not change then. A schedule has a person's name, who is not there. */
const actorOf = (environment: Environment, event: EventFacts): Partial<Request> => {
  if (event.name === 'schedule') return { actor: { schedule: true } }
  const login = environment['GITHUB_TRIGGERING_ACTOR'] || environment['GITHUB_ACTOR']
  return login ? { actor: { login } } : {}
}

/** What is built in one job and released in another. */
const handoverOf = (input: (name: string) => string | undefined, list: (name: string) => readonly string[]): Partial<Request> => {
  const [out, platform] = [input('out'), input('platform')]
  const isOn = (name: string): boolean => isTrue(name, input(name))
  return {
    ...(input('artifacts') === undefined ? {} : { artifacts: list('artifacts') }),
    ...(input('artifacts-digest') === undefined ? {} : { artifactsDigest: list('artifacts-digest') }),
    ...(out === undefined ? {} : { out }),
    ...(platform === undefined ? {} : { platform }),
    ...(isOn('matrix') ? { matrix: true } : {}),
    ...(isOn('tag-only') ? { tagOnly: true } : {}),
    ...(isOn('no-build') ? { noBuild: true } : {}),
  }
}

/** The policies are those of the config. */
const pruneOf = (input: (name: string) => string | undefined): Pick<Request, 'prune'> => {
  const asked: PruneAsked = { ...(isTrue('with-tag', input('with-tag')) ? { withTag: true } : {}), ...(isTrue('yes', input('yes')) ? { yes: true } : {}) }
  return Object.keys(asked).length === 0 ? {} : { prune: asked }
}

export const readToken = (environment: Environment): string | undefined => inputOf(environment, 'token')

/** Flags that are repeated as they were given; what a run was told is part of the command that goes on. */
const repeated = ['line', 'config', 'config-from', 'max-wait', 'limit', 'as', 'revision', 'only', 'without'] as const
const lists = new Set<string>(['line', 'only', 'without'])
const switches = ['adopt', 'dry-run', 'with-tag', 'yes'] as const

/** A value that begins with a dash would be taken for a flag of its own. */
const flag = (name: string, value: string): readonly string[] => (value.startsWith('-') ? [`--${name}=${value}`] : [`--${name}`, value])

/** The same by hand, in a clone: what the event said stands in it outright, as a terminal has no event. */
const againOf = (input: (name: string) => string | undefined, { payload, ref }: EventFacts): string => {
  const dispatched = fieldOf(payload, 'inputs')
  const what = ['tag', 'version'].map((name) => [name, input(name) ?? textOf(fieldOf(dispatched, name))] as const).find(([, value]) => value !== undefined)
  // What is stale has nothing to do with the event.
  const pushed = ref.startsWith('refs/tags/') && input('command') !== 'prune' ? (['tag', ref.slice('refs/tags/'.length)] as const) : undefined
  // What is unfinished is looked for, not named.
  const [name, value] = input('command') === 'continue' ? [] : (what ?? pushed ?? [])
  return shellCommand([
    'slipway', input('command') ?? 'release',
    ...(name !== undefined && value !== undefined ? flag(name, value) : []),
    ...repeated.flatMap((it) => {
      const text = input(it)
      return text === undefined ? [] : flag(it, lists.has(it) ? text.split(/[\s,]+/).filter(Boolean).join(',') : text)
    }),
    ...switches.filter((it) => /^(true|yes|1)$/i.test(input(it) ?? '')).map((it) => `--${it}`),
  ])
}

const fieldOf = (value: Json | undefined, key: string): Json | undefined => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, Json>>)[key] : undefined)
const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const isTrue = (name: string, text: string | undefined): boolean => {
  if (text === undefined || /^(false|no|0)$/i.test(text)) return false
  if (/^(true|yes|1)$/i.test(text)) return true
  return fail('USAGE', { what: `The input \`${name}\` is ${text}; it is true or false.` })
}

const readPayload = (path: string | undefined, readFile: (path: string) => string): Json => {
  if (!path) return {}
  try {
    return JSON.parse(readFile(path)) as Json
  } catch (cause) {
    return fail('USAGE', { what: `The event file ${path} cannot be read as JSON.` }, { cause })
  }
}
