// Signatures are judged by few runs: what does it is loaded with the first one.
import type { Signatures } from '../../ports/signatures.js'
import type { SignaturesOptions } from './verify-tag.js'

export const lazySignatures = (options: SignaturesOptions): Signatures => ({
  verifyTag: async (bytes, signers) => (await import('./verify-tag.js')).createSignatures(options).verifyTag(bytes, signers),
})
