// A bare repository on disk that shows the refs of one world to git itself: the objects are the store's, the refs are written
// anew whenever they changed. git only ever reads it; a push is carried out by the world (receive-pack.ts), so that the same
// code moves refs for the API and for git.
import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GitRepository } from './git-repository.js'

export class GitView {
  private shown: string | undefined
  private last: Promise<unknown> = Promise.resolve()

  constructor(readonly folder: string) {}

  /** The folder, with the refs as they are now. */
  async show(git: GitRepository, defaultBranch: string): Promise<string> {
    const next = this.last.then(() => this.write(git, defaultBranch))
    this.last = next.catch(() => undefined)
    await next
    return this.folder
  }

  private async write(git: GitRepository, defaultBranch: string): Promise<void> {
    const store = await git.settle()
    const packed = [...git.refs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, id]) => `${id} ${name}\n`).join('')
    const state = `${defaultBranch}\n${packed}`
    if (state === this.shown) return
    if (this.shown === undefined) {
      await mkdir(join(this.folder, 'objects', 'info'), { recursive: true })
      await mkdir(join(this.folder, 'refs'), { recursive: true })
      await writeFile(join(this.folder, 'objects', 'info', 'alternates'), `${join(store.folder, 'objects')}\n`)
      await writeFile(join(this.folder, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = true\n')
      if (await store.isShallow()) await copyFile(join(store.folder, 'shallow'), join(this.folder, 'shallow'))
    }
    await writeFile(join(this.folder, 'HEAD'), `ref: refs/heads/${defaultBranch}\n`)
    await writeFile(join(this.folder, 'packed-refs.new'), packed)
    await rename(join(this.folder, 'packed-refs.new'), join(this.folder, 'packed-refs'))
    this.shown = state
  }
}
