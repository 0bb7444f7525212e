// The record of bytes that no record in a GitHub release names: the message of a tag object under a ref of Slipway's own, which
// nobody fetches and no page shows. The ref is made in one call, which fails when it is there: so two runs cannot both freeze.
import { repositoryText, type Repository } from '../core/facts.js'
import { digestOf } from '../core/digest.js'
import type { PinnedTag } from '../core/plan.js'
import { fail, ReleaseError } from '../errors/release-error.js'
import type { GitHubReader, RefTarget } from '../ports/github.js'
import type { World } from '../ports/world.js'
import { mustBePinned } from './pin.js'
import { isVoid, largestRecord, readRecordText, type RecordFile } from './record-file.js'

/** Of this tag object: a record of the tag as it was before somebody moved it freezes nothing. */
export const recordRef = (tag: PinnedTag): string => `refs/slipway/record/${tag.name}/${tag.object}`

export const placeOfRef = (repository: Repository, tag: PinnedTag): string => `${recordRef(tag)} of ${repositoryText(repository)}`

export const readRecordRef = async (github: GitHubReader, repository: Repository, tag: PinnedTag): Promise<RecordFile | undefined> => {
  const ref = await github.ref(repository, recordRef(tag))
  return ref && readRecordAt(github, repository, { ref, tag })
}

const readRecordAt = async (github: GitHubReader, repository: Repository, { ref, tag }: { readonly ref: RefTarget; readonly tag: PinnedTag }): Promise<RecordFile> => {
  const where = placeOfRef(repository, tag)
  if (ref.type !== 'tag') return fail('RECORD_BROKEN', { where, what: `there is a ${ref.type} in place of a tag object` })
  // Git gives every message one line end at its end, whatever was sent.
  const bytes = Buffer.from(`${(await github.tagText(repository, ref.object)).trimEnd()}\n`)
  if (bytes.byteLength > largestRecord) return fail('RECORD_BROKEN', { where, what: `it has more than ${largestRecord} bytes` })
  return readRecordText(bytes, { where, tag })
}

/** Found there with the same text is as good. The tag is read again right before: freezing is bound to its object. */
export const writeRecordRef = async (text: string, world: World): Promise<void> => {
  const { github, repository, tag, signal } = world
  const object = await github.createTag(repository, { name: `slipway-record-${tag.name}`, message: text, commit: tag.commit })
  await mustBePinned(world)
  signal.throwIfAborted()
  try {
    await github.createRef(repository, recordRef(tag), object)
  } catch (failure) {
    if (!(failure instanceof ReleaseError) || failure.code !== 'REF_EXISTS') throw failure
    // Made by another machine at another time, the tag object is another one: the record in it is what counts.
    if ((await readRecordRef(github, repository, tag))?.digest !== digestOf(text)) fail('RECORD_APPEARED', { where: placeOfRef(repository, tag) })
  }
}

/** Only the record that was found to be void: one that another run has made since is left alone, and stops this run. */
export const takeBackRecordRef = async (world: World): Promise<void> => {
  const { github, repository, tag, log, signal } = world
  const ref = await github.ref(repository, recordRef(tag))
  const there = ref && (await readRecordAt(github, repository, { ref, tag }))
  if (!there) return
  signal.throwIfAborted()
  log.info(`Taking back the record in ${there.where}: what it names is gone, and nothing of it is public.`)
  // Compared and deleted in one call.
  if (!isVoid(there, world) || !(await github.moveRef(repository, recordRef(tag), { from: ref.object }))) fail('RECORD_APPEARED', { where: there.where })
}
