// What the lines of a comment say about a release, as Prow reads them: a command stands alone on its line and begins it; case does not
// matter; the last one counts.
import type { ApprovalCommand } from '../../core/gate-config.js'
import { ownWords } from './own-words.js'

export type Said =
  | { readonly kind: 'approves'; readonly by: ApprovalCommand | 'plain' }
  /** However it is written: who takes back what they said is believed. */
  | { readonly kind: 'takes back' }
  /** It speaks of it, and is no approval: the line, for whoever wonders why. */
  | { readonly kind: 'nothing'; readonly line: string; readonly why: NotSaid }

export type NotSaid = 'quoted' | 'inside a sentence' | 'with other words' | 'with a space before it'

/** The whole of a line: `LGTM`, `lgtm!`, `LGTM 👍`. With more words it could be a condition. */
const plainLine = /^lgtm[ \t]*(?:[.!]*|:\+1:|:shipit:|\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}\ufe0f]*)$/iu
const spokenOf = /(?:^|[^\p{L}\p{N}_-])(?:lgtm|\/(?:remove-)?approve)(?![\p{L}\p{N}_-])/iu

/** Undefined when the comment does not speak of approval at all. */
export const saidIn = (body: string): Said | undefined => {
  const all = ownWords(body)
  const own = all.flatMap((line) => lineSays(line) ?? [])
  const last = own.findLast((it) => it.kind !== 'nothing') ?? own.at(-1)
  if (last) return last
  const quoted = body.split(/\r\n?|\n/).find((line) => spokenOf.test(line))
  return quoted === undefined ? undefined : { kind: 'nothing', line: shortened(quoted), why: 'quoted' }
}

const lineSays = (line: string): Said | undefined => {
  const found = /^\/(remove-lgtm|remove-approve|lgtm|approve)(?![^ \t])[ \t]*(.*)$/i.exec(line)
  if (found) return commandSays(line, (found[1] ?? '').toLowerCase(), (found[2] ?? '').trim().toLowerCase())
  if (plainLine.test(line.trimEnd())) return { kind: 'approves', by: 'plain' }
  if (!spokenOf.test(line)) return undefined
  const why: NotSaid = /^\s+\//.test(line) ? 'with a space before it' : 'inside a sentence'
  return { kind: 'nothing', line: shortened(line), why }
}

const commandSays = (line: string, name: string, rest: string): Said => {
  if (name.startsWith('remove-') || /(?:^|\s)cancel(?:\s|$)/.test(rest)) return { kind: 'takes back' }
  if (rest !== '' && rest !== 'no-issue') return { kind: 'nothing', line: shortened(line), why: 'with other words' }
  return { kind: 'approves', by: name === 'approve' ? 'approve' : 'lgtm' }
}

const shortened = (line: string): string => {
  const text = line.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').trim()
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
