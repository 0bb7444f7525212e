// stage:image, publish:image, point:image. Staged by digest under a tag that nobody uses; then the version tags, which never
// move; and last of all the pointers. Identity is the digest everywhere, and a tag with another digest is never overwritten.
import { wholeSize, type Artifact } from '../../core/artifact.js'
import type { Digest } from '../../core/digest.js'
import { contentsOf } from '../../core/oci.js'
import type { Finding, Gone, Outcome, Probe } from '../../core/result.js'
import { revisionsIn, tagWith } from '../../core/revision.js'
import { fail, problem } from '../../errors/release-error.js'
import type { ImageName, Manifest } from '../../ports/registry.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld, World } from '../../ports/world.js'
import { mustBePinned } from '../pin.js'
import { parsePlace, stagedTag } from '../place.js'
import { dropLeftStaged, dropStaged } from '../staged.js'
import { imageEntry, onlyImage, planImage, type ImageEntry, type ImageTask } from './entry.js'
import { pushReferred, readManifest } from './layout.js'
import { lookStaged, lookTags } from './look.js'
import { newerVersion } from './newer.js'

export const stageImage = defineStep<ImageEntry, ImageTask>({
  name: 'stage:image',
  phase: 'stage',
  slot: 'publish.image',
  takes: ['image'],
  gives: [],
  schema: imageEntry,
  plan: (facts, entry) => planImage(facts, entry, (task) => `Push ${task.name} by digest`),
  preflight: (task, world) => preflight(task, world),
  look: lookStaged,
  probe: async (task, inputs, world) => {
    const image = onlyImage(inputs)
    const name = parsePlace(task.name)
    const there = await world.registry.manifest(name, image.digest)
    if (!there) return { state: 'absent', ...goneFrom(task, image) }
    const lacking = await missingManifests(name, there, world)
    if (lacking.length > 0) return { state: 'partial', missing: lacking, ...goneFrom(task, image) }
    const holders = await Promise.all([stagedTag(image.digest), ...task.tags].map((tag) => world.registry.manifest(name, tag)))
    // By digest alone it may be collected before it gets its tag.
    if (!holders.some((it) => it?.digest === image.digest)) return { state: 'partial', missing: [stagedTag(image.digest)] }
    return { state: 'done', outcome: { where: `${task.name}@${image.digest}`, digest: image.digest, size: wholeSize(image) } }
  },
  apply: async (task, inputs, world) => {
    const image = onlyImage(inputs)
    const name = parsePlace(task.name)
    const manifest = await pushed(name, image, world)
    await world.registry.putManifest(name, manifest, stagedTag(image.digest))
  },
})

/** Frozen, and only in the registry: when it has collected it, nobody else has the bytes. */
const goneFrom = (task: ImageTask, image: Artifact): { readonly gone?: readonly Gone[] } =>
  image.path === undefined ? { gone: [{ name: image.fileName, digest: image.digest, where: `in ${task.name}` }] } : {}

/** Of an index, what it names and the registry does not have: registries collect what has no tag, and not all spare what an index names. */
const missingManifests = async (name: ImageName, index: Manifest, { registry }: ReadWorld): Promise<readonly Digest[]> => {
  const named = (contentsOf(index.bytes)?.manifests ?? []).map((it) => it.digest)
  const there = await Promise.all(named.map(async (it) => (await registry.manifest(name, it)) !== undefined))
  return named.filter((_, at) => !there[at])
}

/** The registry's own copy; or, when nobody pushed it yet (or the registry has lost it since), what is on this disk. */
const pushed = async (name: ImageName, image: Artifact, world: World): Promise<Manifest> => {
  const there = await world.registry.manifest(name, image.digest)
  if (there && (await missingManifests(name, there, world)).length === 0) return there
  if (image.path === undefined) return fail('FROZEN_VANISHED', { name: image.fileName, digest: image.digest, where: `in ${name.host}/${name.repository}` })
  const manifest = await readManifest(image.path, image, world)
  await pushReferred(name, manifest, { layout: image.path, world })
  return manifest
}

const preflight = async (task: ImageTask, world: ReadWorld): Promise<readonly Finding[]> => {
  const { allowed, reason, scope } = await world.registry.canPush(parsePlace(task.name))
  return allowed ? [] : [{ severity: 'error', problem: problem('PUSH_DENIED', { name: task.name, scope, reason: reason ?? 'the registry gave no reason' }) }]
}

