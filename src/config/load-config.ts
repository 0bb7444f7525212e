// Text of .slipway.yaml → Config: parsed with bounds, merged with its defaults, checked strictly, all problems at once.
import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'
import type { Config, LineConfig } from '../core/config.js'
import { digestOf } from '../core/digest.js'
import type { GateConfig } from '../core/gate-config.js'
import { canonicalJson, type Json, type JsonObject } from '../core/json.js'
import type { Place } from '../errors/entry.js'
import { fail, failAll, problem, type Problem } from '../errors/release-error.js'
import type { AnyStep } from '../ports/step.js'
import { explainIssues } from './explain.js'
import { configSchema } from './schema.js'

/** Largest config that is read: far above any real one, far below what a YAML bomb needs. */
const largest = 64 * 1024

interface ReadText {
  readonly raw: Json
  readonly place: (path: readonly PropertyKey[], key?: string) => Place
}

/** With bounds, and with what every line starts from. */
export const readText = (text: string, file: string): ReadText => {
  const lines = new LineCounter()
  if (text.length > largest) return fail('CONFIG_MALFORMED', { file, what: `it has more than ${largest} characters` })
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: false, prettyErrors: false })
  failAll(document.errors.map((it) => problem('CONFIG_MALFORMED', { file, what: it.message }, placeAt(file, lines, it.pos[0]))))
  return { raw: withDefaults(plainValue(document, file)), place: (path, key) => placeOf(document, lines, file, { path: whereWritten(document, path), ...(key !== undefined ? { key } : {}) }) }
}

export const loadConfig = (text: string, file: string, steps: readonly AnyStep[]): Config => {
  const { raw, place } = readText(text, file)
  const parsed = configSchema(steps).safeParse(raw, { reportInput: true })
  if (!parsed.success) {
    const problems: Problem[] = [...explainIssues(parsed.error.issues, steps, place)]
    failAll(problems.sort(inFileOrder))
  }
  return makeConfig(parsed.data as z.output<ReturnType<typeof configSchema>>, { file, steps, place })
}

const plainValue = (document: Document, file: string): Json => {
  try {
    // A bounded number of aliases: a small file must not become a huge value.
    return document.toJS({ maxAliasCount: 20 }) as Json
  } catch (cause) {
    return fail('CONFIG_MALFORMED', { file, what: 'it repeats aliases too often' }, { cause })
  }
}

export const inFileOrder = (a: Problem, b: Problem): number => (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0)

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every line starts from `defaults`; mappings are merged, everything else is replaced. */
const withDefaults = (raw: Json): Json => {
  if (!isObject(raw) || !isObject(raw['defaults']) || !isObject(raw['lines'])) return raw
  const defaults = raw['defaults']
  const lines = Object.entries(raw['lines']).map(([name, line]) => [name, merge(defaults, line)] as const)
  return { ...raw, lines: Object.fromEntries(lines) }
}

const merge = (under: Json, over: Json): Json => {
  if (over === null) return under
  if (!isObject(under) || !isObject(over)) return over
  const keys = [...new Set([...Object.keys(under), ...Object.keys(over)])]
  return Object.fromEntries(keys.map((key) => [key, key in over ? (key in under ? merge(under[key] ?? null, over[key] ?? null) : over[key] ?? null) : under[key] ?? null]))
}

interface Read {
  readonly file: string
  readonly steps: readonly AnyStep[]
  readonly place: (path: readonly PropertyKey[]) => Place
}

const makeConfig = (data: z.output<ReturnType<typeof configSchema>>, { file, steps, place }: Read): Config => {
  const slotNames = [...new Set(steps.map((it) => it.slot))]
  const effective = JSON.parse(JSON.stringify({ version: data.version, lines: data.lines })) as JsonObject
  const lines = Object.entries(data.lines).map(([name, line]): LineConfig => {
    const plain = JSON.parse(JSON.stringify(line)) as JsonObject
    const slots = Object.fromEntries(slotNames.map((slot) => [slot, slot === 'issue' ? issueEntries(name, line) : entriesAt(plain, slot)]))
    return {
      name,
      tag: line.tag,
      scheme: line.scheme,
      gate: plain['gate'] as unknown as GateConfig,
      ...(line.path !== undefined ? { path: line.path } : {}),
      ...(line.issue !== undefined ? { issue: line.issue } : {}),
      slots,
      places: Object.fromEntries(slotNames.flatMap((slot) => (slots[slot] ?? []).map((entry, index) => [`${slot}/${typeof entry['name'] === 'string' ? entry['name'] : ''}`, place(['lines', name, ...slot.split('.'), index])] as const))),
      effective: plain,
    }
  })
  return { file, lines, effective, digest: digestOf(canonicalJson(effective)) }
}

/** Who says a word for the issue, or wants approvals on it, wants it kept up to date. */
const issueEntries = (name: string, { issue, gate }: { readonly issue?: string | undefined; readonly gate: { readonly approvals?: unknown } }): readonly JsonObject[] =>
  issue === undefined && gate.approvals === undefined ? [] : [{ name: 'issue', word: issue ?? name }]

const entriesAt = (line: JsonObject, slot: string): readonly JsonObject[] => {
  const value = slot.split('.').reduce<Json | undefined>((at, key) => (isObject(at) ? at[key] : undefined), line)
  if (value === undefined || value === null) return []
  return (Array.isArray(value) ? value : [value]) as readonly JsonObject[]
}

const placeAt = (file: string, lines: LineCounter, offset: number): Place => {
  const { line, col } = lines.linePos(offset)
  return { file, line, column: col }
}

/** What a line does not say itself stands in `defaults`, if it stands anywhere. */
const whereWritten = (document: Document, path: readonly PropertyKey[]): readonly PropertyKey[] => {
  const [lines, , ...rest] = path
  const inDefaults = ['defaults', ...rest]
  const depth = (it: readonly PropertyKey[]): number => it.findLastIndex((_, index) => document.hasIn(it.slice(0, index + 1)))
  // `lines.driver` is one step longer than `defaults`.
  return lines === 'lines' && depth(inDefaults) + 1 > depth(path) ? inDefaults : path
}

/** Where a setting stands: its value, or with `key` the name of an unknown key below it; else the nearest thing above. */
const placeOf = (document: Document, lines: LineCounter, file: string, at: { path: readonly PropertyKey[]; key?: string }): Place => {
  for (let length = at.path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(at.path.slice(0, length), true)
    if (isMap(node) && at.key !== undefined && length === at.path.length) {
      const pair = node.items.find((it) => isScalar(it.key) && it.key.value === at.key)
      if (isScalar(pair?.key) && pair.key.range) return placeAt(file, lines, pair.key.range[0])
    }
    const range = (node as { range?: readonly number[] } | undefined)?.range
    if (range?.[0] !== undefined) return placeAt(file, lines, range[0])
  }
  return { file, line: 1, column: 1 }
}
