// gzip as a stream. A failure on either side ends the other and comes out of the loop: piped by hand, one of what is read would be
// nobody's, and end the process.
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { ReleaseError } from '../../errors/release-error.js'

/** `broken`: told what is wrong when it is no gzip; it fails. */
export async function* gunzip(parts: AsyncIterable<Uint8Array>, broken: (what: string, cause: unknown) => never): AsyncGenerator<Uint8Array> {
  try {
    for await (const part of pipeline(Readable.from(parts), createGunzip(), () => undefined)) yield part as Uint8Array
  } catch (cause) {
    if (cause instanceof ReleaseError) throw cause
    broken(cause instanceof Error ? cause.message : String(cause), cause)
  }
}
