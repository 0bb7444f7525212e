// publish:image and point:image. The image is staged; now the version tags, which never move; and last of all the pointers, when every
// image of the line has its tags, under all its names. Identity is the digest everywhere, and a tag with another digest is never overwritten.
import { wholeSize, type Artifact } from '../../core/artifact.js'
import type { Finding, Outcome, Probe } from '../../core/result.js'
import { revisionsIn, tagWith } from '../../core/revision.js'
import { fail, problem, ReleaseError } from '../../errors/release-error.js'
import type { Manifest } from '../../ports/registry.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld, World } from '../../ports/world.js'
import { mustBePinned } from '../pin.js'
import { parsePlace } from '../place.js'
import { dropLeftStaged, dropStaged } from '../staged.js'
import { imageEntry, onlyImage, placesOf, placesText, planImage, type ImageEntry, type ImageTask } from './entry.js'
import { lookTags } from './look.js'
import { newerVersion } from './newer.js'
import { pushed } from './pushed.js'

export const publishImage = defineStep<ImageEntry, ImageTask>({
  name: 'publish:image',
  phase: 'publish',
  slot: 'publish.image',
  takes: ['image'],
  gives: [],
  // Tags are for ever: they wait until everything is staged and the bytes are frozen.
  needs: ['stage:image', 'stage:record', 'stage:freeze', 'publish:index'],
  schema: imageEntry,
  // The tag is read again before each push.
  cost: ({ tags, aliases = [] }) => ({ requests: 2 + aliases.length * tags.length, creates: 0 }),
  plan: (facts, entry) => planImage(facts, entry, (task) => `Tag ${placesText(task)} with ${task.tags.join(', ')}`),
  preflight: (task, world) => withoutChart(task, world),
  probe: (task, inputs, world) => probeTags(task, onlyImage(inputs), world),
  look: (task, inputs, world) => lookTags(task, task.tags, inputs, world),
  apply: async (task, inputs, world) => {
    const image = onlyImage(inputs)
    const manifests = new Map<string, Manifest>()
    for (const place of placesOf(task)) manifests.set(place, await pushed(place, { task, image, world }))
    // One tag everywhere before the next: whoever uses an alias is never behind by more than one.
    for (const tag of task.tags) for (const [place, manifest] of manifests) await putTag(place, tag, { manifest, world })
    for (const place of placesOf(task)) await dropStaged(parsePlace(place), image.digest, world)
  },
  tidy: async (task, inputs, world) => {
    for (const place of placesOf(task)) await dropLeftStaged(parsePlace(place), onlyImage(inputs).digest, world)
  },
})

const putTag = async (place: string, tag: string, { manifest, world }: { readonly manifest: Manifest; readonly world: World }): Promise<void> => {
  const name = parsePlace(place)
  await mustBePinned(world)
  // The last look before the push: registries know no condition for it, so nothing comes between the two.
  const there = await world.registry.manifest(name, tag)
  if (there?.digest === manifest.digest) return
  if (there) return fail('PUSH_CHANGED', { name: place, tag, found: there.digest, wanted: manifest.digest })
  world.signal.throwIfAborted()
  await world.registry.putManifest(name, manifest, tag)
}

/** A tag that is about to be made comes after all that are there. */
const afterAll = (failure: unknown): number => {
  if (failure instanceof ReleaseError && failure.code === 'TAG_NOT_FOUND') return Infinity
  throw failure
}

/** A new image without a new chart: nobody who installs the chart gets it. */
const withoutChart = async ({ charts = {} }: ImageTask, { git, tag }: ReadWorld): Promise<readonly Finding[]> => {
  const findings = await Promise.all(Object.entries(charts).map(async ([line, tags]): Promise<readonly Finding[]> => {
    const own = await git.tagTime(tag.name).catch(afterAll)
    const newer = await Promise.all(tags.map(async (it) => (await git.resolveTag(it)).commit === tag.commit || (await git.tagTime(it)) > own))
    return newer.includes(true) ? [] : [{ severity: 'warning', problem: problem('CHART_NOT_RELEASED', { tag: tag.name, line, newest: tags[0] ?? '' }) }]
  }))
  return findings.flat()
}

