import { expect, test } from '@jest/globals'
import { checkReferences } from '../../../src/core/check-references.js'
import { readDependencies } from '../../../src/core/dependencies/read-dependencies.js'
import { dependenciesSchema, readTexts, referenceSchema, type Reference, type Texts } from '../../../src/core/reference.js'
import { setReferences } from '../../../src/core/set-references.js'
import { parseVersion } from '../../../src/core/version.js'
import { problemsOf } from '../../codes.js'

const yaml = `dependencies:
  # Release version
  - name: "repo release version"   # by hand
    version: 4.5.0
    refPaths:
    - path: VERSION

  - name: "golang: go.mod"
    version: 1.30 # a text, and no number
    refPaths:
    - path: go.mod
      match: go \\d+.\\d+

  - name: "registry.k8s.io/artifact-promoter/kpromo"
    version: v4.5.0-1
    refPaths:
    - path: cloudbuild.yaml
      match: "_IMG_VERSION: 'v((([0-9]+)\\\\.([0-9]+)\\\\.([0-9]+)(?:-([0-9a-zA-Z-]+(?:\\\\.[0-9a-zA-Z-]+)*))?)(?:\\\\+([0-9a-zA-Z-]+(?:\\\\.[0-9a-zA-Z-]+)*))?)-([0-9]+)'"
    - path: workspace_status.sh
      match: p_ IMG_VERSION v(?P<version>[0-9.]+)-([0-9]+)
  - name: nothing yet
    version: "0"
    refPaths:
`
const texts: Texts = {
  'dependencies.yaml': yaml,
  VERSION: '4.5.0\n',
  'go.mod': 'module x\r\n\r\ngo 1.30.2\r\n',
  'cloudbuild.yaml': "# v4.5.0-1 is the one\nsubstitutions:\n  _IMG_VERSION: 'v4.5.0-1' # keep\n",
  'workspace_status.sh': 'p_ IMG_VERSION v4.5.0-1\n',
}
const plain: readonly Reference[] = [dependenciesSchema.parse({ dependencies: 'dependencies.yaml' })]
const named = (...entries: readonly unknown[]): readonly Reference[] => [dependenciesSchema.parse({ dependencies: 'dependencies.yaml', entries })]
const semver = (text: string) => parseVersion(text, 'semver')
const check = (version: string, over: Texts = {}, references = plain, images: readonly string[] = []) => checkReferences(references, { ...texts, ...over }, semver(version), { images })
const shown = (version: string, over: Texts = {}, references = plain, images: readonly string[] = []) => check(version, over, references, images).problems.map((it) => `${it.code} ${it.place?.file}:${it.place?.line}`)
const set = (version: string, over: Texts = {}, references = plain, rest: object = {}) => Object.fromEntries(setReferences({ references, alsoSet: [], texts: { ...texts, ...over }, version: semver(version), mode: 'release', ...rest }))

test('all that says what dependencies.yaml and the tag say agrees, each with its line', () => {
  const { agreed, problems } = check('4.5.0')
  expect(problems).toEqual([])
  expect(agreed.map((it) => `${it.file}:${it.line}:${it.column} ${it.found}`)).toEqual([
    'dependencies.yaml:4:14 4.5.0', 'VERSION:1:1 4.5.0', 'go.mod:3:4 1.30', 'dependencies.yaml:15:14 v4.5.0-1', 'cloudbuild.yaml:3:18 v4.5.0-1', 'workspace_status.sh:1:16 v4.5.0-1',
  ])
})

test('1.30 is a text, a missing match is any line, and a null list is an empty one', () => {
  expect(readDependencies(yaml, 'd').map((it) => [it.version, it.refPaths.map((ref) => ref.match !== undefined)])).toEqual([['4.5.0', [false]], ['1.30', [true]], ['v4.5.0-1', [true, true]], ['0', []]])
  for (const empty of ['dependencies:\n', 'dependencies: ~\n', '', '# nothing\n', 'dependencies: []\n']) expect(readDependencies(empty, 'd')).toEqual([])
})

