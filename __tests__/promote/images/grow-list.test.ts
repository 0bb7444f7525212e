import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parse } from 'yaml'
import type { Digest } from '../../../src/core/digest.js'
import { ReleaseError } from '../../../src/errors/release-error.js'
import { growImageList, type Promotion } from '../../../src/promote/images/grow-list.js'
import { describeFile } from '../../cases.js'

const digest = (digit: string): Digest => `sha256:${digit.repeat(64)}`
const [d1, d2, d3] = [digest('1'), digest('2'), digest('3')]
const grow = (text: string, ...all: readonly [string, Digest, string][]): string => growImageList(text, 'images.yaml', all.map(([image, of, tag]) => ({ image, digest: of, tag })))

interface Case {
  readonly before: string
  readonly after: string
  readonly promoted: readonly Promotion[]
}

describeFile<Case>('image-list.json', ({ before, after, promoted }) => {
  test('the real promotion gives the real list, byte for byte', () => {
    expect(growImageList(before, 'images.yaml', promoted)).toBe(after)
  })

  test('the order of what is added says nothing', () => {
    expect(growImageList(before, 'images.yaml', [...promoted].reverse())).toBe(after)
  })

  test('a second time changes nothing', () => {
    expect(growImageList(after, 'images.yaml', promoted)).toBe(after)
  })
})

test.each<[string, string, readonly [string, Digest, string][], string]>([
  ['nothing but a note', '# No images yet\n', [['demo', d1, 'v1']], `- name: demo\n  dmap:\n    "${d1}": ["v1"]\n`],
  ['an empty file', '', [['demo', d1, 'v1']], `- name: demo\n  dmap:\n    "${d1}": ["v1"]\n`],
  ['a head and a note', '# Owned by us\n# No images yet', [['demo', d1, 'v1']], `# Owned by us\n- name: demo\n  dmap:\n    "${d1}": ["v1"]\n`],
  ['an empty list', '# c\n[]\n', [['demo', d1, 'v1']], `# c\n- name: demo\n  dmap:\n    "${d1}": ["v1"]\n`],
  ['no digests', '- name: demo\n  dmap:\n', [['demo', d1, 'v1']], `- name: demo\n  dmap:\n    "${d1}": ["v1"]\n`],
  ['no digests, in braces', '- name: demo\n  dmap: {}\n', [['demo', d1, 'v1']], `- name: demo\n  dmap:\n    "${d1}": ["v1"]\n`],
  ['comments everywhere', `# head\n\n# of a\n- name: a # own\n  dmap: # d\n    # of 1\n    "${d1}": ["v1"] # first\n# tail\n`, [['a', d2, 'v2']],
    `# head\n\n# of a\n- name: a # own\n  dmap: # d\n    # of 1\n    "${d1}": ["v1"] # first\n    "${d2}": ["v2"]\n# tail\n`],
  ['a new first image below the head', `# head\n- name: b\n  dmap:\n    "${d1}": ["v1"]\n`, [['a', d2, 'v1']], `# head\n- name: a\n  dmap:\n    "${d2}": ["v1"]\n- name: b\n  dmap:\n    "${d1}": ["v1"]\n`],
  ['… above the comment of the next one', `# head\n\n# of b\n- name: b\n  dmap:\n    "${d1}": ["v1"]\n`, [['a', d2, 'v1']], `# head\n\n- name: a\n  dmap:\n    "${d2}": ["v1"]\n# of b\n- name: b\n  dmap:\n    "${d1}": ["v1"]\n`],
  ['plain order of text', `- name: k\n  dmap:\n    "${d1}": ["v3.4.2-1"]\n`, [['k', d2, 'v3.4.10-1']], `- name: k\n  dmap:\n    "${d2}": ["v3.4.10-1"]\n    "${d1}": ["v3.4.2-1"]\n`],
  ['a list that is sorted by version', `- name: k\n  dmap:\n    "${d1}": ["v0.9.0"]\n    "${d2}": ["v0.10.0"]\n`, [['k', d3, 'v0.11.0']], `- name: k\n  dmap:\n    "${d1}": ["v0.9.0"]\n    "${d2}": ["v0.10.0"]\n    "${d3}": ["v0.11.0"]\n`],
  ['another tag of the same digest', `- name: k\n  dmap:\n    "${d1}": ["v1","v3"]\n`, [['k', d1, 'v2']], `- name: k\n  dmap:\n    "${d1}": ["v1","v2","v3"]\n`],
  ['… with the spaces that are there', `- name: k\n  dmap:\n    "${d1}": ["v1", "v3"]\n`, [['k', d1, 'v4']], `- name: k\n  dmap:\n    "${d1}": ["v1", "v3", "v4"]\n`],
  ['… which moves it up', `- name: k\n  dmap:\n    "${d1}": ["v2"]\n    "${d2}": ["v3"]`, [['k', d2, 'v1']], `- name: k\n  dmap:\n    "${d2}": ["v1","v3"]\n    "${d1}": ["v2"]`],
  ['tags below one another', `- name: k\n  dmap:\n    "${d1}":\n    - v1\n    - v3 # c\n`, [['k', d1, 'v2'], ['k', d2, 'v5']], `- name: k\n  dmap:\n    "${d1}":\n    - v1\n    - "v2"\n    - v3 # c\n    "${d2}": ["v5"]\n`],
  ['CRLF', `- name: k\r\n  dmap:\r\n    "${d1}": ["v1"]\r\n`, [['k', d2, 'v2']], `- name: k\r\n  dmap:\r\n    "${d1}": ["v1"]\r\n    "${d2}": ["v2"]\r\n`],
  ['no newline at the end', `- name: k\n  dmap:\n    "${d1}": ["v1"]`, [['k', d2, 'v2'], ['z', d1, 'v1']], `- name: k\n  dmap:\n    "${d1}": ["v1"]\n    "${d2}": ["v2"]\n- name: z\n  dmap:\n    "${d1}": ["v1"]`],
  ['a byte order mark', `\ufeff- name: k\n  dmap:\n    "${d1}": ["v1"]\n`, [['a', d2, 'v2']], `\ufeff- name: a\n  dmap:\n    "${d2}": ["v2"]\n- name: k\n  dmap:\n    "${d1}": ["v1"]\n`],
  ['another indentation', `  -   name: k\n      dmap:\n          "${d1}": ["v1"]\n`, [['k', d2, 'v2'], ['z', d1, 'v1']], `  -   name: k\n      dmap:\n          "${d1}": ["v1"]\n          "${d2}": ["v2"]\n  - name: z\n    dmap:\n      "${d1}": ["v1"]\n`],
])('%s', (_what, before, all, after) => {
  expect(grow(before, ...all)).toBe(after)
})

