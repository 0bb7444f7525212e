// What a version says, whichever way it is spelled, and the one order of versions. PEP 440 and SemVer are both read into this
// shape, so that dev < alpha < beta < rc < final < post holds in every spelling. It knows neither grammar.

export type PrePhase = 'a' | 'b' | 'rc'

export interface Meaning {
  /** PEP 440's `1!`; 0 nearly always. */
  readonly epoch: number
  readonly release: readonly number[]
  readonly pre?: { readonly phase: PrePhase; readonly number: number }
  readonly post?: number
  readonly dev?: number
  /** A SemVer pre-release that PEP 440 has no words for (`45-gabcdef`); then there is no pre, post or dev. */
  readonly identifiers?: readonly string[]
  /** Local version or build metadata: lower case, numbers without leading zeros. Empty if there is none. */
  readonly local: readonly string[]
}

export const isPrerelease = (it: Meaning): boolean => it.pre !== undefined || it.dev !== undefined || it.identifiers !== undefined

/** Digits of more places than a number holds exactly: two versions must never be equal because a number was rounded. */
export const isTooLong = (digits: string): boolean => /^[0-9]{16,}$/.test(digits)

const isDigits = (text: string): boolean => /^[0-9]+$/.test(text)

/** One place of what follows the release numbers, as it is ordered. */
interface Place {
  readonly kind: 'number' | 'dev' | 'word' | 'post'
  readonly text: string
}

const phaseWords: ReadonlyMap<string, PrePhase> = new Map([
  ['a', 'a'], ['alpha', 'a'], ['b', 'b'], ['beta', 'b'], ['c', 'rc'], ['rc', 'rc'], ['pre', 'rc'], ['preview', 'rc'],
])

/** `alpha`, `A`, `preview` → a, a, rc. */
export const phaseOf = (word: string): PrePhase | undefined => phaseWords.get(word.toLowerCase())

const number = (value: number | string): Place => ({ kind: 'number', text: String(value) })
const word = (text: string): Place => ({ kind: 'word', text })

/** `alpha1` is two places, so that alpha10 comes after alpha9, and `alpha.1` is the same. */
const placesOf = (identifier: string): readonly Place[] => {
  if (isDigits(identifier)) return [number(identifier)]
  const [, letters = '', digits = ''] = /^([A-Za-z]+)-?([0-9]*)$/.exec(identifier) ?? []
  const tail = digits === '' ? [] : [number(digits.replace(/^0+(?=[0-9])/, ''))]
  if (letters.toLowerCase() === 'dev') return [{ kind: 'dev', text: '' }, ...tail]
  const phase = phaseOf(letters)
  return phase === undefined ? [word(identifier)] : [word(phase), ...tail]
}

const placesAfter = (it: Meaning): readonly Place[] => [
  ...(it.identifiers ?? []).flatMap(placesOf),
  ...(it.pre ? [word(it.pre.phase), number(it.pre.number)] : []),
  ...(it.post === undefined ? [] : [{ kind: 'post', text: '' } as const, number(it.post)]),
  ...(it.dev === undefined ? [] : [{ kind: 'dev', text: '' } as const, number(it.dev)]),
]

/**
 * Right after the release numbers the end means "final", which every pre-release comes before. Further on it means that nothing was
 * added: a development version comes before that, anything else after it.
 */
const firstRanks = { number: 0, dev: 1, word: 2, end: 3, post: 4 } as const
const laterRanks = { dev: 0, end: 1, number: 2, word: 3, post: 4 } as const

const sign = (difference: number): number => Math.sign(difference)
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
/** Without leading zeros the longer one is the larger one, however many digits there are. */
const byDigits = (a: string, b: string): number => sign(a.length - b.length) || byText(a, b)

const end = { kind: 'end', text: '' } as const

const comparePlaces = (a: readonly Place[], b: readonly Place[]): number => {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const ranks = at === 0 ? firstRanks : laterRanks
    const [x, y] = [a[at] ?? end, b[at] ?? end]
    const order = sign(ranks[x.kind] - ranks[y.kind]) || (x.kind === 'number' ? byDigits(x.text, y.text) : byText(x.text, y.text))
    if (order !== 0) return order
  }
  return 0
}

/** None, then words, then numbers, as PEP 440 has it; SemVer gives build metadata no order, and this is one. */
const compareLocal = (a: readonly string[], b: readonly string[]): number => {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [x, y] = [a[at], b[at]]
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1
    const [isX, isY] = [isDigits(x), isDigits(y)]
    const order = sign(Number(isX) - Number(isY)) || (isX ? byDigits(x, y) : byText(x, y))
    if (order !== 0) return order
  }
  return 0
}

const compareRelease = (a: readonly number[], b: readonly number[]): number => {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const order = sign((a[at] ?? 0) - (b[at] ?? 0))
    if (order !== 0) return order
  }
  return 0
}

/** A total order; 0 for the same version, such as 1.0 and 1.0.0, or rc1 and rc.1. */
export const compareMeanings = (a: Meaning, b: Meaning): number =>
  sign(a.epoch - b.epoch)
  || compareRelease(a.release, b.release)
  || comparePlaces(placesAfter(a), placesAfter(b))
  || compareLocal(a.local, b.local)
