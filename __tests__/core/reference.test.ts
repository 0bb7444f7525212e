import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkReferences, isSameImage } from '../../src/core/check-references.js'
import { alsoSetSchema, guessSpelling, readTexts, referenceSchema, versionEntrySchema, type AlsoSet, type FileReference, type Texts } from '../../src/core/reference.js'
import { setReferences, type Edits } from '../../src/core/set-references.js'
import { parseVersion, type Scheme } from '../../src/core/version.js'
import { codesOf, problemsOf } from '../codes.js'

const references = (...all: readonly object[]): readonly FileReference[] => all.map((it) => referenceSchema.parse(it))
const also = (...all: readonly object[]): readonly AlsoSet[] => all.map((it) => alsoSetSchema.parse(it))
const pep440 = (text: string) => parseVersion(text, 'pep440')

const seed = references(
  { file: 'osvimdriver/pkg_info.json', at: '/version' },
  { file: 'helm/os-vim-driver/values.yaml', at: '/docker/version' },
  { file: 'helm/os-vim-driver/Chart.yaml', at: ['/version', '/appVersion'], spelling: 'semver' },
)
const literal: Texts = {
  'osvimdriver/pkg_info.json': '{"version": "1.0.0", "ignition-version": "==2.0.4"}',
  'helm/os-vim-driver/values.yaml': 'docker:\n  image: accanto/os-vim-driver\n  version: 1.0.0\n',
  'helm/os-vim-driver/Chart.yaml': 'name: os-vim-driver\nversion: 1.0.0\nappVersion: 1.0.0',
}
const set = (edits: Partial<Edits>): Readonly<Record<string, string>> =>
  Object.fromEntries(setReferences({ references: seed, alsoSet: [], texts: literal, version: pep440('1.1.0'), mode: 'release', ...edits }))
const check = (texts: Texts, version: string, of = seed, scheme: Scheme = 'pep440') => checkReferences(of, texts, parseVersion(version, scheme))
const codes = (texts: Texts, version: string, of = seed) => check(texts, version, of).problems.map((it) => it.code)

test('files that say what the tag says agree, each with its line', () => {
  const { agreed, problems } = check(literal, '1.0.0')
  expect(problems).toEqual([])
  expect(agreed).toEqual([
    { file: 'osvimdriver/pkg_info.json', where: '/version', line: 1, column: 13, found: '1.0.0', how: 'same' },
    { file: 'helm/os-vim-driver/values.yaml', where: '/docker/version', line: 3, column: 12, found: '1.0.0', how: 'same' },
    { file: 'helm/os-vim-driver/Chart.yaml', where: '/version', line: 2, column: 10, found: '1.0.0', how: 'same' },
    { file: 'helm/os-vim-driver/Chart.yaml', where: '/appVersion', line: 3, column: 13, found: '1.0.0', how: 'same' },
  ])
})

test('every disagreement is told, with file, line, what was found and what is wanted, and the command that writes it', () => {
  const { agreed, problems } = check({ ...literal, 'osvimdriver/pkg_info.json': '{"version": "2.0.0.dev0"}' }, '2.0.0.dev0')
  expect(agreed).toHaveLength(1)
  expect(problems.map((it) => [it.code, it.kind, it.place?.file, it.place?.line])).toEqual([
    ['REFERENCE_DISAGREES', 'gate', 'helm/os-vim-driver/values.yaml', 3], ['REFERENCE_DISAGREES', 'gate', 'helm/os-vim-driver/Chart.yaml', 2], ['REFERENCE_DISAGREES', 'gate', 'helm/os-vim-driver/Chart.yaml', 3],
  ])
  for (const it of problems) expect(it).toMatchObject({ message: expect.stringContaining('1.0.0'), hint: expect.stringContaining('slipway set-version 2.0.0.dev0') })
  expect(problems.map((it) => /should say (\S+)\.$/.exec(it.message)?.[1])).toEqual(['2.0.0.dev0', '2.0.0-dev.0', '2.0.0-dev.0'])
})

test.each([['${version}'], ['${image_version}'], ['${chart_version}']])('the placeholder %s agrees, and stays when the version is set', (placeholder) => {
  const texts = { ...literal, 'helm/os-vim-driver/Chart.yaml': `version: ${placeholder}\nappVersion: ${placeholder}\n`, 'helm/os-vim-driver/values.yaml': `docker:\n  version: "${placeholder}"\n` }
  expect(check(texts, '1.0.0')).toMatchObject({ problems: [], agreed: [{ how: 'same' }, { how: 'placeholder' }, { how: 'placeholder' }, { how: 'placeholder' }] })
  expect(Object.keys(set({ texts }))).toEqual(['osvimdriver/pkg_info.json'])
})

