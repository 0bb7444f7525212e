// Bytes wait under a tag of ours until they have their own. Dropping it is tidying only: a tag that stays names the same bytes.
import type { Digest } from '../core/digest.js'
import type { Holding } from '../core/holding.js'
import { stagedPrefix, stagedTag } from './place.js'
import type { ImageName, Registry, RegistryReader } from '../ports/registry.js'
import type { World } from '../ports/world.js'

/** Hosts of which it was told already, by the client of one run. */
const told = new WeakMap<Registry, Set<string>>()

const tellOnce = ({ registry, log }: World, host: string, tag: string): void => {
  const hosts = told.get(registry) ?? new Set<string>()
  told.set(registry, hosts)
  if (hosts.has(host)) return
  hosts.add(host)
  log.debug(`${host} deletes no tags, so ${tag} and its like stay there. They name bytes that have their own tags, and may be deleted by hand.`)
}

/** Many registries cannot, and its failure is nobody's. */
export const dropStaged = async (name: ImageName, digest: Digest, world: World): Promise<void> => {
  const tag = stagedTag(digest)
  try {
    if (!(await world.registry.deleteTag(name, tag))) tellOnce(world, name.host, tag)
  } catch (failure) {
    if (world.signal.aborted) throw failure
    world.log.debug(`The tag ${tag} of ${name.host}/${name.repository} stays: ${failure instanceof Error ? failure.message : String(failure)}`)
  }
}

/** What a run left that died between the last tag and this one's removal. */
export const dropLeftStaged = async (name: ImageName, digest: Digest, world: World): Promise<void> => {
  if (await world.registry.manifest(name, stagedTag(digest))) await dropStaged(name, digest, world)
}

/** Which release they belong to is not said in them: by digest only, and only when one is frozen. */
export const waitingTags = async (name: ImageName, registry: RegistryReader): Promise<Pick<Holding, 'mark' | 'note'>> => {
  const waiting = (await registry.tags(name)).filter((it) => it.startsWith(stagedPrefix))
  return waiting.length === 0 ? { mark: 'none' } : { mark: 'unjudged', note: `${waiting.length === 1 ? 'one tag waits' : `${waiting.length} tags wait`} there (${stagedPrefix}…), of whichever release` }
}
