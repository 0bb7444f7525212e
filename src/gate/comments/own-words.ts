// What a person says in a comment themselves: the lines that are left when quotes, code and HTML comments are gone. Lines that are
// struck out stay, empty, so that what stood on two lines never becomes one.

/** Markup in which text is shown as something that somebody else said or wrote. */
const quotingTags = /<(pre|code|samp|blockquote)(?:\s[^>]*)?>[^]*?(?:<\/\1\s*>|$)/gi

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
    const opened = inComment ? undefined : /^ {0,3}(`{3,}(?!.*`)|~{3,})/.exec(line)?.[1]
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
  let rest = line
  let kept = ''
  let open = isOpen
  while (rest !== '') {
    if (open) {
      const end = rest.indexOf('-->')
      if (end < 0) return [`${kept}\u0000`, true]
      kept += '\u0000'
      rest = rest.slice(end + 3)
      open = false
    }
    const [before, ...after] = splitAtComment(rest)
    kept += before
    if (after.length === 0) return [kept, false]
    rest = after[0] ?? ''
    open = true
    if (rest === '') return [`${kept}\u0000`, true]
  }
  return [kept, open]
}

const splitAtComment = (text: string): readonly [string] | readonly [string, string] => {
  const at = [...text.matchAll(/(`+)(?!`)[^]*?(?<!`)\1(?!`)|<!--/g)].find((it) => it[0] === '<!--')?.index
  return at === undefined ? [text] : [text.slice(0, at), text.slice(at + 4)]
}

/** Inline code, which may go over several lines of one paragraph. */
const withoutSpans = (text: string): string =>
  text
    .split(/(\n[ \t]*\n)/)
    .map((paragraph) => paragraph.replaceAll(/(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, blank))
    .join('')
