// Signatures of tag objects, judged by the tools that make them, with nothing of the user's or the machine's settings and keyrings.

export interface Verdict {
  readonly good: boolean
  /** Whose key it was, or what is wrong: goes into a sentence. */
  readonly why: string
}

export interface Signatures {
  /**
   * `bytes` of a whole tag object; `signers`: texts with public keys of GPG in armour, public keys of SSH, or lines of an allowed_signers
   * file. A key that is out of date today signs nothing, whatever time the tag says that it was made at.
   */
  verifyTag(bytes: Uint8Array, signers: readonly string[]): Promise<Verdict>
}
