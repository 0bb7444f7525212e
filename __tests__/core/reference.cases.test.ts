// Every real row: commits that set a version, and tags with the files they were put on.
import { expect, test } from '@jest/globals'
import { checkReferences } from '../../src/core/check-references.js'
import { alsoSetSchema, dependenciesSchema, referenceSchema, type AlsoSet, type FileReference, type Reference } from '../../src/core/reference.js'
import { setReferences } from '../../src/core/set-references.js'
import { asVersion, parseVersion, type Version } from '../../src/core/version.js'
import { describeCases } from '../cases.js'

const references = (...all: readonly object[]): readonly FileReference[] => all.map((it) => referenceSchema.parse(it))

/** A few tags are no version of PEP 440 (2.1.0a1.issue51); a line with them has `scheme: free`. */
const versionOf = (text: string): Version => asVersion(text, 'pep440') ?? parseVersion(text, 'free')

interface Commit {
  readonly origin: string
  readonly commit: string
  readonly only_the_version_changed: boolean
  readonly version_after: string
  readonly other_keys_changed: Readonly<Record<string, string>>
  readonly before: Readonly<Record<string, string>>
  readonly after: Readonly<Record<string, string>>
}

describeCases<Commit>('version-commits.json', (rows) => {
  // In those years the charts had the tag's own text, as Helm 2 took it: no spelling but plain.
  const edit = (row: Commit, alsoSet: readonly AlsoSet[], mode: 'release' | 'next'): Readonly<Record<string, string>> => {
    const written = Object.keys(row.before).map((file) => ({ file, at: file.endsWith('.json') ? '/version' : file.endsWith('Chart.yaml') ? ['/version', '/appVersion'] : '/docker/version' }))
    const changed = setReferences({ references: references(...written), alsoSet, texts: row.before, version: versionOf(row.version_after), mode })
    return { ...row.before, ...Object.fromEntries(changed) }
  }

  test('there are 26 rows, 15 of which changed nothing but the version', () => {
    expect([rows.length, rows.filter((it) => it.only_the_version_changed).length]).toEqual([26, 15])
  })

  test.each(rows.map((row) => [row.origin, row.commit.slice(0, 8), row.version_after, row] as const))('%s %s: %s is written byte for byte', (_origin, _commit, _version, row) => {
    const info = Object.keys(row.before).find((it) => it.endsWith('.json')) ?? ''
    const others = Object.entries(row.other_keys_changed).map(([key, value]) => alsoSetSchema.parse({ file: info, at: `/${key}`, release: value, next: value }))
    expect(row.only_the_version_changed && others.length > 0).toBe(false)
    expect(edit(row, others, 'release')).toEqual(row.after)
    expect(edit(row, others, 'next')).toEqual(row.after)
    if (others.length > 0) expect(edit(row, [], 'release')).not.toEqual(row.after)
  })

  test.each(rows.map((row) => [row.commit.slice(0, 8), row] as const))('%s: set again it changes no file, and every reference agrees', (_, row) => {
    const written = references(...Object.keys(row.after).map((file) => ({ file, at: file.endsWith('values.yaml') ? '/docker/version' : '/version' })))
    const version = versionOf(row.version_after)
    expect(setReferences({ references: written, alsoSet: [], texts: row.after, version, mode: 'release' }).size).toBe(0)
    expect(checkReferences(written, row.after, version)).toMatchObject({ problems: [], agreed: written.map(({ file }) => ({ file, found: version.text, how: 'same' })) })
  })
})

interface Tag {
  readonly tag: string
  readonly files: Readonly<Record<string, string>>
  readonly agrees: boolean
}

