// The part of a release's text that Slipway made and may make anew. It says of itself what it was: text that a person has changed, or put
// around it, is his, and stays.
import { digestOf, hexOf } from '../digest.js'

const opening = (text: string): string => `<!-- slipway-notes ${hexOf(digestOf(text))} -->`
const closing = '<!-- /slipway-notes -->'

export const withBlock = (text: string): string => `${opening(text)}\n${text}\n${closing}`

/** The body with the new text in our block; as it is where there is none, or where somebody has changed it. */
export const updatedBlock = (body: string, text: string): string => {
  // The site gives back what a person saved with other ends of lines.
  const lines = body.replaceAll('\r\n', '\n')
  const found = /<!-- slipway-notes [0-9a-f]{64} -->\n/.exec(lines)
  if (!found) return body
  const end = lines.indexOf(`\n${closing}`, found.index + found[0].length - 1)
  const old = end < 0 ? undefined : lines.slice(found.index + found[0].length, end)
  if (old === undefined || old === text || found[0] !== `${opening(old)}\n`) return body
  return `${lines.slice(0, found.index)}${withBlock(text)}${lines.slice(end + 1 + closing.length)}`
}
