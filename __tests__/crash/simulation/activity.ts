// What goes on in this process that is no call to the world: reading files, asking git, inflating. Calls are played, and time
// passes, only when all of it is over; so the same seed gives the same history on any machine.
import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { createGunzip } from 'node:zlib'

export class Activity {
  private running = 0
  private readonly waiting: (() => void)[] = []
  stamp = 0

  async of<T>(work: Promise<T>): Promise<T> {
    this.begin()
    try {
      return await work
    } finally {
      this.end()
    }
  }

  async *each<T>(parts: AsyncIterable<T>): AsyncGenerator<T> {
    const iterator = parts[Symbol.asyncIterator]()
    try {
      for (;;) {
        const next = await this.of(iterator.next())
        if (next.done) return
        yield next.value
      }
    } finally {
      await iterator.return?.()
    }
  }

  begin(): void {
    this.running++
    this.stamp++
  }

  end(): void {
    this.running--
    this.stamp++
    if (this.running === 0) for (const wake of this.waiting.splice(0)) wake()
  }

  /** Resolves when nothing runs, and nothing is begun by what has just ended. */
  async settled(stamp: () => number): Promise<void> {
    for (let quiet = 0; quiet < 1; ) {
      const before = stamp()
      await new Promise((resolve) => setImmediate(resolve))
      if (this.running > 0) {
        await new Promise<void>((resolve) => this.waiting.push(resolve))
        quiet = 0
      } else quiet = stamp() === before ? quiet + 1 : 0
    }
  }
}

export const activity = new Activity()

type Transform = (this: Transforming, chunk: Buffer, encoding: BufferEncoding, done: (...args: unknown[]) => void) => void
type Transforming = { _transform: Transform; once(event: 'close', listener: () => void): unknown }

/** Inflating and deflating happen on another thread, where no port sees them. */
const zlibBase = Object.getPrototypeOf(Object.getPrototypeOf(Object.getPrototypeOf(createGunzip()))) as Transforming
const transform = zlibBase._transform
zlibBase._transform = function (chunk, encoding, done): void {
  let isOver = false
  const over = (): void => {
    if (!isOver) activity.end()
    isOver = true
  }
  activity.begin()
  // One that is destroyed in the middle never calls back.
  this.once('close', over)
  transform.call(this, chunk, encoding, (...args) => {
    over()
    done(...args)
  })
}

/** A file that a client reads to send it; no port sees that. */
const readFile = promises.readFile as (...args: readonly unknown[]) => Promise<unknown>
Object.assign(promises, { readFile: (...args: readonly unknown[]) => activity.of(readFile(...args)) })
syncBuiltinESMExports()
