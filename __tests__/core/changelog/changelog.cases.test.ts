// A real changelog that people kept by hand for years.
import { expect, test } from '@jest/globals'
import { readChangelog, sectionOf, sectionText, type Section } from '../../../src/core/changelog/changelog.js'
import { insertSection } from '../../../src/core/changelog/insert-section.js'
import { asVersion, compareVersions, parseVersion, type Version } from '../../../src/core/version.js'
import { previousVersion } from '../../../src/core/version/previous-version.js'
import { describeFile } from '../../cases.js'

interface Case {
  readonly tags: readonly string[]
  readonly changelog: string
  readonly compare_links: readonly { readonly version: string; readonly previous: string }[]
}

const line = { tag: '{version}', scheme: 'pep440' } as const

describeFile<Case>('changelog.json', ({ tags, changelog: text, compare_links: links }) => {
  const changelog = readChangelog(text, line)
  const versions = tags.flatMap((it) => asVersion(it.split(' ')[0] ?? '', 'pep440') ?? []).sort((a, b) => compareVersions(b, a))
  const found = (version: string): Section => sectionOf(changelog, parseVersion(version, 'pep440')) as Section
  const baseOf = (section: Section): string => /^(.*)\/tree\//.exec(section.name.url ?? '')?.[1] ?? ''
  const dateOf = (section: Section): string => /\((\d{4}-\d\d-\d\d)\)$/.exec(section.heading.words)?.[1] ?? ''
  const previousOf = (version: Version): string | undefined => previousVersion(versions, version, { isTold: (it) => sectionOf(changelog, it) !== undefined })?.text

  test('has a section for each of its 27 versions, which together with the title and the foot are all of it', () => {
    expect(changelog.sections).toHaveLength(27)
    const parts = [text.slice(0, changelog.sections[0]?.start), ...changelog.sections.map((it) => text.slice(it.start, it.end)), text.slice(changelog.foot)]
    expect(parts.join('')).toBe(text)
  })

  test.each(links)('the version before $version is $previous', ({ version, previous }) => {
    expect(previousOf(parseVersion(version, 'pep440'))).toBe(previous)
  })

  test('there are 26 links', () => expect(links).toHaveLength(26))

  test.each(links)('the section of $version is what stands below its heading', ({ version, previous }) => {
    const body = sectionText(changelog, found(version))
    expect(body.startsWith('[Full Changelog](')).toBe(true)
    expect(body).toContain(`/compare/${previous}...${version})`)
    expect(text).toContain(`)\n\n${body}\n\n`)
    expect(body).not.toMatch(/^## |automatically generated/m)
  })

  // From what it says alone: the heading, the comparison and the blank lines come from its neighbours.
  test.each([...links.map((it) => it.version), '0.1.0'])('the section of %s, taken out and put in again, gives the file back', (version) => {
    const section = found(version)
    const without = text.slice(0, section.start) + text.slice(section.end)
    const body = sectionText(changelog, section).replace(/^\[Full Changelog\]\(\S+\)\n*/, '')
    const previous = previousOf(section.name.version)
    const again = insertSection(without, { version: section.name.version, tag: version, date: dateOf(section), base: baseOf(section), body, ...(previous === undefined ? {} : { previous }) }, line)
    expect(again).toEqual({ text })
  })
})
