import { describe, expect, test } from '@jest/globals'
import type { Artifact } from '../../src/core/artifact.js'
import { digestOf } from '../../src/core/digest.js'
import type { Plan } from '../../src/core/plan.js'
import { artifactsOf, builderOf, frozenTasks, makeRecord, parseRecord, renderRecord } from '../../src/core/record.js'

const plan: Plan = {
  schema: 1, line: 'driver', version: '1.0.0', configDigest: digestOf('config'), skipped: [],
  tag: { name: '1.0.0', object: 'a'.repeat(40), commit: 'b'.repeat(40), kind: 'annotated' },
  tasks: [{ id: 'build:docs/docs', step: 'build:docs', phase: 'build', entry: 'docs', title: 'Pack the docs', task: { from: 'docs' }, after: [], inputs: [] }],
}
const artifact = (kind: Artifact['kind'], name: string, fileName: string): Artifact => ({
  kind, name, fileName, digest: digestOf(fileName), size: 3, mediaType: 'application/gzip', path: `/somewhere/${fileName}`, about: { version: '1.0.0' },
})
const artifacts = [artifact('wheel', 'wheel', 'a.whl'), artifact('sdist', 'wheel', 'a.tar.gz'), artifact('docs', 'docs', 'docs.tgz')]
const make = (all = artifacts) => makeRecord({ slipway: '0.1.0', repository: 'accanto/driver', plan, artifacts: all })

describe('the record', () => {
  test('is the same text whatever the order of the artifacts and wherever they lie', () => {
    const elsewhere = [...artifacts].reverse().map((it) => ({ ...it, path: `/elsewhere/${it.fileName}` }))
    expect(renderRecord(make(elsewhere))).toBe(renderRecord(make()))
    expect(renderRecord(make())).not.toContain('somewhere')
  })

  test('is read back as it was written', () => {
    const parsed = parseRecord(renderRecord(make()))
    expect(parsed).toEqual({ record: make() })
  })

  test('gives each build task what it built, and nothing of a local path', () => {
    const tasks = frozenTasks(make())
    expect([...tasks.keys()].sort()).toEqual(['build:docs/docs', 'build:wheel/wheel'])
    expect(tasks.get('build:wheel/wheel')?.map((it) => it.kind).sort()).toEqual(['sdist', 'wheel'])
    expect(artifactsOf(make()).every((it) => !('path' in it))).toBe(true)
    expect(builderOf({ kind: 'image-archive', name: 'app' })).toBe('build:image/app')
  })

  test.each<[string, string]>([
    ['no JSON', '<!doctype html>'],
    ['another schema', renderRecord(make()).replace('"schema": 1,\n  "slipway"', '"schema": 2,\n  "slipway"')],
    ['a digest that is none', renderRecord(make()).replace(digestOf('a.whl'), 'sha256:1234')],
    ['a kind that nobody knows', renderRecord(make()).replace('"kind": "docs"', '"kind": "malware"')],
    ['nothing', '{}'],
  ])('that is %s is broken, and says where', (_, text) => {
    const parsed = parseRecord(text)
    expect('broken' in parsed ? parsed.broken : '').not.toBe('')
  })
})
