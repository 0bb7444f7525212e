// Octokit, which was written for the real GitHub, makes a release in this one.
import { createHash } from 'node:crypto'
import { Octokit } from '@octokit/rest'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { serve, type Served } from '../../../src/rehearsal/http/server.js'
import { buildStages, type Stage } from './stage.js'

let built: Awaited<ReturnType<typeof buildStages>>
let served: Served
let stage: Stage
beforeAll(async () => {
  built = await buildStages()
  stage = built.stage()
  served = await serve(stage.world.handler)
})
afterAll(async () => {
  await served.close()
  await built.created.close()
})

const where = { owner: 'acme', repo: 'thing' }
const client = (auth: string): Octokit => new Octokit({ auth, baseUrl: `${served.url}/api/v3`, log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined } })

test('a release is drafted, filled, published and found again', async () => {
  const octokit = client('ghs_workflow')
  const { data: draft } = await octokit.repos.createRelease({ ...where, tag_name: '0.3.0', draft: true, name: 'Third', body: 'Notes' })
  const bytes = Buffer.from('asset')
  const { data: asset } = await octokit.request({ method: 'POST', url: draft.upload_url, name: 'a.txt', data: bytes, headers: { 'content-type': 'text/plain', 'content-length': bytes.length } })
  expect(asset).toMatchObject({ name: 'a.txt', digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`, content_type: 'text/plain' })
  await octokit.repos.updateRelease({ ...where, release_id: draft.id, tag_name: '0.3.0', draft: false, make_latest: 'true' })
  const { data: latest } = await octokit.repos.getLatestRelease(where)
  expect([latest.id, latest.assets[0]?.browser_download_url]).toEqual([draft.id, `${served.url}/acme/thing/releases/download/0.3.0/a.txt`])
  const browser = await fetch(latest.assets[0]?.browser_download_url ?? '')
  expect([new URL(browser.url).hostname, await browser.text()]).toEqual(['localhost', 'asset'])
  const { data } = await octokit.repos.getReleaseAsset({ ...where, asset_id: asset.id, headers: { accept: 'application/octet-stream' } })
  expect(Buffer.from(data as unknown as ArrayBuffer).toString()).toBe('asset')
})

test('pages are walked by their links', async () => {
  for (let count = 0; count < 120; count++) stage.person().label(`label-${count}`)
  const octokit = client('ghs_workflow')
  expect(await octokit.paginate(octokit.issues.listLabelsForRepo, { ...where, per_page: 50 })).toHaveLength(120)
})

test('a branch, a commit, a pull request, its merge and an issue', async () => {
  const octokit = client('ghs_workflow')
  const { data: main } = await octokit.git.getRef({ ...where, ref: 'heads/main' })
  await octokit.git.createRef({ ...where, ref: 'refs/heads/bump', sha: main.object.sha })
  await octokit.repos.createOrUpdateFileContents({ ...where, path: 'docs/new file.md', branch: 'bump', message: 'Bump', content: 'eA==' })
  const { data: pull } = await octokit.pulls.create({ ...where, head: 'bump', base: 'main', title: 'Bump' })
  await octokit.pulls.merge({ ...where, pull_number: pull.number })
  const { data: file } = await octokit.repos.getContent({ ...where, path: 'docs/new file.md' })
  expect(file).toMatchObject({ type: 'file', size: 1 })
  const { data: comparison } = await octokit.repos.compareCommitsWithBasehead({ ...where, basehead: `${main.object.sha}...main` })
  expect(comparison.total_commits).toBe(2)
  const { data: issue } = await octokit.issues.create({ ...where, title: 'Release' })
  await octokit.issues.createComment({ ...where, issue_number: issue.number, body: 'LGTM' })
  expect((await octokit.issues.listComments({ ...where, issue_number: issue.number })).data).toHaveLength(1)
})

test('refusals are the errors that it knows', async () => {
  const failure = (promise: Promise<unknown>) => promise.then(() => undefined, (it: { status: number; message: string }) => `${it.status} ${it.message.split(' - ')[0]}`)
  expect(await failure(client('ghs_workflow').repos.createRelease({ ...where, tag_name: '0.3.0' }))).toBe('422 Validation Failed: {"resource":"Release","code":"already_exists","field":"tag_name"}')
  expect(await failure(client('ghs_reading').repos.deleteRelease({ ...where, release_id: 1 }))).toBe('403 Resource not accessible by integration')
  expect(await failure(client('ghp_nobody').repos.get(where))).toBe('401 Bad credentials')
})

test('GraphQL goes to its own address', async () => {
  const { data } = await client('ghs_workflow').request({ method: 'POST', url: `${served.url}/api/graphql`, query: '{ viewer { login } }' })
  expect(data).toEqual({ data: { viewer: { login: 'github-actions[bot]' } } })
  expect(stage.world.unimplemented).toEqual([])
})
