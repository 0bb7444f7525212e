// Steps of the scanners. Plain loops: a regular expression keeps a note of every round it makes, and runs out of stack on a text
// of some megabytes.

/** The first place from `at` on whose character is none of these. */
export const skip = (text: string, at: number, characters: string): number => {
  let end = at
  while (end < text.length && characters.includes(text.charAt(end))) end++
  return end
}

const isControl = (code: number): boolean => code < 0x20 && code !== 0x09

/**
 * The place after a text in quotes that opens at `at`; undefined when none opens there, or it does not end on its line.
 * `escape` must match right after a backslash (sticky); without it a backslash is a character like any other.
 */
export const quotedEnd = (text: string, at: number, quote: '"' | "'", escape?: RegExp): number | undefined => {
  if (text[at] !== quote) return undefined
  for (let here = at + 1; here < text.length; here++) {
    const character = text.charAt(here)
    if (character === quote) return here + 1
    if (isControl(text.charCodeAt(here))) return undefined
    if (character !== '\\' || escape === undefined) continue
    escape.lastIndex = here + 1
    const length = escape.exec(text)?.[0].length
    if (length === undefined) return undefined
    here += length
  }
  return undefined
}

/** The same for TOML's texts of several lines: three quotes at both ends, and up to two more before the closing ones. */
export const linesEnd = (text: string, at: number, quote: '"' | "'"): number | undefined => {
  const three = quote.repeat(3)
  if (!text.startsWith(three, at)) return undefined
  for (let here = at + 3; here < text.length; here++) {
    if (quote === '"' && text[here] === '\\') here++
    else if (text.startsWith(three, here)) return Math.min(skip(text, here, quote), here + 5)
  }
  return undefined
}
