// The text of a pull request. People edit it: tick boxes, release a hold, add words. So only the list of what is proposed is ever
// replaced, between two comments; where somebody has taken those out the text stays as it is.
import { withMarker } from '../../core/marker.js'
import type { Description, Proposal } from './proposal.js'

const opening = '<!-- slipway-list -->'
const closing = '<!-- /slipway-list -->'

const listOf = ({ lines }: Description): string => [opening, ...lines, closing].join('\n')

/** `asked`: reviewers whom nobody but the text can ask. */
export const newText = (it: Proposal, description: Description, { marker, asked }: { readonly marker: string; readonly asked: readonly string[] }): string => {
  const named = [...new Set([...it.cc, ...asked].map((name) => `@${name.replace(/^@/, '')}`))]
  const parts = [
    description.title,
    `This pull request was made by \`slipway\` for ${it.about}.`,
    listOf(description),
    it.checklist.map((line) => `- [x] ${line}`).join('\n'),
    it.hold ? '/hold' : '',
    named.length > 0 ? `cc: ${named.join(' ')}` : '',
  ]
  return withMarker(parts.filter((part) => part !== '').join('\n\n'), marker)
}

/** Undefined when it says so already, or nobody wants it said. */
export const changedText = (body: string, description: Description): string | undefined => {
  const text = body.replaceAll('\r\n', '\n')
  const [start, end] = [text.indexOf(opening), text.indexOf(closing)]
  if (start < 0 || end < start) return undefined
  const changed = text.slice(0, start) + listOf(description) + text.slice(end + closing.length)
  return changed === text ? undefined : changed
}

/** Does it name all of this? */
export const names = (body: string, { lines }: Description): boolean => lines.every((line) => body.includes(line))
