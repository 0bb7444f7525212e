// Signatures are judged by few runs: what does it is loaded with the first one.
import type { Signatures } from '../../ports/signatures.js'
import type { SignaturesOptions } from './verify-tag.js'

export const lazySignatures = (options: SignaturesOptions): Signatures => ({
  signer: async (isWanted) => (await import('./sign-tag.js')).findSigner(options, isWanted),
  verifyTag: async (bytes, signers) => (await import('./verify-tag.js')).createVerifier(options).verifyTag(bytes, signers),
})
