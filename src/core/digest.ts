// Digests: the only identity of bytes. Names and sizes never are.
import { createHash } from 'node:crypto'

export type Digest = `sha256:${string}`

export const digestOf = (bytes: Uint8Array | string): Digest => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

export const isDigest = (text: string): text is Digest => /^sha256:[0-9a-f]{64}$/.test(text)

/** The hex part, as SHA256SUMS and PyPI want it. */
export const hexOf = (digest: Digest): string => digest.slice('sha256:'.length)

/** First twelve hex digits: enough to tell two digests apart in a message. */
export const shortDigest = (digest: Digest): string => hexOf(digest).slice(0, 12)
