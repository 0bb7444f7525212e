// What `prepare` makes of a version: an annotated tag that tells the changes, a signed one where there is a key, and nothing at all where the
// gates would not let it through afterwards.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Report } from '../../src/core/report.js'
import { git } from '../publish/bench.js'
import { Scene, configText, type CarriedOut, type Deed } from './scene.js'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.make()
}, 400_000)
afterAll(() => scene.close())

const signers = '.github/allowed_signers'
const bySigners = { tag: { kind: 'signed', signers } }
const given = (key: string): Record<string, string> => ({ SLIPWAY_SIGNING_KEY: key, GIT_COMMITTER_NAME: 'Ann', GIT_COMMITTER_EMAIL: 'ann@example.com' })
const codes = (it: Report): readonly string[] => it.problems.map((one) => one.code)

const prepare = (gate: object, { who = [], ...more }: Partial<Deed> & { readonly who?: readonly string[] } = {}): Promise<CarriedOut> =>
  scene.carryOut({
    verb: 'prepare', request: { version: '2.0.0', tagOnly: true }, actor: { login: 'wes' },
    files: { '.slipway.yaml': configText(gate), ...(who.length > 0 ? { [signers]: `${who.map((it) => (it.startsWith('ssh-') ? `who@example.com ${it}` : it)).join('\n')}\n` } : {}) }, ...more,
  })

const read = async ({ world }: CarriedOut, ...args: string[]): Promise<string> => git(await world.gitFolder('acme', 'thing'), ...args)

/** A home with settings of git for all repositories. */
const homeWith = (settings: Readonly<Record<string, string>>): string => {
  const home = mkdtempSync(join(tmpdir(), 'home-'))
  for (const [name, value] of Object.entries(settings)) execFileSync('git', ['config', '--file', join(home, '.gitconfig'), name, value])
  return home
}

describe('the tag that is made', () => {
  test('is annotated, and tells what came since the release before', async () => {
    const it = await prepare({})
    expect(codes(it.report)).toEqual([])
    expect(await read(it, 'cat-file', '-t', 'v2.0.0')).toBe('tag')
    expect(await read(it, 'for-each-ref', '--format=%(contents)', 'refs/tags/v2.0.0')).toBe('Release 2.0.0\n\n- What holds now')
  })

  test.each(['ann', 'gus'] as const)('is signed with the key that the run was given (%s), and that key is gone from the disk', async (name) => {
    const key = scene.people[name]
    const it = await prepare(bySigners, { who: [key.public], environment: given(key.private) })
    expect([codes(it.report), it.report.exitCode]).toEqual([[], 0])
    const [head = '', body = ''] = (await read(it, 'cat-file', 'tag', 'v2.0.0')).split('\n\n')
    expect(head).toMatch(/^object [0-9a-f]{40}\ntype commit\ntag v2\.0\.0\ntagger Ann <ann@example\.com> \d+ \+0000$/)
    expect([body, await read(it, 'cat-file', 'tag', 'v2.0.0')]).toEqual(['Release 2.0.0', expect.stringContaining('- What holds now\n-----BEGIN ')])
    expect(it.left).not.toContain('PRIVATE KEY')
  })

  test('is signed with the key that the user has for all repositories, where the line demands it', async () => {
    const home = homeWith({ 'user.name': 'Ann', 'user.email': 'ann@example.com', 'gpg.format': 'ssh', 'user.signingkey': scene.writeFile(scene.people.ann.private, 'ann-key') })
    const it = await prepare(bySigners, { who: [scene.people.ann.public], environment: { HOME: home } })
    expect([codes(it.report), await read(it, 'cat-file', 'tag', 'v2.0.0')]).toEqual([[], expect.stringContaining('BEGIN SSH SIGNATURE')])
  })

  test('is not signed with the key of the user where nobody demands it: it may ask for a passphrase', async () => {
    const home = homeWith({ 'user.name': 'Ann', 'user.email': 'ann@example.com', 'gpg.format': 'ssh', 'user.signingkey': scene.writeFile(scene.people.ann.private, 'ann-key') })
    const it = await prepare({}, { environment: { HOME: home } })
    expect(await read(it, 'cat-file', 'tag', 'v2.0.0')).not.toContain('SIGNATURE')
    const always = homeWith({ 'user.name': 'Ann', 'user.email': 'ann@example.com', 'gpg.format': 'ssh', 'user.signingkey': scene.writeFile(scene.people.ann.private, 'ann-key'), 'tag.gpgSign': 'true' })
    expect(await read(await prepare({}, { environment: { HOME: always } }), 'cat-file', 'tag', 'v2.0.0')).toContain('BEGIN SSH SIGNATURE')
  })

  test('is one, though the answer about it is lost', async () => {
    const it = await prepare(bySigners, {
      who: [scene.people.ann.public], environment: given(scene.people.ann.private),
      prepare: (world) => {
        let lost = 1
        world.intercept = (_, request) => (request.method === 'POST' && request.url.pathname.endsWith('/git-receive-pack') && lost-- > 0 ? { kind: 'lose-answer' } : undefined)
      },
    })
    expect([codes(it.report), it.writes]).toEqual([[], 1])
    expect(await read(it, 'cat-file', 'tag', 'v2.0.0')).toContain('BEGIN SSH SIGNATURE')
  })

  test('is never put in the place of one that somebody made in that moment', async () => {
    let theirs = ''
    const it = await prepare(bySigners, {
      who: [scene.people.ann.public], environment: given(scene.people.ann.private),
      prepare: (world) => {
        let times = 1
        const act = async (): Promise<void> => void (theirs = await world.as('ada', 'acme', 'thing').tag('v2.0.0', scene.commits['main'] ?? '', 'By hand'))
        world.intercept = (_, request) => (request.url.searchParams.get('service') === 'git-receive-pack' && times-- > 0 ? { kind: 'meanwhile', act } : undefined)
      },
    })
    expect([await read(it, 'rev-parse', 'v2.0.0'), it.writes]).toEqual([theirs, 0])
  })

  test('asked for again is the same one', async () => {
    const first = await prepare(bySigners, { who: [scene.people.ann.public], environment: given(scene.people.ann.private) })
    const object = await read(first, 'rev-parse', 'v2.0.0')
    const it = await prepare(bySigners, {
      who: [scene.people.ann.public], environment: given(scene.people.ann.private),
      prepare: async (world) => {
        const head = world.repository('acme', 'thing').refs.get('refs/heads/main') ?? ''
        await world.as('ada', 'acme', 'thing').tagOf('v2.0.0', Buffer.from(execFileSync('git', ['-C', await first.world.gitFolder('acme', 'thing'), 'cat-file', 'tag', 'v2.0.0'], { encoding: 'utf8' }).replace(/^object .*/, `object ${head}`)))
      },
    })
    expect([codes(it.report), it.writes, object]).toEqual([[], 0, expect.stringMatching(/^[0-9a-f]{40}$/)])
  })
})

