// The clean export from which everything is built: a detached checkout of the tagged commit in a folder of its own, with
// history and submodules, without remotes, branches, hooks, credentials or anything of the user's work tree.
import { readdir } from 'node:fs/promises'
import { fail, failAll } from '../../errors/release-error.js'
import { checkOut, inExport } from './checkout.js'
import type { GitRunner } from './git-runner.js'
import { fillLargeFiles } from './large-files.js'
import { fillSubmodules } from './submodules.js'
import { setTimes } from './times.js'

export interface ExportRequest {
  readonly folder: string
  readonly commit: string
  readonly time: number
  /** The clone's common git folder, and the store of fetched objects if there is one. */
  readonly sources: readonly [string, ...string[]]
  readonly origin: string | undefined
}

const mustBeNew = async (folder: string): Promise<void> => {
  try {
    const found = await readdir(folder)
    if (found.length > 0) fail('BUG', { what: `an export into ${folder}, which is not empty` })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

export const exportCommit = async (runner: GitRunner, it: ExportRequest): Promise<void> => {
  await mustBeNew(it.folder)
  const refs = await runner.text('list the tags', ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/tags/'])
  await checkOut(runner, { folder: it.folder, commit: it.commit, sources: it.sources, refs })
  const gitFolder = it.sources[0]
  failAll([
    ...(await fillLargeFiles(runner, it.folder, gitFolder, '')),
    ...(await fillSubmodules(runner, { folder: it.folder, commit: it.commit, gitFolder, prefix: '', origin: it.origin })),
  ])
  await setTimes(it.folder, it.time)
  // The index knows the old times; without this `git diff-index`, which plugins use, calls the export dirty.
  await runner.run(['update-index', '-q', '--refresh'], inExport(it.folder))
}
