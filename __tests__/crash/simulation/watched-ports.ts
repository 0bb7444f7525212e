// Ports whose work outside the world is seen by the simulation: the disk, and the clone, which never changes and is therefore
// asked each question once.
import { mkdir } from 'node:fs/promises'
import type { LocalGit } from '../../../src/adapters/git/node-git.js'
import type { Files } from '../../../src/ports/files.js'
import { activity } from './activity.js'

type Method = (...args: never[]) => unknown
const isStream = (it: unknown): it is AsyncIterable<unknown> => typeof it === 'object' && it !== null && Symbol.asyncIterator in it

export const watchedFiles = (files: Files): Files =>
  Object.fromEntries(
    Object.entries(files).map(([name, method]) => [name, (...args: never[]) => {
      const answer = (method as Method)(...(args.map((it) => (isStream(it) ? waitedFor(it) : it)) as never[]))
      return isStream(answer) ? activity.each(answer) : activity.of(Promise.resolve(answer))
    }]),
  ) as unknown as Files

/** What is written to the disk as it comes from the world: while the world is asked, the disk is idle. */
async function* waitedFor(parts: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  const iterator = parts[Symbol.asyncIterator]()
  try {
    for (;;) {
      activity.end()
      const next = await iterator.next().finally(() => activity.begin())
      if (next.done) return
      yield next.value
    }
  } finally {
    await iterator.return?.()
  }
}

/** Builds are played, so nothing needs an export of the source. */
export const rememberedGit = (git: LocalGit): LocalGit => {
  const known = new Map<string, Promise<unknown>>()
  const remembered = Object.fromEntries(
    Object.entries(git).map(([name, method]) => [name, (...args: unknown[]) => {
      const key = `${name} ${JSON.stringify(args)}`
      const answer = known.get(key) ?? Promise.resolve((method as (...args: unknown[]) => unknown)(...args))
      known.set(key, answer)
      return activity.of(answer)
    }]),
  ) as unknown as LocalGit
  return { ...remembered, exportTo: async (folder) => void (await activity.of(mkdir(folder, { recursive: true }))), close: () => undefined }
}
