// What came to the mainline between two releases of a line, as a list for people. Pure.
import { safeHeadline } from './notes/safe-text.js'

export interface Change {
  readonly commit: string
  /** Message of the commit. */
  readonly message: string
}

/** Far more than anybody reads, and a bound for a line's first release. */
export const mostChanges = 250

/** GitHub writes the title of a pull request below its own headline; where it squashes, the title is the headline. */
export const titleOf = ({ message }: Change): string => {
  const end = message.indexOf('\n')
  const headline = end < 0 ? message : message.slice(0, end)
  const merged = /^Merge pull request (#[0-9]+) from /.exec(headline)?.[1]
  const title = merged === undefined || end < 0 ? undefined : message.slice(end).split('\n').find((it) => it.trim() !== '')
  return title === undefined ? headline.trim() : `${title.trim()} (${merged ?? ''})`
}

/** One line each, newest first. Text of strangers: it shall be no HTML and no marker of ours, and call nobody. */
export const renderChanges = (changes: readonly Change[], path: string | undefined): string => {
  const lines = changes.slice(0, mostChanges).map((it) => `- ${safeHeadline(titleOf(it))}`)
  if (lines.length === 0) return path === undefined ? 'No changes.' : `No changes below \`${path}\`.`
  return [...lines, ...(changes.length > mostChanges ? ['- … and more'] : [])].join('\n')
}