test('a tag that nothing agrees with: every place is told, not only the first', () => {
  expect(shown('4.5.1')).toEqual(['REFERENCE_DISAGREES dependencies.yaml:4', 'REFERENCE_DISAGREES VERSION:1', 'REFERENCE_DISAGREES dependencies.yaml:15', 'REFERENCE_DISAGREES cloudbuild.yaml:3', 'REFERENCE_DISAGREES workspace_status.sh:1'])
})

test('entries of others are held to zeitgeist\'s own rule, and those that fail are told with the rest', () => {
  expect(shown('4.5.0', { 'go.mod': 'go 1.29\n', 'workspace_status.sh': 'p_ IMG_VERSION v4.4.0-0\n' })).toEqual(['DEPENDENCIES_DISAGREE go.mod:1', 'REFERENCE_DISAGREES workspace_status.sh:1'])
  expect(shown('4.5.0', { 'go.mod': 'toolchain go\n' })).toEqual(['DEPENDENCIES_DISAGREE go.mod:undefined'])
  expect(shown('4.5.0', { 'go.mod': undefined })).toEqual(['REFERENCE_FILE_MISSING go.mod:undefined'])
})

test('one line is enough, as it was for 0.5.4, although later versions want all of them', () => {
  expect(shown('4.5.0', { 'go.mod': 'go 1.29\ngo 1.30\n' })).toEqual([])
})

test.each(['4.5.01', '4.5.00', '14.5.0', '4.5.0.1', '4.5.0-rc.1'])('4.5.0 does not stand in %s, although its letters do', (text) => {
  expect(shown('4.5.0', { VERSION: `${text}\n` })[0]).toMatch(/ VERSION:/)
})

test('the revision is part of an image tag: files that have another one disagree', () => {
  expect(shown('4.5.0', { 'cloudbuild.yaml': "_IMG_VERSION: 'v4.5.0-0'\n" })).toEqual(['REFERENCE_DISAGREES cloudbuild.yaml:1'])
})

test('an image tag that was left behind is found by the name of the image that the line publishes', () => {
  const left = { 'dependencies.yaml': yaml.replace('version: 4.5.0', 'version: 4.5.1'), VERSION: '4.5.1\n' }
  expect(shown('4.5.1', left)).toEqual([])
  expect(shown('4.5.1', left, plain, ['gcr.io/k8s-staging-artifact-promoter/kpromo'])).toEqual(['REFERENCE_DISAGREES dependencies.yaml:15', 'REFERENCE_DISAGREES cloudbuild.yaml:3', 'REFERENCE_DISAGREES workspace_status.sh:1'])
  expect(shown('4.5.1', left, named('repo release version', 'registry.k8s.io/artifact-promoter/kpromo'))).toHaveLength(3)
})

test('four files are written, and every other byte of them stays', () => {
  expect(set('4.5.1')).toEqual({
    'dependencies.yaml': yaml.replace('version: 4.5.0', 'version: 4.5.1').replace('v4.5.0-1', 'v4.5.1-0'),
    VERSION: '4.5.1\n',
    'cloudbuild.yaml': "# v4.5.0-1 is the one\nsubstitutions:\n  _IMG_VERSION: 'v4.5.1-0' # keep\n",
    'workspace_status.sh': 'p_ IMG_VERSION v4.5.1-0\n',
  })
})

test('set again it changes nothing, and keeps the revision; another one is written when it is asked for', () => {
  expect(set('4.5.0')).toEqual({})
  expect(set('4.5.0', {}, plain, { revision: { given: 2, from: 0 } })['workspace_status.sh']).toBe('p_ IMG_VERSION v4.5.0-2\n')
  expect(set('4.5.1', {}, plain, { revision: { from: 1 } })['workspace_status.sh']).toBe('p_ IMG_VERSION v4.5.1-1\n')
})

