// One image under several names: all tags of all images before any pointer, in the order of the registry's own journal.
import { expect, test } from '@jest/globals'
import { benches, imageTags, release, type Bench, type Point, type RunOptions } from '../verbs/bench.js'
import { lineOf, pointOf, realSteps } from './scene.js'

const open = benches()
const steps = realSteps()
const run: RunOptions = { steps }

const runenvs = (more = ''): string => lineOf('payloads', `build:
  image:
    - { name: python }
    - { name: node }
publish:
  image:
    - { name: python, to: docker.io/kontainapp/runenv-python, aliases: [docker.io/kontainapp/runenv-python-3.7], tags: ["{sha}"], pointers: [latest]${more} }
    - { name: node, to: docker.io/kontainapp/runenv-node, tags: ["{sha}"], pointers: [latest, "{tag}"]${more} }
  release: {}
`)

/** Manifests that got a tag which is none of those under which bytes wait, in the order in which the registry took them. */
const tagged = (it: Bench, after = 0): readonly string[] =>
  it.registry.journal.writes.slice(after).flatMap((one) => {
    const [, name, tag] = one.method === 'PUT' ? (/^\/v2\/(.+)\/manifests\/([^/?]+)$/.exec(one.path) ?? []) : []
    return tag === undefined || tag.startsWith('sha256:') || tag.startsWith('slipway-staged-') ? [] : [`${name?.replace('kontainapp/', '') ?? ''}:${/^[0-9a-f]{40}$/.test(tag) ? 'SHA' : tag}`]
  })

const point = (lines: string, tag: string, salt = ''): Point => pointOf(lines, tag, { 'payload/Dockerfile': `FROM scratch\n# ${salt}\n` })

test('every {sha} is there in all repositories before any pointer is moved in one of them', async () => {
  const bench = await open([point(runenvs(), 'v1')])
  const report = await release(bench, 'v1', run)
  expect([report.outcome, report.problems.map((it) => it.message)]).toEqual(['released', []])
  const order = tagged(bench)
  expect(order.slice(0, 3).sort()).toEqual(['runenv-node:SHA', 'runenv-python-3.7:SHA', 'runenv-python:SHA'])
  expect(order.slice(3).sort()).toEqual(['runenv-node:latest', 'runenv-node:v1', 'runenv-python-3.7:latest', 'runenv-python:latest'])
  expect(order.filter((it) => it.startsWith('runenv-python'))).toEqual(['runenv-python:SHA', 'runenv-python-3.7:SHA', 'runenv-python:latest', 'runenv-python-3.7:latest'])
  expect(new Set(['runenv-python', 'runenv-python-3.7'].map((it) => bench.registry.state.repositories.get(`kontainapp/${it}`)?.tags.get('latest')?.digest)).size).toBe(1)
})

test('an alias that takes no tag stops the run before any pointer, and the next run goes on', async () => {
  const bench = await open([point(runenvs(), 'v1')])
  bench.failRegistry((_, it) => (it.method === 'PUT' && /runenv-python-3\.7\/manifests\/[0-9a-f]{40}$/.test(it.url.pathname) ? { kind: 'answer', carriedOut: false, status: 400 } : undefined))
  const broken = await release(bench, 'v1', run)
  expect(broken.exitCode).not.toBe(0)
  expect(tagged(bench).filter((it) => !it.endsWith(':SHA'))).toEqual([])
  bench.failRegistry(undefined)
  const before = bench.registry.journal.writes.length
  expect((await release(bench, 'v1', run)).outcome).toBe('resumed')
  expect(tagged(bench, before).filter((it) => it.includes('python'))).toEqual(['runenv-python-3.7:SHA', 'runenv-python:latest', 'runenv-python-3.7:latest'])
  const writes = bench.writes()
  expect([(await release(bench, 'v1', run)).outcome, bench.writes() - writes]).toEqual(['already-released', 0])
})

test('what one name of a frozen image has lost is brought from the other', async () => {
  const bench = await open([point(runenvs(), 'v1')])
  await release(bench, 'v1', run)
  bench.registry.state.repositories.delete('kontainapp/runenv-python-3.7')
  const report = await release(bench, 'v1', { steps: realSteps('built anew it would be another') })
  expect([report.outcome, report.problems.map((it) => it.message)]).toEqual(['resumed', []])
  expect(imageTags(bench, 'kontainapp/runenv-python-3.7').filter((it) => it === 'latest')).toEqual(['latest'])
})

test('pointers stay with the highest final version, and with `always` they go to the newest tag', async () => {
  const two = (lines: string): readonly Point[] => [point(lines, 'v2'), point(lines, 'v1-beta', 'another')]
  const plain = await open(two(runenvs()))
  for (const tag of ['v2', 'v1-beta', 'v2']) expect((await release(plain, tag, run)).problems).toEqual([])
  const latest = (it: Bench): string | undefined => it.registry.state.repositories.get('kontainapp/runenv-python')?.tags.get('latest')?.digest
  const digestAt = (it: Bench, at: string): string | undefined => it.registry.state.repositories.get('kontainapp/runenv-python')?.tags.get(at)?.digest
  const commits = async (it: Bench): Promise<readonly string[]> => Promise.all(['v2', 'v1-beta'].map(async (tag) => (await it.run({ verb: 'plan', tag }, run)).plan?.tag.commit ?? ''))
  const [two_, beta] = await commits(plain)
  expect([latest(plain), digestAt(plain, beta ?? '') === digestAt(plain, two_ ?? '')]).toEqual([digestAt(plain, two_ ?? ''), false])
  const always = await open(two(runenvs(', always: true')))
  for (const tag of ['v2', 'v1-beta', 'v2']) expect((await release(always, tag, run)).problems).toEqual([])
  const [, newest] = await commits(always)
  expect(latest(always)).toBe(digestAt(always, newest ?? ''))
})

test('a repository that stands there twice is refused', async () => {
  const bench = await open([point(runenvs().replace('runenv-python-3.7', 'runenv-python'), 'v1')])
  const report = await release(bench, 'v1', run)
  expect([report.problems.map((it) => it.code), bench.writes()]).toEqual([['CONFIG_INVALID'], 0])
})

test('two images that would be one tag of one repository are refused before anything is built: an alias of one may be the other', async () => {
  const bench = await open([point(runenvs().replace('runenv-python-3.7', 'runenv-node'), 'v1')])
  const report = await release(bench, 'v1', run)
  expect([report.problems.map((it) => it.code), bench.writes(), bench.registry.journal.writes.length]).toEqual([['CONFIG_INVALID'], 0, 0])
  expect(report.problems[0]?.message).toMatch(/python.*node|node.*python/)
})