test.each(['${name}', '$version', '${version', '{{ version }}', '${version}-x', '${VERSION}'])('%s is no placeholder', (text) => {
  expect(codes({ 'x.json': JSON.stringify({ v: text }) }, '1.0.0', references({ file: 'x.json', at: '/v' }))).toEqual(['REFERENCE_DISAGREES'])
})

test('the same version in another spelling agrees, and says that it is spelled otherwise', () => {
  const texts = { 'Chart.yaml': 'version: 2.0.2a1\n' }
  const chart = references({ file: 'Chart.yaml', at: '/version', spelling: 'semver' })
  expect(check(texts, '2.0.2a1', chart)).toMatchObject({ problems: [], agreed: [{ how: 'spelling' }] })
  expect(set({ texts, references: chart, version: pep440('2.0.2a1') })).toEqual({ 'Chart.yaml': 'version: 2.0.2-alpha.1\n' })
})

test('a version without the wanted spelling is compared by its text, and not written', async () => {
  const texts = { 'Chart.yaml': 'version: 2.1.0a1.issue51\n' }
  const chart = references({ file: 'Chart.yaml', at: '/version', spelling: 'semver' })
  expect(check(texts, '2.1.0a1.issue51', chart, 'free').problems).toEqual([])
  expect(check(texts, '2.1.0a2.issue51', chart, 'free').problems.map((it) => it.code)).toEqual(['REFERENCE_DISAGREES'])
  expect(await codesOf(() => set({ texts, references: chart, version: parseVersion('2.1.0a2.issue51', 'free') }))).toEqual(['VERSION_NO_SPELLING'])
})

test('a prefix stands before the version, and is written with it', () => {
  const chart = references({ file: 'Chart.yaml', at: '/appVersion', prefix: 'v' }, { file: 'VERSION', prefix: 'v' })
  const texts = { 'Chart.yaml': 'appVersion: "v0.4.0"\n', VERSION: 'v0.4.0\n' }
  expect(check(texts, '0.4.0', chart).problems).toEqual([])
  expect(check({ ...texts, VERSION: '0.4.0\n' }, '0.4.0', chart).problems).toMatchObject([{ code: 'REFERENCE_DISAGREES', place: { file: 'VERSION' }, message: expect.stringContaining('should say v0.4.0') }])
  expect(set({ texts, references: chart, version: pep440('0.5.0') })).toEqual({ 'Chart.yaml': 'appVersion: "v0.5.0"\n', VERSION: 'v0.5.0\n' })
  for (const placeholder of ['v${version}', '${version}']) {
    expect(check({ ...texts, VERSION: placeholder }, '0.4.0', chart).problems).toEqual([])
    expect(Object.keys(set({ texts: { ...texts, VERSION: placeholder }, references: chart }))).toEqual(['Chart.yaml'])
  }
})

test('all formats are set in one edit, and only files that change are given back', () => {
  const written = references(
    { file: 'a.json', at: '/version' }, { file: 'a.yaml', at: '/version' }, { file: 'pyproject.toml', at: '/project/version' }, { file: 'setup.py', pattern: "version='{version}'" }, { file: 'VERSION' }, { file: 'same.json', at: '/version' },
  )
  const texts = { 'a.json': '{"version":"1"}', 'a.yaml': 'version: 1 # x\n', 'pyproject.toml': '[project]\nversion = "1"\n', 'setup.py': "setup(version='1')\n", VERSION: '1\n', 'same.json': '{"version":"1.1.0"}' }
  expect(set({ references: written, texts })).toEqual({
    'a.json': '{"version":"1.1.0"}', 'a.yaml': 'version: 1.1.0 # x\n', 'pyproject.toml': '[project]\nversion = "1.1.0"\n', 'setup.py': "setup(version='1.1.0')\n", VERSION: '1.1.0\n',
  })
})

test('also-set writes its own value for a release and for the next version, in the same edit', () => {
  const alsoSet = also({ file: 'osvimdriver/pkg_info.json', at: '/ignition-version', release: '=={major}.0.5', next: '>={version}' })
  expect(set({ alsoSet })['osvimdriver/pkg_info.json']).toBe('{"version": "1.1.0", "ignition-version": "==1.0.5"}')
  expect(set({ alsoSet, version: pep440('1.2.0.dev0'), mode: 'next' })['osvimdriver/pkg_info.json']).toBe('{"version": "1.2.0.dev0", "ignition-version": ">=1.2.0.dev0"}')
})

test('without a value for this kind of commit a key of also-set stays as it is', () => {
  const alsoSet = also({ file: 'osvimdriver/pkg_info.json', at: '/ignition-version', release: '==2.0.5' })
  expect(set({ alsoSet, version: pep440('1.2.0.dev0'), mode: 'next' })['osvimdriver/pkg_info.json']).toContain('==2.0.4')
})

