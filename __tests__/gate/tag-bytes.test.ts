// The bytes that are judged are those whose id GitHub's ref names, whoever hands them out.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import type { Report } from '../../src/core/report.js'
import type { GitHubWorld } from '../../src/rehearsal/github/world.js'
import { git } from '../publish/bench.js'
import { Scene, configText, type Deed } from './scene.js'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.make()
}, 400_000)
afterAll(() => scene.close())

const codes = (it: Report): readonly string[] => it.problems.map((one) => one.code)

const plan = async (tag: string, prepare: NonNullable<Deed['prepare']>): Promise<readonly string[]> => {
  const files = { '.slipway.yaml': configText({ tag: { signers: '.github/allowed_signers' } }), '.github/allowed_signers': `ann@example.com ${scene.people.ann.public}\n` }
  return codes((await scene.carryOut({ verb: 'plan', tag, actor: { login: 'wes' }, files, prepare })).report)
}

/** What the API says of the tag object is what somebody wants it to say. */
const tell = (world: GitHubWorld, object: string, said: { readonly tag: string; readonly payload: string; readonly signature: string }): void => {
  const url = 'https://api.github.com/'
  const body = {
    node_id: 'x', tag: said.tag, sha: object, url, message: 'What is new', tagger: { name: 'Ann', email: 'ann@example.com', date: '2026-01-01T00:00:00Z' },
    object: { sha: scene.commits['main'], type: 'commit', url }, verification: { verified: true, reason: 'valid', payload: said.payload, signature: said.signature, verified_at: null },
  }
  world.intercept = (_, request) => (request.url.pathname.endsWith(`/git/tags/${object}`) ? { kind: 'answer', carriedOut: false, status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : undefined)
}

const objectOf = (tag: string): string => git(scene.project, 'rev-parse', `refs/tags/${tag}`)

/** As an API would split it. */
const partsOf = (tag: string): { readonly payload: string; readonly signature: string } => {
  const text = execFileSync('git', ['-C', scene.project, 'cat-file', 'tag', tag], { encoding: 'utf8' })
  const at = text.indexOf('-----BEGIN')
  return { payload: text.slice(0, at), signature: text.slice(at) }
}

test('a good signature of another object is none of this one', async () => {
  const [theirs, anns] = [scene.tags.get('signed by mallory') ?? '', scene.tags.get('signed by ann') ?? '']
  expect(await plan(theirs, (world) => tell(world, objectOf(theirs), { tag: theirs, ...partsOf(anns) }))).toEqual(['TAG_SIGNATURE'])
})

test('what does not survive the API is taken from the clone', async () => {
  const tag = scene.tags.get('signed in umlauts') ?? ''
  const { payload, signature } = partsOf(tag)
  expect(await plan(tag, (world) => tell(world, objectOf(tag), { tag, signature, payload: payload.replace('ü', '\ufffd') }))).toEqual([])
})

test('and fetched, where the clone does not have it', async () => {
  const tag = scene.tags.get('on main') ?? ''
  const text = `object ${scene.commits['main'] ?? ''}\ntype commit\ntag ${tag}\ntagger Ann <ann@example.com> 1790000000 +0100\n\nWhat is new\n`
  const signature = scene.people.ann.sign(text)
  const prepare: NonNullable<Deed['prepare']> = async (world) => {
    const object = await world.as('ada', 'acme', 'thing').tagOf(tag, Buffer.from(`${text}${signature}`))
    tell(world, object, { tag, signature, payload: 'lost' })
  }
  expect(await plan(tag, prepare)).toEqual([])
})
