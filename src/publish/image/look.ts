// What a registry holds of an image: what waits there, its version tags, its pointers. For people; nothing is decided by it.
import { wholeSize, type Artifact } from '../../core/artifact.js'
import { shortDigest } from '../../core/digest.js'
import type { Holding, Mark } from '../../core/holding.js'
import type { ReadWorld } from '../../ports/world.js'
import { parsePlace } from '../place.js'
import { waitingTags } from '../staged.js'
import { onlyImage, type ImageTask } from './entry.js'

type Inputs = readonly Artifact[] | undefined

export const lookStaged = async (task: ImageTask, inputs: Inputs, { registry }: ReadWorld): Promise<readonly Holding[]> => {
  const name = parsePlace(task.name)
  if (!inputs) return [{ where: task.name, ...(await waitingTags(name, registry)) }]
  const image = onlyImage(inputs)
  const there = await registry.manifest(name, image.digest)
  return [{ where: `${task.name}@${image.digest}`, mark: there ? 'there' : 'none', digest: image.digest, size: wholeSize(image) }]
}

export const lookTags = async (task: ImageTask, tags: readonly string[], inputs: Inputs, { registry }: ReadWorld): Promise<readonly Holding[]> => {
  const name = parsePlace(task.name)
  const image = inputs ? onlyImage(inputs) : undefined
  return Promise.all(tags.map(async (tag): Promise<Holding> => {
    const there = await registry.manifest(name, tag)
    const mark: Mark = !there ? 'none' : !image ? 'unjudged' : there.digest === image.digest ? 'there' : 'other'
    const isOther = mark === 'other' && image
    return { where: `${task.name}:${tag}`, mark, ...(there ? { digest: there.digest } : {}), ...(isOther ? { note: `not ${shortDigest(image.digest)}…, which is frozen` } : {}) }
  }))
}
