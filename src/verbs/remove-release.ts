// Removing a release, and its tag when that is asked for. A note (a ref) is left first and taken away last: whoever is stopped between
// the two leaves a tag without its release, and the next run knows by the note that it should go as well.
import { repositoryText, type Repository } from '../core/facts.js'
import { pruningRef, pruningRefs } from '../core/prune.js'
import { fail } from '../errors/release-error.js'
import type { Ports } from '../ports/ports.js'
import { placeText, type Candidate } from './prune-candidates.js'
import { markPruned } from './pruned-mark.js'

type Around = Pick<Ports, 'github' | 'log' | 'signal' | 'repository'>

export interface Removal {
  readonly it: Candidate
  readonly withTag: boolean
  /** It was named: also when it is the latest. */
  readonly named: boolean
}

/** Looked at again right before: a person may be at work on it, and another run may have made it the latest. */
const mustBeSame = async ({ it, named }: Removal, { github }: Around): Promise<boolean> => {
  const now = await github.release(it.repository, it.id)
  if (!now) return noOther(it, github)
  if (now.tag !== it.tag || now.draft !== it.release.draft || now.body !== it.release.body) return fail('PRUNE_CHANGED', { what: placeText(it), url: now.url })
  if (!named && (await github.latestRelease(it.repository))?.id === it.id) return fail('PRUNE_CHANGED', { what: placeText(it), url: now.url })
  return true
}

/** It is gone. Was it to make room for another of its name, that one needs the tag. */
const noOther = async (it: Candidate, github: Around['github']): Promise<false> => {
  const other = (await github.releasesByTag(it.repository, it.tag)).find((one) => one.id !== it.id)
  return other ? fail('PRUNE_CHANGED', { what: placeText(it), url: other.url }) : false
}

const removeTag = async (repository: Repository, tag: string, object: string, { github, log }: Around): Promise<void> => {
  if (!(await github.moveRef(repository, `refs/tags/${tag}`, { from: object }))) log.warn(`The tag ${tag} of ${repository.owner}/${repository.name} has moved meanwhile, and stays.`)
  await github.moveRef(repository, pruningRef(tag), { from: object })
}

export const removeRelease = async (removal: Removal, around: Around): Promise<void> => {
  const { it: { repository, tag, id }, withTag } = removal
  const { github, signal, log, repository: source } = around
  const isThere = await mustBeSame(removal, around)
  const target = withTag ? await github.ref(repository, `refs/tags/${tag}`) : undefined
  signal.throwIfAborted()
  if (target) await github.createRef(repository, pruningRef(tag), target.object)
  signal.throwIfAborted()
  const isSource = repositoryText(repository).toLowerCase() === repositoryText(source).toLowerCase()
  await markPruned(tag, !withTag || !isSource, { github, log, source })
  signal.throwIfAborted()
  if (isThere) await github.deleteRelease(repository, id)
  signal.throwIfAborted()
  if (target) await removeTag(repository, tag, target.object, around)
}

export interface Left {
  readonly repository: Repository
  readonly tag: string
  readonly object: string
  /** Its release is gone, so that the tag is to go as well; else nothing of it was done. */
  readonly isHalf: boolean
}

/** What earlier runs began, and did not bring to an end. */
export const leftIn = async (repository: Repository, { github }: Pick<Ports, 'github'>): Promise<readonly Left[]> => {
  const names = await github.refs(repository, pruningRefs)
  const all = await Promise.all(names.map(async (name): Promise<readonly Left[]> => {
    const tag = name.slice(pruningRefs.length)
    const target = await github.ref(repository, name)
    return target ? [{ repository, tag, object: target.object, isHalf: (await github.releasesByTag(repository, tag)).length === 0 }] : []
  }))
  return all.flat()
}

/** Looked at again right before: somebody may have released it meanwhile. */
export const finishLeft = async ({ repository, tag, object }: Left, around: Around): Promise<void> => {
  const isHalf = (await around.github.releasesByTag(repository, tag)).length === 0
  around.signal.throwIfAborted()
  if (isHalf) await removeTag(repository, tag, object, around)
  else await around.github.moveRef(repository, pruningRef(tag), { from: object })
}
