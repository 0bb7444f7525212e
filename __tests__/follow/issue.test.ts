// follow:issue: boxes, links, a comment, the end; and nothing twice.
import { describe, expect, test } from '@jest/globals'
import type { TaskResult } from '../../src/core/result.js'
import { markOf, namingLine, type Proposal } from '../../src/core/tracking.js'
import { newText } from '../../src/core/tracking-text.js'
import { followIssue } from '../../src/follow/issue/issue.js'
import type { Author, Issue, IssueComment, Issues } from '../../src/ports/issues.js'
import type { World } from '../../src/ports/world.js'
import { benches, imageTags, person, releasesOf, repo, says, type Bench } from '../verbs/bench.js'
import { boxes, codes, comments, lines, only, options, points, released, say, tag } from '../verbs/proposed.js'

const bench = benches()
const open = (): Promise<Bench> => bench(points(), options)

describe('the step', () => {
  const proposed = async (): Promise<Bench> => {
    const it = await open()
    await it.run({ verb: 'propose', version: '1.0.0', lines: ['image', 'tool'] })
    await say(it, 'ana')
    await say(it, 'ben')
    await tag(it)
    await tag(it, 'tool/1.0.0')
    return it
  }

  test('ticks the boxes of its line, says that it is out, and leaves the issue to the other line', async () => {
    const it = await proposed()
    await released(it, 'v1.0.0')
    const done = boxes(it).filter((one) => one.startsWith('x'))
    expect(done).toEqual(expect.arrayContaining(['x publish:release/release', 'x publish:image/image', 'x build:image/image']))
    expect(boxes(it).filter((one) => one.startsWith(' '))).toEqual(expect.arrayContaining(['  publish:image/image']))
    expect(only(it)).toMatchObject({ state: 'open' })
    expect(only(it).body).toContain(`releases/tag/v1.0.0)`)
    expect(comments(it).at(-1)).toContain('`v1.0.0` (line `image`, version 1.0.0) is released.')
  })

  test('closes it when all lines are out, and writes nothing after that', async () => {
    const it = await proposed()
    await released(it, 'v1.0.0')
    expect(await released(it, 'tool/1.0.0')).toMatchObject({ problems: [] })
    expect(only(it)).toMatchObject({ state: 'closed', stateReason: 'completed' })
    expect(boxes(it).filter((one) => !one.startsWith('x'))).toEqual([])
    const before = it.writes()
    for (const name of ['v1.0.0', 'tool/1.0.0']) expect((await released(it, name)).outcome).toBe('already-released')
    expect(it.writes()).toBe(before)
    expect(imageTags(it, 'accanto/tool')).toEqual(['1.0.0'])
  })

  test('closes what is open although all is out, as a run broke off', async () => {
    const it = await proposed()
    await released(it, 'v1.0.0')
    await released(it, 'tool/1.0.0')
    repo(it).issues.set(1, { ...only(it), state: 'open', stateReason: null })
    const end = await released(it, 'v1.0.0')
    expect(codes(end)).toEqual([])
    expect([end.outcome, end.summary]).toEqual(['resumed', 'image 1.0.0 was released before; issue #1 says so now, and is closed'])
    expect(only(it).state).toBe('closed')
  })

  test('ticks the boxes of a line that is out again, when the run of another line has written over them', async () => {
    const it = await proposed()
    const stale = String(only(it).body)
    await released(it, 'v1.0.0')
    repo(it).issues.set(1, { ...only(it), body: stale })
    await released(it, 'tool/1.0.0')
    expect(only(it).state).toBe('closed')
    expect(boxes(it).filter((one) => !one.startsWith('x'))).toEqual([])
  })

  test('is nothing when nobody has proposed the release and the line does not ask for it', async () => {
    const it = await bench([{ files: { '.slipway.yaml': lines().replaceAll(/ *gate:\n *approvals:.*\n/g, ''), ...says('1.0.0') }, tags: { 'v1.0.0': null } }], options)
    const report = await released(it, 'v1.0.0')
    expect(report.outcome).toBe('released')
    expect(report.results.find((one) => one.id === 'follow:issue/issue')).toMatchObject({ state: 'already', outcome: { note: 'there is no tracking issue' } })
    expect(it.world.writes().filter((one) => one.path.includes('/issues'))).toEqual([])
  })

  test('two lines at once end in one issue that is closed', async () => {
    const it = await proposed()
    const reports = await Promise.all([released(it, 'v1.0.0'), released(it, 'tool/1.0.0')])
    expect(reports.flatMap(codes)).toEqual([])
    expect(only(it)).toMatchObject({ state: 'closed' })
    expect(boxes(it).filter((one) => !one.startsWith('x'))).toEqual([])
    expect(comments(it).filter((one) => one.includes('is released.'))).toHaveLength(2)
    expect(releasesOf(it, 'v1.0.0')).toHaveLength(1)
  })

  test('says nothing of all being done when something was left out', async () => {
    const it = await proposed()
    await released(it, 'v1.0.0', { without: ['publish:release'] })
    expect(comments(it).filter((one) => one.includes('is released.'))).toEqual([])
  })

  test('keeps what people wrote', async () => {
    const it = await proposed()
    await person(it).editIssue(1, `Before\n\n${only(it).body ?? ''}\n\nAfter`)
    await released(it, 'v1.0.0')
    expect(only(it).body).toMatch(/^Before\n[^]*\nAfter$/)
  })
})

