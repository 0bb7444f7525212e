import { expect, test } from '@jest/globals'
import { leftOut, type Selectable } from '../../src/plan/selection.js'
import { codesOf, problemsOf } from '../codes.js'

const tasks: Selectable[] = [
  { id: 'build:wheel/wheel', entry: 'wheel' },
  { id: 'build:image/driver', entry: 'driver' },
  { id: 'publish:image/driver', entry: 'driver' },
  { id: 'publish:release/release', entry: 'release' },
]
const select = (only: string[], without: string[]): string[] => [...leftOut(tasks, { only, without })]

test('--without takes a noun, and leaves out building and publishing of it', () => {
  expect(select([], ['image'])).toEqual(['build:image/driver', 'publish:image/driver'])
})
test('--without takes a step, a task or the name of an entry', () => {
  expect(select([], ['build:image'])).toEqual(['build:image/driver'])
  expect(select([], ['build:wheel/wheel'])).toEqual(['build:wheel/wheel'])
  expect(select([], ['driver'])).toEqual(['build:image/driver', 'publish:image/driver'])
})
test('--only keeps what it names and leaves out the rest', () => {
  expect(select(['wheel'], [])).toEqual(['build:image/driver', 'publish:image/driver', 'publish:release/release'])
})
test('a name that fits no task is an error: a typo must not release too much', async () => {
  expect(await codesOf(() => leftOut(tasks, { only: [], without: ['imgae'] }))).toEqual(['SELECTION_UNKNOWN'])
  expect(await codesOf(() => leftOut(tasks, { only: ['x'], without: [] }))).toEqual(['SELECTION_UNKNOWN'])
})
test('a name that fits no task is told with the one that was meant, and with the short names', async () => {
  const [it] = await problemsOf(() => leftOut(tasks, { only: [], without: ['imge'] }))
  expect(it?.message).toContain('Did you mean `image`?')
  expect(it?.hint).toContain(': wheel, image, driver, release, build:wheel/wheel, build:image/driver,')
})
