// Is there something at a path? Trouble other than absence is thrown: "could not look" is not "not there".
import { lstat } from 'node:fs/promises'

export const isThere = async (path: string): Promise<boolean> => {
  try {
    await lstat(path)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return false
    throw error
  }
}