test('all that cannot be written is told together, and then nothing is', async () => {
  const texts = { ...literal, 'helm/os-vim-driver/Chart.yaml': 'version: [\n', 'osvimdriver/pkg_info.json': '{"name": "x"}' }
  const alsoSet = also({ file: 'missing.json', at: '/x', release: '1' }, { file: 'osvimdriver/pkg_info.json', at: '/name', release: '1' })
  // The schema refuses an unknown word where it stands; what comes past it is told like the others.
  const unchecked = alsoSet.map((it, index) => (index === 1 ? { ...it, release: '{versoin}' } : it))
  expect(await codesOf(() => set({ texts, alsoSet: unchecked }))).toEqual(['REFERENCE_MISSING', 'FILE_MALFORMED', 'FILE_MALFORMED', 'TEMPLATE_WORD', 'REFERENCE_FILE_MISSING'])
  expect(() => also({ file: 'a.json', at: '/x', release: '{versoin}' })).toThrow('{versoin}')
})

test('files that are not there are told; a near name is suggested', () => {
  const around = { paths: ['osvimdriver/pkginfo.json', 'charts/values.yaml', 'README.md'] }
  const { problems } = checkReferences(seed, {}, pep440('1.0.0'), around)
  expect(problems.map((it) => it.code)).toEqual(Array(4).fill('REFERENCE_FILE_MISSING'))
  expect(problems[0]?.message).toContain('osvimdriver/pkginfo.json?')
  expect(problems[1]?.message).toContain('charts/values.yaml?')
  expect(problems[2]?.message).not.toContain('?')
})

test.each(['__proto__', 'constructor', 'toString'])('a file named %s is only there when it is', (file) => {
  expect(codes({}, '1.0.0', references({ file }))).toEqual(['REFERENCE_FILE_MISSING'])
  expect(codes(Object.fromEntries([[file, '1.0.0\n']]), '1.0.0', references({ file }))).toEqual([])
})

test('an alias follows its anchor, in whichever order they are listed; alone it is not written', async () => {
  const texts = { 'a.yaml': 'version: &v 1.0.0\nappVersion: *v\n' }
  for (const at of [['/version', '/appVersion'], ['/appVersion', '/version']]) expect(set({ texts, references: references({ file: 'a.yaml', at }) })).toEqual({ 'a.yaml': 'version: &v 1.1.0\nappVersion: *v\n' })
  expect(await codesOf(() => set({ texts, references: references({ file: 'a.yaml', at: '/appVersion' }) }))).toEqual(['REFERENCE_ALIAS'])
})

test('two settings that want different texts in one place are refused', async () => {
  const twice = references({ file: 'a.yaml', at: '/version' }, { file: 'a.yaml', at: '/version', spelling: 'semver' })
  const texts = { 'a.yaml': '# c\nversion: 1.0.0\n' }
  expect(set({ texts, references: twice })).toEqual({ 'a.yaml': '# c\nversion: 1.1.0\n' })
  expect(await problemsOf(() => set({ texts, references: twice, version: pep440('1.1.0.dev0') }))).toMatchObject([{ code: 'REFERENCE_CLASH', place: { file: 'a.yaml', line: 2 } }])
})

test('a file that was decoded with losses is not written', async () => {
  expect(await codesOf(() => set({ texts: { ...literal, 'osvimdriver/pkg_info.json': '{"version":"1.0.0","author":"Andr\ufffd"}' } }))).toEqual(['FILE_NOT_UTF8'])
})

test('setting a version leaves all references agreeing, and setting it back leaves the files as they were', () => {
  const version = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30), fc.constantFrom('', 'a1', 'rc2', '.dev0', '.post1', '+x.1')).map(([a, b, c, tail]) => `${a}.${b}.${c}${tail}`)
  fc.assert(fc.property(version, version, (first, second) => {
    const start = { ...literal, ...set({ version: pep440(first) }) }
    expect(check(start, first).agreed.every((it) => it.how === 'same')).toBe(true)
    const there = { ...start, ...set({ texts: start, version: pep440(second) }) }
    expect(check(there, second)).toMatchObject({ problems: [], agreed: Array(4).fill({ how: 'same' }) })
    expect({ ...there, ...set({ texts: there, version: pep440(first) }) }).toEqual(start)
  }))
})

