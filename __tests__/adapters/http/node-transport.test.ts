import { afterEach, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer as createTlsServer } from 'node:https'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { createHttp } from '../../../src/adapters/http/http.js'
import { nodeTransport } from '../../../src/adapters/http/node-transport.js'
import type { HttpRequest } from '../../../src/ports/http.js'
import { codeOf, failureOf } from '../codes.js'
import { tempFolder } from '../temp.js'
import { localServer, rawServer, running } from './local-server.js'

const sockets = nodeTransport({})
const http = createHttp(sockets.transport)
afterEach(() => sockets.close())

const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({ method: 'GET', url, purpose: 'read', idempotent: true, ...more })
const put = (url: string, more: Partial<HttpRequest>): HttpRequest => ({ method: 'PUT', url, purpose: 'write', idempotent: true, ...more })
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const sampleFile = async (size: number): Promise<{ path: string; bytes: Buffer }> => {
  const bytes = randomBytes(size)
  const path = join(await tempFolder(), 'sample')
  await writeFile(path, bytes)
  return { path, bytes }
}

test.each([0, 1, 1024 * 1024 - 1, 1024 * 1024, 5 * 1024 * 1024 + 7])('a file of %i bytes arrives as it is, with its length', async (size) => {
  const { path, bytes } = await sampleFile(size)
  const server = await localServer((_, response) => response.end())
  await http.send(put(server.origin, { body: { path, size } }))
  expect(server.seen[0]?.headers['content-length']).toBe(String(size))
  expect(sha(server.seen[0]?.body ?? Buffer.alloc(0))).toBe(sha(bytes))
})

test('a part of a file arrives when a part is named', async () => {
  const { path, bytes } = await sampleFile(3_000_000)
  const server = await localServer((_, response) => response.end())
  await http.send(put(server.origin, { body: { path, offset: 1_000_000, size: 1_500_000 } }))
  expect(sha(server.seen[0]?.body ?? Buffer.alloc(0))).toBe(sha(bytes.subarray(1_000_000, 2_500_000)))
})

test('a file that is shorter than it was, or gone, is the user\'s to know and is not taken for a network error', async () => {
  const { path } = await sampleFile(1000)
  const server = await localServer((_, response) => response.end())
  expect(await codeOf(http.send(put(server.origin, { body: { path, size: 1001 } })))).toBe('HTTP_FILE_CHANGED')
  expect(await codeOf(http.send(put(server.origin, { body: { path: `${path}.gone`, size: 10 } })))).toBe('HTTP_FILE_CHANGED')
  expect(server.seen).toHaveLength(0)
})

test('texts, bytes and empty bodies carry their length', async () => {
  const server = await localServer((_, response) => response.end())
  await http.send(put(server.origin, { body: 'größer' }))
  await http.send(put(server.origin, { body: new Uint8Array([1, 2]) }))
  await http.send(put(server.origin, {}))
  expect(server.seen.map((it) => [it.headers['content-length'], it.body.length])).toEqual([['8', 8], ['2', 2], ['0', 0]])
})

test.each([
  ['with a length', { 'content-length': '100' }],
  ['in chunks', {}],
])('a body %s that is cut is an error, whole or streamed', async (_, headers) => {
  const origin = await rawServer((_request, response) => {
    response.writeHead(200, headers)
    response.write('only this')
    setTimeout(() => response.destroy(), 20)
  })
  expect(await codeOf(http.send(get(origin)))).toBe('HTTP_BROKEN')
  const answer = await http.send(get(origin, { answer: 'stream' }))
  expect(answer.status).toBe(200)
  expect(await codeOf(answer.bytes())).toBe('HTTP_BROKEN')
})

test('a host that has no address is told apart from one that is not reached', async () => {
  // Longer than a name may be: it is refused without asking anybody, on a machine with a network as well.
  const failure = await failureOf(http.send(get(`http://${'x'.repeat(64)}.invalid/`)))
  expect([failure.code, failure.problems[0].facts?.['unresolved']]).toEqual(['HTTP_UNREACHABLE', expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/)])
})

test('where nobody listens the request surely never arrived', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await new Promise((resolve) => server.close(resolve))
  expect(await codeOf(http.send(put(`http://127.0.0.1:${port}/`, { body: 'x' })))).toBe('HTTP_UNREACHABLE')
})

test('a connection that is closed without an answer leaves it open what happened', async () => {
  const origin = await rawServer((request) => request.socket.destroy())
  expect(await codeOf(http.send(put(origin, { body: 'x' })))).toBe('HTTP_BROKEN')
})

test('a server that falls silent is given up after the time-out', async () => {
  const origin = await rawServer(() => undefined)
  const started = Date.now()
  expect(await codeOf(http.send(get(origin, { timeoutMs: 150 })))).toBe('HTTP_BROKEN')
  expect(Date.now() - started).toBeLessThan(5000)
})

