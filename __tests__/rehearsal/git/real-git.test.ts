// The real git as a client: it clones, fetches and pushes as it does with GitHub.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createWorld } from '../../../src/rehearsal/github/create-world.js'
import { buildStages, tokens } from '../github/stage.js'
import { git, mustGit, withGit } from '../github/real-git.js'

const workflow = 'ghs_workflow'

let built: Awaited<ReturnType<typeof buildStages>>
beforeAll(async () => {
  built = await buildStages()
})
afterAll(() => built.created.close())

const commit = async (clone: string, path: string, content: string | Buffer = 'x\n'): Promise<string> => {
  writeFileSync(join(clone, path), content)
  await mustGit(clone, 'add', '.')
  await mustGit(clone, 'commit', '--quiet', '-m', `Add ${path}`)
  return mustGit(clone, 'rev-parse', 'HEAD')
}

test.each(['0', '1', '2'])('a clone by protocol version %s has all branches and tags, and is sound', async (version) => {
  const stage = built.stage()
  await withGit(stage.world, async ({ folder, url }) => {
    await mustGit(folder, '-c', `protocol.version=${version}`, 'clone', '--quiet', url('acme/thing'), 'clone')
    const clone = join(folder, 'clone')
    expect((await mustGit(clone, 'tag')).split('\n')).toEqual(['0.1.0', '0.2.0'])
    expect(await mustGit(clone, 'rev-parse', 'HEAD', 'origin/workflow')).toBe([stage.ref('refs/heads/main'), stage.ref('refs/heads/workflow')].join('\n'))
    expect((await git(clone, 'fsck', '--strict')).code).toBe(0)
    expect(await mustGit(clone, 'symbolic-ref', '--short', 'HEAD')).toBe('main')
  })
  expect(stage.world.writes()).toEqual([])
  expect(stage.world.unimplemented).toEqual([])
})

test('a clone of depth one has one commit, and a push from it goes', async () => {
  const stage = built.stage()
  await withGit(stage.world, async ({ folder, url }) => {
    await mustGit(folder, 'clone', '--quiet', '--depth', '1', url('acme/thing', workflow), 'clone')
    const clone = join(folder, 'clone')
    expect(await mustGit(clone, 'rev-list', '--count', 'HEAD')).toBe('1')
    const id = await commit(clone, 'new.txt')
    await mustGit(clone, 'push', '--quiet', 'origin', 'main')
    expect(stage.ref('refs/heads/main')).toBe(id)
  })
})

test('a partial clone fetches what it lacks when it needs it', async () => {
  await withGit(built.stage().world, async ({ folder, url }) => {
    await mustGit(folder, 'clone', '--quiet', '--filter=blob:none', '--no-checkout', url('acme/thing'), 'clone')
    expect(await mustGit(join(folder, 'clone'), 'show', 'origin/main:README.md')).toBe('Thing\nmore')
  })
})

test('what the API made is fetched, and what git pushed is answered by the API', async () => {
  const stage = built.stage()
  await withGit(stage.world, async ({ clone }) => {
    const folder = await clone(workflow)
    await stage.api.put('./contents/api.txt', { message: 'By the API', content: Buffer.from('api').toString('base64') })
    const tag = (await stage.api.post('./git/tags', { tag: '0.3.0', message: 'Third', object: stage.ref('refs/heads/main'), type: 'commit' })).body
    await stage.api.post('./git/refs', { ref: 'refs/tags/0.3.0', sha: tag.sha })
    await mustGit(folder, 'pull', '--quiet', '--tags')
    expect(await mustGit(folder, 'rev-parse', '0.3.0', '0.3.0^{commit}')).toBe([tag.sha, stage.ref('refs/heads/main')].join('\n'))
    expect((await git(folder, 'fsck', '--strict')).code).toBe(0)
    const id = await commit(folder, 'git.txt', 'git')
    await mustGit(folder, 'tag', '-a', '-m', 'Fourth', '0.4.0')
    await mustGit(folder, 'push', '--quiet', '--atomic', 'origin', 'main', '0.4.0')
    expect((await stage.api.get('./contents/git.txt')).body.sha).toBe(await mustGit(folder, 'rev-parse', 'HEAD:git.txt'))
    const ref = (await stage.api.get('./git/ref/tags/0.4.0')).body.object
    expect((await stage.api.get(`./git/tags/${ref.sha}`)).body.object.sha).toBe(id)
  })
})

test('a large push comes in pieces, after a question', async () => {
  const stage = built.stage()
  await withGit(stage.world, async ({ clone }) => {
    const folder = await clone(workflow)
    const id = await commit(folder, 'large.bin', randomBytes(5_000_000))
    await mustGit(folder, 'push', '--quiet', 'origin', 'main')
    expect(stage.ref('refs/heads/main')).toBe(id)
    expect((await stage.api.get('./contents/large.bin')).body.size).toBe(5_000_000)
  })
  const pushes = stage.world.calls.filter((it) => it.method === 'POST' && it.operation === 'git/push')
  expect(pushes.map((it) => it.write)).toEqual([false, true])
})

