// JSON pointers (RFC 6901): where a value stands in a file with keys.
import { fail } from '../../errors/release-error.js'

export const pointerShape = /^(?:\/(?:[^~/]|~[01])*)+$/

/** `/docker/version` → docker, version. Keys are only ever compared, never used to index an object. */
export const parsePointer = (pointer: string): readonly string[] =>
  pointerShape.test(pointer)
    ? pointer.slice(1).split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    : fail('REFERENCE_POINTER', { pointer: pointer.slice(0, 120) })

/** A key as an index of a list; undefined when it is none. */
export const indexOf = (key: string): number | undefined => (/^(?:0|[1-9][0-9]{0,8})$/.test(key) ? Number(key) : undefined)
