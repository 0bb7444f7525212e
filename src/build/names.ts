// Paths and file names that the config or a template gives: kept inside the folder they belong to. Pure.
import { posix } from 'node:path'
import { fail } from '../errors/release-error.js'

/** A path within the repository, normalised; `.` is its root. */
export const pathWithin = (path: string, setting: string): string => {
  const normal = posix.normalize(path).replace(/\/+$/, '')
  if (path === '' || path.startsWith('/') || normal === '..' || normal.startsWith('../') || path.includes('\\')) {
    return fail('CONFIG_INVALID', { path: setting, what: `"${path}" is no path within the repository` })
  }
  return normal === '' ? '.' : normal
}

/** A name that is one file in one folder on every system, and that no tool takes for an option. */
export const fileName = (name: string, setting: string): string => {
  if (!/^[A-Za-z0-9_][A-Za-z0-9._+@-]{0,180}$/.test(name)) {
    return fail('CONFIG_INVALID', { path: setting, what: `"${name}" is no file name (letters, digits and . _ + @ -)` })
  }
  return name
}

/** Is a path the folder itself or below it? */
export const isBelow = (path: string, folder: string): boolean => folder === '.' || path === folder || path.startsWith(`${folder}/`)

export const joinPath = (...parts: readonly string[]): string => posix.join(...parts)
