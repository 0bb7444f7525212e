// `slipway status`, through run(), at every stage of a release: what is shown is what the world holds, and nothing is written.
import { describe, expect, test } from '@jest/globals'
import { digestOf } from '../../src/core/digest.js'
import { lockRef, lockTagName, renderLock } from '../../src/core/lock.js'
import type { Report } from '../../src/core/report.js'
import type { StatusRow } from '../../src/core/status.js'
import { renderJson } from '../../src/report/json.js'
import { renderMarkdown } from '../../src/report/markdown.js'
import { renderText } from '../../src/report/text.js'
import { assetsOf, benches, config, driverLine, person, release, releasesOf, repo, says, toolLine, type Bench } from './bench.js'

const open = benches()
const files = { '.slipway.yaml': config(driverLine + toolLine), ...says('1.0.0') }
const one = [{ files, tags: { '1.0.0': 'Release 1.0.0', 'tool-1.0.0': 'Release the tool' } }]

/** With no tool to be found: neither Docker nor anything else that builds. */
const status = async (it: Bench, tag = '1.0.0', request: Parameters<Bench['run']>[0] = { verb: 'status' }): Promise<Report> => {
  const before = it.writes()
  const report = await it.run({ ...request, tag }, { environment: { PATH: '/nowhere' } })
  expect(it.writes()).toBe(before)
  return report
}

const rowsOf = (report: Report): Readonly<Record<string, readonly [StatusRow['staged'], StatusRow['public']]>> =>
  Object.fromEntries((report.status?.rows ?? []).map((row) => [`${row.kind} ${row.destination}`, [row.staged, row.public] as const]))

const places = { record: 'record slipway.json', image: 'image docker.io/accanto/driver:1.0.0', release: 'release accanto/driver 1.0.0', pointer: 'pointer docker.io/accanto/driver:latest' } as const

/** Stopped as a person stops it, right before a request to the registry or to GitHub. */
const stoppedBefore = async (it: Bench, isIt: (method: string, path: string) => boolean, tag = '1.0.0'): Promise<Report> => {
  const controller = new AbortController()
  const schedule = (_: number, request: { readonly method: string; readonly url: URL }) => {
    if (isIt(request.method, request.url.pathname)) controller.abort('SIGINT')
    return controller.signal.aborted && request.method !== 'GET' && !request.url.pathname.endsWith('/graphql') ? ({ kind: 'refuse' } as const) : undefined
  }
  it.fail(schedule)
  it.failRegistry(schedule)
  try {
    return await release(it, tag, { signal: controller.signal })
  } finally {
    it.fail(undefined)
    it.failRegistry(undefined)
  }
}

const isTagPut = (method: string, path: string): boolean => method === 'PUT' && path.endsWith('/manifests/1.0.0')
const isFlip = (method: string, path: string): boolean => method === 'PATCH' && /\/releases\/\d+$/.test(path)

describe('a release of which nothing is there', () => {
  test('is shown as nothing, place by place, with the command that begins it', async () => {
    const report = await status(await open(one))
    expect(report).toMatchObject({ outcome: 'incomplete', exitCode: 10, resume: 'slipway release --tag 1.0.0', problems: [], status: { finished: false, public: [] } })
    expect(report.status?.frozen).toBeUndefined()
    expect(rowsOf(report)).toEqual({
      [places.record]: ['none', undefined], [places.image]: ['none', 'none'], [places.release]: ['none', 'none'], [places.pointer]: [undefined, 'none'], 'next-version Set 1.1.0.dev0 on main': [undefined, 'none'],
    })
  })

  test('and has an image tag all the same: it is shown with its digest, and said to be beyond comparison', async () => {
    const it = await open(one)
    await stoppedBefore(it, isFlip)
    // The draft is gone, and with it the record of what was frozen.
    for (const draft of releasesOf(it, '1.0.0')) repo(it).releases.delete(draft.id)
    const report = await status(it)
    expect(rowsOf(report)).toMatchObject({ [places.image]: ['none', 'unjudged'], [places.release]: ['none', 'none'] })
    expect(report.status?.rows.find((row) => row.kind === 'image')?.digest).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(renderText(report)).toContain('Nothing is frozen yet: what is there cannot be compared.')
    expect(renderText(report)).toMatch(/◌ there, and cannot be compared/)
  })

  test('and whose bytes wait under tags of their own: they are counted, of whichever release they are', async () => {
    const it = await open(one)
    // Images and the draft are staged side by side: one of its files comes later than the image's tag, the record at the latest.
    const waits = (): boolean => [...it.registry.state.repositories.values()].some(({ tags }) => [...tags.keys()].some((tag) => tag.startsWith('slipway-staged-')))
    await stoppedBefore(it, (method, path) => method === 'POST' && path.endsWith('/assets') && waits())
    const report = await status(it)
    expect(rowsOf(report)[places.image]).toEqual(['unjudged', 'none'])
    expect(report.status?.rows.find((row) => row.kind === 'image')?.notes).toEqual(['one tag waits there (slipway-staged-…), of whichever release'])
  })
})

