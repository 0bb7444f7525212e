// One `git cat-file --batch` that answers every look-up of a run: the first costs a process (7 ms), the others a line. Names
// go in by standard input, so that none can become an option.
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { fail } from '../../errors/release-error.js'
import { forgetGroup, watchGroup } from '../exec/process-group.js'
import type { GitRunner } from './git-runner.js'

export interface GitObject {
  readonly id: string
  readonly type: 'commit' | 'tag' | 'tree' | 'blob'
  readonly bytes: Buffer
}

export interface ObjectReader {
  /** By id or any other name git knows (`refs/tags/1.0.0`, `HEAD^{commit}`); undefined if there is none. */
  read(name: string): Promise<GitObject | undefined>
  /** Start afresh at the next look-up (other object folders). */
  restart(env: Readonly<Record<string, string>>): void
  close(): void
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>
interface Waiting {
  readonly name: string
  readonly resolve: (it: GitObject | undefined) => void
  readonly reject: (error: unknown) => void
}

const header = /^([0-9a-f]{40,64}) (commit|tag|tree|blob) (\d+)$/

/** Cuts the answers out of the output, in the order of the questions. */
class Answers {
  private parts: Buffer[] = []
  private size = 0
  private want = 0

  constructor(private readonly queue: Waiting[]) {}

  push(part: Buffer): void {
    this.parts.push(part)
    this.size += part.length
    // A large blob comes in many parts; they are joined when all of it is there.
    while (this.queue.length > 0 && this.size >= this.want && this.take());
  }

  private take(): boolean {
    const [first] = this.parts
    // Of a thousand small answers that came at once, the rest is not copied for each.
    const all = first && this.parts.length === 1 ? first : Buffer.concat(this.parts)
    this.parts = [all]
    const end = all.indexOf(10)
    if (end < 0) return false
    const line = all.subarray(0, end).toString('utf8')
    const found = header.exec(line)
    const length = found ? Number(found[3]) + 1 : 0
    this.want = end + 1 + length
    if (all.length < this.want) return false
    const rest = all.subarray(this.want)
    this.parts = [rest]
    this.size = rest.length
    this.want = 0
    const [id, type] = [found?.[1], found?.[2] as GitObject['type'] | undefined]
    const it = id !== undefined && type ? { id, type, bytes: Buffer.from(all.subarray(end + 1, end + length)) } : undefined
    this.queue.shift()?.resolve(it)
    return true
  }
}

/** While nobody waits, the process must not keep this one alive; when this one ends its standard input closes, and it ends. */
const hold = (child: Child, held: boolean): void => {
  for (const it of [child.stdout, child.stderr, child.stdin] as unknown as { ref(): void; unref(): void }[]) {
    if (held) it.ref()
    else it.unref()
  }
  if (held) child.ref()
  else child.unref()
}

const open = async (runner: GitRunner, env: Readonly<Record<string, string>>, queue: Waiting[]): Promise<Child> => {
  const started = await runner.start()
  const child = spawn(started.file, ['cat-file', '--batch'], { cwd: runner.folder, env: { ...started.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'], detached: true })
  if (child.pid !== undefined) watchGroup(child.pid)
  const answers = new Answers(queue)
  let said = ''
  child.stderr.on('data', (part: Buffer) => (said = (said + part.toString('utf8')).slice(-2000)))
  child.stdout.on('data', (part: Buffer) => {
    answers.push(part)
    if (queue.length === 0) hold(child, false)
  })
  child.stdin.on('error', () => undefined)
  const broken = (reason: string): void => {
    for (const it of queue.splice(0)) {
      try {
        fail('GIT_FAILED', { what: `read ${it.name}`, said: said.trim() || reason })
      } catch (error) {
        it.reject(error)
      }
    }
  }
  child.once('error', (error) => broken(error.message))
  child.once('close', () => {
    if (child.pid !== undefined) forgetGroup(child.pid)
    broken('it ended without an answer')
  })
  return child
}

export const createObjectReader = (runner: GitRunner): ObjectReader => {
  let child: Promise<Child> | undefined
  let queue: Waiting[] = []
  let env: Readonly<Record<string, string>> = {}

  const read = async (name: string): Promise<GitObject | undefined> => {
    // One line is one question.
    if (/[\n\r\0]/.test(name) || name.trim() === '') return undefined
    const asked = (child ??= open(runner, env, queue))
    const mine = queue
    const process = await asked
    if (process.exitCode !== null || process.signalCode !== null) {
      if (child === asked) child = undefined
      return read(name)
    }
    return new Promise((resolve, reject) => {
      mine.push({ name, resolve, reject })
      hold(process, true)
      process.stdin.write(`${name}\n`)
    })
  }
  const close = (): void => {
    const last = child
    child = undefined
    queue = []
    void last?.then((it) => it.stdin.end(), () => undefined)
  }

  return {
    read,
    restart: (next) => {
      close()
      env = next
    },
    close,
  }
}
