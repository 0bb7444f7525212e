import { expect, test } from '@jest/globals'
import { catalog, type Code } from '../../src/errors/catalog.js'
import { fail, problem, ReleaseError } from '../../src/errors/release-error.js'

const entries = Object.entries(catalog) as [Code, { message: (f: unknown) => string; hint: (f: unknown) => string; sample: unknown }][]

test.each(entries)('%s renders with its sample facts, and says what to do', (code, it) => {
  const text = `${it.message(it.sample)} ${it.hint(it.sample)}`
  expect([code, text]).not.toContain('undefined')
  expect(text).not.toMatch(/undefined|\[object|NaN/)
  expect(it.message(it.sample).length).toBeGreaterThan(10)
  expect(it.hint(it.sample).length).toBeGreaterThan(10)
})

test('a problem links to its own place in docs/errors.md', () => {
  expect(problem('BUG', { what: 'x' }).docs).toMatch(/docs\/errors\.md#bug$/)
})

test('an error keeps its cause and takes its code and kind from its first problem', () => {
  const cause = new Error('below')
  try {
    fail('BUG', { what: 'x' }, { cause })
    expect('thrown').toBe('not thrown')
  } catch (error) {
    expect(error).toBeInstanceOf(ReleaseError)
    expect([(error as ReleaseError).code, (error as ReleaseError).kind, (error as ReleaseError).cause]).toEqual(['BUG', 'bug', cause])
  }
})
