// What a registry holds of an image: what waits there, its version tags, its pointers. For people; nothing is decided by it.
import { wholeSize, type Artifact } from '../../core/artifact.js'
import { shortDigest } from '../../core/digest.js'
import type { Holding, Mark } from '../../core/holding.js'
import type { ReadWorld } from '../../ports/world.js'
import { parsePlace } from '../place.js'
import { waitingTags } from '../staged.js'
import { onlyImage, placesOf, type ImageTask } from './entry.js'

type Inputs = readonly Artifact[] | undefined

export const lookStaged = async (task: ImageTask, inputs: Inputs, { registry }: ReadWorld): Promise<readonly Holding[]> => {
  const image = inputs ? onlyImage(inputs) : undefined
  return Promise.all(placesOf(task).map(async (place): Promise<Holding> => {
    const name = parsePlace(place)
    if (!image) return { where: place, ...(await waitingTags(name, registry)) }
    const there = await registry.manifest(name, image.digest)
    return { where: `${place}@${image.digest}`, mark: there ? 'there' : 'none', digest: image.digest, size: wholeSize(image) }
  }))
}

export const lookTags = async (task: ImageTask, tags: readonly string[], inputs: Inputs, { registry }: ReadWorld): Promise<readonly Holding[]> => {
  const image = inputs ? onlyImage(inputs) : undefined
  const all = placesOf(task).flatMap((place) => tags.map((tag) => ({ place, tag })))
  return Promise.all(all.map(async ({ place, tag }): Promise<Holding> => {
    const there = await registry.manifest(parsePlace(place), tag)
    const mark: Mark = !there ? 'none' : !image ? 'unjudged' : there.digest === image.digest ? 'there' : 'other'
    const isOther = mark === 'other' && image
    return { where: `${place}:${tag}`, mark, ...(there ? { digest: there.digest } : {}), ...(isOther ? { note: `not ${shortDigest(image.digest)}…, which is frozen` } : {}) }
  }))
}
