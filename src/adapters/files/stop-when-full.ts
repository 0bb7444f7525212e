// A write that finds the disk full ends the whole run at once, and not only when its task has ended: what goes on side by side would
// send out more of a release that this run cannot finish.
import { diskFull } from '../../core/disk-full.js'
import { ReleaseError } from '../../errors/release-error.js'
import type { Files } from '../../ports/files.js'

export const stopWhenFull = (files: Files, stop: (reason: unknown) => void): Files => {
  const watched = async <T>(path: string, write: () => Promise<T>): Promise<T> => {
    try {
      return await write()
    } catch (failure) {
      const full = diskFull(failure, path)
      const reason = full ? new ReleaseError([full], { cause: failure }) : failure
      if (reason instanceof ReleaseError && reason.code === 'DISK_FULL') stop(reason)
      throw reason
    }
  }
  return {
    ...files,
    makeFolder: async (path) => watched(path, () => files.makeFolder(path)),
    writeFile: async (path, bytes) => watched(path, () => files.writeFile(path, bytes)),
    writeStream: async (path, parts) => watched(path, () => files.writeStream(path, parts)),
    copy: async (from, to) => watched(to, () => files.copy(from, to)),
    rename: async (from, to) => watched(to, () => files.rename(from, to)),
  }
}