const probeTags = async (task: ImageTask, image: Artifact, world: ReadWorld): Promise<Probe> => {
  const wanted = placesOf(task).flatMap((place) => task.tags.map((tag) => ({ place, tag, where: place === task.name ? tag : `${place}:${tag}` })))
  const found = await Promise.all(wanted.map(async (it) => ({ ...it, there: await world.registry.manifest(parsePlace(it.place), it.tag) })))
  const other = found.find((it) => it.there && it.there.digest !== image.digest)
  if (other) return { state: 'conflict', found: `${other.place}:${other.tag} ${other.there?.digest ?? ''}`, wanted: `${other.place}:${other.tag} ${image.digest}` }
  const missing = found.filter((it) => !it.there).map((it) => it.where)
  if (missing.length > 0) await mustHaveNoOther(task, image, world)
  if (missing.length === wanted.length) return { state: 'absent' }
  return missing.length > 0 ? { state: 'partial', missing } : { state: 'done', outcome: outcomeOf(task, image) }
}

/** Far more than a version ever had. */
const mostRevisions = 20

/** The very same image is out with another revision: it is that one, and two names of one thing would only make people look for a difference. */
const mustHaveNoOther = async (task: ImageTask, image: Artifact, world: ReadWorld): Promise<void> => {
  const { revised = [] } = task
  if (revised.length === 0) return
  const name = parsePlace(task.name)
  const tags = await world.registry.tags(name)
  for (const it of revised) {
    for (const revision of revisionsIn(tags, it).slice(0, mostRevisions)) {
      const tag = tagWith(it, revision)
      if (task.tags.includes(tag) || (await world.registry.manifest(name, tag))?.digest !== image.digest) continue
      fail('REVISION_EXISTS', { name: task.name, tag, digest: image.digest, revision })
    }
  }
}

const outcomeOf = (task: ImageTask, image: Artifact): Outcome => ({
  where: placesOf(task).map((it) => `${it}:${task.tags[0] ?? ''}`).join(', '),
  digest: image.digest,
  size: wholeSize(image),
  commands: placesOf(task).map((it) => `docker pull ${it}@${image.digest}`),
})

export const pointImage = defineStep<ImageEntry, ImageTask>({
  name: 'point:image',
  phase: 'point',
  slot: 'publish.image',
  takes: ['image'],
  gives: [],
  needs: ['publish:image', 'publish:release'],
  schema: imageEntry,
  cost: ({ pointers, aliases = [] }) => ({ requests: 1 + aliases.length * pointers.length, creates: 0 }),
  plan: (facts, entry) => {
    if (entry.pointers.length === 0) return { skip: 'there are no pointers to move', unasked: true }
    if (!entry.always && facts.version.isPrerelease) return { skip: `${facts.version.text} is a pre-release; pointers stay at the last final version` }
    if (!entry.always && !facts.isHighest) return { skip: `${facts.version.text} is not the highest version; pointers never move backward` }
    return planImage(facts, entry, (task) => `Point ${task.pointers.join(', ')} of ${placesText(task)} to ${facts.version.text}`)
  },
  preflight: async () => [],
  probe: async (task, inputs, world) => {
    const image = onlyImage(inputs)
    const all = pointersOf(task)
    const there = await Promise.all(all.map(({ place, tag }) => world.registry.manifest(parsePlace(place), tag)))
    const missing = all.filter((_, index) => there[index]?.digest !== image.digest).map(({ place, tag }) => (place === task.name ? tag : `${place}:${tag}`))
    const where = all.map(({ place, tag }) => `${place}:${tag}`).join(', ')
    if (missing.length === 0) return { state: 'done', outcome: { where, digest: image.digest } }
    const newer = await newerVersion(task, world)
    if (newer !== undefined) return { state: 'done', outcome: { where, note: `not moved: ${newer} is out, and pointers never move backward` } }
    return missing.length === all.length ? { state: 'absent' } : { state: 'partial', missing }
  },
  look: (task, inputs, world) => lookTags(task, task.pointers, inputs, world),
  apply: async (task, inputs, world) => {
    const image = onlyImage(inputs)
    // Asked again: another run may have published a higher version since this one was probed.
    if ((await newerVersion(task, world)) !== undefined) return
    for (const { place, tag } of pointersOf(task)) {
      const name = parsePlace(place)
      const manifest = (await world.registry.manifest(name, image.digest)) ?? fail('FROZEN_VANISHED', { name: image.fileName, digest: image.digest, where: `in ${place}` })
      if ((await world.registry.manifest(name, tag))?.digest === image.digest) continue
      await mustBePinned(world)
      world.signal.throwIfAborted()
      await world.registry.putManifest(name, manifest, tag)
    }
  },
})

const pointersOf = (task: ImageTask): readonly { readonly place: string; readonly tag: string }[] => task.pointers.flatMap((tag) => placesOf(task).map((place) => ({ place, tag })))
