import { describe, expect, test } from '@jest/globals'
import { parseIndex } from '../../../src/core/package-index.js'
import { digestOf } from '../../../src/core/digest.js'
import { job, jobEnvironment, Stage } from './bench.js'
import { sdistName, wheelName } from './distributions.js'
import type { IndexSettings } from '../../../src/rehearsal/package-index/settings.js'

const publisher = { project: 'os-vim-driver', repository: 'accanto/driver', workflow: 'release.yml' }

const trusted = (settings: Partial<IndexSettings> = {}, environment: Readonly<Record<string, string | undefined>> = jobEnvironment): Stage =>
  new Stage({ token: null, environment, settings: { tokens: {}, publishers: [publisher], ...settings } })

/** A project that has an older version. */
const made = (stage: Stage): Stage => {
  stage.index.put('os-vim-driver', { fileName: 'os_vim_driver-0.9.0-py3-none-any.whl', version: '0.9.0', type: 'bdist_wheel', bytes: Buffer.from('old'), digest: digestOf('old') })
  return stage
}

const minted = (stage: Stage): number => stage.index.journal.calls.filter((it) => it.purpose === 'mint token').length

describe('trusted publishing', () => {
  test('uploads without a token of anybody, with one that the index gives this job', async () => {
    const stage = made(trusted())
    expect(await stage.preflight()).toEqual([])
    expect(await stage.run(await stage.files())).toEqual([])
    expect(stage.names.slice(1)).toEqual([wheelName(), sdistName()])
  })

  test('asks for one token for all files of a run', async () => {
    const stage = made(trusted())
    await stage.run(await stage.files())
    expect(minted(stage)).toBe(1)
  })

  test('shows the token of the runner to the runner, the identity to the index, and what it minted to the upload address', async () => {
    const stage = made(trusted())
    await stage.run(await stage.files())
    const shown = stage.asked.filter((it) => it.authorization !== undefined).map((it) => [it.url, it.authorization?.split(' ')[0]])
    expect(shown).toEqual([['https://runner.example/_/runner/identity', 'Bearer'], ['https://upload.pypi.org/legacy/', 'Basic'], ['https://upload.pypi.org/legacy/', 'Basic']])
    expect(stage.asked.map((it) => it.url)).toContain('https://pypi.org/_/oidc/mint-token')
  })

  test('makes secrets of the runner\'s token, the identity and what it minted', async () => {
    const stage = made(trusted())
    await stage.run(await stage.files())
    expect([stage.secrets.includes(job.token), stage.secrets.some((it) => it.startsWith('ey')), stage.secrets.some((it) => it.startsWith('pypi-minted-'))]).toEqual([true, true, true])
  })

  test('takes the older path where the index knows no other', async () => {
    const stage = made(trusted({ trusted: 'old' }))
    expect(await stage.run(await stage.files())).toEqual([])
  })

  test('for an identity that no publisher fits stops before anything is built, and keeps the words of the index', async () => {
    const stage = made(trusted({ publishers: [{ ...publisher, workflow: 'other.yml' }] }))
    const [finding] = await stage.preflight()
    expect([finding?.severity, finding?.problem.code]).toEqual(['error', 'INDEX_NO_PUBLISHER'])
    expect(finding?.problem.message).toContain('valid token, but no corresponding publisher (Publisher with matching claims was not found)')
    expect(finding?.problem.message).toContain('repository accanto/driver, workflow release.yml, environment none')
    expect(stage.index.journal.writes).toEqual([])
  })

  test('is proven before the first write also where only the build says which project it is', async () => {
    const stage = made(trusted({ publishers: [] }))
    const task = stage.task({ project: null })
    const findings = await stage.preflight(task)
    expect(findings.map((it) => [it.severity, it.problem.code])).toEqual([['unproven', 'INDEX_RIGHT_UNPROVEN']])
    expect(findings[0]?.problem.message).toContain('its build says which project it is')
    const files = await stage.files()
    await expect(stage.probe(files, task)).rejects.toMatchObject({ code: 'INDEX_NO_PUBLISHER' })
    // Whoever only looks needs no right.
    expect((await stage.probe(files.map(({ path: _, ...it }) => it), task)).state).toBe('absent')
  })

  test('of a project that is new makes nothing in advance, and says so', async () => {
    const stage = trusted({ publishers: [], pending: [publisher] })
    const [finding] = await stage.preflight()
    expect([finding?.severity, finding?.problem.code, minted(stage)]).toEqual(['unproven', 'INDEX_RIGHT_UNPROVEN', 0])
    expect(stage.index.state.projects.size).toBe(0)
    expect(await stage.run(await stage.files())).toEqual([])
  })

  test('gets an identity for the audience that the index names', async () => {
    const stage = trusted({ audience: 'testpypi', pending: [publisher], publishers: [] })
    expect(await stage.run(await stage.files(), stage.task({ place: parseIndex('testpypi') }))).toEqual([])
  })

  test.each([
    ['packages.example.com', 'pypi'], ['packages.example.com', 'PyPI'], ['packages.example.com', 'sigstore'], ['packages.example.com', 'sts.amazonaws.com'], ['packages.example.com', 'https://packages.example.com.evil.org'],
    ['packages.example.com', 'api://AzureADTokenExchange'], ['pypi.org', 'testpypi'], ['pypi.org', 'packages.example.com'],
  ])('has no identity made where %s asks for one that is good elsewhere: %s', async (host, audience) => {
    const stage = made(trusted({ audience }))
    const place = parseIndex(host === 'pypi.org' ? 'pypi' : `https://${host}/legacy/`)
    const [finding] = await stage.preflight(stage.task({ place, attestations: false }))
    expect([finding?.severity, finding?.problem.code, stage.asked.filter((it) => it.authorization !== undefined)]).toEqual(['error', 'INDEX_AUDIENCE', []])
  })

  test.each(['packages.example.com', 'https://packages.example.com/simple', 'acme-packages'])('takes the audience %s of an index that names itself', async (audience) => {
    const stage = made(trusted({ audience }))
    expect(await stage.run(await stage.files(), stage.task({ place: parseIndex('https://packages.example.com/legacy/'), attestations: false }))).toEqual([])
  })

  test.each([
    ['that has it switched off', 'off', 'INDEX_NO_TRUST', 'switched off'],
    ['that has never heard of it', 'none', 'INDEX_NO_TRUST', 'its answer was 404'],
  ] as const)('at an index %s is told as that', async (_, how, code, words) => {
    const stage = made(trusted({ trusted: how }))
    const [finding] = await stage.preflight()
    expect([finding?.problem.code, finding?.problem.message.includes(words)]).toEqual([code, true])
  })

  test.each(['/_/oidc/audience', '/_/oidc/mint-token'])('at an index that fails at %s is told as a failure of it, which may pass', async (path) => {
    const stage = made(trusted())
    stage.fault = (_, { url }) => (url.pathname === path ? { kind: 'answer', carriedOut: false, status: 503, body: 'backend read error' } : undefined)
    const [finding] = await stage.preflight()
    expect([finding?.problem.code, finding?.problem.kind, finding?.problem.message.includes('backend read error')]).toEqual(['INDEX_REFUSED', 'remote', true])
  })

  test('without the right to an identity says which permission the job lacks', async () => {
    const stage = made(trusted({}, { GITHUB_ACTIONS: 'true' }))
    const [finding] = await stage.preflight()
    expect([finding?.problem.code, finding?.problem.message.includes('id-token: write')]).toEqual(['INDEX_CREDENTIALS', true])
  })

  test('with an identity that the runner refuses is told as that', async () => {
    const stage = made(trusted({}, { ...jobEnvironment, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'wrong' }))
    expect((await stage.preflight()).map((it) => it.problem.code)).toEqual(['INDEX_IDENTITY'])
  })

  test('is not asked for when the files are there', async () => {
    const stage = made(trusted())
    const files = await stage.files()
    await stage.run(files)
    const before = minted(stage)
    stage.index.settings = { ...stage.index.settings, publishers: [] }
    expect((await stage.preflight()).map((it) => it.severity)).toEqual(['warning'])
    expect(await stage.run(files)).toEqual([])
    expect(minted(stage)).toBe(before + 1)
  })

  test('a given token goes before it', async () => {
    const stage = made(new Stage({ environment: jobEnvironment }))
    await stage.run(await stage.files())
    expect(minted(stage)).toBe(0)
  })
})
