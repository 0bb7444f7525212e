// Runs that are cut off after some of their writes, to GitHub and to the registry alike; and what somebody deletes meanwhile.
import type { WorldRequest } from '../../src/rehearsal/http/handler.js'
import type { Fault } from '../../src/rehearsal/http/faults.js'
import { assetsOf, releases, repo, repository, type Bench, type Run, type RunOptions } from './bench.js'

export const writesOf = (it: Bench): number => it.world.writes().length + it.registry.journal.writes.length

/** From the moment on at which `isOver` says so, nothing of the run arrives any more. */
export const cutWhen = async (it: Bench, isOver: (request: WorldRequest) => boolean, options: RunOptions): Promise<Run | undefined> => {
  let isDead = false
  const schedule = (_: number, request: WorldRequest): Fault | undefined => {
    isDead ||= isOver(request)
    return isDead ? { kind: 'refuse' } : undefined
  }
  it.fail(schedule)
  it.failRegistry(schedule)
  try {
    // Before anything is planned there is no run yet that could end.
    return await it.run(options).catch(() => undefined)
  } finally {
    it.fail(undefined)
    it.failRegistry(undefined)
  }
}

/** After that many writes. */
export const cutAfter = (it: Bench, writes: number, options: RunOptions): Promise<Run | undefined> => {
  const before = writesOf(it)
  return cutWhen(it, () => writesOf(it) - before >= writes, options)
}

export const isManifestPut = (tag: string) => (it: WorldRequest): boolean => it.method === 'PUT' && it.url.pathname.endsWith(`/manifests/${tag}`)

/** Frozen, and nothing of it public: cut off right before the first version tag. */
export const frozenOnly = (it: Bench, options: RunOptions): Promise<Run | undefined> =>
  cutWhen(it, (request) => request.method === 'PUT' && /\/manifests\/1\.0\.0/.test(request.url.pathname), options)

/** What the registry collected: tags, manifests, blobs. */
export const collect = (it: Bench, name: string): void => {
  it.registry.state.repositories.delete(name)
}

export const deleteAsset = (it: Bench, ending: string): string => {
  const asset = assetsOf(it, releases(it)[0]).find((one) => one.name.endsWith(ending))
  if (!asset) throw new Error(`no asset …${ending}`)
  repo(it).assets.delete(asset.id)
  return asset.digest ?? ''
}

export const forgetRecord = (it: Bench): Promise<void> => it.world.as('ann', repository.owner, repository.name).moveRef(`refs/slipway/record/1.0.0/${it.tag.object}`, undefined)

/** Writes since a number of calls, in words: `PUT docker.io/… 201`. */
export const githubWrites = (it: Bench, from = 0): readonly string[] => it.world.writes().slice(from).map((call) => `${call.method} ${call.operation ?? ''}`)