describe('a release that was begun', () => {
  test('and frozen: everything waits, and nothing is public', async () => {
    const it = await open(one)
    await stoppedBefore(it, isTagPut)
    const report = await status(it)
    expect(rowsOf(report)).toMatchObject({ [places.record]: ['there', undefined], [places.image]: ['there', 'none'], [places.release]: ['there', 'none'], [places.pointer]: [undefined, 'none'] })
    expect(report.status).toMatchObject({ public: [], frozen: { where: [expect.stringMatching(/^the draft 1\.0\.0 /)], artifacts: [{ kind: 'image' }, { kind: 'wheel' }] } })
    expect(report.status?.rows.find((row) => row.kind === 'release')?.items.map((item) => [item.name, item.mark])).toEqual([['driver-1.0.0-py3-none-any.whl', 'there'], ['SHA256SUMS', 'there'], ['slipway.json', 'there']])
  })

  test('and is half public: what is out and what is missing stand apart', async () => {
    const it = await open(one)
    await stoppedBefore(it, isFlip)
    const report = await status(it)
    expect(report.status).toMatchObject({ finished: false, public: ['docker.io/accanto/driver:1.0.0'], missing: ['accanto/driver 1.0.0', 'docker.io/accanto/driver:latest', 'Set 1.1.0.dev0 on main'], next: 'slipway release --tag 1.0.0' })
    expect(report.summary).toBe('driver 1.0.0 is not finished: 1 of 4 places are as they should be')
  })

  test('and has lost an asset: the asset is named', async () => {
    const it = await open(one)
    await stoppedBefore(it, isTagPut)
    const wheel = assetsOf(it, '1.0.0').find((asset) => asset.name.endsWith('.whl'))
    repo(it).assets.delete(wheel?.id ?? 0)
    const report = await status(it)
    expect(rowsOf(report)[places.release]).toEqual(['part', 'none'])
    expect(report.status?.rows.find((row) => row.kind === 'release')?.items).toContainEqual({ name: 'driver-1.0.0-py3-none-any.whl', mark: 'none', digest: wheel?.digest, size: wheel?.size })
  })

  test('and whose image tag somebody pushed meanwhile: it is something else, and both digests are told', async () => {
    const it = await open(one)
    await stoppedBefore(it, isTagPut)
    await pushOther(it)
    const report = await status(it)
    expect(rowsOf(report)[places.image]).toEqual(['there', 'other'])
    const [row] = report.status?.rows.filter((one) => one.kind === 'image') ?? []
    expect([row?.digest, row?.notes]).toEqual([expect.stringMatching(/^sha256:/), [expect.stringMatching(/^not [0-9a-f]{12}…, which is frozen$/)]])
    expect(report.status?.public).toEqual([])
  })

  test('and whose record was exchanged: that is said, and nothing is compared with it', async () => {
    const it = await open(one)
    await stoppedBefore(it, isTagPut)
    const record = assetsOf(it, '1.0.0').find((asset) => asset.name === 'slipway.json')
    const sums = assetsOf(it, '1.0.0').find((asset) => asset.name === 'SHA256SUMS')
    if (record && sums) repo(it).assets.set(record.id, { ...sums, id: record.id, name: 'slipway.json' })
    const report = await status(it)
    expect(report.exitCode).toBe(10)
    expect(report.findings.filter((finding) => finding.severity === 'error').map((finding) => finding.problem.code)).toContain('RECORD_BROKEN')
    expect(rowsOf(report)).toMatchObject({ [places.image]: ['unjudged', 'none'], [places.release]: ['unjudged', 'none'] })
  })
})

