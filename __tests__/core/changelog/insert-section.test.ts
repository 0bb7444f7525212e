import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readChangelog, sectionOf, sectionText } from '../../../src/core/changelog/changelog.js'
import { insertSection, type NewSection } from '../../../src/core/changelog/insert-section.js'
import { parseVersion } from '../../../src/core/version.js'

const line = { tag: 'v{version}', scheme: 'semver' } as const
const base = 'https://github.com/acme/widget'
const section = (over: Partial<NewSection> & { readonly v?: string } = {}): NewSection => {
  const { v = '1.1.0', ...rest } = over
  return { version: parseVersion(v, 'semver'), tag: `v${v}`, date: '2024-05-06', previous: 'v1.0.0', base, body: [{ title: 'Fixed bugs', items: ['One'] }, { title: 'Empty', items: [] }], ...rest }
}
const inserted = (text: string, it: NewSection = section()): string => {
  const done = insertSection(text, it, line)
  if ('why' in done) throw new Error(done.why)
  return done.text
}

describe('a section is written as its neighbours are', () => {
  test.each<readonly [string, string, string]>([
    ['an empty file gets a title and the usual style', '',
      `# Changelog\n\n## [1.1.0](${base}/tree/v1.1.0) (2024-05-06)\n\n[Full Changelog](${base}/compare/v1.0.0...v1.1.0)\n\n**Fixed bugs:**\n\n- One\n`],
    ['a file with a title and words below it', '# Log\n\nAll that changed.\n',
      `# Log\n\nAll that changed.\n\n## [1.1.0](${base}/tree/v1.1.0) (2024-05-06)\n\n[Full Changelog](${base}/compare/v1.0.0...v1.1.0)\n\n**Fixed bugs:**\n\n- One\n`],
    ['no title at all, and no blank line above the comparison', `## [v1.0.0](${base}/tree/v1.0.0) (2023-01-02)\n[Full Changelog](${base}/compare/v0.9.0...v1.0.0)\n\n**Fixed bugs:**\n- Zero\n`,
      `## [v1.1.0](${base}/tree/v1.1.0) (2024-05-06)\n[Full Changelog](${base}/compare/v1.0.0...v1.1.0)\n\n**Fixed bugs:**\n- One\n\n## [v1.0.0](${base}/tree/v1.0.0) (2023-01-02)\n[Full Changelog](${base}/compare/v0.9.0...v1.0.0)\n\n**Fixed bugs:**\n- Zero\n`],
    ['Keep a Changelog: after what is unreleased, with the definition of its link', `# Changelog\n\n## [Unreleased]\n\n- Soon\n\n## [1.0.0] - 2023-01-02\n\n### Fixed\n\n* Zero\n\n[Unreleased]: ${base}/compare/v1.0.0...HEAD\n[1.0.0]: ${base}/compare/v0.9.0...v1.0.0\n`,
      `# Changelog\n\n## [Unreleased]\n\n- Soon\n\n## [1.1.0] - 2024-05-06\n\n### Fixed bugs\n\n* One\n\n## [1.0.0] - 2023-01-02\n\n### Fixed\n\n* Zero\n\n[Unreleased]: ${base}/compare/v1.0.0...HEAD\n[1.1.0]: ${base}/compare/v1.0.0...v1.1.0\n[1.0.0]: ${base}/compare/v0.9.0...v1.0.0\n`],
    ['underlined headings, and dates in words', `Changes\n=======\n\nVersion 1.0.0 (January 2, 2023)\n-------------------------------\n\n* Zero\n`,
      `Changes\n=======\n\nVersion 1.1.0 (May 6, 2024)\n---------------------------\n\n### Fixed bugs\n\n* One\n\nVersion 1.0.0 (January 2, 2023)\n-------------------------------\n\n* Zero\n`],
    ['standard-version: two blank lines, comparison in the heading, levels that differ', `# Changelog\n\n### [1.0.1](${base}/compare/v1.0.0...v1.0.1) (2023-02-02)\n\n\n### Bug Fixes\n\n* x\n\n\n## [1.0.0](${base}/compare/v0.9.0...v1.0.0) (2023-01-02)\n\n\n### Features\n\n* y\n`,
      `# Changelog\n\n### [1.1.0](${base}/compare/v1.0.0...v1.1.0) (2024-05-06)\n\n\n### Fixed bugs\n\n* One\n\n\n### [1.0.1](${base}/compare/v1.0.0...v1.0.1) (2023-02-02)\n\n\n### Bug Fixes\n\n* x\n\n\n## [1.0.0](${base}/compare/v0.9.0...v1.0.0) (2023-01-02)\n\n\n### Features\n\n* y\n`],
    ['a name that others do not share is no model', '# Log\n\n## 1.0.0 "Zebra" (2023-01-02)\n\n- Zero\n\n## 0.9.0 (2022-01-02)\n\n- Older\n',
      '# Log\n\n## 1.1.0 (2024-05-06)\n\n### Fixed bugs\n\n- One\n\n## 1.0.0 "Zebra" (2023-01-02)\n\n- Zero\n\n## 0.9.0 (2022-01-02)\n\n- Older\n'],
    ['the oldest first', '# Log\n\n## 0.9.0\n\n- Older\n\n## 1.0.0\n\n- Zero\n', '# Log\n\n## 0.9.0\n\n- Older\n\n## 1.0.0\n\n- Zero\n\n## 1.1.0\n\n### Fixed bugs\n\n- One\n'],
    ['no end of the last line', '## 2.0.0\n\n- Two', '## 2.0.0\n\n- Two\n\n## 1.1.0\n\n### Fixed bugs\n\n- One'],
    ['a back-port stands where its version belongs', '## 2.0.0\n\n- Two\n\n## 1.0.0\n\n- Zero\n', '## 2.0.0\n\n- Two\n\n## 1.1.0\n\n### Fixed bugs\n\n- One\n\n## 1.0.0\n\n- Zero\n'],
    ['ends of lines as the file has them', '\ufeff# Log\r\n\r\n## 1.0.0\r\n\r\n- Zero\r\n', '\ufeff# Log\r\n\r\n## 1.1.0\r\n\r\n### Fixed bugs\r\n\r\n- One\r\n\r\n## 1.0.0\r\n\r\n- Zero\r\n'],
    ['headings in code and comments are none', '# Log\n\n<!--\n## 9.0.0\n-->\n\n## 1.0.0\n\n```\n## 0.5.0\n```\n\n- Zero\n', '# Log\n\n<!--\n## 9.0.0\n-->\n\n## 1.1.0\n\n### Fixed bugs\n\n- One\n\n## 1.0.0\n\n```\n## 0.5.0\n```\n\n- Zero\n'],
    ['code of three marks within a line hides nothing', '# Log\n\n## 2.0.0\n\n```a``` is there\n\n## 1.0.0\n\n- Zero\n', '# Log\n\n## 2.0.0\n\n```a``` is there\n\n## 1.1.0\n\n### Fixed bugs\n\n- One\n\n## 1.0.0\n\n- Zero\n'],
    ['sections of another line stay between', '# Log\n\n## chart/3.0.0\n\n- Chart\n\n## v1.0.0\n\n- Zero\n', '# Log\n\n## chart/3.0.0\n\n- Chart\n\n## v1.1.0\n\n### Fixed bugs\n\n- One\n\n## v1.0.0\n\n- Zero\n'],
    ['anchors above the headings, as Angular has them', `<a name="1.0.0"></a>\n## [1.0.0](${base}/compare/v0.9.0...v1.0.0) (2023-01-02)\n\n\n### Bug Fixes\n\n* x\n\n\n\n<a name="0.9.0"></a>\n## 0.9.0 (2022-01-02)\n\n* y\n`,
      `<a name="1.1.0"></a>\n## [1.1.0](${base}/compare/v1.0.0...v1.1.0) (2024-05-06)\n\n\n### Fixed bugs\n\n* One\n\n\n\n<a name="1.0.0"></a>\n## [1.0.0](${base}/compare/v0.9.0...v1.0.0) (2023-01-02)\n\n\n### Bug Fixes\n\n* x\n\n\n\n<a name="0.9.0"></a>\n## 0.9.0 (2022-01-02)\n\n* y\n`],
    ['days first, with points between them', '# Log\n\n## v1.0.0 (02.01.2023)\n\n- Zero\n', '# Log\n\n## v1.1.0 (06.05.2024)\n\n### Fixed bugs\n\n- One\n\n## v1.0.0 (02.01.2023)\n\n- Zero\n'],
    ['dates with stress', '# Log\n\n## 1.0.0 _2023-01-02_\n\n- Zero\n', '# Log\n\n## 1.1.0 _2024-05-06_\n\n### Fixed bugs\n\n- One\n\n## 1.0.0 _2023-01-02_\n\n- Zero\n'],
    ['a date that could be read in two ways is written as it can be read in one, after a name like those of the others', '# Log\n\n## Version v1.0.0 - 02/01/2023\n\n- Zero\n', '# Log\n\n## Version v1.1.0 (2024-05-06)\n\n### Fixed bugs\n\n- One\n\n## Version v1.0.0 - 02/01/2023\n\n- Zero\n'],
  ])('%s', (_name, text, wanted) => expect(inserted(text)).toBe(wanted))

  test('an anchor belongs to the heading below it: no text of another release ends with it', () => {
    const changelog = readChangelog('<a name="1.0.0"></a>\n## 1.0.0\n\n- Zero\n\n<a name="0.9.0"></a>\n## 0.9.0\n\n- Older\n', line)
    const found = sectionOf(changelog, parseVersion('1.0.0', 'semver'))
    expect(found && sectionText(changelog, found)).toBe('- Zero')
  })

  test.each(['pep440', 'free'] as const)('a number alone (%s) is a version among others only where it stands as they do: a year is none, nor what begins with one', (scheme) => {
    const own = { tag: 'v{version}', scheme } as const
    const wanted = { ...section(), version: parseVersion('1.1.0', scheme), body: '- One' }
    expect(insertSection('# Log\n\n## 2023\n\n### 1.0.0 (2023-01-02)\n\n- Zero\n\n## 2 known problems\n\n- x\n', wanted, own)).toEqual({ text: '# Log\n\n## 2023\n\n### 1.1.0 (2024-05-06)\n\n- One\n\n### 1.0.0 (2023-01-02)\n\n- Zero\n\n## 2 known problems\n\n- x\n' })
    const whole = insertSection('# Log\n\n## 1.0.0\n\n- Zero\n', { ...wanted, version: parseVersion('2', scheme), tag: 'v2' }, own)
    expect(whole).toEqual({ text: '# Log\n\n## 2\n\n- One\n\n## 1.0.0\n\n- Zero\n' })
    expect(insertSection('text' in whole ? whole.text : '', { ...wanted, version: parseVersion('2', scheme), tag: 'v2' }, own)).toEqual(whole)
  })

  test('the first version has no comparison', () => {
    const { version, tag, date, body } = section()
    expect(inserted('', { version, tag, date, body, base })).toBe(`# Changelog\n\n## [1.1.0](${base}/tree/v1.1.0) (2024-05-06)\n\n**Fixed bugs:**\n\n- One\n`)
  })

  test('what is there already stays as somebody wrote it', () => {
    const text = '# Log\n\n## 1.1.0\n\nBy hand.\n'
    expect(insertSection(text, section(), line)).toEqual({ text })
  })
})

