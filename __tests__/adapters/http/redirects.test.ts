// Reliability S14: what a redirect may carry where.
import { expect, test } from '@jest/globals'
import { createHttp } from '../../../src/adapters/http/http.js'
import { nodeTransport } from '../../../src/adapters/http/node-transport.js'
import { fail } from '../../../src/errors/release-error.js'
import type { Hop, HopAnswer, HttpRequest, Method, Transport } from '../../../src/ports/http.js'
import { codeOf } from '../codes.js'
import { localServer } from './local-server.js'

const none = async function* (): AsyncGenerator<Uint8Array> {}
const home = 'https://api.example.com'

/** Servers that redirect by a table and keep what they were sent. */
const redirecting = (table: Record<string, string>, status = 302): { transport: Transport; hops: Hop[] } => {
  const hops: Hop[] = []
  const transport: Transport = async (hop): Promise<HopAnswer> => {
    hops.push(hop)
    const location = table[hop.url.href]
    return location === undefined ? { status: 200, headers: {}, body: none() } : { status, headers: { location }, body: none() }
  }
  return { transport, hops }
}

const secret = { origin: home, value: 'token hunter2' }
const asked = (method: Method, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method, url: `${home}/a`, purpose: method === 'GET' ? 'read' : 'write', idempotent: false, credential: secret,
  headers: { accept: 'a/b', 'x-custom': 'hunter2', 'content-type': 'text/plain' }, ...more,
})

const isRead = (method: Method): boolean => method === 'GET' || method === 'HEAD'
const statuses = [301, 302, 303, 307, 308]
const methods: Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
const targets = [
  { to: `${home}/b`, same: true },
  { to: '/b', same: true },
  { to: 'https://api.example.com:8443/b', same: false },
  { to: 'https://storage.example.com/b', same: false },
  { to: 'https://example.com/b', same: false },
  { to: '//evil.example.net/b', same: false },
  { to: 'https://api.example.com.evil.example.net/b', same: false },
  { to: 'https://ａpi.example.com/b', same: true }, // a full-width letter, which URL folds to the plain one
]

test.each(statuses.flatMap((status) => methods.flatMap((method) => targets.map((it) => ({ status, method, ...it })))))(
  '$status of a $method to $to: no secret leaves its origin, and no write changes it', async ({ status, method, to, same }) => {
    const { transport, hops } = redirecting({ [`${home}/a`]: to }, status)
    const work = createHttp(transport).send(asked(method, isRead(method) ? {} : { body: 'hunter2' }))
    const becomesGet = status === 303 && method !== 'HEAD'
    const reads = isRead(method) || becomesGet
    if (!same && !reads) {
      expect(await codeOf(work)).toBe('HTTP_REDIRECT_REFUSED')
      expect(hops).toHaveLength(1)
      return
    }
    expect((await work).status).toBe(200)
    const second = hops[1] ?? fail('BUG', { what: 'the redirect was not followed' })
    expect([second.method, second.headers.accept]).toEqual([becomesGet ? 'GET' : method, 'a/b'])
    expect(second.headers.authorization).toBe(same ? secret.value : undefined)
    if (!same) expect(JSON.stringify([second.headers, second.body ?? null])).not.toContain('hunter2')
    expect(second.body).toBe(same && !reads ? 'hunter2' : undefined)
  },
)

test.each([
  ['http://api.example.com/b', 'from https to http'],
  ['ftp://api.example.com/b', 'no protocol of the web'],
  ['file:///etc/passwd', 'no protocol of the web'],
  ['data:text/plain,x', 'no protocol of the web'],
  ['https://user:pass@api.example.com/b', 'a user name'],
  ['https://127.0.0.1/b', 'to this machine'],
  ['https://2130706433/b', 'to this machine'],
  ['https://0x7f.1/b', 'to this machine'],
  ['https://[::1]/b', 'to this machine'],
  ['https://[::ffff:127.0.0.1]/b', 'to this machine'],
  ['https://localhost/b', 'to this machine'],
  ['https://169.254.169.254/latest/meta-data', 'to this machine'],
  ['https://[fe80::1]/b', 'to this machine'],
  ['https://[', 'no address'],
])('a redirect to %s is refused', async (to, why) => {
  const { transport, hops } = redirecting({ [`${home}/a`]: to })
  await expect(createHttp(transport).send(asked('GET'))).rejects.toThrow(why)
  expect(hops).toHaveLength(1)
})

test('a credential that has been left behind is not picked up again on the way back', async () => {
  const { transport, hops } = redirecting({ [`${home}/a`]: 'https://evil.example.net/', 'https://evil.example.net/': `${home}/admin` })
  await createHttp(transport).send(asked('GET'))
  expect(hops.map((it) => it.headers.authorization)).toEqual([secret.value, undefined, undefined])
})

test('a credential is not sent at all to an origin that is not its own', async () => {
  const { transport, hops } = redirecting({})
  await createHttp(transport).send(asked('GET', { url: 'https://uploads.example.com/a' }))
  expect(hops[0]?.headers.authorization).toBeUndefined()
})

test('the sixth redirect of a request is refused', async () => {
  const table = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((it, index, all) => [`${home}/${it}`, `${home}/${all[index + 1] ?? 'g'}`]))
  expect(await codeOf(createHttp(redirecting(table).transport).send(asked('GET')))).toBe('HTTP_REDIRECT_REFUSED')
  expect((await createHttp(redirecting(table).transport).send(asked('GET', { url: `${home}/b` }))).url).toBe(`${home}/g`)
})

test('with redirects: manual the redirect itself is the answer', async () => {
  const { transport } = redirecting({ [`${home}/a`]: 'https://storage.example.com/b?signature=1' })
  const answer = await createHttp(transport).send(asked('GET', { redirects: 'manual' }))
  expect([answer.status, answer.headers.location]).toEqual([302, 'https://storage.example.com/b?signature=1'])
})

test.each(['Authorization', 'cookie', 'Proxy-Authorization'])('a secret header %s outside of a credential is a bug', async (name) => {
  expect(await codeOf(createHttp(redirecting({}).transport).send(asked('GET', { headers: { [name]: 'x' } })))).toBe('BUG')
})

test('over sockets, the storage that a download is redirected to sees no credential', async () => {
  const storage = await localServer((_, response) => response.end('bytes'))
  const api = await localServer((_, response) => response.writeHead(302, { location: `${storage.origin}/blob?signature=1` }).end('moved'))
  const sockets = nodeTransport({})
  const answer = await createHttp(sockets.transport).send({ method: 'GET', url: `${api.origin}/asset`, purpose: 'read', idempotent: true, credential: { origin: api.origin, value: 'token hunter2' } })
  expect(await answer.text()).toBe('bytes')
  expect(api.seen[0]?.headers.authorization).toBe('token hunter2')
  expect(JSON.stringify(storage.seen[0]?.headers)).not.toContain('hunter2')
  sockets.close()
})
