// How git is started: without the user's and the system's config, hooks, credential helpers, pagers or prompts. A clone may
// bring a config of its own (a hook path, an fsmonitor, filters): what could run a program from there is switched off.
import { mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { childEnvironment, type Environment } from '../exec/child-environment.js'
import { isThere } from './is-there.js'

const settings: Readonly<Record<string, string>> = {
  'core.hooksPath': '/dev/null',
  'core.fsmonitor': 'false',
  'core.attributesFile': '/dev/null',
  'core.excludesFile': '/dev/null',
  'core.pager': 'cat',
  'core.editor': 'false',
  'core.sshCommand': 'false',
  'core.askPass': '',
  'credential.helper': '',
  // A folder that looks like a bare repository inside the tree must not be taken for one.
  'safe.bareRepository': 'explicit',
  'advice.detachedHead': 'false',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'uploadpack.packObjectsHook': '',
  'submodule.recurse': 'false',
}

/** Settings travel by environment: argv can be read by everybody on the machine, and these may hold a credential. */
export const configEnvironment = (more: Readonly<Record<string, string>> = {}): Record<string, string> => {
  const pairs = Object.entries({ ...settings, ...more })
  const env: Record<string, string> = { GIT_CONFIG_COUNT: String(pairs.length) }
  pairs.forEach(([key, value], index) => {
    env[`GIT_CONFIG_KEY_${index}`] = key
    env[`GIT_CONFIG_VALUE_${index}`] = value
  })
  return env
}

/** The folder with `.git` at or above the given one, and where its `.git` leads when it is a file (work trees). */
const ownFolders = async (folder: string): Promise<readonly string[]> => {
  let top = await realpath(folder)
  while (!(await isThere(join(top, '.git'))) && dirname(top) !== top) top = dirname(top)
  const dotGit = join(top, '.git')
  if (!(await isThere(dotGit))) return [top]
  if ((await stat(dotGit)).isDirectory()) return [top, dotGit]
  const leads = /^gitdir: (.+)$/m.exec(await readFile(dotGit, 'utf8'))?.[1]
  return leads === undefined ? [top] : [top, dotGit, resolve(top, leads)]
}

const quoted = (path: string): string => `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

/**
 * The only global config: the exact folders that may be read though another user owns them (a checkout in a container).
 * As a file, because git drops settings of the environment before it starts its own children.
 */
const writeGlobalConfig = async (temp: string, folders: readonly string[]): Promise<string> => {
  await mkdir(temp, { recursive: true })
  const path = join(temp, 'gitconfig')
  await writeFile(path, `[safe]\n${folders.map((it) => `\tdirectory = ${quoted(it)}\n`).join('')}`)
  return path
}

export const gitEnvironment = async (outer: Environment, folder: string, temp: string): Promise<Record<string, string>> => ({
  ...childEnvironment(outer, 'git', {}),
  HOME: temp,
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: await writeGlobalConfig(temp, await ownFolders(folder)),
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: 'false',
  GIT_SSH_COMMAND: 'false',
  GIT_PAGER: 'cat',
  GIT_EDITOR: 'false',
  GIT_ALLOW_PROTOCOL: 'https',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  // `status` would otherwise rewrite the index of the user's clone.
  GIT_OPTIONAL_LOCKS: '0',
})
