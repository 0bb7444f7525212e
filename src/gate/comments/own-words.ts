// What a person says in a comment themselves: the lines that are left when quotes, code and HTML comments are gone. Lines that are
// struck out stay, empty, so that what stood on two lines never becomes one.

/** Markup in which text is shown as something that somebody else said or wrote. */
const quotingTags = /<(pre|code|samp|blockquote)(?:\s[^>]{0,200})?>[^]*?(?:<\/\1\s*>|$)/gi

export const ownWords = (body: string): readonly string[] => {
  const lines = withoutFences(body.replaceAll(/\r\n?/g, '\n').split('\n'))
  const text = withoutSpans(lines.join('\n').replaceAll(quotingTags, blank))
  return text.split('\n').map((line) => (isQuote(line) || isIndented(line) ? '' : line))
}

const isQuote = (line: string): boolean => /^ {0,3}>/.test(line)
const isIndented = (line: string): boolean => /^(?: {4}| {0,3}\t)/.test(line)

/** A mark that is no space is left, so that what stood behind it does not come to stand at the beginning of its line. */
const blank = (text: string): string => text.replaceAll(/[^\n]+/g, '\u0000')

/** Fenced code and HTML comments, whichever begins first: a fence in a comment is none, and neither is a comment in code. */
const withoutFences = (lines: readonly string[]): readonly string[] => {
  let fence = ''
  let inComment = false
  return lines.map((line) => {
    if (fence !== '') {
      if (closes(line, fence)) fence = ''
      return ''
    }
    const opened = inComment ? undefined : /^ {0,3}(`{3,}(?!`)(?!.*`)|~{3,})/.exec(line)?.[1]
    if (opened !== undefined) {
      fence = opened
      return ''
    }
    const [rest, open] = withoutComments(line, inComment)
    inComment = open
    return rest
  })
}

const closes = (line: string, fence: string): boolean => {
  const found = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1]
  return found?.[0] === fence[0] && (found?.length ?? 0) >= fence.length
}

/** The line without its comments, and whether one stays open at its end. One in inline code is none. */
const withoutComments = (line: string, isOpen: boolean): readonly [string, boolean] => {
  if (line === '') return ['', isOpen]
  const spans = spansIn(line)
  let kept = ''
  let at = 0
  for (let open = isOpen; ; open = true) {
    if (open) {
      const end = line.indexOf('-->', at)
      if (end < 0) return [`${kept}\u0000`, true]
      kept += '\u0000'
      at = end + 3
    }
    const start = commentFrom(line, at, spans)
    if (start === undefined) return [kept + line.slice(at), false]
    kept += line.slice(at, start)
    at = start + 4
  }
}

/** Where the next comment opens that does not stand in inline code. */
const commentFrom = (line: string, from: number, spans: Spans): number | undefined => {
  const marks = /`+|<!--/g
  marks.lastIndex = from
  for (let mark = marks.exec(line); mark; mark = marks.exec(line)) {
    if (mark[0] === '<!--') return mark.index
    marks.lastIndex = spans.get(mark.index) ?? marks.lastIndex
  }
  return undefined
}

/** Where inline code begins, and where it ends. */
type Spans = ReadonlyMap<number, number>

/** Each run of backticks with the next one of its length. Every character is looked at once: anybody may write a comment of 65,536. */
const spansIn = (text: string): Spans => {
  const next = new Map<number, number>()
  const ends = new Map<number, number>()
  for (const { index, 0: { length } } of [...text.matchAll(/`+/g)].reverse()) {
    const end = next.get(length)
    if (end !== undefined) ends.set(index, end)
    next.set(length, index + length)
  }
  return ends
}

/** Inline code, which may go over several lines of one paragraph. */
const withoutSpans = (text: string): string =>
  text
    .split(/(\n[ \t]*\n)/)
    .map((paragraph) => {
      const spans = spansIn(paragraph)
      let kept = ''
      let at = 0
      for (const start of [...spans.keys()].reverse()) {
        if (start < at) continue
        const end = spans.get(start) ?? start
        kept += paragraph.slice(at, start) + blank(paragraph.slice(start, end))
        at = end
      }
      return kept + paragraph.slice(at)
    })
    .join('')
