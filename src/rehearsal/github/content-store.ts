// The bytes of assets, by digest. Small ones in memory, large ones in files; never changed, so every copy of a world may share
// them.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

export interface Stored {
  readonly digest: string
  readonly size: number
}

export interface Content {
  readonly size: number
  read(range?: { readonly start: number; readonly end: number }): Uint8Array | AsyncIterable<Uint8Array>
}

/** Up to here in memory; larger ones are written in pieces of this size. */
const piece = 1024 * 1024

/** More came than may. */
export class TooLarge extends Error {
  constructor() {
    super('the body is larger than the limit')
    this.name = 'TooLarge'
  }
}

export class ContentStore {
  private readonly kept = new Map<string, Content>()
  private files = 0

  constructor(private readonly folder: string) {}

  get(digest: string): Content | undefined {
    return this.kept.get(digest)
  }

  /** Fails as the body does, and then keeps nothing. */
  async put(body: AsyncIterable<Uint8Array>, limit: number): Promise<Stored> {
    const hash = createHash('sha256')
    const spool = new Spool(join(this.folder, `upload-${this.files++}`))
    let size = 0
    try {
      for await (const part of body) {
        size += part.length
        if (size > limit) throw new TooLarge()
        hash.update(part)
        await spool.add(part)
      }
      const digest = `sha256:${hash.digest('hex')}`
      if (!this.kept.has(digest)) this.kept.set(digest, await spool.finish(join(this.folder, digest.slice(7)), size))
      return { digest, size }
    } finally {
      await spool.drop()
    }
  }
}

/** Memory first, a file from a certain size on. */
class Spool {
  private parts: Uint8Array[] = []
  private held = 0
  private file: FileHandle | undefined
  private isOnDisk = false

  constructor(private readonly path: string) {}

  async add(part: Uint8Array): Promise<void> {
    this.parts.push(part)
    this.held += part.length
    if (this.held > piece) await this.flush()
  }

  private async flush(): Promise<void> {
    if (!this.file) {
      await mkdir(join(this.path, '..'), { recursive: true })
      this.isOnDisk = true
      this.file = await open(this.path, 'w')
    }
    const all = Buffer.concat(this.parts)
    this.parts = []
    this.held = 0
    await this.file.writeFile(all)
  }

  async finish(path: string, size: number): Promise<Content> {
    if (!this.file) {
      const bytes = Buffer.concat(this.parts)
      return { size, read: (range) => (range ? bytes.subarray(range.start, range.end + 1) : bytes) }
    }
    await this.flush()
    await this.file.close()
    this.file = undefined
    await rename(this.path, path)
    return { size, read: (range) => createReadStream(path, { highWaterMark: 1024 * 1024, ...range }) }
  }

  async drop(): Promise<void> {
    if (!this.isOnDisk) return
    await this.file?.close()
    await rm(this.path, { force: true })
  }
}