/** As somebody pushes by hand: the same image with one more byte in its manifest. */
const pushOther = async (it: Bench): Promise<void> => {
  const image = it.registry.state.repositories.get('accanto/driver')
  const [staged] = [...(image?.tags.values() ?? [])]
  const manifest = image?.manifests.get(staged?.digest ?? 'sha256:')
  if (!image || !manifest) throw new Error('nothing waits in the registry')
  const bytes = Buffer.concat([manifest.bytes, Buffer.from(' ')])
  const digest = digestOf(bytes)
  image.manifests.set(digest, { ...manifest, bytes })
  image.tags.set('1.0.0', { digest, lag: 0 })
}

describe('a finished release', () => {
  test('is finished, with exit code 0 and nothing to go on with', async () => {
    const it = await open(one)
    await release(it, '1.0.0')
    const calls = it.calls().length
    const report = await status(it)
    expect(report).toMatchObject({ outcome: 'already-released', exitCode: 0, status: { finished: true, missing: [] } })
    expect([report.resume, report.status?.next, it.calls().length - calls < 45]).toEqual([undefined, undefined, true])
    expect(Object.values(rowsOf(report)).flat().filter((mark) => mark !== undefined && mark !== 'there')).toEqual([])
  })

  test('is not finished when the branch was set back: only the next version is missing', async () => {
    const it = await open(one)
    const main = repo(it).refs.get('refs/heads/main')
    await release(it, '1.0.0')
    await person(it).moveRef('refs/heads/main', main)
    const report = await status(it)
    expect([report.exitCode, report.status?.missing]).toEqual([10, ['Set 1.1.0.dev0 on main']])
  })

  test('whose pointer stands at a higher version is finished', async () => {
    const it = await open([...one, { files: says('1.1.0'), tags: { '1.1.0': 'Release 1.1.0' } }])
    await release(it, '1.0.0')
    await release(it, '1.1.0')
    expect((await status(it)).status?.finished).toBe(true)
  })
})

