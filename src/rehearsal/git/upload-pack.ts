// Fetch and clone over HTTP: git's own upload-pack on a view of the world. (git http-backend would do the same with one more
// process, and it would want to receive pushes too, which are the world's.)
import { once } from 'node:events'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { WorldRequest, WorldResponse } from '../http/handler.js'
import { flush, pkt } from './pkt-line.js'
import { feed, runGit, startGit } from './run-git.js'

const fresh = { 'cache-control': 'no-cache, max-age=0, must-revalidate', expires: 'Fri, 01 Jan 1980 00:00:00 GMT', pragma: 'no-cache' }

export const gitHeaders = (type: string): Record<string, string> => ({ 'content-type': `application/x-git-${type}`, ...fresh })

/** Which protocol the client wants; it goes into an environment, so it must be exactly that. */
const protocolOf = (request: WorldRequest): Record<string, string> => {
  const wanted = request.headers['git-protocol'] ?? ''
  return /^version=[0-2]$/.test(wanted) ? { GIT_PROTOCOL: wanted } : {}
}

export const decodedBody = (request: WorldRequest): AsyncIterable<Uint8Array> => {
  const body = request.body ?? Readable.from([])
  if (request.headers['content-encoding'] !== 'gzip') return body
  return pipeline(Readable.from(body), createGunzip(), () => undefined) as AsyncIterable<Uint8Array>
}

export const advertiseUploads = async (folder: string, request: WorldRequest): Promise<WorldResponse> => {
  const end = await runGit({ folder, args: ['upload-pack', '--stateless-rpc', '--http-backend-info-refs', folder], env: protocolOf(request) })
  if (end.code !== 0) throw new Error(`git upload-pack failed in the rehearsal: ${end.stderr}`)
  const body = Buffer.concat([pkt('# service=git-upload-pack\n'), flush, end.stdout])
  return { status: 200, headers: gitHeaders('upload-pack-advertisement'), body }
}

export const uploadPack = (folder: string, request: WorldRequest): WorldResponse => {
  const child = startGit({ folder, args: ['upload-pack', '--stateless-rpc', folder], env: protocolOf(request) })
  child.stderr.resume()
  const fed = feed(child, decodedBody(request)).catch(() => child.kill())
  async function* answer(): AsyncIterable<Uint8Array> {
    const closed = once(child, 'close')
    try {
      yield* child.stdout as AsyncIterable<Uint8Array>
      await Promise.all([closed, fed])
    } finally {
      // Also when the client has gone: nobody reads on, and the process would wait for ever.
      child.kill()
    }
  }
  return { status: 200, headers: gitHeaders('upload-pack-result'), body: answer() }
}