describe('a file without a place is refused', () => {
  test.each([
    ['See the releases on GitHub.\n', 'neither a title nor the section'],
    ['# Log\n\n## May\n\n- Warm\n', 'none of versions'],
    ['# Log\n\n## May\n\n- Warm\n\n## Unreleased\n\n### Added\n', '"May"'],
    ['# Log\n\n**1.0.0** (2023-01-02)\n\n- Zero\n\n**0.9.0** (2022-01-02)\n\n- Older\n', 'no headings'],
    ['# Log\n\n- v1.0.0\n  - Zero\n- v0.9.0\n  - Older\n', 'no headings'],
    ['# Log\n\n<details>\n<summary>1.0.0</summary>\n\n- Zero\n\n</details>\n', 'no headings'],
  ])('%j', (text, why) => expect(insertSection(text, section(), line)).toEqual({ why: expect.stringContaining(why) }))
})

const word = fc.stringMatching(/^[a-z <>*_#[\]()@`-]{1,20}$/)
const eol = fc.constantFrom('\n', '\r\n')
const file = fc.record({
  versions: fc.uniqueArray(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)), { maxLength: 5, selector: (it) => it.join('.') }),
  title: fc.constantFrom('# Log\n\n', '\ufeff# Changelog\n\nWords.\n\n', ''),
  heading: fc.constantFrom('## {}', '## [{}] - 2020-01-02', '# v{} (2020/01/02)', '## [{}](https://github.com/a/b/tree/{}) (2020-01-02)'),
  items: fc.array(word, { minLength: 1, maxLength: 3 }),
  foot: fc.constantFrom('', '\\* *This Change Log was automatically generated by x*\n', '<!-- the end -->\n'),
  final: fc.boolean(),
  eol,
})

