// Is the release of this tag out and whole? It becomes public only after everything of a promotion, so that a promotion of it was done,
// whatever has been made of the list since.
import { readMarker } from '../../core/marker.js'
import { recordName } from '../../core/record.js'
import type { ReadWorld } from '../../ports/world.js'

/** Where this run is to make the release: without one nothing tells. */
const placesOf = ({ plan }: ReadWorld): readonly string[] =>
  plan.tasks.flatMap(({ step, task }) => {
    const repository = step === 'publish:release' && typeof task === 'object' && task !== null && !Array.isArray(task) ? (task as Readonly<Record<string, unknown>>)['repository'] : undefined
    return typeof repository === 'string' ? [repository] : []
  })

export const isReleased = async (world: ReadWorld): Promise<boolean> => {
  const { github, tag } = world
  for (const place of placesOf(world)) {
    const [owner = '', name = ''] = place.split('/')
    const repository = { owner, name }
    const ours = (await github.releasesByTag(repository, tag.name)).filter((it) => !it.draft && readMarker(it.body, { kind: 'release', repository: place, tag: tag.name, object: tag.object }))
    for (const { id } of ours) if ((await github.assets(repository, id)).some((it) => it.name === recordName && it.state === 'uploaded')) return true
  }
  return false
}
