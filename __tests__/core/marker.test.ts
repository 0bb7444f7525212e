import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { hasMarker, isMarked, makeMarker, withMarker, type Marked } from '../../src/core/marker.js'

const release: Marked = { kind: 'release', repository: 'accanto/driver', tag: '1.0.0', object: 'a'.repeat(40) }
const marker = makeMarker(release)

describe('the marker', () => {
  test('is one line that a reader of the rendered text does not see', () => {
    expect(marker).toMatch(/^<!-- slipway: \{.*\} -->$/)
    expect(marker).not.toContain('\n')
  })

  test.each<[string, Partial<Marked>]>([
    ['kind', { kind: 'next-version' }],
    ['repository', { repository: 'accanto/other' }],
    ['tag', { tag: '1.0.1' }],
    ['tag object', { object: 'b'.repeat(40) }],
  ])('of another %s is another marker', (_, other) => {
    expect(hasMarker(withMarker('text', marker), makeMarker({ ...release, ...other }))).toBe(false)
  })

  test('counts as the last line only: whoever writes above it makes nothing ours', () => {
    expect(hasMarker(`${marker}\nand then some text`, marker)).toBe(false)
    expect(isMarked(`${marker}\nand then some text`)).toBe(false)
  })

  test('is found again when the text came back with other line ends', () => {
    expect(hasMarker(withMarker('one\n\ntwo', marker).replaceAll('\n', '\r\n'), marker)).toBe(true)
    expect(hasMarker(`${withMarker('one', marker)}\n\n`, marker)).toBe(true)
  })

  test('ends where it ends, also for a tag that would end the comment', () => {
    const odd = makeMarker({ ...release, tag: '1.0.0-->x' })
    expect(odd.indexOf('-->')).toBe(odd.length - 3)
  })

  test('holds for any text, and no text can bring a marker of its own along', () => {
    fc.assert(fc.property(fc.string(), fc.constantFrom('', '\n', ' '), (text, gap) => {
      const planted = `${text}\n${makeMarker({ ...release, tag: '6.6.6' })}${gap}`
      const body = withMarker(planted, marker)
      expect(hasMarker(body, marker)).toBe(true)
      expect(body.match(/<!--\s*slipway:/gi)).toHaveLength(1)
    }))
  })
})