test('whatever the file is, every byte stays, the new section can be read back, and a second time changes nothing', () => {
  fc.assert(fc.property(file, fc.constantFrom('0.0.0', '1.1.1', '9.0.0'), (it, v) => {
    const sections = it.versions.map((version) => `${it.heading.replaceAll('{}', version.join('.'))}\n\n${it.items.map((item) => `- ${item}`).join('\n')}\n\n`).join('')
    const whole = `${it.title}${sections}${it.foot}`.replaceAll('\n', it.eol)
    const text = it.final ? whole : whole.trimEnd()
    const wanted = section({ v, body: 'The words of this one.' })
    const done = insertSection(text, wanted, line)
    if ('why' in done) return
    if (done.text === text) return expect(sectionOf(readChangelog(text, line), wanted.version)).toBeDefined()
    // One piece was put in, and nothing else is different.
    const added = done.text.length - text.length
    expect(Array.from({ length: text.length + 1 }, (_, index) => done.text.slice(0, index) + done.text.slice(index + added)).includes(text)).toBe(true)
    const again = readChangelog(done.text, line)
    const found = sectionOf(again, wanted.version)
    expect(found && sectionText(again, found)).toContain('The words of this one.')
    expect(insertSection(done.text, wanted, line)).toEqual({ text: done.text })
    if (it.eol === '\r\n' && text.includes('\r\n')) expect(done.text).not.toMatch(/[^\r]\n/)
  }), { numRuns: 300 })
})

test('a line with very many addresses below a heading keeps nobody waiting', () => {
  const began = performance.now()
  inserted(`# Log\n\n## 1.0.0\n\n${'http://'.repeat(100_000)}\n`)
  expect(performance.now() - began).toBeLessThan(5000)
})
