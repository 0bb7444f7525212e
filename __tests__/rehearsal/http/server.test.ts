// A handler behind sockets: bodies stream both ways, and what breaks is seen as broken.
import { get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { expect, test } from '@jest/globals'
import { readBody, textAnswer } from '../../../src/rehearsal/http/answer.js'
import { NoAnswer, type Handler } from '../../../src/rehearsal/http/handler.js'
import { serve, type ServeOptions } from '../../../src/rehearsal/http/server.js'

const served = async (handler: Handler, work: (url: string) => Promise<void>, options: ServeOptions = {}): Promise<void> => {
  const server = await serve(handler, options)
  try {
    await work(server.url)
  } finally {
    await server.close()
  }
}

/** The message; undefined when there was no failure. Errors of node come from another realm than the tests'. */
const failure = (promise: Promise<unknown>): Promise<string | undefined> => promise.then(() => undefined, (it: Error) => it.message)

test('method, address, headers and body arrive as they were sent', async () => {
  const seen: unknown[] = []
  await served(async (request) => {
    seen.push(request.method, request.url.pathname, request.url.search, request.headers['x-mine'], (await readBody(request)).toString())
    return textAnswer(201, 'made', { 'x-yours': 'b' })
  }, async (url) => {
    const answer = await fetch(`${url}/a%20b?c=d`, { method: 'POST', headers: { 'X-Mine': 'a' }, body: 'the body' })
    expect([answer.status, answer.headers.get('x-yours'), await answer.text()]).toEqual([201, 'b', 'made'])
  })
  expect(seen).toEqual(['POST', '/a%20b', '?c=d', 'a', 'the body'])
})

test('a request without a body has none', async () => {
  await served(async (request) => textAnswer(200, request.body === undefined ? 'undefined' : 'a body'), async (url) => {
    expect(await (await fetch(url)).text()).toBe('undefined')
    expect((await fetch(url, { method: 'HEAD' })).headers.get('content-length')).toBe('9')
  })
})

test('a large body is taken part by part', async () => {
  await served(async (request) => {
    const sizes: number[] = []
    for await (const it of request.body ?? []) sizes.push(it.length)
    return textAnswer(200, `${sizes.reduce((sum, it) => sum + it, 0)} ${sizes.length > 10}`)
  }, async (url) => {
    const answer = await fetch(url, { method: 'POST', body: new Uint8Array(16 * 1024 * 1024) })
    expect(await answer.text()).toBe(`${16 * 1024 * 1024} true`)
  })
})

test('a client that does not read holds the answer back', async () => {
  const part = new Uint8Array(1024 * 1024)
  let given = 0
  const body = async function* (): AsyncIterable<Uint8Array> {
    for (; given < 64; given++) yield part
  }
  await served(async () => ({ status: 200, headers: {}, body: body() }), async (url) => {
    const response = await new Promise<IncomingMessage>((resolve) => get(url, resolve))
    await new Promise((it) => setTimeout(it, 200))
    // What the sockets hold, and no more.
    expect(given).toBeLessThan(20)
    let size = 0
    for await (const it of response) size += (it as Buffer).length
    expect(size).toBe(64 * 1024 * 1024)
  })
})

test('a body that throws is an answer that is cut', async () => {
  const body = async function* (): AsyncIterable<Uint8Array> {
    yield Buffer.from('half')
    throw new NoAnswer(true)
  }
  await served(async () => ({ status: 200, headers: { 'content-length': '8' }, body: body() }), async (url) => {
    const answer = await fetch(url)
    expect(answer.status).toBe(200)
    expect(await failure(answer.text())).toBeDefined()
  })
})

test('no answer is a broken connection', async () => {
  await served(() => Promise.reject(new NoAnswer(true)), async (url) => {
    expect(await failure(fetch(url))).toBe('fetch failed')
  })
})

test('any other failure is a bug of the world: 500, and told', async () => {
  const told: unknown[] = []
  await served(() => Promise.reject(new Error('oops')), async (url) => {
    const answer = await fetch(url)
    expect([answer.status, await answer.text()]).toEqual([500, 'the rehearsal failed: oops\n'])
  }, { onBug: (it) => told.push(it) })
  expect(told).toEqual([new Error('oops')])
})

test('a client that leaves in the middle is seen by who reads its body', async () => {
  let seen: string | undefined
  const left = new Promise<void>((resolve) => {
    void served(async (request) => {
      seen = await failure(readBody(request))
      resolve()
      return textAnswer(200, '')
    }, async (url) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1')
      socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nonly this')
      await new Promise((it) => setTimeout(it, 50))
      socket.destroy()
      await left
    })
  })
  await left
  expect(seen).toBeDefined()
})

test('an answer can be given before the body was read', async () => {
  await served(async () => textAnswer(413, 'too large'), async (url) => {
    const answer = await fetch(url, { method: 'POST', body: new Uint8Array(100_000) })
    expect([answer.status, await answer.text()]).toEqual([413, 'too large'])
  })
})

test('close ends connections that are idle, and those that wait for ever', async () => {
  const server = await serve((request) => (request.url.pathname === '/stall' ? new Promise(() => undefined) : Promise.resolve(textAnswer(200, 'ok'))))
  await (await fetch(server.url)).text()
  const stalled = failure(fetch(`${server.url}/stall`))
  await new Promise((it) => setTimeout(it, 50))
  await server.close()
  expect(await stalled).toBeDefined()
  expect(await failure(fetch(server.url))).toBeDefined()
})