test.each([
  ['accanto/os-vim-driver', 'docker.io/accanto/os-vim-driver', true],
  ['index.docker.io/accanto/os-vim-driver', 'docker.io/accanto/os-vim-driver', true],
  ['python', 'docker.io/library/python', true],
  ['accanto/x:1.0.0', 'docker.io/accanto/x', true],
  [`accanto/x@sha256:${'0'.repeat(64)}`, 'docker.io/accanto/x', true],
  ['ibmcom/os-vim-driver', 'docker.io/accanto/os-vim-driver', false],
  ['ghcr.io/accanto/x', 'docker.io/accanto/x', false],
  ['localhost:5000/x', 'localhost:5000/x:1', true],
  ['GHCR.io/a/x', 'ghcr.io/a/x', true],
  ['', '', false],
  ['{{ .Values.image }}', '{{ .Values.image }}', false],
])('are %s and %s one image? %s', (a, b, same) => expect([isSameImage(a, b), isSameImage(b, a)]).toEqual([same, same]))

test('the name of an image is compared with where the images go, and never written', () => {
  const image = references({ file: 'helm/os-vim-driver/values.yaml', at: '/docker/image', is: 'image' })
  const of = (images: readonly string[]) => checkReferences(image, literal, pep440('9.9.9'), { images })
  expect(of(['ghcr.io/x/y', 'docker.io/accanto/os-vim-driver'])).toMatchObject({ problems: [], agreed: [{ how: 'image', line: 2 }] })
  expect(of(['docker.io/ibmcom/os-vim-driver']).problems).toMatchObject([{ code: 'REFERENCE_IMAGE', place: { file: 'helm/os-vim-driver/values.yaml', line: 2 } }])
  expect(of([]).problems.map((it) => it.code)).toEqual(['REFERENCE_IMAGE'])
  expect(set({ references: image })).toEqual({})
})

test('the name of an image can stand in plain text', () => {
  const image = references({ file: 'run.sh', pattern: 'docker run {image} "$@"', is: 'image' })
  expect(checkReferences(image, { 'run.sh': 'docker run accanto/x:1 "$@"' }, pep440('1'), { images: ['docker.io/accanto/x'] }).problems).toEqual([])
})

test.each([
  { file: '/etc/passwd' }, { file: '../x' }, { file: 'a/../x' }, { file: './x' }, { file: 'a/./x' }, { file: '.git/config' }, { file: 'a\\b' }, { file: 'C:/x' }, { file: '' }, { file: 'a\nb' },
  { file: 'x', at: 'version' }, { file: 'x', at: [] }, { file: 'x', at: '' }, { file: 'x', pattern: 'version' }, { file: 'x', pattern: '{image}' }, { file: 'x', pattern: '{version}', is: 'image' },
  { file: 'x', pattern: 'a{version}', prefix: 'v' }, { file: 'x', prefix: '{v}' }, { file: 'x', spelling: 'roman' }, { file: 'x', is: 'chart' }, { file: 'x', whre: '/x' }, {},
])('the reference %j is refused', (it) => expect(referenceSchema.safeParse(it).success).toBe(false))

test.each([{ file: 'x', at: '/a' }, { file: 'x', release: '1' }, { file: 'x', at: '/a', release: '' }, { file: 'x', pattern: 'a{version}', release: '1' }, { at: '/a', release: '1' }])('%j is refused in also-set', (it) => {
  expect(alsoSetSchema.safeParse(it).success).toBe(false)
})

test('what the design shows for a line is accepted, with its defaults', () => {
  const entry = versionEntrySchema.parse({ 'written-in': [{ file: 'osvimdriver/pkg_info.json', at: '/version' }, { file: '.github/x.yaml', at: ['/version', '/appVersion'], spelling: 'semver' }], next: 'minor.dev0' })
  expect(entry).toEqual({
    name: 'version',
    'written-in': [{ file: 'osvimdriver/pkg_info.json', at: '/version', spelling: 'plain', is: 'version' }, { file: '.github/x.yaml', at: ['/version', '/appVersion'], spelling: 'semver', is: 'version' }],
    'also-set': [],
    next: 'minor.dev0',
  })
  expect(versionEntrySchema.safeParse({ next: 'minor.dev1' }).success).toBe(false)
})

test.each([['helm/x/Chart.yaml', 'semver'], ['Chart.yml', 'semver'], ['MyChart.yaml', 'plain'], ['helm/x/values.yaml', 'plain'], ['pkg_info.json', 'plain']])('the spelling in %s is taken to be %s', (file, spelling) => expect(guessSpelling(file)).toBe(spelling))

test('the files of references are read once', async () => {
  const read: string[] = []
  await readTexts(seed, also({ file: 'osvimdriver/pkg_info.json', at: '/x', next: '1' }), async (file) => void read.push(file))
  expect(read).toEqual(['osvimdriver/pkg_info.json', 'helm/os-vim-driver/values.yaml', 'helm/os-vim-driver/Chart.yaml'])
})
