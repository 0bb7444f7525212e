// Which lines are announced together, and whether all of them are out. Reads only.
import { parseDestination } from '../../core/image-name.js'
import type { ReadWorld } from '../../ports/world.js'
import type { About, Together } from './words.js'

export interface Group {
  /** All tags of the group at this commit, our own first. */
  readonly tags: readonly string[]
  /** Of those that are not out yet. */
  readonly missing: readonly string[]
  readonly url: string
}

const isHere = async ({ tag }: Together, { commit }: About, { github, repository }: ReadWorld): Promise<boolean> => {
  const ref = await github.ref(repository, `refs/tags/${tag}`)
  return ref !== undefined && (ref.type === 'commit' ? ref.object : await github.commitOf(repository, ref)) === commit
}

const isOut = async ({ tag, release, places }: Together, { github, registry }: ReadWorld): Promise<boolean> => {
  const [owner = '', name = ''] = (release ?? '').split('/')
  if (release !== null && !(await github.releasesByTag({ owner, name }, tag)).some((it) => !it.draft)) return false
  const there = await Promise.all(places.map(([place, placed]) => registry.manifest(parseDestination(place), placed)))
  return there.every((it) => it !== undefined)
}

export const groupOf = async (about: About, world: ReadWorld): Promise<Group> => {
  const here = (await Promise.all(about.together.map(async (it) => ((await isHere(it, about, world)) ? [it] : [])))).flat()
  const out = await Promise.all(here.map((it) => isOut(it, world)))
  const releases = [{ tag: about.tag, release: about.release }, ...here].filter((it) => it.release !== null)
  const [first] = releases
  return {
    tags: [about.tag, ...here.map((it) => it.tag)],
    missing: here.filter((_, index) => out[index] === false).map((it) => it.tag),
    url: first ? `${about.page}/${first.release ?? ''}/releases/tag/${encodeURIComponent(first.tag)}` : `${about.page}/${about.own}/tree/${about.tag.split('/').map(encodeURIComponent).join('/')}`,
  }
}
