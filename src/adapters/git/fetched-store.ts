// Objects that the clone does not have, fetched into a bare repository of this run. The user's clone is never written.
import { join } from 'node:path'
import { fail } from '../../errors/release-error.js'
import { saidOf, type GitRunner } from './git-runner.js'
import { isFetchable, withoutCredentials } from './remote-url.js'

export interface Fetch {
  /** https (http on 127.0.0.1). */
  readonly url: string
  /** A commit id, or a ref such as `refs/tags/1.0.0`. */
  readonly what: string
  /** Value of an Authorization header, for the origin of the URL only. */
  readonly authorization?: string
  readonly depth?: number
}

export const authorizationSettings = (url: string, authorization: string | undefined): Record<string, string> =>
  authorization === undefined ? {} : { [`http.${new URL(url).origin}/.extraHeader`]: `Authorization: ${authorization}` }

/** Fetches into a repository (the given git folder) and gives the id that came. */
export const fetchInto = async (runner: GitRunner, gitFolder: string, it: Fetch): Promise<string> => {
  const url = withoutCredentials(it.url)
  if (!isFetchable(it.url)) return fail('FETCH_FAILED', { url, what: it.what, said: 'only https addresses are fetched from' })
  const named = it.what.startsWith('refs/') ? `${it.what}:${it.what}` : it.what
  const depth = it.depth === undefined ? [] : [`--depth=${it.depth}`]
  const args = ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--force', ...depth, '--end-of-options', it.url, named]
  const end = await runner.run(args, {
    cwd: gitFolder,
    env: { GIT_DIR: gitFolder, GIT_ALLOW_PROTOCOL: new URL(it.url).protocol.slice(0, -1) },
    settings: authorizationSettings(it.url, it.authorization),
  })
  if (end.code !== 0) return fail('FETCH_FAILED', { url, what: it.what, said: saidOf(end) })
  return (await runner.text('read what was fetched', ['rev-parse', '--verify', 'FETCH_HEAD'], { cwd: gitFolder, env: { GIT_DIR: gitFolder } })).trim()
}

export const openStore = async (runner: GitRunner): Promise<string> => {
  const store = join(runner.temp, 'fetched.git')
  await runner.text('make a store for fetched objects', ['init', '--quiet', '--bare', '--template=', '--', store], { cwd: runner.temp })
  return store
}