test('refs are forced, deleted, and pushed again without objects', async () => {
  const stage = built.stage()
  await withGit(stage.world, async ({ clone }) => {
    const folder = await clone(workflow)
    expect((await git(folder, 'push', 'origin', '0.1.0^{commit}:refs/heads/main')).stderr).toContain('(non-fast-forward)')
    await mustGit(folder, 'push', '--quiet', '--force', 'origin', '0.1.0^{commit}:refs/heads/main')
    expect(stage.ref('refs/heads/main')).toBe(stage.ref('refs/tags/0.1.0'))
    await mustGit(folder, 'push', '--quiet', 'origin', ':0.2.0', '0.1.0:refs/tags/again')
    expect([stage.world.repository('acme', 'thing').refs.has('refs/tags/0.2.0'), stage.ref('refs/tags/again')]).toEqual([false, stage.ref('refs/tags/0.1.0')])
  })
})

test('an empty repository can be cloned and gets its first branch by a push', async () => {
  const stage = built.stage()
  await withGit(stage.world, async ({ folder, url }) => {
    await mustGit(folder, 'clone', '--quiet', url('acme/empty', workflow), 'clone')
    const clone = join(folder, 'clone')
    await mustGit(clone, 'checkout', '--quiet', '-b', 'main')
    const id = await commit(clone, 'README.md')
    await mustGit(clone, 'push', '--quiet', 'origin', 'main')
    expect((await stage.api.get('/repos/acme/empty/branches/main')).body.commit.sha).toBe(id)
  })
})

test('a push whose objects are damaged or missing moves nothing', async () => {
  const stage = built.stage()
  const before = stage.ref('refs/heads/main')
  const push = async (to: string, pack: Buffer) => {
    const command = `${before} ${to} refs/heads/main\0report-status`
    const line = `${(command.length + 4).toString(16).padStart(4, '0')}${command}0000`
    return stage.api.send('POST', '/acme/thing.git/git-receive-pack', Buffer.concat([Buffer.from(line), pack]))
  }
  expect((await push('1'.repeat(40), Buffer.from('PACK and nothing more'))).bytes.toString()).toMatch(/unpack (?!ok)[^]*ng refs\/heads\/main/)
  expect((await push('1'.repeat(40), Buffer.alloc(0))).bytes.toString()).toMatch(/unpack missing necessary objects[^]*ng refs\/heads\/main/)
  expect((await stage.api.send('POST', '/acme/thing.git/git-receive-pack', Buffer.from('nonsense'))).status).toBe(400)
  expect([stage.ref('refs/heads/main'), stage.world.writes()]).toEqual([before, []])
})

test('two worlds from one source push without seeing one another', async () => {
  const [one, other] = [built.stage(), built.stage()]
  await withGit(one.world, async ({ clone }) => {
    const folder = await clone(workflow)
    const id = await commit(folder, 'one.txt')
    await mustGit(folder, 'push', '--quiet', 'origin', 'main')
    expect(one.ref('refs/heads/main')).toBe(id)
  })
  expect((await other.api.get('./contents/one.txt')).status).toBe(404)
})

test('a world that was filled from a shallow clone is one itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shallow-'))
  await mustGit(folder, 'clone', '--quiet', '--depth', '1', `file://${built.source}`, 'source')
  const { world, close } = await createWorld({ folder: join(folder, 'world'), repositories: [{ owner: 'acme', name: 'thing', from: join(folder, 'source') }], tokens })
  await withGit(world, async ({ clone }) => {
    const cloned = await clone(workflow)
    expect(await mustGit(cloned, 'rev-list', '--count', 'HEAD')).toBe('1')
    const id = await commit(cloned, 'new.txt')
    await mustGit(cloned, 'push', '--quiet', 'origin', 'main')
    expect(world.repository('acme', 'thing').refs.get('refs/heads/main')).toBe(id)
  })
  await close()
  rmSync(folder, { recursive: true, force: true })
})

test('the folder that a world shows is a repository that git reads', async () => {
  const stage = built.stage()
  const id = await stage.person().commit('main', { 'made.txt': 'x' }, 'Made')
  const folder = await stage.world.gitFolder('acme', 'thing')
  expect(await mustGit(folder, '--git-dir', folder, 'rev-parse', 'main', 'HEAD')).toBe([id, id].join('\n'))
  expect((await git(folder, '--git-dir', folder, 'fsck', '--strict', '--connectivity-only', 'main')).code).toBe(0)
})