describe('nothing is written', () => {
  test.each<[string, () => Promise<CarriedOut>, string]>([
    ['where a signed tag is demanded, and there is no key', () => prepare(bySigners, { who: [scene.people.ann.public] }), 'TAG_TOO_WEAK'],
    ['where the key is of nobody who may sign', () => prepare(bySigners, { who: [scene.people.bea.public], environment: given(scene.people.ann.private) }), 'TAG_SIGNATURE'],
    ['where the key cannot be read', () => prepare(bySigners, { who: [scene.people.ann.public], environment: given('-----BEGIN OPENSSH PRIVATE KEY-----\nnothing\n-----END OPENSSH PRIVATE KEY-----') }), 'TAG_SIGN_FAILED'],
    ['where what was given is no key', () => prepare(bySigners, { who: [scene.people.ann.public], environment: given('hunter2') }), 'TAG_SIGN_FAILED'],
    ['where nothing says who signs', () => prepare(bySigners, { who: [scene.people.ann.public], environment: { SLIPWAY_SIGNING_KEY: scene.people.ann.private } }), 'TAG_SIGN_FAILED'],
    ['where the head of the branch has no green checks', () => prepare({ checks: ['unit'] }), 'CHECKS_MISSING'],
    ['where who started it may not', () => prepare({}, { actor: { login: 'rea' } }), 'ACTOR_REFUSED'],
  ])('%s', async (_, run, code) => {
    const it = await run()
    expect([codes(it.report), it.writes]).toEqual([[code], 0])
  })

  test('where the commit is yet to be made that has to have green checks', async () => {
    const config = configText({ checks: ['unit'] }, { more: { version: { 'written-in': [{ file: 'version.json', at: '/version' }] } } })
    const it = await prepare({}, { files: { '.slipway.yaml': config, 'version.json': '{"version": "1.9.0"}\n' } })
    expect([codes(it.report), it.writes]).toEqual([['CHECKS_TO_COME'], 0])
  })
})

test('a clone that names a program for signing has no say', async () => {
  const [ran, program] = [join(mkdtempSync(join(tmpdir(), 'ran-')), 'it-ran'), scene.writeFile('', 'evil')]
  writeFileSync(program, `#!/bin/sh\ntouch ${ran}\n`)
  chmodSync(program, 0o755)
  const settings = { 'user.signingkey': 'evil', 'gpg.program': program, 'gpg.ssh.program': program, 'tag.gpgSign': 'true', 'gpg.format': 'ssh', 'gpg.ssh.defaultKeyCommand': program }
  for (const [name, value] of Object.entries(settings)) git(scene.project, 'config', name, value)
  try {
    const it = await prepare(bySigners, { who: [scene.people.ann.public] })
    expect(codes(it.report)).toEqual(['TAG_TOO_WEAK'])
    const looked = await scene.carryOut({ verb: 'plan', tag: scene.tags.get('signed by ann') ?? '', actor: { login: 'wes' }, files: { '.slipway.yaml': configText(bySigners), [signers]: `ann@example.com ${scene.people.ann.public}\n` } })
    expect(codes(looked.report)).toEqual([])
    expect(() => readFileSync(ran)).toThrow('ENOENT')
  } finally {
    for (const name of Object.keys(settings)) git(scene.project, 'config', '--unset', name)
  }
})
