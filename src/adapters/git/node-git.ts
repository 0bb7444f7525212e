// The git port over the user's clone and the git program.
import { resolve } from 'node:path'
import type { PinnedTag } from '../../core/plan.js'
import { suggestTag } from '../../core/suggest-tag.js'
import { fail } from '../../errors/release-error.js'
import type { Git } from '../../ports/git.js'
import { readChanges, readMainline } from './changes.js'
import { exportCommit } from './export.js'
import { fetchInto, openStore, type Fetch } from './fetched-store.js'
import { createGitRunner, saidOf, type GitRunner, type GitRunnerOptions } from './git-runner.js'
import { pushTag, type TagPush } from './push-tag.js'
import { createObjectReader, type GitObject } from './object-reader.js'
import { withoutCredentials } from './remote-url.js'
import { committerTime, parseTag, taggerTime } from './tag-object.js'
import { branchOf, differsFromHead, originOf } from './work-tree.js'
import { createFolderReader } from './tree-object.js'
import { findInTree, isLink, isSubmodule, readTree, type TreeEntry } from './tree.js'

/** The clone of this machine, and what only the doors may ask of it. */
export interface LocalGit extends Git {
  /** Top folder of the work tree. */
  folder(): Promise<string>
  /** Gets what the clone lacks into a store of this run; the clone stays as it is. Gives the id that came. */
  fetchFrom(it: Fetch): Promise<string>
  /** Pushes a tag object of these bytes with its ref; the clone stays as it is. Its id. */
  pushTag(it: TagPush): Promise<string>
  /** The blob at a path, straight from the object store: a link is its target, and nothing else of the tree is read. */
  peek(commit: string, path: string): Promise<Uint8Array | undefined>
  /** Ends the process that answers look-ups. */
  close(): void
}

interface Where {
  readonly top: string
  /** The common git folder: objects, tags, modules. */
  readonly common: string
  readonly shallow: boolean
}

const locate = async (runner: GitRunner): Promise<Where> => {
  const end = await runner.run(['rev-parse', '--show-toplevel', '--git-common-dir', '--is-shallow-repository'])
  const [top, common, shallow] = end.stdout.toString('utf8').split('\n')
  if (end.code !== 0 || !top || !common) return fail('NOT_A_CLONE', { folder: runner.folder, said: saidOf(end) })
  return { top, common: resolve(runner.folder, common), shallow: shallow === 'true' }
}

/** Look-ups by object; everything here is read once per commit. */
const createLookups = (runner: GitRunner, where: () => Promise<Where>) => {
  const objects = createObjectReader(runner)
  const trees = new Map<string, Promise<readonly TreeEntry[]>>()
  let storeEnv: Readonly<Record<string, string>> = {}

  const read = async (name: string): Promise<GitObject | undefined> => {
    await where()
    return objects.read(name)
  }
  const folder = createFolderReader(read)
  const commitObject = async (commit: string): Promise<GitObject> =>
    (await read(`${commit}^{commit}`)) ?? fail('COMMIT_NOT_FOUND', { commit, where: 'the clone' })
  const loadTree = async (commit: string): Promise<readonly TreeEntry[]> => readTree(runner, (await commitObject(commit)).id, storeEnv)
  const tree = async (commit: string): Promise<readonly TreeEntry[]> => {
    const known = trees.get(commit) ?? loadTree(commit)
    trees.set(commit, known)
    return known
  }
  const blob = async (it: TreeEntry): Promise<Buffer> =>
    (await read(it.id))?.bytes ?? fail('GIT_FAILED', { what: `read ${it.path}`, said: `the object ${it.id} is not in the clone (a partial clone?)` })
  const find = async (commit: string, path: string): Promise<TreeEntry | undefined> => {
    const { id } = await commitObject(commit)
    return findInTree({ below: (it) => (it ? folder(it.id, it.path) : folder(`${id}^{tree}`, '')), readLink: async (it) => (await blob(it)).toString('utf8') }, path)
  }
  const useStore = (store: string): void => {
    storeEnv = { GIT_ALTERNATE_OBJECT_DIRECTORIES: resolve(store, 'objects') }
    objects.restart(storeEnv)
  }
  return { read, commitObject, tree, find, blob, useStore, environment: () => storeEnv, close: () => objects.close() }
}

type Lookups = ReturnType<typeof createLookups>

const pinTag = async (lookups: Lookups, names: () => Promise<readonly string[] | undefined>, name: string, fetchedId: string | undefined): Promise<PinnedTag> => {
  const ref = `refs/tags/${name}`
  const object = (await lookups.read(ref)) ?? (fetchedId === undefined ? undefined : await lookups.read(fetchedId))
  if (!object) {
    const there = await names()
    return fail('TAG_NOT_FOUND', { tag: name, looked: 'the clone', shallow: there === undefined, suggestion: there && suggestTag(name, there) })
  }
  const commit = await lookups.read(`${object.id}^{commit}`)
  if (!commit) return fail('TAG_NOT_COMMIT', { tag: name, type: object.type === 'tag' ? parseTag(object).type : object.type, object: object.id })
  const kind = object.type !== 'tag' ? 'lightweight' : parseTag(object).signed ? 'signed' : 'annotated'
  return { name, object: object.id, commit: commit.id, kind }
}

