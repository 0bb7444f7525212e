// What a run without problems came to.
import { describe, expect, test } from '@jest/globals'
import { successOf } from '../../src/core/report.js'
import type { TaskResult, TaskState } from '../../src/core/result.js'

const ran = (...states: readonly (readonly [id: TaskResult['id'], state: TaskState])[]): readonly TaskResult[] =>
  states.map(([id, state]) => ({ id, title: id, state, took: 0 }))

const outcome = (...states: readonly (readonly [id: TaskResult['id'], state: TaskState])[]): string => successOf(ran(...states), true, false).outcome

describe('A run without problems', () => {
  test('is a resumed one when bytes were there already', () => {
    expect(outcome(['stage:release/release', 'already'], ['publish:release/release', 'done'])).toBe('resumed')
    expect(outcome(['stage:release/release', 'already'], ['publish:release/release', 'already'], ['point:image/image', 'done'])).toBe('resumed')
  })
  test('is a first one when nothing but a pointer was right, as that of a name which rolls is', () => {
    expect(outcome(['stage:release/release', 'done'], ['publish:release/release', 'done'], ['point:file/default-release', 'already'])).toBe('released')
  })
  test('had nothing left to do when all was there', () => {
    expect(outcome(['stage:release/release', 'already'], ['point:file/default-release', 'already'])).toBe('already-released')
  })
})
