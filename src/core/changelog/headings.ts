// The headings of a Markdown file with the places where they stand: `## Words`, and words that are underlined. What looks like one in
// a code block or in a comment is none.

export interface Heading {
  readonly level: number
  /** Without the marks. */
  readonly words: string
  /** Where its first line begins, and where what comes after it begins. */
  readonly start: number
  readonly end: number
  /** `=` or `-`, when it is underlined instead of marked. */
  readonly underline?: '=' | '-'
}

export interface Line {
  /** Without its end. */
  readonly text: string
  readonly start: number
  /** Where the next line begins. */
  readonly end: number
}

/** A mark of the byte order is no part of the first line. */
export const linesOf = (text: string): readonly Line[] => {
  const lines: Line[] = []
  for (let start = text.startsWith('\ufeff') ? 1 : 0; start < text.length; ) {
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found + 1
    lines.push({ text: text.slice(start, end).replace(/\r?\n$/, ''), start, end })
    start = end
  }
  return lines
}

export const isBlank = (line: Line | undefined): boolean => line === undefined || line.text.trim() === ''

/** What a line opens that hides the lines below it, and the pattern that ends it. */
const opened = (text: string): RegExp | undefined => {
  // Marks that end in the same line are code within text.
  const fence = /^ {0,3}(?:(`{3,})[^`]*|(~{3,}).*)$/.exec(text)?.slice(1).find((it) => it !== undefined)
  if (fence !== undefined) return new RegExp(`^ {0,3}${fence[0] ?? ''}{${fence.length},}[ \\t]*$`)
  return /^ {0,3}<!--/.test(text) && !text.includes('-->') ? /-->/ : undefined
}

/** The lines that are text, each with the one after it. */
const visible = (lines: readonly Line[]): readonly (readonly [Line, Line | undefined, Line | undefined])[] => {
  let closing: RegExp | undefined
  return lines.flatMap((line, index) => {
    if (closing) {
      if (closing.test(line.text)) closing = undefined
      return []
    }
    closing = opened(line.text)
    return closing ? [] : [[line, lines[index + 1], lines[index - 1]] as const]
  })
}

export const headingsOf = (text: string): readonly Heading[] =>
  visible(linesOf(text)).flatMap(([line, next, before]): readonly Heading[] => {
    const marked = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/.exec(line.text)
    if (marked) return [{ level: (marked[1] ?? '').length, words: (marked[2] ?? '').replace(/(?:^|[ \t])#+[ \t]*$/, '').trim(), start: line.start, end: line.end }]
    const rule = next && /^ {0,3}(=+|-+)[ \t]*$/.exec(next.text)?.[1]
    // Below several lines it would make a heading of the last one in some renderers, and of all in others.
    if (!next || !rule || !isBlank(before) || isBlank(line) || /^ {0,3}(?:[-*+>]|\d+[.)])(?:\s|$)/.test(line.text)) return []
    const underline = rule.startsWith('=') ? '=' : '-'
    return [{ level: underline === '=' ? 1 : 2, words: line.text.trim(), start: line.start, end: next.end, underline }]
  })
