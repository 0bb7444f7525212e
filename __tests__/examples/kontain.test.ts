// The play of examples/kontain: what both repositories and the registry hold at its end, and in which order the images were pushed. The Makefiles
// run with real make and a real engine.
import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Asset, RepositoryState } from '../../src/rehearsal/github/state.js'
import { outcomes, play, type Played } from './played.js'

const hub = 'docker.io'
const releases = 'kontainapp/km-releases'
const runenvs = ['runenv-python', 'runenv-python-3.7', 'runenv-node', 'runenv-java', 'runenv-java-11', 'runenv-jdk-11']

describe('the play of examples/kontain: releases elsewhere, and names that roll', () => {
  let it: Played
  let elsewhere: RepositoryState
  beforeAll(async () => {
    it = await play('kontain', 'kontainapp/km', [hub])
    elsewhere = it.stage.world.github.repository('kontainapp', 'km-releases')
  }, 400_000)
  afterAll(() => it.close())

  const registry = () => it.stage.world.registries.get(hub)
  const tagsOf = (name: string) => new Map([...(registry()?.state.repositories.get(`kontainapp/${name}`)?.tags ?? [])].map(([tag, { digest }]) => [tag, digest]))
  const daily = () => [...elsewhere.releases.values()].find((release) => release.tag === 'v0.1-daily')
  const assetsOf = (id: number | undefined): readonly Asset[] => [...elsewhere.assets.values()].filter((asset) => asset.release === id)

  /** `NAME:TAG` in the order in which the registry took them, without the tags under which bytes wait. */
  const pushes = (): readonly string[] =>
    (registry()?.journal.calls ?? []).flatMap((call) => {
      const [, name = '', tag] = call.method === 'PUT' && call.status === 201 ? (/^\/v2\/kontainapp\/(.+)\/manifests\/([^/?]+)$/.exec(call.path) ?? []) : []
      return tag === undefined || tag.startsWith('sha256:') || tag.startsWith('slipway-staged-') ? [] : [`${name}:${/^[0-9a-f]{40}$/.test(tag) ? 'SHA' : tag}`]
    })

  test('ends each command as its line of the play says', () => {
    expect(outcomes(it)).toEqual(['release released', 'release released', 'release resumed', 'release already-released', 'release incomplete', 'prune nothing-to-do', 'prune pruned'])
  })
  test('the sources hold no release and no asset, and the other repository holds one daily release and no draft', () => {
    expect([...it.project.releases.values()]).toEqual([])
    expect([...elsewhere.releases.values()].map(({ tag, draft }) => [tag, draft])).toEqual([['v0.1-daily', false]])
  })
  const downloaded = async (name: string): Promise<Buffer> => Buffer.from(await (await fetch(`${it.stage.world.endpoints.server}/${releases}/releases/download/v0.1-daily/${name}`)).arrayBuffer())

  test('the record of the daily release names the commit of the sources that it was made from, and it is the second one', async () => {
    const [first, second] = it.reports.map((report) => report.plan?.tag.commit ?? '')
    expect(second).not.toBe(first)
    const record = (await downloaded('slipway.json')).toString('utf8')
    expect([record.includes(second ?? '?'), record.includes(first ?? '?')]).toEqual([true, false])
  })
  test('what anybody downloads of it is what the second push made', async () => {
    expect(assetsOf(daily()?.id).map((asset) => asset.name).sort()).toEqual(['SHA256SUMS', 'kontain.tar.gz', 'runenv-java.tar.gz', 'runenv-node.tar.gz', 'runenv-python.tar.gz', 'slipway.json'])
    expect(execFileSync('tar', ['-xzOf', '-', 'kontain/bin/hello.sh'], { input: await downloaded('kontain.tar.gz'), encoding: 'utf8' })).toContain('a second time')
  })
  test('a demo release was there once, and went with its tag; nothing else did', () => {
    expect(it.reports.slice(-2).map((report) => report.summary)).toEqual(['would remove one release (a dry run: --yes removes them)', 'removed one release'])
    expect([...elsewhere.refs.keys()].filter((ref) => ref.startsWith('refs/tags/'))).toEqual(['refs/tags/v0.1-daily'])
  })
  test('the file that the install script reads names the last release that was validated, and the rest of the repository is as it was', async () => {
    expect(await it.file(releases, 'default-release')).toBe('v0.10-beta-demo-nokia\n')
    expect(await it.file(releases, 'README.md')).toContain('# Kontain releases')
  })
  test('every push of a commit comes before any latest, release by release', () => {
    const shas = runenvs.map((name) => `${name}:SHA`)
    const latest = runenvs.map((name) => `${name}:latest`)
    const order = pushes()
    // The first daily release brings all of it; the second one has the same images under another commit; the demo's are there by then.
    expect(order.slice(0, 6).sort()).toEqual([...shas].sort())
    expect(order.slice(6, 12).sort()).toEqual([...latest].sort())
    expect(order.slice(12, 18).sort()).toEqual([...shas].sort())
    expect(order.slice(18)).toEqual(['runenv-python:SHA', 'runenv-python-3.7:SHA', 'runenv-python:latest', 'runenv-python-3.7:latest'])
  })
  test('python was released alone: its names moved together, and those of the others stayed', () => {
    const [demo, alone] = [it.reports[2], it.reports[4]].map((report) => report?.plan?.tag.commit ?? '')
    const at = (name: string, tag: string) => tagsOf(name).get(tag)
    expect(at('runenv-python', 'latest')).toBe(at('runenv-python-3.7', alone ?? ''))
    expect(at('runenv-python', 'latest')).not.toBe(at('runenv-python', demo ?? ''))
    for (const name of ['runenv-node', 'runenv-java', 'runenv-java-11', 'runenv-jdk-11']) expect([name, at(name, 'latest'), tagsOf(name).has(alone ?? '')]).toEqual([name, at(name, demo ?? ''), false])
  })
})
