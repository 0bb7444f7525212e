// Submodules of an export: from the clone's own copies first (`.git/modules`), else by https without credentials. Where the
// objects cannot be had the release stops; an empty folder is never packed in their place.
import { join, posix } from 'node:path'
import { problem, ReleaseError, type Problem } from '../../errors/release-error.js'
import { checkOut, inExport } from './checkout.js'
import { fetchInto } from './fetched-store.js'
import type { GitRunner } from './git-runner.js'
import { isThere } from './is-there.js'
import { fillLargeFiles } from './large-files.js'
import { isFetchable, resolveSubmoduleUrl, withoutCredentials } from './remote-url.js'
import { isSubmodule, readTree } from './tree.js'

interface Declared {
  readonly name: string
  readonly path: string
  readonly url: string
}

export interface Parent {
  /** Where the parent is checked out in the export. */
  readonly folder: string
  readonly commit: string
  /** The parent's git folder in the user's clone, which may hold `modules/<name>`. */
  readonly gitFolder: string
  /** Path of the parent within the export, with a closing `/`; empty at the top. */
  readonly prefix: string
  readonly origin: string | undefined
}

/** `.gitmodules` as the commit has it, read by git itself and only as data. */
const declared = async (runner: GitRunner, parent: Parent): Promise<readonly Declared[]> => {
  const args = ['config', '-z', `--blob=${parent.commit}:.gitmodules`, '--get-regexp', String.raw`^submodule\..*\.(path|url)$`]
  const end = await runner.run(args, inExport(parent.folder))
  const fields = new Map<string, { path?: string; url?: string }>()
  for (const row of end.stdout.toString('utf8').split('\0')) {
    const found = /^submodule\.([\s\S]+)\.(path|url)\n([\s\S]*)$/.exec(row)
    const [, name, key, value] = found ?? []
    if (name === undefined || value === undefined) continue
    fields.set(name, { ...fields.get(name), [key === 'path' ? 'path' : 'url']: value })
  }
  return [...fields].flatMap(([name, it]) => (it.path !== undefined ? [{ name, path: posix.normalize(it.path), url: it.url ?? '' }] : []))
}

/** The name becomes a path below `modules`: git refuses `..` there since CVE-2018-11235, and so do we. */
const isSafeName = (name: string): boolean => !name.startsWith('/') && !name.split('/').includes('..')

const hasCommit = async (runner: GitRunner, gitFolder: string, commit: string): Promise<boolean> =>
  (await isThere(join(gitFolder, 'objects'))) &&
  (await runner.run(['cat-file', '-e', `${commit}^{commit}`], { cwd: gitFolder, env: { GIT_DIR: gitFolder } })).code === 0

const fetched = async (runner: GitRunner, url: string, commit: string): Promise<string> => {
  const store = join(runner.temp, `submodule-${commit}.git`)
  await runner.text('make a store for a submodule', ['init', '--quiet', '--bare', '--template=', '--', store], { cwd: runner.temp })
  await fetchInto(runner, store, { url, what: commit, depth: 1 })
  return store
}

/** The git folder that holds the commit, or why there is none. */
const sourceOf = async (runner: GitRunner, parent: Parent, it: Declared, commit: string): Promise<{ source: string } | { reason: string }> => {
  const local = join(parent.gitFolder, 'modules', it.name)
  if (isSafeName(it.name) && (await hasCommit(runner, local, commit))) return { source: local }
  const url = resolveSubmoduleUrl(it.url, parent.origin)
  if (url === undefined) return { reason: `it is not checked out here, and ${it.url} is relative to a remote that this clone does not have` }
  if (!isFetchable(url)) return { reason: `it is not checked out here, and ${withoutCredentials(url)} is no https address` }
  try {
    return { source: await fetched(runner, withoutCredentials(url), commit) }
  } catch (error) {
    if (error instanceof ReleaseError && error.code === 'FETCH_FAILED') return { reason: error.message }
    throw error
  }
}

/** Fills every submodule below the parent; problems come back together. */
export const fillSubmodules = async (runner: GitRunner, parent: Parent): Promise<readonly Problem[]> => {
  const links = (await readTree(runner, parent.commit, inExport(parent.folder).env)).filter(isSubmodule)
  if (links.length === 0) return []
  const known = await declared(runner, parent)
  const problems: Problem[] = []
  for (const link of links) {
    const path = parent.prefix + link.path
    const missing = (reason: string): Problem => problem('SUBMODULE_MISSING', { path, commit: link.id, reason }, { file: `${parent.prefix}.gitmodules` })
    const it = known.find((candidate) => candidate.path === link.path)
    if (!it) {
      problems.push(missing('.gitmodules does not name it'))
      continue
    }
    const found = await sourceOf(runner, parent, it, link.id)
    if ('reason' in found) {
      problems.push(missing(found.reason))
      continue
    }
    const folder = join(parent.folder, link.path)
    await checkOut(runner, { folder, commit: link.id, sources: [found.source], refs: '' })
    problems.push(...(await fillLargeFiles(runner, folder, found.source, `${path}/`)))
    problems.push(...(await fillSubmodules(runner, { folder, commit: link.id, gitFolder: found.source, prefix: `${path}/`, origin: resolveSubmoduleUrl(it.url, parent.origin) })))
  }
  return problems
}