const problemOf = (work: () => unknown): { code: string; line: number | undefined; column: number | undefined } => {
  try {
    work()
  } catch (failure) {
    if (failure instanceof ReleaseError) return { code: failure.code, line: failure.problems[0].place?.line, column: failure.problems[0].place?.column }
    throw failure
  }
  throw new Error('it was not refused')
}

test.each<[string, string, number, number]>([
  ['a mapping instead of the list', 'images:\n- name: a\n', 1, 1],
  ['text', 'hello\n', 1, 1],
  ['a list in brackets', '[{name: a, dmap: {}}]\n', 1, 1],
  ['a text among the images', '- a\n', 1, 3],
  ['an image without a name', `- dmap:\n    "${d1}": ["v1"]\n`, 1, 3],
  ['an image without a dmap', '- name: a\n', 1, 3],
  ['an unknown key', '- name: a\n  dmap:\n  tags: []\n', 3, 3],
  ['the same image twice', '- name: a\n  dmap:\n- name: a\n  dmap:\n', 3, 3],
  ['no digest', '- name: a\n  dmap:\n    "sha256:12": ["v1"]\n', 3, 5],
  ['the same digest twice', `- name: a\n  dmap:\n    "${d1}": ["v1"]\n    "${d1}": ["v2"]\n`, 4, 5],
  ['a tag of two digests', `- name: a\n  dmap:\n    "${d1}": ["v1"]\n    "${d2}": ["v2","v1"]\n`, 4, 86],
  ['a text instead of tags', `- name: a\n  dmap:\n    "${d1}": v1\n`, 3, 80],
  ['a tag that is none', `- name: a\n  dmap:\n    "${d1}": ["v 1"]\n`, 3, 81],
  ['a dmap in braces', `- name: a\n  dmap: {"${d1}": ["v1"]}\n`, 2, 9],
  ['an alias', `- name: a\n  dmap: &x\n    "${d1}": ["v1"]\n- name: b\n  dmap: *x\n`, 5, 9],
])('%s is refused, with line and column', (_what, text, line, column) => {
  expect(problemOf(() => grow(text, ['k', d1, 'v9']))).toEqual({ code: 'IMAGE_LIST', line, column })
})

