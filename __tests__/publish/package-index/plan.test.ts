import { describe, expect, test } from '@jest/globals'
import { parseIndex } from '../../../src/core/package-index.js'
import type { Facts } from '../../../src/core/facts.js'
import type { JsonObject } from '../../../src/core/json.js'
import { indexEntry, planIndex, wantedFiles, type IndexTask } from '../../../src/publish/package-index/entry.js'
import { publishChart } from '../../../src/publish/chart/chart.js'
import { publishImage } from '../../../src/publish/image/image.js'
import { publishRelease } from '../../../src/publish/release/publish-release.js'
import { codesOf } from '../../codes.js'
import { makeFacts } from '../facts.js'

const facts = (index: JsonObject | readonly JsonObject[], more: Omit<Partial<Facts>, 'version'> & { readonly wheel?: JsonObject | readonly JsonObject[]; readonly version?: string } = {}): Facts => {
  const { wheel = { name: 'wheel' }, version = '1.0.0', ...rest } = more
  return makeFacts(version, { config: { build: { wheel: wheel as JsonObject, docs: { name: 'docs' } }, publish: { index: index as JsonObject } }, ...rest })
}

const plan = (entry: JsonObject, more: Parameters<typeof facts>[1] = {}) => planIndex(facts(entry, more), indexEntry.parse(entry))
const taskOf = (entry: JsonObject, more: Parameters<typeof facts>[1] = {}): IndexTask => {
  const planned = plan(entry, more)
  if ('skip' in planned) throw new Error(planned.skip)
  return planned.task
}
const artifact = (kind: 'wheel' | 'sdist', fileName: string, name = 'wheel') => ({ kind, name, fileName, digest: 'sha256:' as const, size: 1, mediaType: '' })

describe('the plan of publish.index', () => {
  test('goes to PyPI by itself, with the names of the real world', () => {
    expect(taskOf({})).toMatchObject({ place: { upload: 'https://upload.pypi.org/legacy/', simple: 'https://pypi.org/simple/' }, version: '1.0.0', files: null, attestations: 'auto', project: null })
  })

  test('knows the project from pyproject.toml, where that tells it', () => {
    expect(plan({}, { texts: { 'pyproject.toml': '[build-system]\nname = "other"\n\n[project] # here\ndescription = "x"\nname = "os-driver"\n\n[tool.x]\nname = "third"\n' } })).toMatchObject({ title: 'Upload os-driver 1.0.0 to PyPI', task: { project: 'os-driver' } })
  })

  test('spells the version as Python does', () => {
    expect(taskOf({}, { version: '1.0.0-rc1' }).version).toBe('1.0.0rc1')
  })

  test('takes every wheel and sdist, or those that are named; wheels first', () => {
    const all = [artifact('sdist', 'b.tar.gz'), artifact('wheel', 'c.whl', 'second'), artifact('wheel', 'a.whl')]
    expect(wantedFiles(taskOf({}), all).map((it) => it.fileName)).toEqual(['a.whl', 'c.whl', 'b.tar.gz'])
    expect(wantedFiles(taskOf({ files: ['wheel'] }), all).map((it) => it.fileName)).toEqual(['a.whl', 'c.whl'])
    expect(wantedFiles(taskOf({ files: ['second', 'sdist'] }, { wheel: [{ name: 'wheel' }, { name: 'second' }] }), all).map((it) => it.fileName)).toEqual(['c.whl', 'b.tar.gz'])
  })

  test('is none when the wheels are left out of the run', () => {
    expect(plan({}, { leftOut: ['wheel'] })).toEqual({ skip: 'the wheels are left out of this run' })
  })

  test.each<readonly [string, JsonObject, Parameters<typeof facts>[1], string]>([
    ['without anything built', {}, { wheel: [] }, 'CONFIG_INVALID'],
    ['with files of another kind', { files: ['docs'] }, {}, 'CONFIG_INVALID'],
    ['with a name that nothing has', { files: ['weel'] }, {}, 'CONFIG_UNKNOWN_NAME'],
    ['of a local version to PyPI', {}, { version: '1.0.0+abc' }, 'INDEX_METADATA'],
  ])('%s is refused', async (_, entry, more, code) => {
    expect(await codesOf(() => plan(entry, more))).toEqual([code])
  })

  test('to one index twice is refused', async () => {
    const twice = [{ name: 'one', to: 'pypi' }, { name: 'two', to: 'https://upload.pypi.org/legacy' }]
    expect(await codesOf(() => planIndex(facts(twice), indexEntry.parse(twice[0])))).toEqual(['CONFIG_INVALID'])
  })

  test('comes before every version tag and the release', () => {
    for (const step of [publishImage, publishChart, publishRelease]) expect([step.name, step.needs?.includes('publish:index')]).toEqual([step.name, true])
  })
})

describe('places', () => {
  test.each([
    ['pypi', 'https://upload.pypi.org/legacy/', 'https://pypi.org/simple/'],
    ['https://test.pypi.org/legacy', 'https://test.pypi.org/legacy/', 'https://test.pypi.org/simple/'],
    ['https://packages.example.com/legacy/', 'https://packages.example.com/legacy/', 'https://packages.example.com/simple/'],
    ['https://example.com/api/pypi/own', 'https://example.com/api/pypi/own', 'https://example.com/api/pypi/own/simple/'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/', 'http://127.0.0.1:8080/simple/'],
  ])('%s is sent to and looked at where its users do', (to, upload, simple) => expect(parseIndex(to)).toMatchObject({ upload, simple }))

  test('have their pages elsewhere, where that is said', () => {
    expect(parseIndex('https://example.com/up/', 'https://pages.example.com/root')).toMatchObject({ upload: 'https://example.com/up/', simple: 'https://pages.example.com/root/' })
  })

  test.each(['pipy', 'http://packages.example.com/', 'https://me:secret@packages.example.com/', 'https://packages.example.com/?x=1', 'ftp://packages.example.com/'])('%s is none', async (to) => {
    expect(await codesOf(() => parseIndex(to))).toEqual(['INDEX_PLACE'])
  })
})
