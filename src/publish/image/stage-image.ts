// stage:image. Pushed by digest, under a tag that nobody uses, to every repository that gets the image: there, and found by nobody.
import { wholeSize, type Artifact } from '../../core/artifact.js'
import type { Finding, Gone } from '../../core/result.js'
import { problem } from '../../errors/release-error.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld } from '../../ports/world.js'
import { parsePlace, stagedTag } from '../place.js'
import { imageEntry, onlyImage, placesOf, placesText, planImage, type ImageEntry, type ImageTask } from './entry.js'
import { lookStaged } from './look.js'
import { missingManifests, pushed, wholeElsewhere } from './pushed.js'

export const stageImage = defineStep<ImageEntry, ImageTask>({
  name: 'stage:image',
  phase: 'stage',
  slot: 'publish.image',
  takes: ['image'],
  gives: [],
  schema: imageEntry,
  plan: (facts, entry) => planImage(facts, entry, (task) => `Push ${placesText(task)} by digest`),
  preflight: (task, world) => preflight(task, world),
  look: lookStaged,
  probe: async (task, inputs, world) => {
    const image = onlyImage(inputs)
    const each = await Promise.all(placesOf(task).map((place) => probePlace(place, { task, image, world })))
    if (each.every((it) => it.lacks === 'nothing')) return { state: 'done', outcome: { where: placesOf(task).map((it) => `${it}@${image.digest}`).join(', '), digest: image.digest, size: wholeSize(image) } }
    const gone = each.flatMap((it) => it.gone)
    const further = gone.length > 0 ? { gone } : {}
    if (each.every((it) => it.lacks === 'all')) return { state: 'absent', ...further }
    return { state: 'partial', missing: each.flatMap((it) => it.missing), ...further }
  },
  apply: async (task, inputs, world) => {
    const image = onlyImage(inputs)
    for (const place of placesOf(task)) {
      const manifest = await pushed(place, { task, image, world })
      await world.registry.putManifest(parsePlace(place), manifest, stagedTag(image.digest))
    }
  },
})

interface PlaceState {
  readonly lacks: 'nothing' | 'something' | 'all'
  readonly missing: readonly string[]
  readonly gone: readonly Gone[]
}

const probePlace = async (place: string, { task, image, world }: { readonly task: ImageTask; readonly image: Artifact; readonly world: ReadWorld }): Promise<PlaceState> => {
  const name = parsePlace(place)
  const said = (text: string): string => (place === task.name ? text : `${text} in ${place}`)
  const there = await world.registry.manifest(name, image.digest)
  const lacking = there ? await missingManifests(name, there, world) : [image.digest]
  if (lacking.length > 0) return { lacks: there ? 'something' : 'all', missing: lacking.map(said), gone: await goneFrom(place, { task, image, world }) }
  const holders = await Promise.all([stagedTag(image.digest), ...task.tags].map((tag) => world.registry.manifest(name, tag)))
  // By digest alone it may be collected before it gets its tag.
  return holders.some((it) => it?.digest === image.digest) ? { lacks: 'nothing', missing: [], gone: [] } : { lacks: 'something', missing: [said(stagedTag(image.digest))], gone: [] }
}

/** Frozen, and only in the registry: when it has collected it, nobody else has the bytes, unless another name of the image does. */
const goneFrom = async (place: string, { task, image, world }: { readonly task: ImageTask; readonly image: Artifact; readonly world: ReadWorld }): Promise<readonly Gone[]> => {
  if (image.path !== undefined || (await wholeElsewhere(place, { task, digest: image.digest, world })) !== undefined) return []
  return [{ name: image.fileName, digest: image.digest, where: `in ${place}` }]
}

const preflight = async (task: ImageTask, world: ReadWorld): Promise<readonly Finding[]> => {
  const each = await Promise.all(placesOf(task).map(async (place): Promise<readonly Finding[]> => {
    const { allowed, reason, scope } = await world.registry.canPush(parsePlace(place))
    return allowed ? [] : [{ severity: 'error', problem: problem('PUSH_DENIED', { name: place, scope, reason: reason ?? 'the registry gave no reason' }) }]
  }))
  return each.flat()
}
