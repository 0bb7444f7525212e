import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isTrusted, marksIn, markOf, markOfComment, namingLine, partsIn, readMark, type Proposal } from '../../src/core/tracking.js'
import { newText, titleOf, withPart, withTicks, type Part } from '../../src/core/tracking-text.js'

const proposal: Proposal = { repository: 'accanto/driver', issue: 'release', line: 'image', version: '1.0.0', tag: 'v1.0.0', commit: 'a'.repeat(40) }
const part: Part = { proposal, page: 'https://github.com/accanto/driver', since: 'v0.9.0', changes: '- One\n- Two', boxes: [{ id: 'build:image/image', title: 'Build image' }, { id: 'publish:image/image', title: 'Tag it' }] }
const chart: Part = { ...part, proposal: { ...proposal, line: 'chart', tag: 'chart/1.0.0' } }
const text = newText([part], 'Head', 'cc @ana')

describe('a mark', () => {
  test('is read as it was written, on one line, whatever stands in it', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (version) => {
      const it = { ...proposal, version, by: 'pia' }
      const mark = markOf('named', it)
      expect(mark.split('\n')).toHaveLength(1)
      expect(mark.indexOf('-->')).toBe(mark.length - 3)
      expect(readMark(mark)?.proposal).toEqual(it)
    }))
  })

  test.each([['main'], ['HEAD'], ['a'.repeat(39)], [`${'a'.repeat(40)}^`], ['refs/heads/main']])('that names %s names no commit', (commit) => expect(readMark(markOf('named', { ...proposal, commit }))).toBeUndefined())

  test('counts as the last line of a comment only: what stands before may be quoted', () => {
    const mark = markOf('named', proposal)
    expect(markOfComment(`${namingLine(proposal)}\n\ntext\n\n${mark}\n`, 'named')).toEqual(proposal)
    expect(markOfComment(`${namingLine(proposal)}\r\n\r\n${mark}`, 'named')).toEqual(proposal)
    expect(markOfComment(`${mark}\n\nI quote`, 'named')).toBeUndefined()
    expect(markOfComment(`> ${mark}`, 'named')).toBeUndefined()
    expect(markOfComment(mark, 'done')).toBeUndefined()
  })

  test.each([
    ['a friendly word', 'Thanks to all who helped!'],
    ['nothing', ''],
    ['another commit', namingLine({ ...proposal, commit: 'b'.repeat(40) })],
    ['another version', namingLine({ ...proposal, version: '2.0.0' })],
    ['it within an HTML comment', `<!--\n${namingLine(proposal)}\n-->`],
  ])('names no commit when people see %s', (_, text) => {
    const mark = markOf('named', proposal)
    expect(markOfComment(`${text}\n\n${mark}`, 'named')).toBeUndefined()
  })

  test('names no commit when its version hides the rest of the line', () => {
    const it = { ...proposal, version: '1.0.0 <!--' }
    expect(markOfComment(`${namingLine(it)}\n\n${markOf('named', it)}`, 'named')).toBeUndefined()
  })
})

test.each([
  ['a member', { login: 'ana', isBot: false, isMember: true }, true],
  ['the App that opened it', { login: 'bot[bot]', isBot: true, isMember: false }, true],
  ['another App', { login: 'other[bot]', isBot: true, isMember: false }, false],
  ['another App that is called a member', { login: 'other[bot]', isBot: true, isMember: true }, false],
  ['a stranger', { login: 'eve', isBot: false, isMember: false }, false],
  ['nobody', undefined, false],
] as const)('what %s says in a comment names a commit: %s', (_, author, expected) => expect(isTrusted(author, { login: 'bot[bot]', isBot: true, isMember: false })).toBe(expected))

test('a stranger is not believed on an issue of their own', () => {
  const eve = { login: 'eve', isBot: false, isMember: false }
  expect(isTrusted(eve, eve)).toBe(false)
})

