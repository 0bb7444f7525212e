// A release of a name that rolls takes the place of the one before (docs/adr/0014). The new one is complete by then. The tag is moved
// first, as long as the old one is public; then the two releases change places in two calls in a row; the old one goes last.
import { makeMarker } from '../../core/marker.js'
import { recordName } from '../../core/record.js'
import { fail } from '../../errors/release-error.js'
import type { Release, ReleaseFields } from '../../ports/github.js'
import type { ReadWorld, World } from '../../ports/world.js'
import { isElsewhere } from './elsewhere.js'
import { targetOf, type ReleaseTask } from './entry.js'
import { longestBody } from './notes.js'
import { holdings, situationOf, type Situation } from './situation.js'
import { compare, type Wanted } from './wanted.js'

interface At<W extends ReadWorld = World> {
  readonly task: ReleaseTask
  readonly world: W
}

/** The commit that the tag is to stand at, in the repository of the release. Elsewhere it says nothing about the source. */
const wantedCommit = async ({ task, world }: At): Promise<string | undefined> => {
  if (!isElsewhere(task, world)) return world.tag.object
  const { defaultBranch } = await world.github.repository(targetOf(task))
  return (await world.github.branch(targetOf(task), defaultBranch)).head
}

/** A tag of the source is where it was pinned. What else there is to place: the tag of a release elsewhere that rolls, and that of a run that no tag started. */
export const placeTag = async (task: ReleaseTask, world: World): Promise<void> => {
  const { github, tag, log } = world
  if (tag.kind !== 'none' && !(task.rolling === true && isElsewhere(task, world))) return
  const [repository, ref] = [targetOf(task), `refs/tags/${tag.name}`]
  const [now, wanted] = await Promise.all([github.ref(repository, ref), wantedCommit({ task, world })])
  if (wanted === undefined || now?.object === wanted) return
  // Elsewhere publishing makes it, and one that was there before a release is kept.
  if (isElsewhere(task, world) && (now === undefined || task.rolling !== true)) return
  world.signal.throwIfAborted()
  if (now === undefined) return github.createRef(repository, ref, wanted)
  if (task.rolling !== true) return fail('TAG_TAKEN', { tag: tag.name, repository: task.repository, found: now.object, wanted })
  log.info(`Moving the tag ${tag.name} of ${task.repository} from ${now.object} to ${wanted}: it rolls.`)
  if (!(await github.moveRef(repository, ref, { from: now.object, to: wanted }))) fail('TAG_MOVED', { tag: tag.name, repository: task.repository, pinned: now.object, now: 'something that another run, or a person, has put there' })
}

/** Known by it: which release it made room for, so that whoever finds the two after a kill knows what was meant. */
export const awayMarker = (task: Pick<ReleaseTask, 'repository'>, tag: string, object: string): string => makeMarker({ kind: 'replaced', repository: task.repository, tag, object })

const putAway = (old: Release, { task, world }: At): ReleaseFields => {
  const { tag, name, prerelease } = old
  const marker = awayMarker(task, world.tag.name, world.tag.object)
  const room = longestBody - marker.length - 64
  return { tag, name, prerelease, draft: true, makeLatest: false, body: withAway(old.body.slice(0, room), marker) }
}

const lineBreaks = '\n\n'
/** What stands before it stays as it was, markers of ours too: the old one may have to be made public again. */
const withAway = (body: string, marker: string): string => `${body.trimEnd()}${lineBreaks}${marker}`
/** All but the last line: the site gives back what a person saved with other ends of lines, and a release may have had no text at all. */
export const withoutAway = (body: string): string => body.slice(0, body.trimEnd().lastIndexOf('\n') + 1).trimEnd()

export const takePlaceOf = async (old: Release, fresh: { readonly id: number; readonly fields: ReleaseFields }, { task, world }: At): Promise<void> => {
  world.signal.throwIfAborted()
  world.log.info(`Taking the place of ${old.url}, which stays as a draft until this one is public.`)
  await world.github.swapReleases(targetOf(task), { old: { release: old, fields: putAway(old, { task, world }) }, fresh })
}

/** Drafts that are over: older than what is public, and with nothing in them but what Slipway puts there. */
export const leftBehind = async ({ ours, behind }: Situation, wanted: readonly Wanted[], { task, world }: At<ReadWorld>): Promise<readonly Release[]> => {
  if (!ours || ours.draft) return []
  const found = await Promise.all(behind.filter((it) => it.id < ours.id).map(async (it) => {
    const { unknown } = wasPublic(it) ? { unknown: [] } : compare(wanted, await holdings(world.github, targetOf(task), it))
    return unknown.some((asset) => asset.name !== recordName) ? [] : [it]
  }))
  return found.flat()
}

/** Put away by a release that took its place; whatever it held was public. */
export const wasPublic = ({ body }: Pick<Release, 'body'>): boolean => /"kind":"replaced"/.test(body.trimEnd().split('\n').at(-1) ?? '')

export const removeBehind = async (wanted: readonly Wanted[], at: At): Promise<void> => {
  const { task, world } = at
  for (const it of await leftBehind(await situationOf(task, world), wanted, at)) {
    world.signal.throwIfAborted()
    world.log.info(`Removing the ${wasPublic(it) ? 'release' : 'draft'} of ${it.tag} whose place was taken (number ${it.id}).`)
    await world.github.deleteRelease(targetOf(task), it.id)
  }
}