describeCases<Tag>('driver-tags.json', (rows) => {
  const seed = references(
    { file: 'osvimdriver/pkg_info.json', at: '/version' },
    { file: 'helm/os-vim-driver/values.yaml', at: '/docker/version' },
    { file: 'helm/os-vim-driver/Chart.yaml', at: ['/version', '/appVersion'], spelling: 'semver' },
  )

  test('there are 33 rows, 26 of which agree', () => expect([rows.length, rows.filter((it) => it.agrees).length]).toEqual([33, 26]))

  test.each(rows.map((row) => [row.tag, row.agrees, row] as const))('tag %s: do its files agree? %s', (tag, agrees, row) => {
    const { agreed, problems } = checkReferences(seed, row.files, versionOf(tag))
    expect(problems.map((it) => it.message)).toHaveLength(agrees ? 0 : 4 - agreed.length)
    expect(agreed.length === 4).toBe(agrees)
    for (const it of problems) {
      expect(it).toMatchObject({ code: 'REFERENCE_DISAGREES', place: { line: expect.any(Number), column: expect.any(Number) } })
      // what was found begins at the very line and column that are named
      const line = row.files[it.place?.file ?? '']?.split('\n')[(it.place?.line ?? 0) - 1] ?? ''
      const found = /says (\S+) at/.exec(it.message)?.[1] ?? 'nothing'
      expect(line.slice((it.place?.column ?? 0) - 1).replace(/^"/, '').startsWith(found)).toBe(true)
    }
  })

  test.each(rows.map((row) => [row.tag, row] as const))('tag %s: once the versions are set they all agree, and placeholders stay', (tag, row) => {
    const version = versionOf(tag)
    const plain = seed.map((it) => ({ ...it, spelling: version.semver === undefined ? ('plain' as const) : it.spelling }))
    const texts = { ...row.files, ...Object.fromEntries(setReferences({ references: plain, alsoSet: [], texts: row.files, version, mode: 'release' })) }
    expect(checkReferences(seed, texts, version).problems).toEqual([])
    for (const [file, text] of Object.entries(row.files)) expect((texts[file]?.match(/\$\{\w*version\}/g) ?? []).length).toBe((text.match(/\$\{\w*version\}/g) ?? []).length)
  })
})

describeCases<Tag>('promo-tools-tags.json', (rows) => {
  // Their image tag is the version with a revision behind it; files came to have one over the years.
  const written = (row: Tag): readonly FileReference[] => references(
    { file: 'VERSION' },
    ...(/IMG_VERSION: '/.test(row.files['cloudbuild.yaml'] ?? '') ? [{ file: 'cloudbuild.yaml', pattern: "_IMG_VERSION: 'v{version}-{revision}'" }] : []),
    ...(/IMAGE_VERSION: '/.test(row.files['cloudbuild.yaml'] ?? '') ? [{ file: 'cloudbuild.yaml', at: '/substitutions/_IMAGE_VERSION', pattern: 'v{version}-{revision}' }] : []),
    ...(/IMG_VERSION v/.test(row.files['workspace_status.sh'] ?? '') ? [{ file: 'workspace_status.sh', pattern: 'p_ IMG_VERSION v{version}-{revision}' }] : []),
    ...(/"repo release version"|"repo \(release\)"/.test(row.files['dependencies.yaml'] ?? '') ? [{ file: 'dependencies.yaml', at: '/dependencies/0/version' }] : []),
  )

  test.each(rows.map((row) => [row.tag, row.agrees, row] as const))('tag %s: do its files agree? %s', (tag, agrees, row) => {
    const version = parseVersion(tag.slice(1), 'semver')
    const { problems } = checkReferences(written(row), row.files, version)
    expect(problems.length === 0).toBe(agrees)
    expect(problems.every((it) => it.code === 'REFERENCE_DISAGREES')).toBe(true)
    const texts = { ...row.files, ...Object.fromEntries(setReferences({ references: written(row), alsoSet: [], texts: row.files, version, mode: 'release' })) }
    expect(checkReferences(written(row), texts, version).problems).toEqual([])
  })
})

describeCases<Tag>('promo-tools-tags.json', (rows) => {
  const written: readonly Reference[] = [...references({ file: 'VERSION' }), dependenciesSchema.parse({ dependencies: 'dependencies.yaml' })]
  const versionOfTag = (tag: string): Version => parseVersion(tag.slice(1), 'semver')

  test('there are 26 rows, 20 of which agree', () => expect([rows.length, rows.filter((it) => it.agrees).length]).toEqual([26, 20]))

  // Of each tag four files are kept; what the others say (Dockerfile, go.mod) is no part of its verdict.
  const problemsOf = (row: Tag, texts = row.files) => checkReferences(written, texts, versionOfTag(row.tag)).problems.filter((it) => it.place?.file !== undefined && Object.hasOwn(row.files, it.place.file))

  test.each(rows.map((row) => [row.tag, row.agrees, row] as const))('tag %s by its own dependencies.yaml: does it agree? %s', (_, agrees, row) => {
    const problems = problemsOf(row)
    expect(problems.length === 0).toBe(agrees)
    for (const it of problems) expect(it).toMatchObject({ code: 'REFERENCE_DISAGREES', place: { line: expect.any(Number), column: expect.any(Number) } })
    // Both of them, the entry of the release and that of the image, and every file that they name.
    if (!agrees) expect(problems.map((it) => it.place?.file).sort()).toEqual(expect.arrayContaining(['VERSION', 'cloudbuild.yaml', 'dependencies.yaml', 'dependencies.yaml']))
  })

  const named = (it: Tag): boolean => it.files['dependencies.yaml']?.includes('release version') === true
  test.each(rows.filter(named).map((row) => [row.tag, row] as const))('tag %s: zeitgeist alone is content with it, as it never sees the tag', (_, row) => {
    const own = /version: (\S+)/.exec(row.files['dependencies.yaml'] ?? '')?.[1] ?? ''
    expect(problemsOf({ ...row, tag: `v${own}` })).toEqual([])
  })

  test.each(rows.filter(named).map((row) => [row.tag, row] as const))('tag %s: the next version is written into every file, and into those lines only', (tag, row) => {
    const next = versionOfTag(tag.replace(/-.*$/, '').replace(/([0-9]+)$/, '1$1'))
    const others = { 'Makefile-kpromo': `IMAGE_VERSION ?= ${/kpromo"\n {4}version: (\S+)/.exec(row.files['dependencies.yaml'] ?? '')?.[1] ?? ''}\n` }
    const before: Readonly<Record<string, string>> = { ...others, ...row.files }
    const changed = setReferences({ references: written, alsoSet: [], texts: before, version: next, mode: 'release' })
    const after = { ...before, ...Object.fromEntries(changed) }
    expect(problemsOf({ ...row, tag: `v${next.text}` }, after)).toEqual([])
    const lines = Object.keys(before).flatMap((file) => {
      const [old = [], now = []] = [before[file]?.split('\n'), after[file]?.split('\n')]
      expect(now).toHaveLength(old.length)
      return old.flatMap((line, at) => (line === now[at] ? [] : [[line, now[at] ?? '']]))
    })
    expect(lines.length).toBeGreaterThanOrEqual(4)
    for (const [, now] of lines) expect(now).toContain(next.text)
    // Nothing but the version, and the revision behind it, has another text.
    for (const [old = '', now = ''] of lines) expect(now.replace(/v?[0-9]+\.[0-9]+\.[0-9]+[0-9a-z.-]*/, '')).toBe(old.replace(/v?[0-9]+\.[0-9]+\.[0-9]+[0-9a-z.-]*/, ''))
  })
})
