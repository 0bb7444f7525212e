// What a run's hold on the lock does at its edges; the whole of it is played in __tests__/lock.
import { expect, test } from '@jest/globals'
import { lockRef } from '../../../src/core/lock.js'
import { RunLock, type LockParts } from '../../../src/engine/lock/run-lock.js'
import { systemClock } from '../../../src/adapters/clock.js'
import { codeOf } from '../../adapters/codes.js'
import { rememberingLog } from '../../adapters/temp.js'
import { benches, repo, repository, type Bench } from '../../publish/bench.js'

const bench = benches()
const lockOf = (it: Bench, more: Partial<LockParts> = {}) => {
  const log = rememberingLog()
  const notes: (readonly string[] | undefined)[] = []
  const lock = new RunLock({
    github: it.github, clock: systemClock, log, signal: new AbortController().signal, repository, tag: it.tag, holder: { host: 'laptop', id: 'x' }, maxWaitMs: () => 1000,
    stop: () => undefined, note: (held) => void notes.push(held?.objects), ...more,
  })
  return { lock, log, notes }
}
const heldAt = (it: Bench): string | undefined => repo(it).refs.get(lockRef('1.0.0'))

test('a token that may not write holds no lock, says so, and holds up nobody', async () => {
  const it = await bench({ token: { permissions: { contents: 'read', metadata: 'read' } } })
  const { lock, log, notes } = lockOf(it)
  expect(await lock.take()).toBe(false)
  await lock.sure()
  await lock.drop()
  expect([heldAt(it), it.world.writes().length, notes, log.lines.join('\n')]).toEqual([undefined, 0, [], expect.stringContaining('holds no lock')])
})

test('where the ref may stand is noted before it is moved there, and nothing is noted when it was dropped', async () => {
  const it = await bench()
  const { lock, notes } = lockOf(it)
  await lock.take()
  const object = heldAt(it)
  await lock.drop()
  expect([notes[0], notes.at(-1), heldAt(it)]).toEqual([[object], undefined, undefined])
})

test('nothing may be written before it was taken, nor after it was dropped', async () => {
  const it = await bench()
  const { lock } = lockOf(it)
  expect(await codeOf(lock.sure())).toBe('BUG')
  await lock.take()
  await lock.sure()
  expect(await lock.take()).toBe(false)
  await lock.drop()
  expect(await codeOf(lock.sure())).toBe('BUG')
})
