import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { hasMarker, makeMarker } from '../../../src/core/marker.js'
import { fitNotes, longestBody } from '../../../src/publish/release/notes.js'

const marker = makeMarker({ kind: 'release', repository: 'accanto/driver', tag: '1.0.0', object: 'a'.repeat(40) })
const place = { marker, page: 'https://github.com/accanto/driver/releases/tag/1.0.0' }

describe('the text of a release', () => {
  test('that fits is kept as it is', () => {
    expect(fitNotes('One.\n\nTwo.', place)).toEqual({ body: `One.\n\nTwo.\n\n${marker}` })
  })

  test('that is empty is the marker alone', () => {
    expect(fitNotes('', place)).toEqual({ body: marker })
  })

  test('that is too long is cut at a section, says where all of it is, and comes along whole', () => {
    const section = (name: string): string => `## ${name}\n\n${'word '.repeat(12_000)}\n`
    const text = [section('One'), section('Two'), section('Three')].join('\n')
    const { body, whole } = fitNotes(text, place)
    expect(body.length).toBeLessThanOrEqual(longestBody)
    expect(body).toContain('## Two')
    expect(body).not.toContain('## Three')
    expect(body).toContain('RELEASE_NOTES.md')
    expect(whole).toBe(`${text}\n`)
  })

  test('cut inside a code block closes it', () => {
    const text = `intro\n\n\`\`\`\`text\n\`\`\`\n${'x\n'.repeat(2000)}\`\`\`\`\n`
    const { body } = fitNotes(text, place, 2000)
    expect(body.match(/^````$/gm)).toHaveLength(1)
    expect(body.indexOf('\n````\n')).toBeLessThan(body.indexOf('*This text was cut'))
  })

  test('never exceeds the limit, never splits a character, and always ends with the marker', () => {
    const piece = fc.constantFrom('word ', '\n', '\n\n', '## Head\n', '```\n', '~~~~\n', '😀', 'é', '<!-- slipway: {} -->\n', '- item\n')
    fc.assert(fc.property(fc.array(piece, { maxLength: 400 }), fc.integer({ min: 700, max: 2000 }), (pieces, limit) => {
      const text = pieces.join('').trim()
      const { body, whole } = fitNotes(text, place, limit)
      expect(body.length).toBeLessThanOrEqual(limit)
      expect(hasMarker(body, marker)).toBe(true)
      expect(body.isWellFormed()).toBe(true)
      if (whole !== undefined) expect(whole).toBe(`${text}\n`)
    }))
  })
})