describe('of a release that waits for others', () => {
  const commit = 'a'.repeat(40)
  const proposal: Proposal = { repository: 'acme/thing', issue: 'release', line: 'image', version: '1.0.0', tag: 'v1.0.0', commit }
  const boxesOf = [{ id: 'publish:image/image', title: 'Push' }, { id: 'promote:images/images', title: 'Promote' }]

  /** One issue in memory, and what the run has found out so far. */
  const worldWith = (found: readonly TaskResult[]): { readonly world: World; readonly issue: () => Issue; readonly said: IssueComment[]; readonly writes: () => number } => {
    const author: Author = { login: 'github-actions[bot]', isBot: true, isMember: false }
    let issue: Issue = { number: 7, url: 'https://github.com/acme/thing/issues/7', title: 'Release v1.0.0', body: newText([{ proposal, page: 'p', boxes: boxesOf }], '', ''), state: 'open', isDropped: false, author }
    const said: IssueComment[] = [{ url: '#1', author, body: `${namingLine(proposal)}\n\n${markOf('named', proposal)}`, isEdited: false }]
    let writes = 0
    const issues: Issues = {
      find: (_, isMeant) => Promise.resolve(isMeant(issue.body) ? [issue] : []),
      issue: () => Promise.resolve(issue),
      comments: () => Promise.resolve([...said]),
      open: () => Promise.reject(new Error('nobody opens one here')),
      update: (_, __, { close, body = issue.body }) => {
        writes++
        issue = { ...issue, body, state: close === undefined ? issue.state : 'closed' }
        return Promise.resolve(issue)
      },
      comment: (_, __, body) => {
        writes++
        said.push({ url: `#${said.length + 1}`, author, body, isEdited: false })
        return Promise.resolve()
      },
    }
    const plan = { line: 'image', version: '1.0.0', tasks: boxesOf.map((it) => ({ ...it, step: it.id.split('/')[0] })), skipped: [] }
    const world = { issues, repository: { owner: 'acme', name: 'thing' }, tag: { name: 'v1.0.0', commit }, plan, results: () => found, signal: new AbortController().signal, clock: { now: () => 0, sleep: async () => undefined } } as unknown as World
    return { world, issue: () => issue, said, writes: () => writes }
  }
  const task = { word: 'release', page: 'p' }
  const result = (id: string, state: TaskResult['state'], outcome: TaskResult['outcome'] = {}): TaskResult => ({ id: id as TaskResult['id'], title: id, state, outcome, took: 0 })
  const pull = 'https://github.com/kubernetes/k8s.io/pull/1'

  test('says what it waits for, ticks what is done, and stays open', async () => {
    const it = worldWith([result('publish:image/image', 'done', { where: 'example.org/x:1' }), result('promote:images/images', 'waiting', { note: `waits for ${pull} to be merged`, url: pull })])
    expect(await followIssue.probe(task, [], it.world)).toMatchObject({ state: 'partial', missing: ['boxes'] })
    await followIssue.apply(task, [], it.world)
    expect(it.issue().body).toMatch(/- \[x\] Push .*`example\.org\/x:1`/)
    expect(it.issue().body).toContain(`--> [waits for ${pull} to be merged](${pull})`)
    expect(it.issue().body).toMatch(/- \[ \] Promote/)
    expect([it.issue().state, it.said.length, it.writes()]).toEqual(['open', 1, 1])
    expect(await followIssue.probe(task, [], it.world)).toMatchObject({ state: 'done' })
    await followIssue.apply(task, [], it.world)
    expect(it.writes()).toBe(1)
  })

  test('that failed keeps its box, and nobody says that it is out', async () => {
    const it = worldWith([result('publish:image/image', 'done'), result('promote:images/images', 'failed')])
    await followIssue.apply(task, [], it.world)
    expect(it.issue().body).toMatch(/- \[ \] Promote/)
    expect([it.issue().state, it.said.length]).toEqual(['open', 1])
  })
})
