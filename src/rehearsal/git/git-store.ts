// The objects of a repository on disk: a bare repository that was filled from a real one. It is never told of refs after that;
// which refs there are is state of a world, and many worlds may share one store, as an object is what its id says.
import { mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { BatchReader, type Found } from './batch-reader.js'
import type { GitObject } from './git-object.js'
import { mustGit, runGit } from './run-git.js'

const cachedBytes = 128 * 1024 * 1024
const largestCached = 1024 * 1024

export class GitStore {
  private readonly reader: BatchReader
  private readonly cache = new Map<string, GitObject>()
  private cacheSize = 0
  private readonly kept = new Set<string>()

  constructor(readonly folder: string) {
    this.reader = new BatchReader(folder)
  }

  async read(id: string): Promise<GitObject | undefined> {
    const known = this.cache.get(id)
    if (known) return known
    const found = await this.reader.read(id)
    if (found && found.bytes.length <= largestCached && this.cacheSize < cachedBytes) {
      this.cache.set(id, found)
      this.cacheSize += found.bytes.length
    }
    return found
  }

  /** The one object whose id begins so. */
  async find(beginning: string): Promise<Found | undefined> {
    return this.reader.read(beginning)
  }

  /** Objects that a world has made in memory, put where git itself can read them. */
  async keep(objects: Iterable<readonly [id: string, object: GitObject]>): Promise<void> {
    for (const [id, object] of objects) {
      if (this.kept.has(id)) continue
      const folder = join(this.folder, 'objects', id.slice(0, 2))
      await mkdir(folder, { recursive: true })
      const temporary = join(folder, `tmp_${id}_${this.kept.size}`)
      await writeFile(temporary, deflateSync(Buffer.concat([Buffer.from(`${object.type} ${object.bytes.length}\0`), object.bytes]), { level: 1 }))
      await rename(temporary, join(folder, id.slice(2)))
      this.kept.add(id)
    }
  }

  /** Takes a pack that a client sends; undefined, or what git says is wrong with it. */
  async addPack(pack: AsyncIterable<Uint8Array>): Promise<string | undefined> {
    const end = await runGit({ folder: this.folder, args: ['index-pack', '--stdin', '--fix-thin', '--strict'], stdin: pack })
    return end.code === 0 ? undefined : end.stderr.trim() || 'the pack is damaged'
  }

  /** Are the commits there with everything below them, given that everything below `known` is? */
  async isConnected(tips: readonly string[], known: Iterable<string>): Promise<boolean> {
    const lines = [...tips, ...[...known].map((id) => `^${id}`)]
    const end = await runGit({ folder: this.folder, args: ['rev-list', '--objects', '--quiet', '--stdin'], stdin: `${lines.join('\n')}\n` })
    return end.code === 0
  }

  async isShallow(): Promise<boolean> {
    return stat(join(this.folder, 'shallow')).then(() => true, () => false)
  }

  close(): void {
    this.reader.close()
  }
}

export interface Source {
  readonly store: GitStore
  /** All refs of the repository that it was filled from. */
  readonly refs: ReadonlyMap<string, string>
  /** The branch that HEAD of the source stood on. */
  readonly head: string | undefined
}

/** A store in `folder`, with all objects and refs of `from`; without it, an empty one. */
export const makeStore = async (folder: string, from?: string): Promise<Source> => {
  await mkdir(folder, { recursive: true })
  await mustGit({ folder, args: ['init', '--quiet', '--bare', folder] })
  const store = new GitStore(folder)
  if (from === undefined) return { store, refs: new Map(), head: undefined }
  // The source may belong to somebody else (a checkout in a container). As a file: git drops settings of the environment before
  // it starts the process that reads there.
  const config = join(folder, 'source.gitconfig')
  await writeFile(config, '[safe]\n\tdirectory = *\n')
  const env = { GIT_CONFIG_GLOBAL: config }
  await mustGit({ folder, env, args: ['fetch', '--quiet', '--no-tags', '--update-shallow', '--no-write-fetch-head', '--', from, '+refs/*:refs/source/*'] })
  const lines = (await mustGit({ folder, args: ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/source'] })).split('\n').filter((it) => it !== '')
  const refs = new Map(lines.map((line) => [`refs/${line.slice(41 + 'refs/source/'.length)}`, line.slice(0, 40)] as const))
  const head = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(await mustGit({ folder, env, args: ['ls-remote', '--symref', '--', from, 'HEAD'] }))?.[1]
  return { store, refs, head }
}
