// Objects out of a repository on disk, through one `git cat-file --batch`: a line asks, a header and bytes answer. It sees packs
// and loose objects that are added later.
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import type { GitObject, ObjectType } from './git-object.js'
import { startGit } from './run-git.js'

export interface Found extends GitObject {
  readonly id: string
}

interface Question {
  readonly resolve: (found: Found | undefined) => void
  readonly reject: (failure: Error) => void
}

const header = /^([0-9a-f]{40}) (commit|tag|tree|blob) (\d+)$/

export class BatchReader {
  private child: ChildProcessWithoutNullStreams | undefined
  private questions: Question[] = []
  private parts: Buffer[] = []
  private size = 0
  private want = 1

  constructor(private readonly folder: string) {}

  /** By id, or by a beginning of one. */
  read(name: string): Promise<Found | undefined> {
    const child = (this.child ??= this.open())
    return new Promise((resolve, reject) => {
      this.questions.push({ resolve, reject })
      child.ref()
      child.stdin.write(`${name}\n`)
    })
  }

  close(): void {
    this.child?.stdin.end()
    this.child = undefined
  }

  private open(): ChildProcessWithoutNullStreams {
    const child = startGit({ folder: this.folder, args: ['cat-file', '--batch'] })
    child.stdin.on('error', () => undefined)
    child.stdout.on('data', (part: Buffer) => {
      this.parts.push(part)
      this.size += part.length
      while (this.size >= this.want && this.questions.length > 0 && this.take());
      // An idle reader must not keep the process alive.
      if (this.questions.length === 0) child.unref()
    })
    child.once('close', () => {
      if (this.child === child) this.child = undefined
      for (const it of this.questions.splice(0)) it.reject(new Error('git cat-file ended without an answer'))
    })
    for (const stream of [child.stdin, child.stdout, child.stderr] as unknown as { unref(): void }[]) stream.unref()
    return child
  }

  /** One answer, if all of it is there; else remembers how much has to come first. */
  private take(): boolean {
    const all = this.parts.length === 1 && this.parts[0] ? this.parts[0] : Buffer.concat(this.parts)
    this.parts = [all]
    const end = all.indexOf(10)
    if (end < 0) {
      this.want = this.size + 1
      return false
    }
    const found = header.exec(all.subarray(0, end).toString('latin1'))
    const length = found ? Number(found[3]) : -1
    this.want = end + 2 + length
    if (this.size < this.want) return false
    const rest = all.subarray(this.want)
    this.parts = rest.length > 0 ? [rest] : []
    this.size = rest.length
    this.want = 1
    const it = found ? { id: found[1] ?? '', type: found[2] as ObjectType, bytes: Buffer.from(all.subarray(end + 1, end + 1 + length)) } : undefined
    this.questions.shift()?.resolve(it)
    return true
  }
}
