// The id that git gives to an object: whoever knows it needs to believe nobody about the bytes.
import { createHash } from 'node:crypto'

export const gitId = (type: 'tag' | 'commit' | 'blob', bytes: Uint8Array): string =>
  createHash('sha1').update(`${type} ${bytes.byteLength}\0`).update(bytes).digest('hex')
