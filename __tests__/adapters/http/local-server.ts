// A server on this machine that a test scripts, request by request; gone after each test.
import { afterEach } from '@jest/globals'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** What is ended after the test; a test adds servers of its own making. */
export const running: (Server | TlsServer)[] = []

export interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

export interface LocalServer {
  readonly origin: string
  readonly seen: Seen[]
}

export type Script = (seen: Seen, response: ServerResponse, request: IncomingMessage) => void

const listen = async (server: Server): Promise<string> => {
  running.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Hands each request over once its body has come in. */
export const localServer = async (script: Script): Promise<LocalServer> => {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const one: Seen = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts) }
      seen.push(one)
      script(one, response, request)
    })
  })
  return { origin: await listen(server), seen }
}

/** Hands each request over as soon as its head has come in. */
export const rawServer = async (script: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> => listen(createServer(script))

afterEach(async () => {
  for (const server of running.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})