describe('a line without a release on GitHub', () => {
  test('has its record in a ref', async () => {
    const it = await open(one)
    await release(it, 'tool-1.0.0')
    const report = await status(it, 'tool-1.0.0')
    expect(report).toMatchObject({ exitCode: 0, status: { line: 'tool', finished: true, frozen: { where: [expect.stringMatching(/^refs\/slipway\/record\/tool-1\.0\.0\//)] } } })
    expect(rowsOf(report)).toMatchObject({ 'image docker.io/accanto/tool:1.0.0': ['there', 'there'] })
    expect(report.status?.rows[0]?.kind).toBe('record')
  })
})

describe('what other people made', () => {
  test('a release by other means is something else, and the command takes it over', async () => {
    const it = await open(one)
    await person(it).release({ tag: '1.0.0', draft: false, name: 'By hand', body: 'Hello' })
    const report = await status(it)
    expect(rowsOf(report)[places.release]).toEqual(['other', 'other'])
    expect([report.resume, report.status?.public]).toEqual(['slipway release --tag 1.0.0 --adopt', []])
  })

  test('a draft of somebody else is told beside ours', async () => {
    const it = await open(one)
    await person(it).release({ tag: '1.0.0', draft: true, body: 'A plan' })
    const [row] = (await status(it)).status?.rows.filter((one) => one.kind === 'release') ?? []
    expect([row?.staged, row?.notes]).toEqual(['none', [expect.stringMatching(/^a draft that is not of Slipway: http/)]])
  })

  test('references that disagree are told as being in the way, and do not keep anything from being shown', async () => {
    const it = await open([{ files: { ...files, ...says('0.9.0') }, tags: { '1.0.0': 'Release 1.0.0' } }])
    const report = await status(it)
    expect([report.exitCode, report.findings.map((finding) => finding.problem.code), report.status?.rows.length]).toEqual([10, ['REFERENCE_DISAGREES'], 5])
    expect(renderText(report)).toContain('In the way of a release:')
    expect(renderMarkdown(report)).toContain('### In the way of a release')
  })
})

describe('the lock', () => {
  const locked = async (it: Bench, expires: number): Promise<Report> => {
    const holder = { run: 4711, attempt: 1, url: 'https://github.com/accanto/driver/actions/runs/4711/attempts/1', id: 'x' }
    const text = renderLock({ repository: 'accanto/driver', tag: '1.0.0', holder, expires })
    const object = await person(it).tag(lockTagName('1.0.0'), repo(it).refs.get('refs/heads/main') ?? '', text)
    await person(it).moveRef(lockRef('1.0.0'), object)
    return status(it)
  }

  test('is shown with who holds it, until when, and how it is broken; and is left alone', async () => {
    const it = await open(one)
    person(it).workflowRun({ id: 4711 })
    const report = await locked(it, Date.now() + 60_000)
    expect(report.status?.lock).toMatchObject({ ref: 'refs/slipway/lock/1.0.0', holder: expect.stringContaining('workflow run 4711, attempt 1'), until: expect.stringMatching(/^20\d\d-.*Z$/), breakWith: 'gh api -X DELETE repos/accanto/driver/git/refs/slipway/lock/1.0.0' })
    expect([report.status?.lock?.over, report.summary.endsWith('; a run is at work on it'), repo(it).refs.has(lockRef('1.0.0'))]).toEqual([undefined, true, true])
    expect(renderText(report)).toContain('Lock: workflow run 4711, attempt 1')
  })

  test.each([['has ended', 60_000, 'completed'], ['was not renewed', -60_000, 'in_progress']] as const)('of a run that %s counts no more, and that is said', async (_, more, state) => {
    const it = await open(one)
    person(it).workflowRun({ id: 4711, status: state, conclusion: state === 'completed' ? 'cancelled' : null })
    const report = await locked(it, Date.now() + more)
    expect(report.status?.lock?.over).toMatch(state === 'completed' ? /that run has ended/ : /was not renewed/)
    expect(renderText(report)).toContain('the next run takes it over')
  })

  test('that cannot be read is shown as such', async () => {
    const it = await open(one)
    await person(it).moveRef(lockRef('1.0.0'), repo(it).refs.get('refs/heads/main'))
    expect((await status(it)).status?.lock).toMatchObject({ ref: 'refs/slipway/lock/1.0.0', holder: 'somebody who cannot be read from it' })
  })
})

describe('what cannot be asked', () => {
  test('is a question mark in its row; the other rows are shown', async () => {
    const it = await open(one)
    await stoppedBefore(it, isFlip)
    it.failRegistry((_, request) => (request.url.pathname.includes('/manifests/') ? { kind: 'answer', carriedOut: false, status: 403, headers: { 'content-type': 'application/json' }, body: '{"errors":[{"code":"DENIED"}]}' } : undefined))
    const report = await status(it)
    expect(report.exitCode).toBe(10)
    expect(report.status?.rows.filter((row) => row.staged === 'unknown' || row.public === 'unknown').map((row) => row.kind)).toEqual(['image', 'pointer'])
    expect(report.status?.rows.find((row) => row.kind === 'release')?.staged).toBe('there')
    expect(report.findings.some((finding) => finding.problem.code === 'REGISTRY_DENIED')).toBe(true)
  })

  test.each([
    ['a tag that is not there', { tag: '7.0.0' }, 'TAG_NOT_FOUND'], ['a task that is not there', { tag: '1.0.0', only: ['imgae'] }, 'SELECTION_UNKNOWN'],
  ])('%s is told before anything is asked of GitHub', async (_, request, code) => {
    const it = await open(one)
    const calls = it.calls().length
    const report = await it.run({ verb: 'status', ...request })
    expect([report.problems[0]?.code, it.calls().length - calls]).toEqual([code, 0])
  })
})

test('JSON and Markdown hold the same as the page: every place, every digest, the command', async () => {
  const it = await open(one)
  await stoppedBefore(it, isFlip)
  const report = await status(it)
  const value = JSON.parse(renderJson(report)) as { status: { rows: readonly { digest?: string; destination: string }[] }; resume: string }
  expect([value.status.rows.length, value.resume]).toEqual([5, 'slipway release --tag 1.0.0'])
  for (const page of [renderMarkdown(report), renderText(report)]) {
    for (const row of value.status.rows) expect(page).toContain(row.destination.replaceAll('_', '&#95;'))
    for (const row of value.status.rows) expect(page).toContain(row.digest ?? '')
    expect(page).toContain('slipway release --tag 1.0.0')
  }
})