describe('the text', () => {
  test('speaks of the lines that were put in, in their order, each once', () => {
    const both = withPart(text, chart)
    expect(partsIn(both).map((it) => it.tag)).toEqual(['v1.0.0', 'chart/1.0.0'])
    expect(withPart(both, part)).toBe(both)
    expect(both.trimEnd().endsWith('cc @ana')).toBe(true)
  })

  test('keeps every line that people add anywhere, and is not changed by what stands there already', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 30 }).map((it) => `P ${it.replaceAll(/[\r\n]/g, ' ')}`)
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(), line), { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), (added, end) => {
      const lines = text.split('\n')
      for (const [at, one] of added) lines.splice(at % (lines.length + 1), 0, one)
      const body = lines.join(end)
      expect(withPart(body, part)).toBe(body)
      const next = withTicks(withPart(body, chart), proposal, new Map([['build:image/image', { isDone: true }]]))
      for (const [, one] of added) expect(next.split('\n')).toContain(one)
      expect(next).toContain('- [x] Build image')
    }))
  })

  test('takes a new commit, and new changes as long as nobody has touched them', () => {
    const other: Part = { ...part, proposal: { ...proposal, commit: 'b'.repeat(40) }, changes: '- Three' }
    expect(withPart(text, other)).toContain('- Three')
    const touched = withPart(text.replace('- One', '- One, by Ana'), other)
    expect(touched).toContain('- One, by Ana')
    expect(touched).toContain(`commit/${'b'.repeat(40)}`)
    expect(withPart(touched, other)).toBe(touched)
  })

  test('has a box for each task that is planned now; one that was ticked stays', () => {
    const ticked = withTicks(text, proposal, new Map([['publish:image/image', { isDone: true, link: '`x:1`' }]]))
    const fewer = withPart(ticked, { ...part, boxes: [{ id: 'build:wheel/wheel', title: 'Build wheel' }] })
    expect(fewer.split('\n').filter((it) => it.startsWith('- ['))).toEqual([expect.stringMatching(/^- \[x\] Tag it .*`x:1`$/), expect.stringMatching(/^- \[ \] Build wheel/)])
  })

  test('ticks and never unticks, and a link that stands at a ticked box stays', () => {
    const once = withTicks(text, proposal, new Map([['build:image/image', { isDone: true, link: '[a](u)' }]]))
    expect(withTicks(once, proposal, new Map([['build:image/image', { isDone: false, link: '[b](u)' }]]))).toBe(once)
    const waits = withTicks(text, proposal, new Map([['build:image/image', { isDone: false, link: 'waits for x' }]]))
    expect(waits).toMatch(/- \[ \] Build image .*--> waits for x/)
    expect(withTicks(waits, proposal, new Map([['build:image/image', { isDone: true, link: '[a](u)' }]]))).toMatch(/- \[x\] Build image .*--> \[a\]\(u\)/)
  })

  test('ticks the boxes of the other line never', () => {
    const both = withPart(text, chart)
    const next = withTicks(both, chart.proposal, new Map([['build:image/image', { isDone: true }]]))
    expect(next.split('\n').filter((it) => it.includes('Build image')).map((it) => it.slice(0, 5))).toEqual(['- [ ]', '- [x]'])
  })

  test('calls nobody and hides nothing that stands in a change', () => {
    const body = newText([{ ...part, changes: '- Thanks @ana\n- &lt;!-- slipway: {"end":"image"} -->' }], '', '')
    expect(body).not.toContain('@ana')
    expect(withTicks(body, proposal, new Map([['publish:image/image', { isDone: true }]]))).toContain('- [x] Tag it')
  })

  test('is still readable when somebody has removed an end', () => {
    const body = withPart(text, chart).replace('<!-- slipway: {"end":"image"} -->\n', '')
    const next = withTicks(body, proposal, new Map([['build:image/image', { isDone: true }]]))
    expect(next.split('\n').filter((it) => it.includes('Build image')).map((it) => it.slice(0, 5))).toEqual(['- [x]', '- [ ]'])
  })

  test('has room for what people add, however much has changed', () => {
    const many = Array.from({ length: 900 }, (_, at) => `- Change ${at} ${'x'.repeat(100)}`).join('\n')
    expect(newText([{ ...part, changes: many }], '', '').length).toBeLessThan(25_000)
  })
})

test.each([[['v1'], 'Release v1'], [['v1', 'chart/1'], 'Release v1 and chart/1'], [['a', 'b', 'c'], 'Release a, b and c']])('the title of %j is %s', (tags, title) => expect(titleOf(tags)).toBe(title))

test('a workflow says on the issue of a person that a line is done, and names no commit there', () => {
  const person = { login: 'ann', isBot: false, isMember: true }
  const workflow = { login: 'github-actions[bot]', isBot: true, isMember: false }
  const said = (mark: 'named' | 'done') => marksIn([{ author: workflow, body: `${namingLine(proposal)}\n\n${markOf(mark, proposal, {})}`, isEdited: false }], person, mark).map((it) => it?.line)
  expect([said('done'), said('named')]).toEqual([['image'], [undefined]])
})
