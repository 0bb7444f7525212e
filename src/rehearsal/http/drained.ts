// Waiting until a stream takes more, or never will.
import type { Writable } from 'node:stream'

/** Listens to both and leaves neither behind: a long body asks a thousand times. */
export const drained = (stream: Writable): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      stream.off('drain', done)
      stream.off('close', done)
      resolve()
    }
    stream.on('drain', done)
    stream.on('close', done)
    if (stream.destroyed) done()
  })