export const publishImage = defineStep<ImageEntry, ImageTask>({
  name: 'publish:image',
  phase: 'publish',
  slot: 'publish.image',
  takes: ['image'],
  gives: [],
  // Tags are for ever: they wait until everything is staged and the bytes are frozen.
  needs: ['stage:image', 'stage:record', 'stage:freeze'],
  schema: imageEntry,
  cost: () => ({ requests: 2, creates: 0 }),
  plan: (facts, entry) => planImage(facts, entry, (task) => `Tag ${task.name} with ${task.tags.join(', ')}`),
  preflight: (task, world) => withoutChart(task, world),
  probe: (task, inputs, world) => probeTags(task, onlyImage(inputs), world),
  look: (task, inputs, world) => lookTags(task, task.tags, inputs, world),
  apply: async (task, inputs, world) => {
    const image = onlyImage(inputs)
    const name = parsePlace(task.name)
    const manifest = await pushed(name, image, world)
    for (const tag of task.tags) {
      await mustBePinned(world)
      // The last look before the push: registries know no condition for it, so nothing comes between the two.
      const there = await world.registry.manifest(name, tag)
      if (there?.digest === image.digest) continue
      if (there) return fail('PUSH_CHANGED', { name: task.name, tag, found: there.digest, wanted: image.digest })
      world.signal.throwIfAborted()
      await world.registry.putManifest(name, manifest, tag)
    }
    await dropStaged(name, image.digest, world)
  },
  tidy: (task, inputs, world) => dropLeftStaged(parsePlace(task.name), onlyImage(inputs).digest, world),
})

/** A new image without a new chart: nobody who installs the chart gets it. */
const withoutChart = async ({ charts = {} }: ImageTask, { git, tag }: ReadWorld): Promise<readonly Finding[]> => {
  const findings = await Promise.all(Object.entries(charts).map(async ([line, tags]): Promise<readonly Finding[]> => {
    const own = await git.tagTime(tag.name)
    const newer = await Promise.all(tags.map(async (it) => (await git.resolveTag(it)).commit === tag.commit || (await git.tagTime(it)) > own))
    return newer.includes(true) ? [] : [{ severity: 'warning', problem: problem('CHART_NOT_RELEASED', { tag: tag.name, line, newest: tags[0] ?? '' }) }]
  }))
  return findings.flat()
}

const probeTags = async (task: ImageTask, image: Artifact, world: ReadWorld): Promise<Probe> => {
  const name = parsePlace(task.name)
  const found = await Promise.all(task.tags.map(async (tag) => ({ tag, there: await world.registry.manifest(name, tag) })))
  const other = found.find((it) => it.there && it.there.digest !== image.digest)
  if (other) return { state: 'conflict', found: `${task.name}:${other.tag} ${other.there?.digest ?? ''}`, wanted: `${task.name}:${other.tag} ${image.digest}` }
  const missing = found.filter((it) => !it.there).map((it) => it.tag)
  if (missing.length > 0) await mustHaveNoOther(task, image, world)
  if (missing.length === task.tags.length) return { state: 'absent' }
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
  where: `${task.name}:${task.tags[0] ?? ''}`,
  digest: image.digest,
  size: wholeSize(image),
  commands: [`docker pull ${task.name}@${image.digest}`],
})

export const pointImage = defineStep<ImageEntry, ImageTask>({
  name: 'point:image',
  phase: 'point',
  slot: 'publish.image',
  takes: ['image'],
  gives: [],
  needs: ['publish:image', 'publish:release'],
  schema: imageEntry,
  cost: () => ({ requests: 1, creates: 0 }),
  plan: (facts, entry) => {
    if (entry.pointers.length === 0) return { skip: 'there are no pointers to move' }
    if (facts.version.isPrerelease) return { skip: `${facts.version.text} is a pre-release; pointers stay at the last final version` }
    if (!facts.isHighest) return { skip: `${facts.version.text} is not the highest version; pointers never move backward` }
    return planImage(facts, entry, (task) => `Point ${task.pointers.join(', ')} of ${task.name} to ${facts.version.text}`)
  },
  preflight: async () => [],
  probe: async (task, inputs, world) => {
    const image = onlyImage(inputs)
    const there = await Promise.all(task.pointers.map((it) => world.registry.manifest(parsePlace(task.name), it)))
    const missing = task.pointers.filter((_, index) => there[index]?.digest !== image.digest)
    const where = task.pointers.map((it) => `${task.name}:${it}`).join(', ')
    if (missing.length === 0) return { state: 'done', outcome: { where, digest: image.digest } }
    const newer = await newerVersion(task, world)
    if (newer !== undefined) return { state: 'done', outcome: { where, note: `not moved: ${newer} is out, and pointers never move backward` } }
    return missing.length === task.pointers.length ? { state: 'absent' } : { state: 'partial', missing }
  },
  look: (task, inputs, world) => lookTags(task, task.pointers, inputs, world),
  apply: async (task, inputs, world) => {
    const image = onlyImage(inputs)
    const name = parsePlace(task.name)
    const manifest = (await world.registry.manifest(name, image.digest)) ?? fail('FROZEN_VANISHED', { name: image.fileName, digest: image.digest, where: `in ${task.name}` })
    // Asked again: another run may have published a higher version since this one was probed.
    if ((await newerVersion(task, world)) !== undefined) return
    for (const pointer of task.pointers) {
      if ((await world.registry.manifest(name, pointer))?.digest === image.digest) continue
      await mustBePinned(world)
      world.signal.throwIfAborted()
      await world.registry.putManifest(name, manifest, pointer)
    }
  },
})
