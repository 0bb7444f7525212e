// Pushes to branches end early where the config has no name for them, and are left to the real run where it may have one.
import { expect, test } from '@jest/globals'
import { systemClock } from '../../src/adapters/clock.js'
import type { Request } from '../../src/core/request.js'
import { earlyEnd } from '../../src/verbs/early-end.js'

const commit = 'c'.repeat(40)
const plain = 'version: 1\nlines:\n  km: { tag: "v{version}", scheme: free }\n'
const named = 'version: 1\nlines:\n  km: { tag: "v{version}", scheme: free, on: { branch: main, as: v0.1-daily } }\n'

const ended = async (text: string | undefined, name = 'push', more: Partial<Request> = {}): Promise<string | undefined> => {
  const request: Request = { verb: 'release', dryRun: false, only: [], without: [], again: '', event: { name, ref: 'refs/heads/main', sha: commit, payload: { ref: 'refs/heads/main', after: commit, inputs: {} } }, ...more }
  const asked: string[] = []
  const report = await earlyEnd(request, {
    resolveTag: () => Promise.reject(new Error('no tag is meant')),
    peek: (of, path) => {
      asked.push(`${of} ${path}`)
      return Promise.resolve(text === undefined ? undefined : Buffer.from(text))
    },
  }, systemClock)
  expect(asked.every((it) => it === `${commit} .slipway.yaml`)).toBe(true)
  return report?.summary
}

test('a push to a branch ends where no line has a name for any run', async () => {
  expect(await ended(plain)).toBe('refs/heads/main is not a tag')
  expect(await ended(undefined)).toBe('refs/heads/main is not a tag')
  expect(await ended(plain, 'schedule')).toBe('the event schedule releases nothing')
})

test('it is left to the real run where one has, where the config is not as usual, and where somebody names it', async () => {
  expect(await ended(named)).toBeUndefined()
  expect(await ended(named, 'schedule')).toBeUndefined()
  expect(await ended('lines: [')).toBeUndefined()
  expect(await ended(plain, 'push', { name: 'v0.1-demo' })).toBeUndefined()
  expect(await ended(plain, 'workflow_dispatch')).toBeUndefined()
})
