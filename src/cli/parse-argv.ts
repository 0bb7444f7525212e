// argv → what was asked. Unknown flags and verbs are errors with a suggestion; nothing is guessed.
import { parseArgs } from 'node:util'
import { parseDuration } from '../core/duration.js'
import { checkedRequest, parseConfigSource, parseLimit, parseRevision, parseWay, parseSource } from '../core/checked-request.js'
import { shellCommand } from '../core/shell-word.js'
import { suggest } from '../core/suggest.js'
import { parseAge, parseKeep } from '../core/prune.js'
import type { PruneAsked, Request, Verb } from '../core/request.js'
import { verbs } from '../core/request.js'
import { fail } from '../errors/release-error.js'
import { flagsOf } from './help.js'

const options = {
  repository: { type: 'string' },
  tag: { type: 'string' },
  version: { type: 'string' },
  name: { type: 'string' },
  commit: { type: 'string' },
  line: { type: 'string', multiple: true },
  config: { type: 'string' },
  'config-from': { type: 'string' },
  adopt: { type: 'boolean' },
  limit: { type: 'string' },
  revision: { type: 'string' },
  as: { type: 'string' },
  only: { type: 'string', multiple: true },
  without: { type: 'string', multiple: true },
  out: { type: 'string' },
  artifacts: { type: 'string', multiple: true },
  'artifacts-digest': { type: 'string', multiple: true },
  platform: { type: 'string' },
  matrix: { type: 'boolean' },
  all: { type: 'boolean' },
  from: { type: 'string' },
  'tag-only': { type: 'boolean' },
  'no-build': { type: 'boolean' },
  keep: { type: 'boolean' },
  match: { type: 'string' },
  'keep-last': { type: 'string' },
  'older-than': { type: 'string' },
  'with-tag': { type: 'boolean' },
  yes: { type: 'boolean' },
  play: { type: 'string' },
  'max-wait': { type: 'string' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
  verbose: { type: 'boolean' },
} as const

export interface Asked {
  readonly request: Request
  readonly repository: string
  readonly keep: boolean
  readonly play?: string
  readonly out?: string
  readonly json: boolean
  readonly verbose: boolean
}

const isVerb = (text: string): text is Verb => (verbs as readonly string[]).includes(text)
const list = (values: readonly string[] | undefined): readonly string[] => (values ?? []).flatMap((it) => it.split(',')).map((it) => it.trim()).filter(Boolean)

/** For the hint, before the flags could be read. */
const verbIn = ([first]: readonly string[]): { readonly verb?: Verb } => (first !== undefined && isVerb(first) ? { verb: first } : {})

/** A flag that takes no other form than the known ones. */
const read = (argv: readonly string[]) => {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true })
  } catch (cause) {
    const verb = verbIn(argv)
    const flag = argv.find((it) => it.startsWith('-') && !Object.hasOwn(options, it.replace(/^--?/, '').split('=')[0] ?? ''))
    if (flag === undefined) return fail('USAGE', { what: cause instanceof Error ? (cause.message.split('. ')[0] ?? '') + '.' : String(cause), ...verb }, { cause })
    const suggestion = suggest(flag.split('=')[0] ?? '', Object.keys(options).map((it) => `--${it}`))
    return fail('USAGE', { what: `There is no flag ${flag}.`, ...verb, ...(suggestion ? { suggestion } : {}) }, { cause })
  }
}

/** Verbs that take their version (or tag) without a flag. */
const takesVersion = new Set<Verb>(['set-version', 'propose', 'prepare'])
const takesTag = new Set<Verb>(['release', 'build', 'plan', 'status', 'verify', 'notes', 'prune'])

/** Verb and operand, with every way to get them wrong. */
const wordsOf = (positionals: readonly string[]): { readonly verb: Verb; readonly operand: string | undefined } => {
  const [word, operand, ...rest] = positionals
  if (word === undefined) return fail('USAGE', { what: 'No verb was given.' })
  if (!isVerb(word)) {
    const suggestion = suggest(word, verbs)
    return fail('USAGE', { what: `There is no verb ${word}.`, ...(suggestion ? { suggestion } : {}) })
  }
  const tooMany = rest[0] ?? (takesVersion.has(word) || takesTag.has(word) ? undefined : operand)
  if (tooMany === undefined) return { verb: word, operand }
  const flag = /^v?\d/.test(tooMany) && rest.length === 0 ? ['--tag', '--version'].find((it) => flagsOf(word).includes(it)) : undefined
  return fail('USAGE', { what: `\`slipway ${word}\` does not take \`${tooMany}\`.`, verb: word, ...(flag === undefined ? {} : { suggestion: `${flag} ${tooMany}` }) })
}

/** What the usage of a verb names without a flag may be given with one. */
const isOperand = (verb: Verb, name: string): boolean => (name === 'version' && (takesVersion.has(verb) || verb === 'notes')) || (name === 'tag' && takesTag.has(verb))

/** Of another verb, a flag would be taken for nothing; and a word behind one that takes none (`--keep 0`) for a tag. */
const checkFlags = (verb: Verb, names: readonly string[]): void => {
  const own = flagsOf(verb)
  const strange = names.map((it) => `--${it}`).find((it) => !own.includes(it) && !isOperand(verb, it.slice(2)))
  if (strange === undefined) return
  const others = verbs.filter((it) => flagsOf(it).includes(strange))
  const whose = others.length > 0 && others.length < 4 ? `, which is a flag of ${others.map((it) => `\`slipway ${it}\``).join(' and ')}` : ''
  const suggestion = own.find((it) => it.startsWith(`${strange}-`)) ?? suggest(strange, own)
  fail('USAGE', { what: `\`slipway ${verb}\` does not take \`${strange}\`${whose}.`, verb, ...(suggestion ? { suggestion } : {}) })
}