const linkTargets = async (lookups: Lookups, commit: string): Promise<Readonly<Record<string, string>>> => {
  const links = (await lookups.tree(commit)).filter(isLink)
  return Object.fromEntries(await Promise.all(links.map(async (it) => [it.path, (await lookups.blob(it)).toString('utf8')] as const)))
}

const showFile = async (lookups: Lookups, commit: string, path: string): Promise<Uint8Array | undefined> => {
  const entry = await lookups.find(commit, path)
  return entry && !isSubmodule(entry) ? lookups.blob(entry) : undefined
}

/** `..` would lead out of the tree, and git takes it for a path of the work tree. */
const peekAt = async (lookups: Lookups, commit: string, path: string): Promise<Buffer | undefined> => {
  const found = path.startsWith('..') ? undefined : await lookups.read(`${commit}:${path}`)
  return found?.type === 'blob' ? found.bytes : undefined
}

const timeOfCommit = async (lookups: Lookups, commit: string): Promise<number> =>
  committerTime(await lookups.commitObject(commit)) ?? fail('GIT_FAILED', { what: `read the time of ${commit}`, said: 'its committer line cannot be read' })

const timeOfTag = async (lookups: Lookups, { object, commit }: PinnedTag): Promise<number> => {
  const it = object === commit ? undefined : await lookups.read(object)
  return (it && taggerTime(it)) ?? timeOfCommit(lookups, commit)
}

const mustBeWhole = async (where: () => Promise<Where>, what: string): Promise<void> => {
  if ((await where()).shallow) fail('SHALLOW_CLONE', { what })
}

const tagBytes = async (lookups: Lookups, object: string): Promise<Uint8Array | undefined> => {
  const found = await lookups.read(object)
  return found?.type === 'tag' ? found.bytes : undefined
}

const messageOf = async (lookups: Lookups, tag: PinnedTag): Promise<string | undefined> => {
  const object = await lookups.read(tag.object)
  return object?.type === 'tag' ? parseTag(object).message : undefined
}

const tagNames = async (runner: GitRunner, where: () => Promise<Where>): Promise<readonly string[]> => {
  await mustBeWhole(where, 'the list of all tags')
  const listed = await runner.text('list the tags', ['for-each-ref', '--format=%(refname)', 'refs/tags/'])
  return listed.split('\n').flatMap((it) => (it === '' ? [] : [it.slice('refs/tags/'.length)]))
}

export const createGit = (options: GitRunnerOptions): LocalGit => {
  const runner = createGitRunner(options)
  let located: Promise<Where> | undefined
  const where = async (): Promise<Where> => (located ??= locate(runner))
  const lookups = createLookups(runner, where)
  let store: string | undefined
  const fetched = new Map<string, string>()

  const resolveTag = async (name: string): Promise<PinnedTag> => pinTag(lookups, async () => ((await where()).shallow ? undefined : tagNames(runner, where)), name, fetched.get(`refs/tags/${name}`))

  return {
    folder: async () => (await where()).top,
    resolveTag,
    tagMessage: async (name) => messageOf(lookups, await resolveTag(name)),
    tagTime: async (name) => timeOfTag(lookups, await resolveTag(name)),
    tags: () => tagNames(runner, where),
    tagBytes: (object) => tagBytes(lookups, object),
    commit: async (revision) => (await lookups.read(`${revision}^{commit}`))?.id,
    commitTime: (commit) => timeOfCommit(lookups, commit),
    paths: async (commit) => (await lookups.tree(commit)).filter((it) => !isSubmodule(it)).map((it) => it.path),
    entries: async (commit) => new Map((await lookups.tree(commit)).map((it) => [it.path, `${it.mode} ${it.id}`])),
    links: async (commit) => linkTargets(lookups, commit),
    holds: async (commit, path) => (await peekAt(lookups, commit, path)) !== undefined,
    show: async (commit, path) => showFile(lookups, commit, path),
    changes: async (asked) => {
      await mustBeWhole(where, 'the changes since the release before')
      return readChanges(runner, asked, lookups.environment())
    },
    mainline: (asked, take) => mustBeWhole(where, 'the history of all releases').then(() => readMainline(runner, { ...asked, take }, lookups.environment())),
    isShallow: async () => (await where()).shallow,
    isDirty: async () => differsFromHead(runner, (await where()).top),
    currentBranch: () => where().then(() => branchOf(runner)),
    remoteUrl: async () => {
      const [, url] = await Promise.all([where(), originOf(runner)])
      return url === undefined ? undefined : withoutCredentials(url)
    },
    exportTo: async (folder, commit) => {
      const { common, shallow } = await where()
      if (shallow && store === undefined) fail('SHALLOW_CLONE', { what: 'the history that belongs to an export' })
      const { id } = await lookups.commitObject(commit)
      const sources: [string, ...string[]] = [common, ...(store === undefined ? [] : [store])]
      await exportCommit(runner, { folder, commit: id, time: await timeOfCommit(lookups, id), sources, origin: await originOf(runner) })
    },
    fetchFrom: async (it) => {
      await where()
      store ??= await openStore(runner)
      const id = await fetchInto(runner, store, it)
      fetched.set(it.what, id)
      lookups.useStore(store)
      return id
    },
    pushTag: async (it) => {
      const { common } = await where()
      store ??= await openStore(runner)
      return pushTag(runner, { store, env: { GIT_ALTERNATE_OBJECT_DIRECTORIES: resolve(common, 'objects') } }, it)
    },
    peek: async (commit, path) => peekAt(lookups, commit, path),
    close: () => lookups.close(),
  }
}
