import { expect, test } from '@jest/globals'
import { canonicalJson } from '../src/core/json.js'
import { catalog } from '../src/errors/catalog.js'

test('every code of the catalogue renders with its sample facts', () => {
  for (const [code, it] of Object.entries(catalog)) {
    const text = (it.message as (f: unknown) => string)(it.sample) + (it.hint as (f: unknown) => string)(it.sample)
    expect([code, text]).not.toContain('undefined')
    expect(text.length).toBeGreaterThan(40)
  }
})

test('canonical JSON does not depend on the order in which keys were written', () => {
  expect(canonicalJson({ b: 1, a: [true, { d: null, c: 'x' }] })).toBe('{"a":[true,{"c":"x","d":null}],"b":1}')
})
