// Which lines are announced together, and whether all of them are out. Reads only.
import { parseDestination } from '../../core/image-name.js'
import type { ReadWorld } from '../../ports/world.js'
import type { About, Together } from './words.js'

export interface Group {
  /** All tags of the group at this commit, our own first. */
  readonly tags: readonly string[]
  /** Those that are not out yet, or not even there, for people. */
  readonly missing: readonly string[]
  readonly url: string
}

export const waitNote = (missing: readonly string[]): string => `is announced together with ${missing.join(', ')}, by the run that finishes last`

/** A tag at another commit is of another release, whatever an issue says. */
const whereIs = async ({ tag }: Together, { commit }: About, { github, repository }: ReadWorld): Promise<'here' | 'elsewhere' | 'nowhere'> => {
  const ref = await github.ref(repository, `refs/tags/${tag}`)
  if (ref === undefined) return 'nowhere'
  return (ref.type === 'commit' ? ref.object : await github.commitOf(repository, ref)) === commit ? 'here' : 'elsewhere'
}

const isOut = async ({ tag, release, places }: Together, { github, registry }: ReadWorld): Promise<boolean> => {
  const [owner = '', name = ''] = (release ?? '').split('/')
  if (release !== null && !(await github.releasesByTag({ owner, name }, tag)).some((it) => !it.draft)) return false
  const there = await Promise.all(places.map(([place, placed]) => registry.manifest(parseDestination(place), placed)))
  return there.every((it) => it !== undefined)
}

export const groupOf = async (about: About, world: ReadWorld): Promise<Group> => {
  const all = await Promise.all(about.together.map(async (it) => ({ it, where: await whereIs(it, about, world) })))
  const here = all.flatMap(({ it, where }) => (where === 'here' ? [it] : []))
  const toCome = all.flatMap(({ it, where }) => (where === 'nowhere' && it.named ? [`${it.tag} (which is not tagged yet)`] : []))
  const out = await Promise.all(here.map((it) => isOut(it, world)))
  const releases = [{ tag: about.tag, release: about.release }, ...here].filter((it) => it.release !== null)
  const [first] = releases
  return {
    tags: [about.tag, ...here.map((it) => it.tag)],
    missing: [...here.filter((_, index) => out[index] === false).map((it) => it.tag), ...toCome],
    url: first ? `${about.page}/${first.release ?? ''}/releases/tag/${encodeURIComponent(first.tag)}` : `${about.page}/${about.own}/tree/${about.tag.split('/').map(encodeURIComponent).join('/')}`,
  }
}
