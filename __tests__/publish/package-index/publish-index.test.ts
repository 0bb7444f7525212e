import { describe, expect, test } from '@jest/globals'
import { digestOf } from '../../../src/core/digest.js'
import { parseIndex } from '../../../src/core/package-index.js'
import { filePath } from '../../../src/rehearsal/package-index/pages.js'
import type { HeldFile } from '../../../src/rehearsal/package-index/state.js'
import { Stage, token } from './bench.js'
import { sdistName, wheelBytes, wheelName } from './distributions.js'

const both = [wheelName(), sdistName()]

describe('files on an index', () => {
  test('are uploaded wheel first, and looked at through the page to their last byte', async () => {
    const stage = new Stage()
    const files = await stage.files()
    expect(await stage.probe(files)).toEqual({ state: 'absent' })
    expect(await stage.run(files)).toEqual([])
    expect(stage.names).toEqual(both)
    expect(stage.index.files('os-vim-driver').map((it) => it.digest)).toEqual(files.map((it) => it.digest))
    expect(stage.index.journal.calls.filter((it) => it.purpose === 'file').map((it) => it.status)).toEqual([200, 200])
  })

  test('are done when they are there, without a write and without a token', async () => {
    const stage = new Stage()
    const files = await stage.files()
    await stage.run(files)
    const before = stage.index.journal.writes.length
    const probe = await stage.probe(files.map(({ path: _, ...it }) => it))
    expect(probe).toMatchObject({ state: 'done', outcome: { where: 'PyPI os-vim-driver 1.0.0', url: 'https://pypi.org/project/os-vim-driver/1.0.0/', commands: ['pip install os-vim-driver==1.0.0'] } })
    expect(stage.index.journal.writes.length).toBe(before)
    expect(stage.asked.filter((it) => it.authorization !== undefined).every((it) => it.url === 'https://upload.pypi.org/legacy/')).toBe(true)
  })

  test('of which a part is there are finished with the same bytes', async () => {
    const stage = new Stage()
    const files = await stage.files()
    await stage.run(files.slice(0, 1))
    expect(await stage.probe(files)).toMatchObject({ state: 'partial', missing: [sdistName()] })
    expect(await stage.run(files)).toEqual([])
    expect([stage.names, stage.uploads]).toEqual([both, both])
  })

  test('with other bytes under their name are a conflict, told with both digests, and nothing is written', async () => {
    const stage = new Stage()
    stage.index.put('os-vim-driver', { fileName: wheelName(), version: '1.0.0', type: 'bdist_wheel', bytes: Buffer.from('other'), digest: digestOf('other') })
    const files = await stage.files()
    expect(await stage.probe(files)).toEqual({ state: 'conflict', found: `${wheelName()} ${digestOf('other')} on PyPI`, wanted: `${wheelName()} ${files[0]?.digest ?? ''}` })
    expect(await stage.run(files)).toEqual(['DESTINATION_CONFLICT'])
    expect(stage.uploads).toEqual([])
  })

  test('are in each other\'s way when they are two sdists of one version', async () => {
    const stage = new Stage()
    stage.index.put('os-vim-driver', { fileName: 'os-vim-driver-1.0.0.tar.gz', version: '1.0.0', type: 'sdist', bytes: Buffer.from('old'), digest: digestOf('old') })
    expect(await stage.probe(await stage.files())).toMatchObject({ state: 'conflict', found: expect.stringContaining('os-vim-driver-1.0.0.tar.gz') as unknown })
  })

  test('under a name that was deleted once are refused by the index, in its own words', async () => {
    const stage = new Stage()
    const files = await stage.files()
    await stage.run(files)
    stage.index.delete('os-vim-driver', wheelName())
    expect(await stage.run(files)).toEqual(['INDEX_NAME_USED'])
  })

  test('that are yanked are there, and it is said', async () => {
    const stage = new Stage()
    const files = await stage.files()
    await stage.run(files)
    stage.index.yank('os-vim-driver', wheelName(), 'broken on 3.13')
    expect(await stage.probe(files)).toMatchObject({ state: 'done', outcome: { note: `${wheelName()} is yanked (broken on 3.13)` } })
  })

  test('are waited for when pages lag behind, and nothing is sent twice', async () => {
    const stage = new Stage({ settings: { lag: 4 } })
    expect(await stage.run(await stage.files())).toEqual([])
    expect(stage.uploads).toEqual(both)
  })

  test('that no page shows for two minutes end the run, and the next one finds them', async () => {
    const stage = new Stage({ settings: { lag: 70 } })
    const files = await stage.files({}, null)
    expect(await stage.run(files)).toEqual(['INDEX_NOT_SHOWN'])
    for (let look = 0; look < 4; look++) await stage.probe(files)
    expect(await stage.run(files)).toEqual([])
    expect(stage.uploads).toEqual([wheelName()])
  })

  test('are found on an index that has pages of HTML only', async () => {
    const stage = new Stage({ settings: { without: ['P-SIM-02'] } })
    const files = await stage.files()
    expect(await stage.run(files)).toEqual([])
    expect((await stage.probe(files)).state).toBe('done')
  })

  test('are found on an index that names no digests, by downloading them', async () => {
    const stage = new Stage()
    const files = await stage.files()
    await stage.run(files)
    const links = stage.names.map((name) => `<a href="https://pypi.org${filePath(stage.index.files('os-vim-driver').find((it) => it.fileName === name) as HeldFile)}">${name}</a>`).join('')
    stage.fault = (_, { url }) => (url.pathname.startsWith('/simple/') ? { kind: 'answer', carriedOut: false, status: 200, headers: { 'content-type': 'text/html' }, body: links } : undefined)
    expect((await stage.probe(files)).state).toBe('done')
    expect((await stage.probe(await stage.files({ salt: 'other' }))).state).toBe('conflict')
  })

  test('are read with the token where the index shows nothing to strangers, and only there', async () => {
    const stage = new Stage({ token: 'own', settings: { tokens: { own: ['*'] } } })
    const isStranger = (headers: Readonly<Record<string, string>>): boolean => headers['authorization'] === undefined
    stage.fault = (_, { url, headers }) => (url.host === 'packages.example.com' && isStranger(headers) ? { kind: 'answer', carriedOut: false, status: 401 } : undefined)
    expect(await stage.run(await stage.files(), stage.task({ place: parseIndex('https://packages.example.com/legacy/') }))).toEqual([])
    stage.fault = () => ({ kind: 'answer', carriedOut: false, status: 401 })
    expect(await stage.run(await stage.files(), stage.task({ place: parseIndex('https://packages.example.com/legacy/', 'https://elsewhere.example.com/simple/') }))).toEqual(['INDEX_REFUSED'])
    expect(stage.asked.filter((it) => it.authorization !== undefined && !it.url.startsWith('https://packages.example.com/'))).toEqual([])
  })

  test('are not looked for on the page of a proxy', async () => {
    const stage = new Stage()
    stage.fault = (_, { url }) => (url.pathname.startsWith('/simple/') ? { kind: 'answer', carriedOut: false, status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>Please log in</body></html>' } : undefined)
    expect(await stage.run(await stage.files())).toEqual(['INDEX_ANSWER'])
    expect(stage.uploads).toEqual([])
  })

  test('that come back otherwise than they were sent are told, whatever the page says', async () => {
    const stage = new Stage()
    stage.fault = (_, { url }) => (url.pathname.startsWith('/packages/') ? { kind: 'answer', carriedOut: false, status: 200, body: 'something else' } : undefined)
    expect(await stage.run(await stage.files())).toEqual(['INDEX_DIGEST'])
  })
})

describe('an upload whose answer is lost', () => {
  const isUpload = (method: string): boolean => method === 'POST'

  test('is looked up, and not sent again when it is there', async () => {
    const stage = new Stage()
    let lost = false
    stage.fault = (_, { method }) => (isUpload(method) && !lost ? ((lost = true), { kind: 'lose-answer' }) : undefined)
    expect(await stage.run(await stage.files())).toEqual([])
    expect(stage.uploads).toEqual(both)
  })

  test('is sent again when it surely never arrived', async () => {
    const stage = new Stage()
    let lost = false
    stage.fault = (_, { method }) => (isUpload(method) && !lost ? ((lost = true), { kind: 'lose-request' }) : undefined)
    expect(await stage.run(await stage.files())).toEqual([])
    expect(stage.uploads).toEqual(both)
  })

  test.each([true, false])('or is a page of somebody on the way, which says 200, is looked up as well (it arrived: %s)', async (carriedOut) => {
    const stage = new Stage()
    let lost = false
    const page = { kind: 'answer', carriedOut, status: 200, headers: { 'content-type': 'text/html' }, body: '<!DOCTYPE html><title>Sign in</title>' } as const
    stage.fault = (_, { method }) => (isUpload(method) && !lost ? ((lost = true), page) : undefined)
    expect(await stage.run(await stage.files())).toEqual([])
    expect(stage.uploads).toEqual(both)
  })

  test('and under whose name other bytes are found then is a conflict', async () => {
    const stage = new Stage()
    stage.fault = (_, { method }) => {
      if (!isUpload(method)) return undefined
      stage.index.put('os-vim-driver', { fileName: wheelName(), version: '1.0.0', type: 'bdist_wheel', bytes: wheelBytes({ salt: 'b' }), digest: digestOf(wheelBytes({ salt: 'b' })) })
      return { kind: 'lose-request' }
    }
    expect(await stage.run(await stage.files())).toEqual(['INDEX_FILE_TAKEN'])
  })

  test('while somebody else put other bytes there is a conflict', async () => {
    const stage = new Stage()
    stage.fault = (_, { method }) => (isUpload(method) ? { kind: 'meanwhile', act: () => stage.index.put('os-vim-driver', { fileName: wheelName(), version: '1.0.0', type: 'bdist_wheel', bytes: wheelBytes({ salt: 'b' }), digest: digestOf(wheelBytes({ salt: 'b' })) }) } : undefined)
    expect(await stage.run(await stage.files())).toEqual(['INDEX_FILE_TAKEN'])
  })

  test('of which the page is old is refused as a duplicate, and that is done', async () => {
    const stage = new Stage({ settings: { without: ['P-UPL-03'], lag: 11 } })
    let lost = false
    stage.fault = (_, { method }) => (isUpload(method) && !lost ? ((lost = true), { kind: 'lose-answer' }) : undefined)
    expect(await stage.run(await stage.files({}, null))).toEqual([])
    expect(stage.names).toEqual([wheelName()])
  })

  test('at any call of the run is healed by the next one, with the same bytes', async () => {
    const calls = new Stage()
    await calls.run(await calls.files())
    for (let at = 1; at <= calls.asked.length; at++) {
      for (const kind of ['lose-answer', 'lose-request', 'refuse'] as const) {
        const stage = new Stage()
        const files = await stage.files()
        stage.fault = (call) => (call >= at && call < at + 8 ? { kind } : undefined)
        await stage.run(files)
        stage.fault = undefined
        expect([at, kind, await stage.run(files)]).toEqual([at, kind, []])
        expect([at, kind, stage.index.files('os-vim-driver').map((it) => it.digest)]).toEqual([at, kind, files.map((it) => it.digest)])
      }
    }
  })
})

describe('tokens', () => {
  test('that nobody knows are told at the door, with the words of the index and without a write', async () => {
    const stage = new Stage({ token: 'pypi-wrong' })
    const [finding] = await stage.preflight()
    expect([finding?.severity, finding?.problem.code, finding?.problem.message.includes('Invalid or non-existent authentication information.')]).toEqual(['error', 'INDEX_DENIED', true])
    expect(stage.index.journal.writes).toEqual([])
  })

  test('that are good are known at the door, and what they may do is not', async () => {
    const stage = new Stage()
    expect((await stage.preflight()).map((it) => [it.severity, it.problem.code])).toEqual([['unproven', 'INDEX_RIGHT_UNPROVEN']])
    expect(stage.index.journal.calls.map((it) => it.status)).toEqual([404, 400])
    expect(stage.index.journal.writes).toEqual([])
  })

  test('of another index than PyPI are not tried on an upload of nothing', async () => {
    const stage = new Stage({ token: 'wrong' })
    expect((await stage.preflight(stage.task({ place: parseIndex('https://packages.example.com/legacy/') }))).map((it) => it.severity)).toEqual(['unproven'])
    expect(stage.asked.every((it) => it.authorization === undefined)).toBe(true)
  })

  test('that are refused are told with the words of the index', async () => {
    const stage = new Stage({ token: 'pypi-wrong' })
    expect(await stage.run(await stage.files())).toEqual(['INDEX_DENIED'])
    expect(stage.names).toEqual([])
  })

  test('of one project upload no other', async () => {
    const stage = new Stage({ settings: { tokens: { [token]: ['another'] } } })
    expect(await stage.run(await stage.files())).toEqual(['INDEX_DENIED'])
  })

  test('of PyPI are not shown to another index', async () => {
    const stage = new Stage()
    const task = stage.task({ place: parseIndex('testpypi') })
    expect((await stage.preflight(task)).map((it) => it.problem.code)).toEqual(['INDEX_TOKEN_ELSEWHERE'])
    expect(stage.asked.filter((it) => it.authorization !== undefined)).toEqual([])
  })

  test('of each index may be given by its name', async () => {
    const stage = new Stage({ token: null, environment: { SLIPWAY_INDEX_UPLOAD_PYPI_ORG_TOKEN: token } })
    expect(await stage.run(await stage.files())).toEqual([])
    expect(stage.secrets).toContain(token)
  })

  test('are secrets of the log, also as the header carries them', async () => {
    const stage = new Stage()
    await stage.run(await stage.files())
    expect(stage.secrets).toEqual(expect.arrayContaining([token, Buffer.from(`__token__:${token}`).toString('base64')]))
    expect(stage.log.lines.join('\n')).not.toContain(token)
  })

  test('do not follow a redirect to another origin', async () => {
    const stage = new Stage()
    stage.fault = (_, { method }) => (method === 'POST' ? { kind: 'answer', carriedOut: false, status: 307, headers: { location: 'https://evil.example/legacy/' } } : undefined)
    expect(await stage.run(await stage.files())).toEqual(['HTTP_REDIRECT_REFUSED'])
    expect(stage.asked.filter((it) => !it.url.includes('pypi.org'))).toEqual([])
  })

  test('that are missing stop the run before it begins, and say what is missing', async () => {
    const stage = new Stage({ token: null })
    const [finding] = await stage.preflight()
    expect([finding?.severity, finding?.problem.code]).toEqual(['error', 'INDEX_CREDENTIALS'])
    expect(finding?.problem.message).toContain('a job of GitHub Actions only')
  })
})
