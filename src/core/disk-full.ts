// A disk that has no room, told from every other trouble, however it comes to light: as an error of this process, or in the words of
// a tool. It is never a fault of the tool, and nothing that was half written then is used.
import { problem, type Problem } from '../errors/release-error.js'

interface SystemError {
  readonly code?: unknown
  readonly path?: unknown
  readonly dest?: unknown
  readonly syscall?: unknown
  readonly message?: unknown
}

/** No space, over the quota, over the largest file that is allowed. */
const codes = new Set<unknown>(['ENOSPC', 'EDQUOT', 'EFBIG'])

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

export const isDiskFull = (failure: unknown): boolean => typeof failure === 'object' && failure !== null && codes.has((failure as SystemError).code)

/** `path`: where the caller was writing; an error of an open file does not say it. */
export const diskFull = (failure: unknown, path?: string): Problem | undefined => {
  if (!isDiskFull(failure)) return undefined
  const { code, path: own, dest, syscall } = failure as SystemError
  return problem('DISK_FULL', { what: textOf(syscall) ?? 'write', path: path ?? textOf(dest) ?? textOf(own) ?? 'a file', said: textOf(code) ?? '' })
}

const words = /[^\n]*(?:no space left on device|disk quota exceeded|file too large|out of disk ?space|there is not enough space on the disk|\bENOSPC\b|\bEDQUOT\b)[^\n]*/i

/** The line in which a tool says it; or the signal that ends one that may not write so large a file. */
export const toldDiskFull = (output: string, signal?: string): string | undefined =>
  words.exec(output)?.[0].trim().slice(0, 300) ?? (signal === 'SIGXFSZ' ? 'it was ended by SIGXFSZ: a file over the limit on their size' : undefined)
