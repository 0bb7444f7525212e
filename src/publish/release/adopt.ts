// --adopt: a release (or the one draft) of the tag that was begun by other means becomes ours. Its text and title stay; our marker comes
// below the text, and says what it held by then. None of that is ever removed or replaced: what has our names must have our bytes.
import { makeMarker, type AdoptedAsset } from '../../core/marker.js'
import { withoutControls } from '../../core/plain-text.js'
import type { Finding } from '../../core/result.js'
import { fail, problem } from '../../errors/release-error.js'
import type { Release } from '../../ports/github.js'
import type { ReadWorld, World } from '../../ports/world.js'
import { mustBePinned } from '../pin.js'
import { markedOf, targetOf, type ReleaseTask } from './entry.js'
import { longestBody } from './notes.js'
import { holdings, type Situation } from './situation.js'
import { compare, type Held, type Wanted } from './wanted.js'

interface At<W extends ReadWorld = ReadWorld> {
  readonly task: ReleaseTask
  readonly world: W
}

/** An upload that broke off holds nothing, and is none of what it held. */
export const heldBy = (held: readonly Held[]): readonly AdoptedAsset[] =>
  held.filter((it) => it.asset.state === 'uploaded').map((it) => ({ name: it.asset.name, digest: it.digest }))

const kindOf = (it: Release): string => (it.draft ? 'draft' : 'release')

/** What is taken over is said before it is; what cannot be told apart stops. */
export const adoptionFindings = ({ ours, isAdopting, foreignDrafts }: Situation, { task, world }: At): readonly Finding[] => {
  if (world.plan.adopt !== true) return []
  const common = { tag: world.tag.name, repository: task.repository }
  if (!ours && foreignDrafts.length > 1) return [{ severity: 'error', problem: problem('ADOPT_SEVERAL', { ...common, urls: foreignDrafts.map((it) => it.url).join(', ') }) }]
  if (!ours || !isAdopting) return []
  const assets = ours.assets.map((it) => it.name).join(', ')
  return [{ severity: 'warning', problem: problem('ADOPTS', { ...common, kind: kindOf(ours), url: ours.url, title: withoutControls(ours.name), assets }) }]
}

/** The text as it stands, then our marker as its last line. */
export const adoptedBody = (release: Release, held: readonly Held[], { task, world }: At): string => {
  const text = release.body.trimEnd()
  const marker = makeMarker(markedOf(task.repository, world.tag), heldBy(held))
  const body = text === '' ? marker : `${text}\n\n${marker}`
  return body.length <= longestBody ? body : fail('ADOPT_TOO_LONG', { tag: world.tag.name, url: release.url, length: body.length, most: longestBody })
}

export interface Taken {
  readonly release: Release
  readonly adopted: readonly AdoptedAsset[]
}

/** Looked at again right before: a person may be at work on it in this moment. */
export const takeOver = async (found: Release, wanted: readonly Wanted[], { task, world }: At<World>): Promise<Taken> => {
  const { github, tag, log, signal } = world
  const repository = targetOf(task)
  const changed = (names: string): never => fail('DRAFT_CHANGED', { tag: tag.name, url: found.url, names })
  const now = (await github.release(repository, found.id)) ?? changed('nothing any more, as it was deleted')
  const held = await holdings(github, repository, now)
  const { wrong } = compare(wanted, held)
  if (wrong.length > 0) return changed(wrong.map((it) => `${it.wanted.name} with other bytes (${it.held.digest} instead of ${it.wanted.digest})`).join(', '))
  const body = adoptedBody(now, held, { task, world })
  // Not to be the latest is asked for as well: whichever it is, it stays so.
  const makeLatest = !now.draft && (await github.latestRelease(repository))?.id === now.id
  await mustBePinned(world)
  signal.throwIfAborted()
  log.info(`Taking over the ${kindOf(now)} ${tag.name} of ${task.repository} (${now.url}), with ${held.length === 1 ? 'one asset' : `${held.length} assets`}.`)
  const release = await github.updateRelease(repository, now.id, { tag: tag.name, name: now.name, body, draft: now.draft, prerelease: now.prerelease, makeLatest })
  return { release, adopted: heldBy(held) }
}
