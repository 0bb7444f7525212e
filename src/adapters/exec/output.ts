// What a child prints: cut into lines for the log while it runs, and kept up to a limit, of which the end is the part that
// tells why it failed.
import { StringDecoder } from 'node:string_decoder'

/** Keeps the last `limit` bytes. */
export class TailCapture {
  truncated = false
  private readonly parts: Buffer[] = []
  private size = 0

  constructor(private readonly limit: number) {}

  push(part: Buffer): void {
    this.parts.push(part)
    this.size += part.length
    while (this.size > this.limit) {
      this.truncated = true
      const first = this.parts.shift()
      if (!first) return
      const excess = this.size - this.limit
      this.size -= Math.min(excess, first.length)
      if (first.length > excess) this.parts.unshift(first.subarray(excess))
    }
  }

  bytes(): Buffer {
    return Buffer.concat(this.parts)
  }
}

/** A program that prints no line ends must not grow the buffer without end. */
const longestLine = 16_384

/** Cuts a stream of bytes into lines; a character may be split over two parts. */
export class LineCutter {
  private readonly decoder = new StringDecoder('utf8')
  private rest = ''

  constructor(private readonly emit: (line: string) => void) {}

  push(part: Buffer): void {
    const lines = (this.rest + this.decoder.write(part)).split(/\r?\n|\r(?!$)/)
    this.rest = lines.pop() ?? ''
    for (const line of lines) this.emit(line)
    while (this.rest.length > longestLine) {
      this.emit(this.rest.slice(0, longestLine))
      this.rest = this.rest.slice(longestLine)
    }
  }

  end(): void {
    const last = (this.rest + this.decoder.end()).replace(/\r$/, '')
    this.rest = ''
    if (last !== '') this.emit(last)
  }
}

/** The last lines of both outputs in the order in which they came. */
export class LastLines {
  private readonly lines: string[] = []

  constructor(private readonly most: number) {}

  push(line: string): void {
    if (line.trim() === '') return
    this.lines.push(line.length > 500 ? `${line.slice(0, 500)} …` : line)
    if (this.lines.length > this.most) this.lines.shift()
  }

  all(): readonly string[] {
    return [...this.lines]
  }
}
