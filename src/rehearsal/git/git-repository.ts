// One repository as a world has it: refs (state), objects made in this world (state) and the store below them (shared). No
// process is started for any of this.
import { blobOf, formatTree, idOf, isId, parseCommit, parseTag, parseTree, type Commit, type GitObject, type Tag, type TreeEntry } from './git-object.js'
import type { GitStore } from './git-store.js'
import type { Table } from './table.js'

export interface Entry {
  readonly mode: string
  readonly id: string
}

export interface CommitAt extends Commit {
  readonly id: string
}

/** A tag of a tag of a tag: a ring must end. */
const deepest = 10

export class GitRepository {
  constructor(
    private readonly store: GitStore,
    readonly refs: Table<string, string>,
    private readonly made: Table<string, GitObject>,
  ) {}

  async read(id: string): Promise<GitObject | undefined> {
    return this.made.get(id) ?? (isId(id) ? this.store.read(id) : undefined)
  }

  /** True when the object is new to this world. */
  async write(object: GitObject): Promise<{ id: string; isNew: boolean }> {
    const id = idOf(object)
    const isNew = (await this.read(id)) === undefined
    if (isNew) this.made.set(id, object)
    return { id, isNew }
  }

  async add(object: GitObject): Promise<string> {
    return (await this.write(object)).id
  }

  private async must(id: string, type: GitObject['type']): Promise<Buffer> {
    const found = await this.read(id)
    if (found?.type !== type) throw new Error(`${id} is ${found ? `a ${found.type}` : 'missing'}, not a ${type}`)
    return found.bytes
  }

  async commit(id: string): Promise<CommitAt> {
    return { id, ...parseCommit(await this.must(id, 'commit')) }
  }

  async tag(id: string): Promise<Tag> {
    return parseTag(await this.must(id, 'tag'))
  }

  async tree(id: string): Promise<readonly TreeEntry[]> {
    return parseTree(await this.must(id, 'tree'))
  }

  async typeOf(id: string): Promise<GitObject['type'] | undefined> {
    return (await this.read(id))?.type
  }

  /** The commit that an object stands for: itself, or what a tag object names in the end. */
  async peel(id: string): Promise<string | undefined> {
    let at = id
    for (let depth = 0; depth < deepest; depth++) {
      const found = await this.read(at)
      if (found?.type === 'commit') return at
      if (found?.type !== 'tag') return undefined
      at = parseTag(found.bytes).object
    }
    return undefined
  }

  /** The commit that a name means: a whole ref, a branch, a tag, an id or the beginning of one. */
  async resolve(name: string): Promise<string | undefined> {
    const ref = [name, `refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`].map((it) => this.refs.get(it)).find((it) => it !== undefined)
    if (ref !== undefined) return this.peel(ref)
    if (isId(name)) return this.peel(name)
    if (!/^[0-9a-f]{7,39}$/.test(name)) return undefined
    const known = [...this.made.keys()].find((id) => id.startsWith(name)) ?? (await this.store.find(name))?.id
    return known === undefined ? undefined : this.peel(known)
  }

  async entry(tree: string, path: string): Promise<Entry | undefined> {
    let at: Entry = { mode: '40000', id: tree }
    for (const name of path.split('/').filter((it) => it !== '')) {
      if (at.mode !== '40000') return undefined
      const next = (await this.tree(at.id)).find((it) => it.name === name)
      if (!next) return undefined
      at = next
    }
    return at
  }

  async blob(id: string): Promise<Buffer> {
    return this.must(id, 'blob')
  }

  /** All entries below a tree, folders before what is in them. */
  async *walk(tree: string, under = ''): AsyncIterable<TreeEntry & { readonly path: string }> {
    for (const it of await this.tree(tree)) {
      const path = under + it.name
      yield { ...it, path }
      if (it.mode === '40000') yield* this.walk(it.id, `${path}/`)
    }
  }

  /** A tree with some paths replaced, or removed (undefined); folders that become empty vanish. Undefined when nothing is left. */
  async treeWith(tree: string | undefined, changes: ReadonlyMap<string, Entry | undefined>): Promise<string | undefined> {
    const entries = new Map((tree === undefined ? [] : await this.tree(tree)).map((it) => [it.name, it] as const))
    const below = new Map<string, Map<string, Entry | undefined>>()
    for (const [path, change] of changes) {
      const slash = path.indexOf('/')
      const name = slash < 0 ? path : path.slice(0, slash)
      if (slash >= 0) below.set(name, (below.get(name) ?? new Map<string, Entry | undefined>()).set(path.slice(slash + 1), change))
      else if (change) entries.set(name, { name, ...change })
      else entries.delete(name)
    }
    for (const [name, inner] of below) {
      const old = entries.get(name)
      const id = await this.treeWith(old?.mode === '40000' ? old.id : undefined, inner)
      if (id === undefined) entries.delete(name)
      else entries.set(name, { name, mode: '40000', id })
    }
    return entries.size === 0 ? undefined : this.add(formatTree([...entries.values()]))
  }

  async addFile(bytes: Uint8Array, mode = '100644'): Promise<Entry> {
    return { mode, id: await this.add(blobOf(bytes)) }
  }

  /** Everything made in this world, onto the disk, for git itself to read. */
  async settle(): Promise<GitStore> {
    await this.store.keep(this.made)
    return this.store
  }
}
