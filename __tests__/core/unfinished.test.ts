// Which tags `continue` goes into: the table of what must not become a release by itself.
import { describe, expect, test } from '@jest/globals'
import { makeMarker } from '../../src/core/marker.js'
import { inTurn, judgeLine, type Listed, type ListedRelease, type LineTag } from '../../src/core/unfinished.js'

const tag = (name: string, more: Partial<LineTag> = {}): LineTag => ({ name, line: 'driver', time: 0, hasConfig: true, makesRelease: true, ...more })
const record = { name: 'slipway.json', state: 'uploaded' }
const ours = (name: string, more: Partial<ListedRelease> = {}): ListedRelease =>
  ({ tag: name, draft: false, body: `Text\n\n${makeMarker({ kind: 'release', repository: 'a/b', tag: name, object: 'a'.repeat(40) })}`, url: `https://x/${name}`, assets: [record], ...more })
const foreign = (name: string, more: Partial<ListedRelease> = {}): ListedRelease => ({ ...ours(name), body: 'By hand', assets: [], ...more })

const judge = (names: readonly LineTag[], listed: Partial<Listed>): Readonly<Record<string, string>> =>
  Object.fromEntries(judgeLine(names, { releases: [], refs: [], wanted: [], ...listed }).map((it) => [it.tag.name, it.verdict === 'leave' ? `leave${it.by === undefined ? '' : ` (${it.by})`}: ${it.why}` : it.verdict]))

const two = [tag('1.1.0'), tag('1.0.0')]

describe('the newest tag of a line', () => {
  test.each([
    ['whatever there is of it', {}], ['although its release is out and whole: pointers and the next version come after that', { releases: [ours('1.1.0')] }], ['with a draft', { releases: [ours('1.1.0', { draft: true })] }],
  ])('is asked %s', (_, listed) => expect(judge(two, listed)['1.1.0']).toBe('ask'))

  test('is left alone when it was released by other means, and when its commit holds no config', () => {
    expect(judge(two, { releases: [foreign('1.1.0')] })['1.1.0']).toBe('leave (adopt): it was released by other means (https://x/1.1.0)')
    expect(judge([tag('1.1.0', { hasConfig: false })], {})).toEqual({ '1.1.0': 'leave (release): its commit holds no config of Slipway' })
  })

  test('is asked although somebody has a draft of his own under it: a release does not mind', () => {
    expect(judge(two, { releases: [foreign('1.1.0', { draft: true })] })['1.1.0']).toBe('ask')
  })
})

test('a tag that only the clone has was pruned: it is not offered, and the one before it is the newest', () => {
  const gone = [tag('1.1.0', { isGone: true }), tag('1.0.0')]
  expect(judge(gone, { refs: ['refs/slipway/record/1.1.0/aaa'] })).toEqual({ '1.1.0': 'leave: its tag is in this clone alone: it was pruned, or never pushed', '1.0.0': 'ask' })
  expect(judge(gone, { releases: [ours('1.1.0')] })['1.1.0']).toBe('ask')
})

