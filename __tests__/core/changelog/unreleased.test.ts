// A changelog that is kept by hand: what stands under Unreleased becomes the section of the release.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { askedOf, changelogEntry } from '../../../src/core/changelog/changelog-entry.js'
import { insertSection } from '../../../src/core/changelog/insert-section.js'
import { readChangelog } from '../../../src/core/changelog/changelog.js'
import { unreleasedOf } from '../../../src/core/changelog/unreleased.js'
import { parseVersion } from '../../../src/core/version.js'

const line = { tag: '{version}', scheme: 'semver' } as const
const base = 'https://github.com/acme/widget'

/** What `at` (the file at the tag) has under Unreleased, put into the file as it is by now. */
const released = (text: string, { v = '0.3.0', previous = '0.2.0', at = text }: { readonly v?: string; readonly previous?: string; readonly at?: string } = {}): string => {
  const words = unreleasedOf(readChangelog(at, line))?.words ?? ''
  const done = insertSection(text, { version: parseVersion(v, 'semver'), tag: v, date: '2026-11-21', base, body: words, isMoved: true, ...(previous === '' ? {} : { previous }) }, line)
  if ('why' in done) throw new Error(done.why)
  return done.text
}

const foot = (unreleased: string, own = ''): string => `[unreleased]: ${base}/compare/${unreleased}...HEAD\n${own}[0.2.0]: ${base}/compare/0.1.0...0.2.0\n`
const older = '## [0.2.0] - 2026-01-01\n\n### Added\n\n- Old\n'

describe('what stands under Unreleased becomes the section', () => {
  test.each<readonly [string, string, string, object?]>([
    ['with the links at the foot',
      `# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A **new**  thing @ann\n\n${older}\n${foot('0.2.0')}`,
      `# Changelog\n\n## [Unreleased]\n\n## [0.3.0] - 2026-11-21\n\n### Added\n\n- A **new**  thing @ann\n\n${older}\n${foot('0.3.0', `[0.3.0]: ${base}/compare/0.2.0...0.3.0\n`)}`],
    ['without any link', `# Changelog\n\n## Unreleased\n- One\n\n## 0.2.0\n- Old\n`, `# Changelog\n\n## Unreleased\n\n## 0.3.0\n- One\n\n## 0.2.0\n- Old\n`],
    ['of a first release, as Keep a Changelog has it', `# Changelog\n\n## [Unreleased]\n\n- One\n`, `# Changelog\n\n## [Unreleased]\n\n## [0.3.0] - 2026-11-21\n\n- One\n`, { previous: '' }],
    ['of a first release, in groups', `# Changelog\n\n## [Unreleased]\n\n### Added\n\n- One\n\n### Fixed\n\n- Two\n`, `# Changelog\n\n## [Unreleased]\n\n## [0.3.0] - 2026-11-21\n\n### Added\n\n- One\n\n### Fixed\n\n- Two\n`, { previous: '' }],
    ['of a first release, without a title', `## Unreleased\n\n### Added\n\n- One`, `## Unreleased\n\n## 0.3.0 - 2026-11-21\n\n### Added\n\n- One\n`, { previous: '' }],
    ['as a generator wrote it: its comparison ends with the release from then on',
      `# Log\n\n## [Unreleased](${base}/tree/HEAD)\n\n[Full Changelog](${base}/compare/0.2.0...HEAD)\n\n- One\n\n## [0.2.0](${base}/tree/0.2.0) (2026-01-01)\n\n[Full Changelog](${base}/compare/0.1.0...0.2.0)\n\n- Old\n`,
      `# Log\n\n## [Unreleased](${base}/tree/HEAD)\n\n## [0.3.0](${base}/tree/0.3.0) (2026-11-21)\n\n[Full Changelog](${base}/compare/0.2.0...0.3.0)\n\n- One\n\n## [0.2.0](${base}/tree/0.2.0) (2026-01-01)\n\n[Full Changelog](${base}/compare/0.1.0...0.2.0)\n\n- Old\n`],
    ['with a link in the heading', `# Log\n\n## [Unreleased](${base}/compare/0.2.0...HEAD)\n\n- One\n\n## 0.2.0\n\n- Old\n`, `# Log\n\n## [Unreleased](${base}/compare/0.3.0...HEAD)\n\n## 0.3.0\n\n- One\n\n## 0.2.0\n\n- Old\n`],
    ['of a back-port, which compares nothing with what is higher',
      `# Log\n\n## [Unreleased]\n\n- One\n\n## [0.4.0] - 2026-02-02\n\n- Four\n\n${older}\n[unreleased]: ${base}/compare/0.4.0...HEAD\n`,
      `# Log\n\n## [Unreleased]\n\n## [0.4.0] - 2026-02-02\n\n- Four\n\n## [0.3.0] - 2026-11-21\n\n- One\n\n${older}\n[unreleased]: ${base}/compare/0.4.0...HEAD\n`],
  ])('%s', (_name, text, wanted, more = {}) => {
    const done = released(text, more)
    expect(done).toBe(wanted)
    // After a run that was killed once it was written: the section is there.
    expect(released(done, more)).toBe(done)
  })

  test('and what came after the tag stays there, below the heading of its group', () => {
    const at = `# Log\n\n## [Unreleased]\n\n### Added\n\n- One\n\n### Fixed\n\n- Two\n\n${older}`
    const now = at.replace('- One\n', '- One\n- Later\n').replace('- Two\n', '- Two\n\n### Removed\n\n- Gone\n')
    expect(released(now, { at })).toBe(`# Log\n\n## [Unreleased]\n\n### Added\n\n- Later\n\n### Removed\n\n- Gone\n\n## [0.3.0] - 2026-11-21\n\n### Added\n\n- One\n\n### Fixed\n\n- Two\n\n${older}`)
  })
})

