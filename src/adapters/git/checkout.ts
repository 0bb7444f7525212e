// A repository of its own beside the clone: the clone's objects are borrowed, its config, hooks, remotes and refs are not.
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GitCall, GitRunner } from './git-runner.js'
import { isThere } from './is-there.js'

export interface Checkout {
  readonly folder: string
  readonly commit: string
  /** Git folders whose objects are borrowed. */
  readonly sources: readonly string[]
  /** Lines `<id> <ref>`: the tags, which versioning plugins read. */
  readonly refs: string
}

/** Calls within an export: it is named outright, so that git looks for no other repository, and may be written. */
export const inExport = (folder: string): GitCall & { env: Record<string, string> } => ({
  cwd: folder,
  env: { GIT_DIR: join(folder, '.git'), GIT_WORK_TREE: folder, GIT_OPTIONAL_LOCKS: '1' },
})

/**
 * `clone --shared` in single steps: the result is the same, without a remote, branches or an upload-pack that would ask
 * again who owns the clone. The template is empty, so that no hook of this machine gets in.
 */
export const checkOut = async (runner: GitRunner, it: Checkout): Promise<void> => {
  const call = inExport(it.folder)
  await mkdir(it.folder, { recursive: true })
  await runner.text('begin the export', ['init', '--quiet', '--template=', '--', it.folder], { cwd: it.folder })
  const own = join(it.folder, '.git')
  await mkdir(join(own, 'objects', 'info'), { recursive: true })
  await writeFile(join(own, 'objects', 'info', 'alternates'), it.sources.map((source) => `${join(source, 'objects')}\n`).join(''))
  for (const source of it.sources) {
    if (await isThere(join(source, 'shallow'))) await copyFile(join(source, 'shallow'), join(own, 'shallow'))
  }
  const orders = it.refs.split('\n').filter((line) => line !== '').map((line) => {
    const gap = line.indexOf(' ')
    return `create ${line.slice(gap + 1)} ${line.slice(0, gap)}\n`
  })
  if (orders.length > 0) await runner.text('take over the tags', ['update-ref', '--stdin'], { ...call, stdin: orders.join('') })
  await runner.text(`check out ${it.commit}`, ['checkout', '--quiet', '--detach', '--force', it.commit], call)
}
