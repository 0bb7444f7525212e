// The text of a release, within GitHub's limit. What is too long is cut between sections, never inside a word or a code
// block, and is attached whole.
import { mostChanges, renderChanges } from '../../core/changes.js'
import { updatedBlock, withBlock } from '../../core/notes/block.js'
import { safeMarkdown } from '../../core/notes/safe-text.js'
import { withMarker } from '../../core/marker.js'
import type { ReadWorld } from '../../ports/world.js'
import { markerOf, type ReleaseTask } from './entry.js'
import { isLive, wordsText } from './words.js'

/** GitHub's limit, in characters. Counted in UTF-16 units, of which a text never has fewer than characters. */
export const longestBody = 125_000
export const notesName = 'RELEASE_NOTES.md'

export interface Notes {
  /** What stands in the release, marker included. */
  readonly body: string
  /** The whole text, when the body is cut: it goes up as an asset. */
  readonly whole?: string
}

/** What goes with the assets. Words that may be others tomorrow are none of them, and nobody is asked for them. */
export const notesOf = async (task: ReleaseTask, world: ReadWorld): Promise<Notes> => (isLive(task) ? { body: markerOf(task, world) } : fitted(task, world))

/** What a draft says when it is made. */
export const bodyOf = async (task: ReleaseTask, world: ReadWorld): Promise<string> => (await fitted(task, world)).body

/** That GitHub does not tell what the text is to be made of is found before anything is built. A tag that is not there yet has no words. */
export const tryWords = async (task: ReleaseTask, world: ReadWorld): Promise<void> => {
  if (isLive(task) && (await world.git.tags()).includes(world.tag.name)) await textOf(task, world)
}

const fitted = async (task: ReleaseTask, world: ReadWorld): Promise<Notes> =>
  fitNotes(await textOf(task, world), { marker: markerOf(task, world), page: task.page, isLive: isLive(task) })

/** The body of a draft as it goes public: only what we put there, and nobody has changed, is made anew. */
export const upToDate = async (body: string, task: ReleaseTask, world: ReadWorld): Promise<string> => {
  if (!isLive(task)) return body
  const updated = updatedBlock(body, await textOf(task, world))
  return updated.length <= longestBody ? updated : body
}

const textOf = async (task: ReleaseTask, world: ReadWorld): Promise<string> => {
  const said = (await saidBy(task, world)).trim()
  const link = task.compare === '' || said.includes(task.compare) || /full changelog/i.test(said) ? '' : `**Full changelog**: ${task.compare}`
  return [said, link].filter((it) => it !== '').join('\n\n')
}

const saidBy = async (task: ReleaseTask, world: ReadWorld): Promise<string> => {
  const { words, notes } = task
  if (words) return wordsText({ ...task, words }, world)
  if (notes === 'changes') return changesOf(task, world)
  return notes === 'tag' && world.tag.kind !== 'none' ? safeMarkdown((await world.git.tagMessage(world.tag.name)) ?? '') : ''
}

const changesOf = async ({ since = '', path = '' }: ReleaseTask, { git, tag }: ReadWorld): Promise<string> => {
  const from = since === '' ? undefined : (await git.resolveTag(since)).commit
  const below = path === '' ? undefined : path
  return renderChanges(await git.changes({ to: tag.commit, limit: mostChanges + 1, ...(from === undefined ? {} : { from }), ...(below === undefined ? {} : { path: below }) }), below)
}

/** `isLive`: the text may be another one tomorrow. Then it stands in a block of its own, and is no asset, whose bytes could not change. */
export const fitNotes = (text: string, { marker, page, isLive: live = false }: { readonly marker: string; readonly page: string; readonly isLive?: boolean }, limit = longestBody): Notes => {
  const whole = withMarker(live && text !== '' ? withBlock(text) : text, marker)
  if (whole.length <= limit) return { body: whole }
  if (live) return { body: withMarker(`${closed(cut(text, limit - marker.length - 100))}\n\n---\n*This text was cut, as it is too long for GitHub.*`, marker) }
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
