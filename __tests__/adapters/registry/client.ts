// A registry client on real sockets and a clock that does not wait, for tests.
import { createHash, randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createHttp } from '../../../src/adapters/http/http.js'
import { nodeTransport } from '../../../src/adapters/http/node-transport.js'
import { withRetry } from '../../../src/adapters/http/retry.js'
import type { Credentials, Login } from '../../../src/adapters/registry/credentials.js'
import { createRegistry } from '../../../src/adapters/registry/registry.js'
import type { Digest } from '../../../src/core/digest.js'
import { documentBytes, mediaTypes } from '../../../src/core/oci.js'
import type { Transport } from '../../../src/ports/http.js'
import type { ImageName, Manifest, Registry } from '../../../src/ports/registry.js'
import { rememberingLog, tempFolder, type RememberingLog } from '../temp.js'
import { fakeClock } from '../http/fake-clock.js'

export interface ClientBench {
  readonly registry: Registry
  readonly log: RememberingLog & { readonly secrets: string[] }
  close(): void
}

export interface ClientOptions {
  readonly login?: Login
  readonly credentials?: Credentials
  /** Put between the client and the sockets. */
  readonly through?: (transport: Transport) => Transport
}

export const clientOf = (endpoints: Record<string, string>, options: ClientOptions = {}): ClientBench => {
  const sockets = nodeTransport({})
  const secrets: string[] = []
  const log = { ...rememberingLog(), secrets, secret: (value: string) => void secrets.push(value) }
  const transport = options.through?.(sockets.transport) ?? sockets.transport
  const http = withRetry(createHttp(transport), { clock: fakeClock(), random: () => 0.5, log })
  const credentials = options.credentials ?? { of: () => Promise.resolve(options.login) }
  return { registry: createRegistry({ http, endpoints, credentials, log }), log, close: () => sockets.close() }
}

export interface LocalBlob {
  readonly digest: Digest
  readonly size: number
  readonly path: string
  readonly bytes: Buffer
}

export const localBlob = async (content: Buffer | string | number): Promise<LocalBlob> => {
  const bytes = typeof content === 'number' ? randomBytes(content) : Buffer.from(content)
  const path = join(await tempFolder(), 'blob')
  await writeFile(path, bytes)
  return { path, bytes, size: bytes.byteLength, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` }
}

export const manifestOf = (config: { digest: Digest; size: number }, layers: readonly { digest: Digest; size: number }[] = [], note = ''): Manifest => ({
  mediaType: mediaTypes.ociManifest,
  ...documentBytes({
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: { mediaType: mediaTypes.ociConfig, digest: config.digest, size: config.size },
    layers: layers.map((it) => ({ mediaType: mediaTypes.ociLayer, digest: it.digest, size: it.size })),
    ...(note ? { annotations: { note } } : {}),
  }),
})

export const pushImage = async (registry: Registry, name: ImageName, options: { tag?: string; note?: string } = {}): Promise<Manifest> => {
  const [config, layer] = [await localBlob('{}'), await localBlob(2000)]
  await registry.putBlob(name, config)
  await registry.putBlob(name, layer)
  const manifest = manifestOf(config, [layer], options.note)
  await registry.putManifest(name, manifest, options.tag)
  return manifest
}
