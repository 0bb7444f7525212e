// What a client sees of each fault, and what the server has done.
import { expect, test } from '@jest/globals'
import { readBody, textAnswer } from '../../../src/rehearsal/http/answer.js'
import { withFaults, type Fault } from '../../../src/rehearsal/http/faults.js'
import { NoAnswer, type WorldRequest } from '../../../src/rehearsal/http/handler.js'

const body = Buffer.from('0123456789')

const request = (): WorldRequest => ({
  method: 'POST', url: new URL('http://x/'), headers: { 'content-length': '10' },
  body: (async function* () { yield body.subarray(0, 5); yield body.subarray(5) })(),
})

/** A server that counts, and answers with what it was sent. */
const play = async (fault: Fault | undefined) => {
  const done: string[] = []
  const handler = withFaults(async (it) => {
    const text = await readBody(it).then((bytes) => bytes.toString(), (failure: unknown) => `broken: ${String(failure instanceof NoAnswer)}`)
    done.push(text)
    return textAnswer(200, text)
  }, (call) => (call === 1 ? fault : undefined))
  const answer = await handler(request()).then(async (it) => {
    const parts: Uint8Array[] = []
    try {
      if (it.body instanceof Uint8Array) parts.push(it.body)
      else for await (const part of it.body ?? []) parts.push(part)
    } catch {
      return `${it.status} ${Buffer.concat(parts).toString()}|cut`
    }
    return `${it.status} ${Buffer.concat(parts).toString()}`
  }, (failure: unknown) => (failure instanceof NoAnswer ? `none, ${failure.arrived ? 'perhaps arrived' : 'surely not arrived'}` : String(failure)))
  return { done, answer, next: (await handler(request())).status }
}

const all = '0123456789'

test.each<[string, Fault | undefined, string[], string]>([
  ['nothing', undefined, [all], `200 ${all}`],
  ['refuse', { kind: 'refuse' }, [], 'none, surely not arrived'],
  ['lose the request', { kind: 'lose-request' }, [], 'none, perhaps arrived'],
  ['lose the answer', { kind: 'lose-answer' }, [all], 'none, perhaps arrived'],
  ['cut the request at 0', { kind: 'cut-request', at: 0 }, ['broken: true'], 'none, perhaps arrived'],
  ['cut the request at a half', { kind: 'cut-request', at: 0.5 }, ['broken: true'], 'none, perhaps arrived'],
  ['cut the request at the end', { kind: 'cut-request', at: 1 }, ['broken: true'], 'none, perhaps arrived'],
  ['cut the answer at a half', { kind: 'cut-answer', at: 0.5 }, [all], '200 01234|cut'],
  ['cut the answer at 0', { kind: 'cut-answer', at: 0 }, [all], '200 |cut'],
  ['stall, carried out', { kind: 'stall', carriedOut: true, until: Promise.resolve() }, [all], 'none, perhaps arrived'],
  ['stall, not carried out', { kind: 'stall', carriedOut: false, until: Promise.resolve() }, [], 'none, perhaps arrived'],
  ['an answer of a proxy', { kind: 'answer', carriedOut: false, status: 502, body: '<html>' }, [], '502 <html>'],
  ['an answer of a proxy, carried out', { kind: 'answer', carriedOut: true, status: 502 }, [all], '502 '],
])('%s', async (_name, fault, done, answer) => {
  const played = await play(fault)
  // The call after it goes well.
  expect(played).toEqual({ done: [...done, all], answer, next: 200 })
})

test('somebody else acts first, and the request goes on', async () => {
  const order: string[] = []
  const handler = withFaults(async () => {
    order.push('request')
    return textAnswer(200, '')
  }, () => ({ kind: 'meanwhile', act: async () => void order.push('somebody else') }))
  expect((await handler(request())).status).toBe(200)
  expect(order).toEqual(['somebody else', 'request'])
})

test('a stall without an end has no answer', async () => {
  const handler = withFaults(async () => textAnswer(200, ''), () => ({ kind: 'stall', carriedOut: false }))
  const first = await Promise.race([handler(request()).then(() => 'answer'), new Promise((resolve) => setTimeout(() => resolve('nothing'), 50))])
  expect(first).toBe('nothing')
})
