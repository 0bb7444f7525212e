// The WWW-Authenticate header: which schemes a registry offers, with their parameters. One pass over bounded text, as it is the
// other side that writes it.

export interface Challenge {
  /** Lower case: `bearer`, `basic`. */
  readonly scheme: string
  /** Names in lower case. */
  readonly params: Readonly<Record<string, string>>
}

const longest = 8192
const tokenEnd = /[\s,="]/

const readToken = (text: string, from: number): number => {
  let at = from
  while (at < text.length && !tokenEnd.test(text.charAt(at))) at += 1
  return at
}

const skipBlanks = (text: string, from: number): number => {
  let at = from
  while (at < text.length && /[\s,]/.test(text.charAt(at))) at += 1
  return at
}

const readQuoted = (text: string, from: number): { value: string; next: number } => {
  let value = ''
  let at = from + 1
  for (; at < text.length && text[at] !== '"'; at += 1) {
    if (text[at] === '\\') at += 1
    value += text.charAt(at)
  }
  return { value, next: at + 1 }
}

export const parseChallenges = (header: string): readonly Challenge[] => {
  const text = header.slice(0, longest)
  const found: { scheme: string; params: Record<string, string> }[] = []
  for (let at = skipBlanks(text, 0); at < text.length; at = skipBlanks(text, at)) {
    const end = readToken(text, at)
    const word = text.slice(at, end).toLowerCase()
    const current = found.at(-1)
    if (text[end] === '=' && current && end > at) {
      const quoted = text[end + 1] === '"'
      const { value, next } = quoted ? readQuoted(text, end + 1) : { value: text.slice(end + 1, readToken(text, end + 1)), next: readToken(text, end + 1) }
      // The first one counts; a second `realm` is no way to talk a client out of the checked one.
      if (!Object.hasOwn(current.params, word)) Object.defineProperty(current.params, word, { value, enumerable: true })
      at = next
    } else {
      if (word !== '') found.push({ scheme: word, params: {} })
      at = Math.max(end, at + 1)
    }
  }
  return found
}