test('files that were left behind are brought along, and what is not clear is refused', async () => {
  expect(set('4.5.1', { VERSION: '4.4.9\r\n', 'workspace_status.sh': 'p_ IMG_VERSION v4.4.0-3\n' })).toMatchObject({ VERSION: '4.5.1\r\n', 'workspace_status.sh': 'p_ IMG_VERSION v4.5.1-0\n' })
  expect((await problemsOf(() => set('4.5.1', { VERSION: '4.4.9\n4.4.8\n', 'workspace_status.sh': 'nothing\n' }))).map((it) => [it.code, it.place?.file])).toEqual([['REFERENCE_AMBIGUOUS', 'VERSION'], ['REFERENCE_MISSING', 'workspace_status.sh']])
})

test('the form of a value can be said; without it the value keeps its own', () => {
  const entry = { name: 'registry.k8s.io/artifact-promoter/kpromo', as: 'v{version}' }
  const line = { 'workspace_status.sh': 'p_ IMG_VERSION v4.5.0-1\n' }
  expect(set('4.5.1', line, named('repo release version', entry))['dependencies.yaml']).toContain('version: v4.5.1\n')
})

test('an entry that is named and not there is told, with the one that was meant', async () => {
  expect(check('4.5.0', {}, named('repo relase version')).problems[0]).toMatchObject({ code: 'DEPENDENCIES_NO_ENTRY', message: expect.stringContaining('Did you mean "repo release version"') })
  expect((await problemsOf(() => set('4.5.1', {}, named('repo'))))[0]?.code).toBe('DEPENDENCIES_NO_ENTRY')
})

test('a file without an entry for the release checks nothing of it, so the version has to stand elsewhere', async () => {
  const empty = { 'dependencies.yaml': 'dependencies:\n' }
  expect(shown('4.5.0', empty)).toEqual(['DEPENDENCIES_NONE dependencies.yaml:undefined'])
  expect((await problemsOf(() => set('4.5.1', empty)))[0]?.code).toBe('DEPENDENCIES_NONE')
  const beside = [...plain, referenceSchema.parse({ file: 'VERSION' })]
  expect(shown('4.5.0', empty, beside)).toEqual([])
  expect(set('4.5.1', empty, beside)).toEqual({ VERSION: '4.5.1\n' })
})

test.each([
  ['- a', 'DEPENDENCIES_MALFORMED', 1], ['dependencies: 3', 'DEPENDENCIES_MALFORMED', 1], ['dependencies:\n- version: 1', 'DEPENDENCIES_MALFORMED', 2], ['dependencies:\n- name: a', 'DEPENDENCIES_MALFORMED', 2],
  ['dependencies:\n- name: a\n  version: 1\n  refPaths:\n  - match: x', 'DEPENDENCIES_MALFORMED', 5], ['dependencies:\n- name: a\n  version: {}', 'DEPENDENCIES_MALFORMED', 3],
  ['dependencies:\n- name: a\n  version: 1\n  refPaths:\n  - path: ../x', 'DEPENDENCIES_MALFORMED', 5], ['dependencies:\n- name: a\n  version: 1\n  refPaths:\n  - path: .git/config', 'DEPENDENCIES_MALFORMED', 5],
  ['dependencies:\n- name: a\n  version: 1\n  refPaths:\n  - path: x\n    match: a(?=b)', 'DEPENDENCIES_REGEXP', 6], ['dependencies: [', 'FILE_MALFORMED', 1],
])('%j is refused with a code and its line', async (text, code, line) => {
  expect((await problemsOf(() => readDependencies(text, 'd.yaml'))).map((it) => [it.code, it.place?.file, it.place?.line])).toEqual([[code, 'd.yaml', line]])
})

test('the files that dependencies.yaml names are read with it', async () => {
  const read = await readTexts(plain, [], async (file) => texts[file])
  expect(Object.keys(read).sort()).toEqual(Object.keys(texts).sort())
})
