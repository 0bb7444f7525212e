// A process that is to run code of the project holds no credential of the release. Taking names out of `process.env` is not enough:
// what a process was started with stays readable in /proc/PID/environ for whoever runs as the same user, to its end. So it begins
// anew, as the same process, with what is left.
import { isReleaseCredential } from './environment.js'
import type { Environment } from './exec/child-environment.js'

/** Names that are set and that no build needs. An input that is empty holds nothing. */
export const credentialsIn = (environment: Environment): readonly string[] => Object.keys(environment).filter((name) => isReleaseCredential(name) && environment[name] !== '')

/**
 * Does not return when there is something to take out. On a system (or a Node) that cannot begin anew the names are given back,
 * for the door to tell.
 */
export const beginBare = (environment: Environment, own: Pick<NodeJS.Process, 'execPath' | 'execArgv' | 'argv' | 'execve'> = process): readonly string[] => {
  const held = credentialsIn(environment)
  if (held.length === 0) return []
  const left = Object.fromEntries(Object.entries(environment).filter(([name, value]) => value !== undefined && !held.includes(name)))
  try {
    own.execve?.(own.execPath, [own.execPath, ...own.execArgv, ...own.argv.slice(1)], left)
  } catch {
    // Windows has no such thing.
  }
  return held
}

export const heldText = (names: readonly string[]): string =>
  `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} in the environment of this process, where code of the project can read ${names.length === 1 ? 'it' : 'them'}: a build needs no credential of the release`