describe('an older tag', () => {
  test('whose release is out and whole is finished, whatever else lies about', () => {
    expect(judge(two, { releases: [ours('1.0.0'), ours('1.0.0', { draft: true })], refs: ['refs/slipway/record/1.0.0/aaa', 'refs/slipway/lock/1.0.0'] })['1.0.0']).toBe('finished')
  })

  test('that nobody released is asked while nothing newer is out, and left alone when something is', () => {
    expect(judge(two, {})['1.0.0']).toBe('ask')
    expect(judge(two, { releases: [ours('1.1.0')] })['1.0.0']).toBe('leave (release): 1.1.0 came after it, and no release of it was begun')
    expect(judge(two, { releases: [foreign('1.1.0')] })['1.0.0']).toBe('leave (release): 1.1.0 came after it, and no release of it was begun')
  })

  test('is not shielded by a newer one that is only begun', () => {
    expect(judge(two, { releases: [ours('1.1.0', { draft: true })] })['1.0.0']).toBe('ask')
    expect(judge(two, { releases: [ours('1.1.0', { assets: [] })] })['1.0.0']).toBe('ask')
  })

  test.each([
    ['a draft of ours', { releases: [ours('1.1.0'), ours('1.0.0', { draft: true })] }],
    ['a draft of ours that lost its tag', { releases: [ours('1.1.0'), ours('1.0.0', { draft: true, tag: 'untagged-abc' })] }],
    ['a release of ours without its record', { releases: [ours('1.1.0'), ours('1.0.0', { assets: [{ name: 'slipway.json', state: 'starter' }] })] }],
    ['a record in a ref', { releases: [ours('1.1.0')], refs: ['refs/slipway/record/1.0.0/abc'] }],
    ['a lock', { releases: [ours('1.1.0')], refs: ['refs/slipway/lock/1.0.0'] }],
    ['an earlier run that meant it', { releases: [ours('1.1.0')], wanted: ['1.0.0'] }],
  ] as readonly (readonly [string, Partial<Listed>])[])('that was begun is asked: %s shows it', (_, listed) => expect(judge(two, listed)['1.0.0']).toBe('ask'))

  test.each([
    ['a draft of other people', { releases: [ours('1.1.0'), foreign('1.0.0', { draft: true })] }],
    ['the lock of another tag that begins so', { releases: [ours('1.1.0')], refs: ['refs/slipway/lock/1.0.0-rc1', 'refs/slipway/record/1.0.0-rc1/abc'] }],
    ['a draft of another tag in which its name stands', { releases: [ours('1.1.0'), ours('1.0.0-rc1', { draft: true, tag: '1.0.0' })] }],
  ] as readonly (readonly [string, Partial<Listed>])[])('was not begun by %s', (_, listed) => expect(judge(two, listed)['1.0.0']).toMatch(/^leave \(release\)/))

  test('of before the config came is left alone, begun or not', () => {
    const old = [tag('1.1.0'), tag('1.0.0', { hasConfig: false })]
    expect(judge(old, {})['1.0.0']).toBe('leave (release): its commit holds no config of Slipway')
    expect(judge(old, { releases: [ours('1.0.0', { draft: true })] })['1.0.0']).toBe('leave (release): its commit holds no config of Slipway, although there is a draft of it (https://x/1.0.0)')
    expect(judge(old, { releases: [ours('1.0.0')] })['1.0.0']).toBe('finished')
  })

  test('that was released by other means is left alone even where something shows a beginning of ours', () => {
    expect(judge(two, { releases: [foreign('1.0.0'), ours('1.0.0', { draft: true })] })['1.0.0']).toBe('leave (adopt): it was released by other means (https://x/1.0.0)')
  })
})

describe('a line that makes no release on GitHub', () => {
  const tools = ['3', '2', '1'].map((it) => tag(it, { makesRelease: false }))
  test('has its newest tag asked, and older ones looked at when they were begun', () => {
    expect(judge(tools, { refs: ['refs/slipway/record/2/abc', 'refs/slipway/record/1/abc'] })).toEqual({ 3: 'ask', 2: 'look', 1: 'look' })
  })
  test('leaves alone what nobody began', () => {
    expect(judge(tools, { refs: ['refs/slipway/record/2/abc'] })[1]).toBe('leave (release): 2 came after it, and no release of it was begun')
    expect(judge(tools, {})).toMatchObject({ 3: 'ask', 2: expect.stringMatching(/^leave/), 1: expect.stringMatching(/^leave/) })
  })
  test('does not mind what people publish under its tags', () => {
    expect(judge(tools, { releases: [foreign('3'), foreign('2')] })[3]).toBe('ask')
  })
})

test('lines take turns by the time of their next tag; within a line only the version counts', () => {
  const at = (name: string, time: number) => ({ tag: tag(name, { time }) })
  const turns = inTurn([[at('b3', 10), at('b2', 90), at('b1', 5)], [at('a2', 50), at('a1', 7)], []])
  expect(turns.map((it) => it.tag.name)).toEqual(['a2', 'b3', 'b2', 'a1', 'b1'])
})
