// What GitHub may answer, played by a client that gives the next answer of a list: refusals by code, answers that are none, and
// where the token goes.
import { describe, expect, test } from '@jest/globals'
import { createGitHub } from '../../../src/adapters/github/github.js'
import { makeMarker } from '../../../src/core/marker.js'
import type { HttpRequest, HttpResponse } from '../../../src/ports/http.js'
import type { GitHub, Release } from '../../../src/ports/github.js'
import { codeOf, failureOf } from '../codes.js'
import { fakeClock } from '../http/fake-clock.js'
import { rememberingLog } from '../temp.js'

const repository = { owner: 'accanto', name: 'driver' }
const body = makeMarker({ kind: 'release', repository: 'accanto/driver', tag: '1.0.0', object: 'a'.repeat(40) })
const fields = { tag: '1.0.0', name: '1.0.0', body, draft: true, prerelease: false, makeLatest: false }

interface Played {
  readonly status: number
  readonly value?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

interface Bench {
  readonly github: GitHub
  readonly sent: HttpRequest[]
}

/** Answers in turn; the last one again and again. */
const answering = (...answers: readonly Played[]): Bench => {
  const sent: HttpRequest[] = []
  const send = async (request: HttpRequest): Promise<HttpResponse> => {
    const { status, value, headers = {} } = answers[Math.min(sent.length, answers.length - 1)] ?? { status: 500 }
    sent.push(request)
    const text = value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
    const bytes = new TextEncoder().encode(text)
    return {
      status, headers, url: request.url, bytes: async () => bytes, text: async () => text, json: async () => JSON.parse(text) as unknown,
      async *body() { yield bytes },
    }
  }
  const endpoints = { api: 'https://api.github.com', graphql: 'https://api.github.com/graphql', server: 'https://github.com' }
  return { github: createGitHub({ http: { send }, endpoints, token: 'secret', clock: fakeClock(), log: rememberingLog() }), sent }
}

const release = (more: object = {}): object => ({
  id: 7, tag_name: '1.0.0', name: null, body, draft: true, prerelease: false, immutable: false, target_commitish: 'main', html_url: 'https://github.com/r',
  upload_url: 'https://uploads.github.com/repos/accanto/driver/releases/7/assets{?name,label}', created_at: '2026-01-01T00:00:00Z', assets: [], ...more,
})
const asset = (more: object = {}): object => ({ id: 1, name: 'a.tgz', size: 1, state: 'uploaded', digest: `sha256:${'1'.repeat(64)}`, url: 'https://api.github.com/a', browser_download_url: 'https://github.com/d', ...more })
const refusal = (status: number, message: string, errors?: unknown, accepted?: string): Played => ({
  status, value: { message, ...(errors ? { errors } : {}) }, ...(accepted ? { headers: { 'x-accepted-github-permissions': accepted } } : {}),
})
const custom = (field: string, message: string) => [{ resource: 'Release', code: 'custom', field, message }]

describe('a refusal', () => {
  test.each<[string, Played, string]>([
    ['401', refusal(401, 'Bad credentials'), 'GITHUB_TOKEN_REFUSED'],
    ['403 of an integration', refusal(403, 'Resource not accessible by integration', undefined, 'contents=write; contents=write,workflows=write'), 'GITHUB_PERMISSION'],
    ['404 to a write', refusal(404, 'Not Found'), 'GITHUB_PERMISSION'],
    ['422 with a body that is too long', refusal(422, 'Validation Failed', custom('body', 'body is too long (maximum is 125000 characters)')), 'GITHUB_REFUSED'],
    ['422 for a published twin', refusal(422, 'Validation Failed', [{ resource: 'Release', code: 'already_exists', field: 'tag_name' }]), 'RELEASE_EXISTS'],
    ['422 for a burned tag', refusal(422, 'Validation Failed', custom('tag_name', 'tag_name was used by an immutable release')), 'TAG_BURNED'],
    ['422 of a ruleset', refusal(422, 'Validation Failed', custom('pre_receive', 'pre_receive Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n')), 'GITHUB_RULES'],
    ['422 with errors as texts', refusal(422, 'Validation Failed', ['something', 'else']), 'GITHUB_REFUSED'],
    ['a page', { status: 404, value: '<!doctype html>' }, 'GITHUB_PERMISSION'],
    ['a 503 that stays', { status: 503, value: '<!doctype html>' }, 'GITHUB_REFUSED'],
  ])('%s has its code', async (_, played, code) => {
    expect(await codeOf(answering(played).github.createRelease(repository, fields))).toBe(code)
  })

  test('keeps GitHub\'s words, on one line and without control characters', async () => {
    const failure = await failureOf(answering(refusal(422, 'Validation\u001b[31m Failed', custom('body', 'too\nlong'))).github.createRelease(repository, fields))
    expect(failure.message).toContain('Validation Failed (too long)')
  })

  test('for lack of a permission says which line the workflow needs', async () => {
    const failure = await failureOf(answering(refusal(403, 'Resource not accessible by integration', undefined, 'pull_requests=write')).github.createPullRequest(repository, { head: 'a', base: 'main', title: 't', body }))
    expect(failure.problems[0].hint).toContain('`pull-requests: write`')
  })

  test('for the repository\'s own setting on pull requests is told as what it is', async () => {
    const played = refusal(403, 'GitHub Actions is not permitted to create or approve pull requests.')
    expect(await codeOf(answering(played).github.createPullRequest(repository, { head: 'a', base: 'main', title: 't', body }))).toBe('GITHUB_PULLS_FORBIDDEN')
  })

  test.each<[string, object, string]>([
    ['classic protection', { type: 'BRANCH_PROTECTION_RULE_VIOLATION', message: 'protected branch \'main\' check failed' }, 'BRANCH_PROTECTED'],
    ['a ruleset', { type: 'UNPROCESSABLE', message: 'Repository rule violations found\n\nChanges must be made through a pull request.' }, 'BRANCH_PROTECTED'],
    ['a missing right', { type: 'FORBIDDEN', message: 'Resource not accessible by integration' }, 'GITHUB_PERMISSION'],
    ['anything else', { type: 'UNPROCESSABLE', message: 'A path was requested' }, 'GITHUB_REFUSED'],
  ])('in an answer of GraphQL with 200, of %s, is one as well', async (_, error, code) => {
    const { github } = answering({ status: 200, value: { data: { createCommitOnBranch: null }, errors: [error] } })
    expect(await codeOf(github.commit(repository, 'main', { expectedHead: 'a', headline: 'x', body: '', changes: [] }))).toBe(code)
  })

  test('because the branch is elsewhere is told so when no commit of ours is on it', async () => {
    const stale = { status: 200, value: { data: null, errors: [{ type: 'STALE_DATA', message: 'Expected branch to point to "a" but it did not.' }] } }
    expect(await codeOf(answering(stale, { status: 200, value: [] }).github.commit(repository, 'main', { expectedHead: 'a', headline: 'x', body: '', changes: [] }))).toBe('BRANCH_MOVED')
  })
})

describe('an answer that is not as GitHub documents it', () => {
  test.each<[string, object]>([
    ['without a number', { id: undefined }],
    ['with a text for a number', { id: '7' }],
    ['without a place for uploads', { upload_url: null }],
    ['with a text for a flag', { draft: 'true' }],
    ['without assets', { assets: undefined }],
    ['with an asset that has no name', { assets: [asset({ name: null })] }],
  ])('(%s) stops with the field\'s name', async (_, more) => {
    const failure = await failureOf(answering({ status: 201, value: release(more) }).github.createRelease(repository, fields))
    expect(failure.code).toBe('GITHUB_ANSWER')
    expect(failure.message).not.toContain('undefined')
  })

  test.each<[string, unknown]>([['null', null], ['a list', []], ['a number', 4]])('(%s for a repository) stops', async (_, value) => {
    expect(await codeOf(answering({ status: 200, value }).github.repository(repository))).toBe('GITHUB_ANSWER')
  })

  test('(an object for a list) stops', async () => {
    expect(await codeOf(answering({ status: 200, value: {} }).github.releasesByTag(repository, '1.0.0'))).toBe('GITHUB_ANSWER')
  })
})

describe('what is not there', () => {
  test('is told apart from what could not be looked at', async () => {
    expect(await answering(refusal(404, 'Not Found')).github.ref(repository, 'refs/tags/1.0.0')).toBeUndefined()
    expect(await codeOf(answering(refusal(403, 'Forbidden')).github.ref(repository, 'refs/tags/1.0.0'))).toBe('GITHUB_PERMISSION')
    expect(await codeOf(answering(refusal(404, 'Not Found')).github.repository(repository))).toBe('GITHUB_NOT_FOUND')
  })
})

describe('the token', () => {
  const file = { name: 'a.tgz', path: '/x', size: 1, mediaType: 'application/gzip', digest: `sha256:${'1'.repeat(64)}` } as const
  const at = (uploadUrl: string): Release => ({ ...fields, id: 7, immutable: false, target: '', url: '', createdAt: '', assets: [], uploadUrl })

  test('goes with uploads to hosts of the same GitHub, bound to their origin', async () => {
    const { github, sent } = answering({ status: 201, value: asset() })
    await github.uploadAsset(repository, at('https://uploads.github.com/repos/accanto/driver/releases/7/assets'), file)
    expect(sent[0]?.credential?.origin).toBe('https://uploads.github.com')
    expect(sent[0]?.url).toBe('https://uploads.github.com/repos/accanto/driver/releases/7/assets?name=a.tgz')
  })

  test.each(['https://evil.example.com/up', 'http://uploads.github.com/up', 'https://uploads.github.com.evil.example/up', 'https://evilgithub.com/up', 'https://github.com@evil.example/up'])('is not sent to %s, and nothing else is', async (url) => {
    const { github, sent } = answering({ status: 201, value: asset() })
    expect(await codeOf(github.uploadAsset(repository, at(url), file))).toBe('GITHUB_ORIGIN')
    expect(sent).toEqual([])
  })

  test('is never part of a header or an address of ours', async () => {
    const { github, sent } = answering({ status: 201, value: release() })
    await github.createRelease(repository, fields)
    expect(JSON.stringify({ ...sent[0], credential: undefined })).not.toContain('secret')
  })
})

describe('a list', () => {
  test('is read page by page, as far as GitHub says that there is more', async () => {
    const link = { link: '<https://api.github.com/elsewhere?page=99>; rel="next"' }
    const { github, sent } = answering({ status: 200, value: [asset({ id: 1 })], headers: link }, { status: 200, value: [asset({ id: 2 })], headers: { link: '<x>; rel="prev"' } })
    expect((await github.assets(repository, 7)).map((it) => it.id)).toEqual([1, 2])
    expect(sent.map((it) => new URL(it.url).searchParams.get('page'))).toEqual(['1', '2'])
    expect(sent.every((it) => it.url.startsWith('https://api.github.com/repos/accanto/driver/'))).toBe(true)
  })

  test('that never ends is given up', async () => {
    const { github, sent } = answering({ status: 200, value: [], headers: { link: '<x>; rel="next"' } })
    expect(await codeOf(github.assets(repository, 7))).toBe('GITHUB_TOO_MANY')
    expect(sent).toHaveLength(100)
  })
})

describe('creating', () => {
  test('without a marker is a bug of ours, as a lost answer could not be looked up', async () => {
    const { github, sent } = answering({ status: 201, value: release() })
    expect(await codeOf(github.createRelease(repository, { ...fields, body: 'no marker' }))).toBe('BUG')
    expect(await codeOf(github.createPullRequest(repository, { head: 'a', base: 'b', title: 't', body: 'none' }))).toBe('BUG')
    expect(sent).toEqual([])
  })

  test('sends every field of a release, always', async () => {
    const { github, sent } = answering({ status: 200, value: release({ draft: false }) })
    await github.updateRelease(repository, 7, { ...fields, draft: false, makeLatest: true })
    expect(JSON.parse(sent[0]?.body as string)).toEqual({ tag_name: '1.0.0', name: '1.0.0', body, draft: false, prerelease: false, make_latest: 'true' })
  })

  test.each([{ draft: true }, { prerelease: true }])('never makes %j the latest', async (more) => {
    const { github, sent } = answering({ status: 200, value: release() })
    await github.updateRelease(repository, 7, { ...fields, draft: false, ...more, makeLatest: true })
    expect(JSON.parse(sent[0]?.body as string)).toMatchObject({ make_latest: 'false' })
  })

  test('is said to be no repeatable request', async () => {
    const { github, sent } = answering({ status: 201, value: release() })
    await github.createRelease(repository, fields)
    expect(sent[0]).toMatchObject({ idempotent: false, purpose: 'write' })
  })
})

describe('an uploaded asset', () => {
  const file = { name: 'a.tgz', path: '/x', size: 1, mediaType: 'application/gzip', digest: `sha256:${'1'.repeat(64)}` } as const
  const target: Release = { ...fields, id: 7, immutable: false, target: '', url: '', createdAt: '', assets: [], uploadUrl: 'https://uploads.github.com/u' }

  test.each<[string, object, string]>([
    ['other bytes', { digest: `sha256:${'2'.repeat(64)}` }, 'ASSET_DIGEST'],
    ['another name', { name: 'a.b.tgz' }, 'ASSET_RENAMED'],
  ])('that came to have %s is removed, and told', async (_, more, code) => {
    const { github, sent } = answering({ status: 201, value: asset(more) }, { status: 204 })
    expect(await codeOf(github.uploadAsset(repository, target, file))).toBe(code)
    expect(sent.map((it) => it.method)).toEqual(['POST', 'DELETE'])
  })

  test('of which the server tells no digest is read back', async () => {
    const played = [{ status: 201, value: asset({ digest: null }) }, { status: 200, value: 'the bytes' }]
    const digest = 'sha256:66b9bb33e2b7bd7af9bc68e8cc9afc3fb6cbff3a6ff5c7f2b2a3c64e86bbf2b1' as const
    expect(await codeOf(answering(...played, { status: 204 }).github.uploadAsset(repository, target, { ...file, digest }))).toBe('ASSET_DIGEST')
    const { createHash } = await import('node:crypto')
    const right = `sha256:${createHash('sha256').update('the bytes').digest('hex')}` as const
    expect((await answering(...played).github.uploadAsset(repository, target, { ...file, digest: right })).id).toBe(1)
  })

  test('whose name is taken by other bytes is a conflict, and those stay', async () => {
    const taken = refusal(422, 'Validation Failed', [{ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' }])
    const { github, sent } = answering(taken, { status: 200, value: [asset({ digest: `sha256:${'2'.repeat(64)}` })] })
    expect(await codeOf(github.uploadAsset(repository, target, file))).toBe('ASSET_EXISTS')
    expect(sent.map((it) => it.method)).toEqual(['POST', 'GET'])
  })

  test('whose name is taken by a wreck replaces the wreck; by the same bytes it is done', async () => {
    const taken = refusal(422, 'Validation Failed', [{ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' }])
    const wreck = answering(taken, { status: 200, value: [asset({ id: 3, state: 'starter', digest: null, size: 0 })] }, { status: 204 }, { status: 201, value: asset() })
    expect((await wreck.github.uploadAsset(repository, target, file)).id).toBe(1)
    expect(wreck.sent.map((it) => `${it.method} ${new URL(it.url).pathname.split('/').at(-1)}`)).toEqual(['POST u', 'GET assets', 'DELETE 3', 'POST u'])
    const same = answering(taken, { status: 200, value: [asset()] })
    expect((await same.github.uploadAsset(repository, target, file)).id).toBe(1)
  })

  test('to an immutable release is refused with its code', async () => {
    expect(await codeOf(answering(refusal(422, 'Cannot upload assets to an immutable release.')).github.uploadAsset(repository, target, file))).toBe('RELEASE_IMMUTABLE')
  })
})
