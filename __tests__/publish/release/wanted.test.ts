import { describe, expect, test } from '@jest/globals'
import type { Artifact } from '../../../src/core/artifact.js'
import { digestOf } from '../../../src/core/digest.js'
import { ReleaseError } from '../../../src/errors/release-error.js'
import type { ReleaseTask } from '../../../src/publish/release/entry.js'
import { compare, wantedAssets, type Held } from '../../../src/publish/release/wanted.js'

const task: ReleaseTask = {
  repository: 'accanto/driver', title: '1.0.0', notes: 'none', compare: '', page: 'https://github.com/accanto/driver/releases/tag/1.0.0',
  prerelease: false, latest: true, pattern: '{version}', scheme: 'pep440', assets: null, slipway: '0.1.0',
}
const file = (fileName: string, more: Partial<Artifact> = {}): Artifact => ({
  kind: 'file', name: fileName, fileName, digest: digestOf(fileName), size: 5, mediaType: 'application/octet-stream', path: `/x/${fileName}`, ...more,
})
const codes = (work: () => unknown): readonly string[] => {
  try {
    work()
    return []
  } catch (failure) {
    return failure instanceof ReleaseError ? failure.problems.map((it) => it.code) : ['not ours']
  }
}
const check = (...artifacts: readonly Artifact[]): readonly string[] => codes(() => wantedAssets(task, artifacts, { body: '' }))

describe('names and limits of assets', () => {
  test.each(['a b.tgz', 'ä.tgz', '.hidden', 'ends.', 'a/b.tgz', 'a\nb', '', '(1).tgz', 'a@b', '~x'])('%j is refused, as GitHub would store it under another name', (name) => {
    expect(check(file(name))).toEqual(['ASSET_NAME'])
  })

  test.each(['os_vim_driver-1.0.0-py3-none-any.whl', 'os-vim-driver-0.2.0+build.tgz', '_x', 'a', '1.0'])('%j is kept', (name) => {
    expect(check(file(name))).toEqual([])
  })

  test('two that differ in case only, or take a name of Slipway, are refused', () => {
    expect(check(file('Docs.tgz'), file('docs.tgz'))).toEqual(['ASSET_COLLISION'])
    expect(check(file('SHA256SUMS'))).toEqual(['ASSET_COLLISION'])
    expect(check(file('slipway.json'))).toEqual(['ASSET_COLLISION'])
  })

  test('all problems are told at once', () => {
    expect(check(file('a b'), file('big', { size: 2 * 1024 ** 3 }), file('none', { size: 0 }))).toEqual(['ASSET_NAME', 'ASSET_LIMIT', 'ASSET_LIMIT'])
    expect(check(file('almost', { size: 2 * 1024 ** 3 - 1 }))).toEqual([])
  })

  test('a thousand assets are too many, as the record and the checksums are assets as well', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => file(`f${index}`))
    expect(check(...many(997))).toEqual([])
    expect(check(...many(998))).toEqual(['ASSET_LIMIT'])
  })

  test('an image is no asset, and a kind means neither the sdist of the same entry nor anything else', () => {
    const all = [file('a.whl', { kind: 'wheel', name: 'wheel' }), file('a.tar.gz', { kind: 'sdist', name: 'wheel' }), file('image', { kind: 'image', name: 'image' }), file('docs.tgz', { kind: 'docs', name: 'manual' })]
    const names = (assets: readonly string[] | null) => wantedAssets({ ...task, assets }, all, { body: '' }).map((it) => it.name)
    expect(names(null)).toEqual(['a.tar.gz', 'a.whl', 'docs.tgz', 'SHA256SUMS'])
    expect(names(['wheel'])).toEqual(['a.whl', 'SHA256SUMS'])
    expect(names(['manual'])).toEqual(['docs.tgz', 'SHA256SUMS'])
  })
})

describe('what a release holds against what it shall hold', () => {
  const wanted = wantedAssets(task, [file('a.tgz'), file('b.tgz')], { body: '' })
  const held = (name: string, digest: string, state = 'uploaded'): Held => ({
    asset: { id: 1, name, size: 5, state, digest, url: '', downloadUrl: '' }, digest,
  })
  const brief = (all: readonly Held[]) => {
    const it = compare(wanted, all)
    return {
      right: it.right.map((other) => other.asset.name), missing: it.missing.map((other) => other.name), wrong: it.wrong.map((other) => other.wanted.name),
      temporary: it.temporary.map((other) => other.asset.name), unknown: it.unknown.map((other) => other.name),
    }
  }

  test('goes by digest, not by name', () => {
    expect(brief([held('a.tgz', digestOf('a.tgz')), held('b.tgz', digestOf('other'))])).toEqual({ right: ['a.tgz'], missing: ['SHA256SUMS'], wrong: ['b.tgz'], temporary: [], unknown: [] })
  })

  test('takes an upload that broke off for none', () => {
    expect(brief([held('a.tgz', digestOf('a.tgz'), 'starter')]).missing).toEqual(['a.tgz', 'b.tgz', 'SHA256SUMS'])
  })

  test('knows our own temporary names, and calls everything else unknown but the record', () => {
    const all = [held('a.tgz.slipway-0123456789ab', digestOf('x')), held('a.tgz.slipway-zz', digestOf('x')), held('slipway.json', digestOf('x')), held('surprise.exe', digestOf('x'))]
    expect(brief(all)).toMatchObject({ temporary: ['a.tgz.slipway-0123456789ab'], unknown: ['a.tgz.slipway-zz', 'surprise.exe'] })
  })
})