test('a server that falls silent in the middle of a body is given up as well', async () => {
  const origin = await rawServer((_, response) => void response.writeHead(200, { 'content-length': '10' }).write('x'))
  expect(await codeOf(http.send(get(origin, { timeoutMs: 150 })))).toBe('HTTP_BROKEN')
})

test('an abort stops the request with the reason that was given, before, during and after the head', async () => {
  const reason = new Error('SIGTERM')
  const silent = await rawServer(() => undefined)
  const slow = await rawServer((_, response) => void response.writeHead(200, { 'content-length': '10' }).write('x'))
  await expect(http.send(get(silent, { signal: AbortSignal.abort(reason) }))).rejects.toBe(reason)
  for (const origin of [silent, slow]) {
    const stop = new AbortController()
    setTimeout(() => stop.abort(reason), 50)
    await expect(http.send(get(origin, { signal: stop.signal }))).rejects.toBe(reason)
  }
})

test('an upload that is refused early ends with the refusal and not after all of its bytes', async () => {
  const { path } = await sampleFile(40 * 1024 * 1024)
  let received = 0
  const server = createServer()
  const closed = new Promise((resolve) => server.once('connection', (socket: Socket) => {
    socket.once('data', () => socket.write('HTTP/1.1 401 Unauthorized\r\ncontent-length: 2\r\n\r\nno'))
    socket.on('data', (part: Buffer) => (received += part.length))
    socket.on('error', () => undefined)
    socket.once('close', resolve)
  }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const answer = await http.send(put(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`, { body: { path, size: 40 * 1024 * 1024 } }))
  expect([answer.status, await answer.text()]).toEqual([401, 'no'])
  // Half a request is on it: nobody can use this connection any more.
  await closed
  expect(received).toBeLessThan(30 * 1024 * 1024)
  await new Promise((resolve) => server.close(resolve))
})

test('answers that are too large are refused instead of filling the memory', async () => {
  const server = await localServer((_, response) => response.end('x'.repeat(2000)))
  expect(await codeOf(http.send(get(server.origin, { limit: 1000 })))).toBe('HTTP_TOO_LARGE')
  const answer = await http.send(get(server.origin, { answer: 'stream' }))
  expect(await codeOf(answer.bytes(1999))).toBe('HTTP_TOO_LARGE')
})

test('a page in place of JSON is an error of the remote side that shows how it begins', async () => {
  const server = await localServer((_, response) => response.end('<!DOCTYPE html>\n<title>Bad gateway</title>'))
  const failure = await failureOf((await http.send(get(server.origin))).json())
  expect([failure.code, failure.kind]).toEqual(['HTTP_NOT_JSON', 'remote'])
  expect(failure.message).toContain('<!DOCTYPE html> <title>Bad gateway</title>')
})

test('messages carry no query, as signatures and sessions stand there', async () => {
  const origin = await rawServer((request) => request.socket.destroy())
  const failure = await failureOf(http.send(get(`${origin}/blob?signature=hunter2`)))
  expect(failure.message).not.toContain('hunter2')
})

test('at most eight connections go to one origin, and they are used again', async () => {
  let open = 0
  let most = 0
  const sockets = new Set<unknown>()
  const origin = await rawServer((request, response) => {
    sockets.add(request.socket)
    most = Math.max(most, (open += 1))
    setTimeout(() => {
      open -= 1
      response.end('ok')
    }, 20)
  })
  await Promise.all(Array.from({ length: 30 }, () => http.send(get(origin))))
  expect([most, sockets.size]).toEqual([8, 8])
})

test('requests go through the proxy of the environment, but never those to this machine', async () => {
  const proxied: string[] = []
  const proxy = await localServer((seen, response) => {
    proxied.push(seen.path)
    response.end('from the proxy')
  })
  const server = await localServer((_, response) => response.end('from the server'))
  const pool = nodeTransport({ HTTP_PROXY: proxy.origin, http_proxy: proxy.origin })
  const behind = createHttp(pool.transport)
  expect(await (await behind.send(get('http://registry.example.com/v2/'))).text()).toBe('from the proxy')
  expect(await (await behind.send(get(server.origin))).text()).toBe('from the server')
  expect(proxied).toEqual(['http://registry.example.com/v2/'])
  pool.close()
})

test('a certificate that cannot be trusted ends the request before anything is sent', async () => {
  const folder = await tempFolder()
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', cert, '-subj', '/CN=localhost', '-days', '1'], { stdio: 'ignore' })
  let asked = 0
  const server = createTlsServer({ key: await readFile(key), cert: await readFile(cert) }, (_, response) => response.end(String((asked += 1))))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  running.push(server)
  const address = server.address()
  const failure = await failureOf(http.send(put(`https://localhost:${typeof address === 'object' && address ? address.port : 0}/`, { body: 'x' })))
  expect([failure.code, asked]).toEqual(['HTTP_TLS', 0])
})