test('what is no YAML is refused with line and column', () => {
  expect(problemOf(() => grow('- name: a\n  dmap:\n   - : : [\n', ['a', d1, 'v1']))).toMatchObject({ code: 'IMAGE_LIST', line: expect.any(Number) })
})

test('a tag that is promoted with another digest is refused', () => {
  expect(problemOf(() => grow(`- name: a\n  dmap:\n    "${d1}": ["v1"]\n`, ['a', d2, 'v1'])).code).toBe('IMAGE_LIST_CONFLICT')
})

test('the tag latest is refused', () => {
  expect(problemOf(() => grow('', ['a', d2, 'latest'])).code).toBe('PROMOTE_MOVING_TAG')
})

const names = fc.constantFrom('a', 'b', 'charts/c')
const tags = fc.constantFrom('v1', 'v2', 'v3.4.10-1', 'v3.4.2-1', '0.1.0', 'v3.3.0-1', 'v3.3.0-beta.0-1')
const someDigest = fc.constantFrom(...['1', '2', '3', '4', '5', 'a', 'f'].map(digest))

/** As kpromo writes a whole list. */
const written = (all: readonly Promotion[]): string => {
  const byText = (a: string, b: string): number => (a < b ? -1 : 1)
  return [...new Set(all.map((it) => it.image))].sort(byText).map((image) => {
    const own = all.filter((it) => it.image === image)
    const digests = [...new Set(own.map((it) => it.digest))].map((of) => ({ of, tags: [...new Set(own.filter((it) => it.digest === of).map((it) => it.tag))].sort(byText) }))
    const lines = digests.sort((a, b) => byText(a.tags[0] ?? '', b.tags[0] ?? '')).map((it) => `    "${it.of}": [${it.tags.map((tag) => `"${tag}"`).join(',')}]\n`)
    return `- name: ${image}\n  dmap:\n${lines.join('')}`
  }).join('')
}

test('a list that kpromo wrote is grown to what kpromo would write', () => {
  fc.assert(fc.property(fc.array(fc.record({ image: names, digest: someDigest, tag: tags }), { maxLength: 14 }), fc.nat(14), (all, split) => {
    // A tag has one digest.
    const valid = all.filter((it, index) => all.findIndex((other) => other.image === it.image && other.tag === it.tag) === index)
    expect(growImageList(written(valid.slice(0, split)), 'images.yaml', valid.slice(split))).toBe(written(valid))
  }), { numRuns: 300 })
})

test('whatever is in it, what was there stays, line by line, and reads as before', () => {
  const comment = fc.constantFrom('', '# c\n', '\n', '# c\n\n')
  fc.assert(fc.property(fc.array(fc.tuple(comment, fc.uniqueArray(fc.tuple(comment, someDigest, tags), { selector: (it) => it[1], maxLength: 4 })), { maxLength: 3 }), names, (images, name) => {
    const text = images.map(([above, digests], index) => {
      const own = digests.filter((it, at) => digests.findIndex((other) => other[2] === it[2]) === at)
      return `${above}- name: ${['a', 'b', 'charts/c'][index] ?? ''}\n  dmap:${own.length > 0 ? '' : ' {}'}\n${own.map(([note, of, tag]) => `${note}    "${of}": ["${tag}"]\n`).join('')}`
    }).join('')
    const grown = growImageList(text, 'images.yaml', [{ image: name, digest: digest('e'), tag: 'v2.5' }])
    const lines = grown.split('\n')
    for (const line of text.split('\n').filter((it) => !it.endsWith('{}'))) expect(lines.splice(0, lines.indexOf(line) + 1)).toContain(line)
    const before = (parse(text) ?? []) as { name: string; dmap: Record<string, string[]> | null }[]
    const after = parse(grown) as { name: string; dmap: Record<string, string[]> }[]
    for (const it of before) expect(after.find((other) => other.name === it.name)?.dmap).toMatchObject(it.dmap ?? {})
    expect(after.find((it) => it.name === name)?.dmap[digest('e')]).toEqual(['v2.5'])
  }), { numRuns: 300 })
})