/** Said twice, with a flag and without, one of them would be dropped. */
const oneOf = (verb: Verb, name: string, { flag, word }: { readonly flag: string | undefined; readonly word: string | undefined }): string | undefined =>
  flag === undefined || word === undefined ? (flag ?? word) : fail('USAGE', { what: `One ${name} is taken, and there are two: \`--${name} ${flag}\` and \`${word}\`.`, verb })

const given = <Value>(fields: Readonly<Record<string, Value | undefined>>): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(fields).filter((it): it is [string, Value] => it[1] !== undefined))

/** Flags whose values have a form of their own. */
const readOf = (values: { readonly 'config-from'?: string | undefined; readonly limit?: string | undefined; readonly revision?: string | undefined; readonly as?: string | undefined; readonly adopt?: boolean | undefined }): Pick<Request, 'configFrom' | 'limit' | 'revision' | 'as' | 'adopt'> => ({
  ...(values['config-from'] === undefined ? {} : { configFrom: parseConfigSource(values['config-from'], '--config-from') }),
  ...(values.limit === undefined ? {} : { limit: parseLimit(values.limit, '--limit') }),
  ...(values.as === undefined ? {} : { as: parseWay(values.as, '--as') }),
  ...(values.revision === undefined ? {} : { revision: parseRevision(values.revision, '--revision') }),
  ...(values.adopt === true ? { adopt: true } : {}),
})

type Handover = Partial<Pick<ReturnType<typeof read>['values'], 'artifacts' | 'artifacts-digest' | 'platform' | 'matrix' | 'tag-only' | 'no-build' | 'out'>>

/** What is built in one job and released in another. */
const handoverOf = (verb: Verb, values: Handover): Pick<Request, 'artifacts' | 'artifactsDigest' | 'platform' | 'out' | 'matrix' | 'tagOnly' | 'noBuild'> => ({
  ...(values.artifacts === undefined ? {} : { artifacts: list(values.artifacts) }),
  ...(values['artifacts-digest'] === undefined ? {} : { artifactsDigest: list(values['artifacts-digest']) }),
  ...(values.platform === undefined ? {} : { platform: values.platform }),
  // Of other verbs it is a copy for whoever looks, and no part of what was asked.
  ...(values.out === undefined || verb !== 'build' ? {} : { out: values.out }),
  ...(values.matrix === true ? { matrix: true } : {}),
  ...(values['tag-only'] === true ? { tagOnly: true } : {}),
  ...(values['no-build'] === true ? { noBuild: true } : {}),
})

type Stale = Partial<Pick<ReturnType<typeof read>['values'], 'match' | 'keep-last' | 'older-than' | 'with-tag' | 'yes'>>

/** Which releases are stale, and whether they go. */
const pruneOf = (values: Stale): Pick<Request, 'prune'> => {
  const asked: PruneAsked = {
    ...(values.match === undefined ? {} : { match: values.match }),
    ...(values['keep-last'] === undefined ? {} : { keep: parseKeep(values['keep-last'], '--keep-last') }),
    ...(values['older-than'] === undefined ? {} : { olderThan: parseAge(values['older-than'], '--older-than') }),
    ...(values['with-tag'] === true ? { withTag: true } : {}),
    ...(values.yes === true ? { yes: true } : {}),
  }
  return Object.keys(asked).length === 0 ? {} : { prune: asked }
}

/** Only a proposal is of several lines. */
const linesOf = (verb: Verb, given: readonly string[] | undefined): Pick<Request, 'line' | 'lines'> => {
  const [only, ...others] = list(given)
  if (only === undefined || others.length === 0) return only === undefined ? {} : { line: only }
  return verb === 'propose' ? { lines: [only, ...others] } : fail('USAGE', { what: `\`slipway ${verb}\` takes one --line.`, verb })
}

export const parseArgv = (argv: readonly string[]): Asked => {
  const { values, positionals } = read(argv)
  const { verb, operand } = wordsOf(positionals)
  const version = oneOf(verb, 'version', { flag: values.version, word: takesVersion.has(verb) ? operand : undefined })
  const tag = oneOf(verb, 'tag', { flag: values.tag, word: takesTag.has(verb) ? operand : undefined })
  if (takesVersion.has(verb) && version === undefined) return fail('USAGE', { what: `\`slipway ${verb}\` needs a version: \`slipway ${verb} 1.2.0\`.`, verb })
  const maxWait = values['max-wait']
  const { 'dry-run': dryRun = false, keep = false, json = false, verbose = false, repository = '.' } = values
  const request = checkedRequest({
    verb, dryRun,
    only: list(values.only),
    without: list(values.without),
    again: shellCommand(['slipway', ...argv]),
    ...linesOf(verb, values.line),
    ...given({ tag, version, name: values.name, commit: values.commit, config: values.config, maxWaitMs: maxWait === undefined ? undefined : parseDuration(maxWait, '--max-wait') }),
    ...readOf(values),
    ...(values.all === true ? { all: true } : {}),
    ...(values.from === undefined ? {} : { source: parseSource(values.from, '--from') }),
    ...handoverOf(verb, values),
    ...pruneOf(values),
  })
  checkFlags(verb, Object.keys(values))
  return {
    request,
    repository, keep, json, verbose,
    ...given({ play: values.play, out: verb === 'build' ? undefined : values.out }),
  }
}
