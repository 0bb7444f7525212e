// Writing a request's body to the connection. Files go in chunks of 1 MiB through a few buffers that are used over and over: one
// is filled while the others drain. A read stream would make a new buffer for each chunk, and the memory of a process that
// uploads 2 GiB would be the garbage collector's to decide.
import type { ClientRequest } from 'node:http'
import { open } from 'node:fs/promises'
import { fail } from '../../errors/release-error.js'
import type { FileBody, Hop, HttpBody } from '../../ports/http.js'
import { plainUrl } from './redirect.js'

const chunk = 1024 * 1024
const bufferCount = 3

export const isFile = (body: HttpBody): body is FileBody => typeof body === 'object' && 'path' in body

export const sizeOf = (body: HttpBody): number => {
  if (typeof body === 'string') return Buffer.byteLength(body)
  return isFile(body) ? body.size : body.byteLength
}

/** Resolves once the bytes have left this process, so that their buffer may be filled again. */
const write = (request: ClientRequest, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    const closed = (): void => reject(new Error('the connection was closed'))
    // Nobody calls back for a write that still waits for its connection when the request is given up.
    request.once('close', closed)
    request.write(bytes, (error) => {
      request.off('close', closed)
      if (error) reject(error)
      else resolve()
    })
  })

/** Ends early, without an error, when `stopped` says so: the server has refused before it saw everything. */
export const sendFile = async (request: ClientRequest, hop: Hop, file: FileBody, stopped: () => boolean): Promise<void> => {
  const changed = (found: number, cause?: unknown): never =>
    fail('HTTP_FILE_CHANGED', { method: hop.method, url: plainUrl(hop.url), file: file.path, wanted: file.size, found }, { cause })
  const handle = await open(file.path, 'r').catch((error: unknown) => changed(0, error))
  const ring = Array.from({ length: bufferCount }, () => ({ bytes: Buffer.allocUnsafeSlow(Math.min(chunk, file.size)), drained: Promise.resolve() }))
  try {
    for (let sent = 0, turn = 0; sent < file.size && !stopped(); turn += 1) {
      const slot = ring[turn % bufferCount]
      if (!slot) return
      await slot.drained
      const { bytesRead } = await handle.read(slot.bytes, 0, Math.min(chunk, file.size - sent), (file.offset ?? 0) + sent)
      if (bytesRead === 0) return changed(sent)
      slot.drained = write(request, slot.bytes.subarray(0, bytesRead))
      // Awaited when its turn comes again; a failure in between must not count as unhandled.
      slot.drained.catch(() => undefined)
      sent += bytesRead
    }
    await Promise.all(ring.map((it) => it.drained))
  } finally {
    await handle.close()
  }
}
