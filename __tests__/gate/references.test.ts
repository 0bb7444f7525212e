import { expect, test } from '@jest/globals'
import { loadConfig } from '../../src/config/load-config.js'
import type { LineConfig } from '../../src/core/config.js'
import type { JsonObject } from '../../src/core/json.js'
import { versionEntrySchema } from '../../src/core/reference.js'
import { parseVersion } from '../../src/core/version.js'
import { checkLine, checkReferencesGate } from '../../src/gate/references.js'
import { steps } from '../../src/wire.js'

const line = (written: readonly object[], images: readonly JsonObject[] = []): LineConfig => ({
  name: 'driver', tag: '{version}', scheme: 'pep440', gate: { references: true, tag: 'lightweight' }, effective: {},
  slots: { version: [versionEntrySchema.parse({ 'written-in': written }) as unknown as JsonObject], 'publish.image': images },
})
const facts = { version: parseVersion('2.0.0', 'pep440'), paths: ['pkg_info.json', 'values.yaml'], texts: { 'pkg_info.json': '{"version": "2.0.0"}', 'values.yaml': 'docker:\n  image: accanto/x\n  version: 1.1.0.dev0\n' } }

test('a line whose references agree passes', () => {
  expect(checkReferencesGate(facts, line([{ file: 'pkg_info.json', at: '/version' }]))).toEqual([])
})

test('a reference that says another version blocks, and is told with its line', () => {
  expect(checkReferencesGate(facts, line([{ file: 'pkg_info.json', at: '/version' }, { file: 'values.yaml', at: '/docker/version' }]))).toMatchObject([
    { code: 'REFERENCE_DISAGREES', kind: 'gate', place: { file: 'values.yaml', line: 3, column: 12 } },
  ])
})

test('a file that is not in the commit is told with the one that was meant', () => {
  expect(checkReferencesGate(facts, line([{ file: 'pkginfo.json', at: '/version' }]))).toMatchObject([{ code: 'REFERENCE_FILE_MISSING', message: expect.stringContaining('pkg_info.json?') }])
})

test('images are compared with where this line publishes them', () => {
  const image = [{ file: 'values.yaml', at: '/docker/image', is: 'image' }]
  expect(checkReferencesGate(facts, line(image, [{ to: 'ghcr.io/x/y' }, { to: 'docker.io/accanto/x' }]))).toEqual([])
  expect(checkReferencesGate(facts, line(image, [{ to: 'ghcr.io/accanto/x' }]))).toMatchObject([{ code: 'REFERENCE_IMAGE', place: { line: 2 } }])
})

test('a line without references passes, and says that it compared nothing', () => {
  expect(checkLine(facts, { ...line([]), slots: {} })).toEqual({ agreed: [], problems: [] })
})

test('an image is the same however the place where it goes is written', () => {
  const config = `version: 1\nlines:\n  a:\n    version: { written-in: [{ file: values.yaml, at: /image, is: image }] }\n    publish: { image: { to: "oci://docker.io/accanto/driver/" } }\n    build: { image: {} }\n`
  const [own] = loadConfig(config, '.slipway.yaml', steps).lines
  const facts = { texts: { 'values.yaml': 'image: accanto/driver\n' }, paths: ['values.yaml'], version: parseVersion('1.0.0', 'semver') }
  expect(own && checkReferencesGate(facts, own)).toEqual([])
})

test('a file that is not there is told at the setting that names it', () => {
  const config = 'version: 1\nlines:\n  a:\n    version: { written-in: [{ file: value.yaml, at: /version }] }\n'
  const [own] = loadConfig(config, '.slipway.yaml', steps).lines
  const problems = own ? checkReferencesGate({ texts: {}, paths: ['values.yaml'], version: parseVersion('1.0.0', 'semver') }, own) : []
  expect(problems.map((it) => [it.code, it.place])).toEqual([['REFERENCE_FILE_MISSING', { file: '.slipway.yaml', line: 4, column: 14 }]])
})
