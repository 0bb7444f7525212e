import { afterEach, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdir, readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, failureOf } from '../codes.js'
import { tempFolder } from '../temp.js'
import { git, makeClone, openGit } from './clone.js'

const servers: Server[] = []
afterEach(() => {
  for (const it of servers.splice(0)) {
    it.closeAllConnections()
    it.close()
  }
})

/** git's own HTTP server behind Basic auth; `seen` are the Authorization headers. */
const serve = async (root: string, wanted?: string): Promise<{ url: string; seen: (string | undefined)[] }> => {
  const seen: (string | undefined)[] = []
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization)
    if (wanted !== undefined && request.headers.authorization !== wanted) return void response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end()
    const url = new URL(request.url ?? '/', 'http://x')
    const child = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env['PATH'], GIT_PROJECT_ROOT: root, GIT_HTTP_EXPORT_ALL: '1', PATH_INFO: url.pathname, QUERY_STRING: url.search.slice(1), REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'], HTTP_CONTENT_ENCODING: request.headers['content-encoding'], GIT_PROTOCOL: request.headers['git-protocol'] as string | undefined,
        GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'uploadpack.allowAnySHA1InWant', GIT_CONFIG_VALUE_0: 'true',
      },
    })
    request.pipe(child.stdin)
    const parts: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => parts.push(part))
    child.on('close', () => {
      const all = Buffer.concat(parts)
      const gap = all.indexOf('\r\n\r\n')
      for (const line of all.subarray(0, gap).toString().split('\r\n')) {
        const [name = '', value = ''] = line.split(': ')
        if (name === 'Status') response.statusCode = Number.parseInt(value, 10)
        else response.setHeader(name, value)
      }
      response.end(all.subarray(gap + 4))
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

/** A remote that has gone on: a commit and a tag that the clone does not have. */
const behind = async (): Promise<{ temp: string; folder: string; commit: string; tag: string }> => {
  const temp = await tempFolder()
  await makeClone(join(temp, 'origin'), { a: '1' })
  git(temp, 'clone', '-q', 'origin', 'clone')
  git(join(temp, 'origin'), 'commit', '-q', '--allow-empty', '-m', 'later')
  git(join(temp, 'origin'), 'tag', '-a', '1.0.0', '-m', 'Release')
  await mkdir(join(temp, 'served'))
  git(temp, 'clone', '-q', '--bare', 'origin', 'served/project.git')
  return { temp, folder: join(temp, 'clone'), commit: git(join(temp, 'origin'), 'rev-parse', 'HEAD'), tag: git(join(temp, 'origin'), 'rev-parse', '1.0.0') }
}

test('a tag that the clone lacks is fetched beside it, pinned by its own object, and can be exported; the clone stays as it is', async () => {
  const { temp, folder, commit, tag } = await behind()
  const before = [git(folder, 'for-each-ref'), git(folder, 'count-objects'), (await readdir(join(folder, '.git'))).join()].join('\n')
  const authorization = `Basic ${Buffer.from('x:token').toString('base64')}`
  const { url, seen } = await serve(join(temp, 'served'), authorization)
  const it = openGit(folder, temp)
  expect(await codeOf(it.resolveTag('1.0.0'))).toBe('TAG_NOT_FOUND')
  expect(await it.fetchFrom({ url: `${url}/project.git`, what: 'refs/tags/1.0.0', authorization })).toBe(tag)
  expect(seen.every((header) => header === authorization)).toBe(true)
  expect(await it.resolveTag('1.0.0')).toEqual({ name: '1.0.0', object: tag, commit, kind: 'annotated' })
  expect(await it.paths(commit)).toEqual(['a'])
  const out = join(temp, 'out')
  await it.exportTo(out, commit)
  expect(git(out, 'rev-parse', 'HEAD')).toBe(commit)
  expect([git(folder, 'for-each-ref'), git(folder, 'count-objects'), (await readdir(join(folder, '.git'))).join()].join('\n')).toBe(before)
  expect(await readFile(join(out, '.git/config'), 'utf8')).not.toContain('Basic')
})

test('a commit is fetched by its id', async () => {
  const { temp, folder, commit } = await behind()
  const { url } = await serve(join(temp, 'served'))
  const it = openGit(folder, temp)
  expect(await it.commit(commit)).toBeUndefined()
  expect(await it.fetchFrom({ url: `${url}/project.git`, what: commit })).toBe(commit)
  expect(await it.commit(commit)).toBe(commit)
})

test('a remote that refuses, or that is no https, is told without the credential', async () => {
  const { temp, folder } = await behind()
  const { url } = await serve(join(temp, 'served'), 'Basic other')
  const it = openGit(folder, temp)
  const failure = await failureOf(it.fetchFrom({ url: `${url}/project.git`, what: 'refs/tags/1.0.0', authorization: 'Basic c2VjcmV0' }))
  expect([failure.code, failure.kind]).toEqual(['FETCH_FAILED', 'remote'])
  expect(failure.message).not.toContain('c2VjcmV0')
  for (const bad of [`${temp}/served/project.git`, 'ext::sh -c "touch fired"', 'ssh://127.0.0.1/x', `file://${temp}/served/project.git`]) expect([bad, await codeOf(it.fetchFrom({ url: bad, what: 'refs/tags/1.0.0' }))]).toEqual([bad, 'FETCH_FAILED'])
  expect(await codeOf(it.fetchFrom({ url: `${url}/project.git`, what: '--upload-pack=touch fired' }))).toBe('FETCH_FAILED')
})

test('a submodule that is not checked out is fetched without credentials from its address', async () => {
  const temp = await tempFolder()
  await makeClone(join(temp, 'inner'), { i: 'inner' })
  await mkdir(join(temp, 'served'))
  git(temp, 'clone', '-q', '--bare', 'inner', 'served/inner.git')
  const { url, seen } = await serve(join(temp, 'served'))
  await makeClone(join(temp, 'outer'), { '.gitmodules': '[submodule "inner"]\n\tpath = sub\n\turl = ../inner.git\n' })
  git(join(temp, 'outer'), 'update-index', '--add', '--cacheinfo', `160000,${git(join(temp, 'inner'), 'rev-parse', 'HEAD')},sub`)
  git(join(temp, 'outer'), 'commit', '-q', '-m', 'sub')
  git(join(temp, 'outer'), 'remote', 'add', 'origin', url.replace('http://', 'http://x:token@') + '/outer.git')
  const it = openGit(join(temp, 'outer'), temp)
  await it.exportTo(join(temp, 'out'), git(join(temp, 'outer'), 'rev-parse', 'HEAD'))
  expect(await readFile(join(temp, 'out/sub/i'), 'utf8')).toBe('inner')
  expect(seen.filter((header) => header !== undefined)).toEqual([])
})
