// A glance at a config: the tag patterns of its lines and nothing else. Enough to see that a tag is nobody's, without loading the
// schemas of all steps, which is most of what a run with nothing to do would cost. It never finds fault: whatever is not quite
// as usual is left to the real reading, so that a misspelt key is an error and not a silent "nothing to do".
import { parse } from 'yaml'
import { schemes, type Scheme } from '../core/version.js'

export interface Glanced {
  readonly name: string
  readonly tag: string
  readonly scheme: Scheme
}

const topKeys = new Set(['version', 'defaults', 'lines'])
/** All of a line but `on`: a line with runs of its own may have something to do whatever its tags are. */
export const lineKeys: ReadonlySet<string> = new Set(['tag', 'scheme', 'path', 'issue', 'version', 'revision', 'changelog', 'gate', 'build', 'publish', 'promote', 'verify', 'announce', 'prune'])

/** Those that say nothing of what a line claims. */
const defaultKeys: ReadonlySet<string> = new Set([...lineKeys].filter((it) => it !== 'tag' && it !== 'scheme'))

type Mapping = Readonly<Record<string, unknown>>
const isMapping = (value: unknown): value is Mapping => typeof value === 'object' && value !== null && !Array.isArray(value)
const hasOnly = (value: Mapping, keys: ReadonlySet<string>): boolean => Object.keys(value).every((key) => keys.has(key))

const parsed = (text: string): unknown => {
  try {
    return parse(text, { maxAliasCount: 20, merge: false, uniqueKeys: true, logLevel: 'error' })
  } catch {
    return undefined
  }
}

/** Undefined: not to be judged by a glance. */
export const glanceAtLines = (text: string): readonly Glanced[] | undefined => {
  const config = text.length > 64 * 1024 ? undefined : parsed(text)
  if (!isMapping(config) || config['version'] !== 1 || !hasOnly(config, topKeys) || !isMapping(config['lines'])) return undefined
  const { defaults = {} } = config
  if (!isMapping(defaults) || !hasOnly(defaults, defaultKeys)) return undefined
  const lines = Object.entries(config['lines']).map(([name, line]): Glanced | undefined => {
    if (!isMapping(line) || !hasOnly(line, lineKeys)) return undefined
    const { tag = '{version}', scheme = 'semver' } = line
    const known = schemes.find((it) => it === scheme)
    return typeof tag === 'string' && known ? { name, tag, scheme: known } : undefined
  })
  const glanced = lines.filter((it) => it !== undefined)
  return glanced.length === lines.length ? glanced : undefined
}