const word = fc.stringMatching(/^[a-z <>*_()@`.-]{0,20}[a-z]$/)
const items = fc.array(word, { minLength: 1, maxLength: 4 }).map((them) => them.map((it) => `- ${it}`).join('\n'))

test('whatever stands there is moved, and every other byte stays', () => {
  fc.assert(fc.property(items, items, fc.constantFrom(['', ''], ['Words above.\n\n', '<!-- the end -->\n'], ['', '<!-- the end -->\n']), fc.constantFrom('\n', '\r\n'), (own, old, [intro, end], eol) => {
    const [before, after] = [`# Changelog\n\n${intro}## [Unreleased]\n\n`, `\n\n## [0.2.0] - 2026-01-01\n\n${old}\n\n${end}`]
    const text = `${before}${own}${after}`.replaceAll('\n', eol)
    expect(released(text)).toBe(`${before}## [0.3.0] - 2026-11-21\n\n${own}${after}`.replaceAll('\n', eol))
  }), { numRuns: 200 })
})

test('whatever was added after the tag, no line is lost and none is there twice', () => {
  fc.assert(fc.property(items, items, (own, later) => {
    const of = (words: string): string => `# Log\n\n## [Unreleased]\n\n${words}\n\n${older}`
    const sorted = (text: string): readonly string[] => text.split('\n').filter((it) => it.startsWith('- ')).sort()
    expect(sorted(released(of(`${later}\n${own}`), { at: of(own) }))).toEqual(sorted(of(`${later}\n${own}`)))
  }))
})

test.each([
  ['text under Unreleased', '# Log\n\n## Unreleased\n\n- One\n', undefined, 'unreleased'],
  ['headings of groups alone', '# Log\n\n## Unreleased\n\n### Added\n\n<!-- here -->\n', undefined, 'pulls'],
  ['no such heading', '# Log\n', undefined, 'pulls'],
  ['no file', '', undefined, 'pulls'],
  ['a source that is named', '# Log\n\n## Unreleased\n\n- One\n', 'commits', 'commits'],
  ['that source, where there is nothing', '# Log\n', 'unreleased', 'unreleased'],
] as const)('of %s the section is made as the config and the file say', (_name, text, from, wanted) => {
  expect(askedOf(changelogEntry.parse({ ...(from === undefined ? {} : { from }) }), text, line).from).toBe(wanted)
})

test.each(['tag', 'changelog', 'none'])('%s is no source of a section, and the message names all that are', (from) => {
  const refused = changelogEntry.safeParse({ from })
  expect(JSON.stringify(refused.error?.issues)).toContain('\\"unreleased\\"|\\"commits\\"|\\"pulls\\"|\\"github\\"|\\"changes\\"')
})
