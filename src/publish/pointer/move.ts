// Where a pointer stands, and how it is moved. Each write names where it thinks the branch or the tag is: whoever comes too late looks
// again. Nothing is forced but a tag, and that from where it was seen.
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { ReadWorld, World } from '../../ports/world.js'
import { mustBePinned } from '../pin.js'
import { nameOf, repositoryOf, type PointerTask } from './entry.js'
import { newerRelease } from './newer.js'

type FileTask = Extract<PointerTask, { kind: 'file' }>
type TagTask = Extract<PointerTask, { kind: 'tag' }>

const mostTries = 5

const isCode = (failure: unknown, ...codes: readonly string[]): boolean => failure instanceof ReleaseError && codes.includes(failure.code)

export const branchOf = async (task: FileTask, { github }: ReadWorld): Promise<string> => task.branch ?? (await github.repository(repositoryOf(task.repository))).defaultBranch

export interface Standing {
  /** What has to be named when it is moved; undefined when there is nothing yet. */
  readonly at: string | undefined
  /** Is it where it should be? */
  readonly isRight: boolean
  readonly isThere: boolean
}

const standingFile = async (task: FileTask, world: ReadWorld): Promise<Standing> => {
  const repository = repositoryOf(task.repository)
  const branch = await branchOf(task, world)
  const { head } = await world.github.branch(repository, branch)
  if (head === undefined) return fail('POINTER_BRANCH_MISSING', { repository: task.repository, branch })
  const bytes = await world.github.file(repository, task.file, head)
  const text = bytes && Buffer.from(bytes).toString('utf8')
  return { at: head, isRight: text === task.content, isThere: text !== undefined }
}

const commitAt = async (repository: string, name: string, { github }: ReadWorld): Promise<{ readonly object: string; readonly commit: string } | undefined> => {
  const found = await github.ref(repositoryOf(repository), `refs/tags/${name}`)
  return found && { object: found.object, commit: await github.commitOf(repositoryOf(repository), found) }
}

const isOwn = (task: TagTask, { repository }: ReadWorld): boolean => task.repository.toLowerCase() === `${repository.owner}/${repository.name}`.toLowerCase()

/** Undefined as long as the release has no tag there. */
export const goalOf = async (task: TagTask, world: ReadWorld): Promise<string | undefined> =>
  isOwn(task, world) ? world.tag.commit : (await commitAt(task.repository, world.tag.name, world))?.commit

const standingTag = async (task: TagTask, world: ReadWorld): Promise<Standing> => {
  const [now, goal] = await Promise.all([commitAt(task.repository, task.tag, world), goalOf(task, world)])
  return { at: now?.object, isRight: now !== undefined && now.commit === goal, isThere: now !== undefined }
}

export const standing = (task: PointerTask, world: ReadWorld): Promise<Standing> => (task.kind === 'file' ? standingFile(task, world) : standingTag(task, world))

/** Nothing points to what nobody can see. */
const mustBePublic = async ({ release }: PointerTask, { github, tag }: ReadWorld): Promise<void> => {
  if (release === null) return
  const all = await github.releasesByTag(repositoryOf(release), tag.name)
  if (!all.some((it) => !it.draft)) fail('POINTER_TOO_EARLY', { tag: tag.name, repository: release })
}

export const move = async (task: PointerTask, world: World): Promise<void> => {
  await mustBePublic(task, world)
  for (let tries = 1; tries <= mostTries; tries++) {
    const now = await standing(task, world)
    if (now.isRight || (await newerRelease(task, world)) !== undefined) return
    await mustBePinned(world)
    world.signal.throwIfAborted()
    if (await (task.kind === 'file' ? moveFile(task, now, world) : moveTag(task, now, world))) return
    await world.clock.sleep(250 * 2 ** (tries - 1), world.signal)
  }
  fail('POINTER_BUSY', { pointer: nameOf(task), tries: mostTries })
}

/** False when somebody else was there first. */
const moveFile = async (task: FileTask, { at }: Standing, world: World): Promise<boolean> => {
  const headline = `Point ${task.file} to ${world.tag.name}`
  try {
    await world.github.commit(repositoryOf(task.repository), await branchOf(task, world), { expectedHead: at ?? '', headline, body: '', changes: [{ path: task.file, bytes: Buffer.from(task.content) }] })
    return true
  } catch (failure) {
    if (isCode(failure, 'BRANCH_MOVED')) return false
    throw failure
  }
}

const moveTag = async (task: TagTask, { at }: Standing, world: World): Promise<boolean> => {
  const { github, tag } = world
  const repository = repositoryOf(task.repository)
  const ref = `refs/tags/${task.tag}`
  const goal = (await goalOf(task, world)) ?? fail('POINTER_NO_TAG', { repository: task.repository, tag: tag.name })
  if (at !== undefined) return github.moveRef(repository, ref, { from: at, to: goal })
  try {
    await github.createRef(repository, ref, goal)
    return true
  } catch (failure) {
    if (isCode(failure, 'REF_EXISTS')) return false
    throw failure
  }
}
