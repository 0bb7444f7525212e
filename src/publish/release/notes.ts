// The text of a release, within GitHub's limit. What is too long is cut between sections, never inside a word or a code
// block, and is attached whole.
import { mostChanges, renderChanges } from '../../core/changes.js'
import { withoutControls } from '../../core/plain-text.js'
import { withMarker } from '../../core/marker.js'
import type { ReadWorld } from '../../ports/world.js'
import { markerOf, type ReleaseTask } from './entry.js'

/** GitHub's limit, in characters. Counted in UTF-16 units, of which a text never has fewer than characters. */
export const longestBody = 125_000
export const notesName = 'RELEASE_NOTES.md'

export interface Notes {
  /** What stands in the release, marker included. */
  readonly body: string
  /** The whole text, when the body is cut: it goes up as an asset. */
  readonly whole?: string
}

export const notesOf = async (task: ReleaseTask, world: ReadWorld): Promise<Notes> => {
  const message = task.notes === 'tag' ? ((await world.git.tagMessage(world.tag.name)) ?? '') : task.notes === 'changes' ? await changesOf(task, world) : ''
  const link = task.compare === '' ? '' : `**Full changelog**: ${task.compare}`
  const text = [withoutControls(message.replaceAll('\r\n', '\n')).trim(), link].filter((it) => it !== '').join('\n\n')
  return fitNotes(text, { marker: markerOf(task, world), page: task.page })
}

const changesOf = async ({ since = '', path = '' }: ReleaseTask, { git, tag }: ReadWorld): Promise<string> => {
  const from = since === '' ? undefined : (await git.resolveTag(since)).commit
  const below = path === '' ? undefined : path
  return renderChanges(await git.changes({ to: tag.commit, limit: mostChanges + 1, ...(from === undefined ? {} : { from }), ...(below === undefined ? {} : { path: below }) }), below)
}

export const fitNotes = (text: string, { marker, page }: { readonly marker: string; readonly page: string }, limit = longestBody): Notes => {
  const whole = withMarker(text, marker)
  if (whole.length <= limit) return { body: whole }
  const rest = `\n\n---\n*This text was cut, as it is too long for GitHub. All of it is in ${notesName}, attached to [this release](${page}).*`
  // Room for closing a code block that the cut leaves open.
  const room = limit - rest.length - marker.length - 16
  return { body: withMarker(`${closed(cut(withMarker(text, '').trimEnd(), room))}${rest}`, marker), whole: `${text}\n` }
}

/** At the last section that fits, else the last paragraph, the last line, the last character that is whole. */
const cut = (text: string, room: number): string => {
  const head = text.slice(0, Math.max(0, room))
  const places = [/\n#{1,6} /g, /\n\n/g, /\n/g].map((it) => [...head.matchAll(it)].at(-1)?.index ?? 0)
  // A section that begins in the first half would throw away too much.
  const place = places.find((it) => it > room / 2)
  if (place !== undefined) return head.slice(0, place)
  const last = head.charCodeAt(head.length - 1)
  return last >= 0xd800 && last <= 0xdbff ? head.slice(0, -1) : head
}

/** A fence that is open at the end is closed, or all that follows would be code. */
const closed = (text: string): string => {
  let open = ''
  for (const line of text.split('\n')) {
    const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line)
    if (!fence) continue
    const [, mark = '', info = ''] = fence
    if (open === '') open = mark
    else if (mark[0] === open[0] && mark.length >= open.length && info.trim() === '') open = ''
  }
  return open === '' ? text : `${text}\n${open}`
}
