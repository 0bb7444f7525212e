// Signatures of tag objects, judged by the tools that make them, with nothing of the user's or the machine's settings and keyrings.

export interface Verdict {
  readonly good: boolean
  /** Whose key it was, or what is wrong: goes into a sentence. */
  readonly why: string
}

export interface Tagger {
  readonly name: string
  readonly email: string
}

export interface Signer {
  readonly tagger: Tagger
  /** The text with its signature below, as it stands in a tag object. Fails with TAG_SIGN_FAILED. */
  sign(text: string): Promise<Uint8Array>
}

export interface Signatures {
  /** Undefined when no key is configured. `isWanted`: the line demands that its tags are signed. */
  signer(isWanted: boolean): Promise<Signer | undefined>
  /**
   * `bytes` of a whole tag object; `signers`: texts with public keys of GPG in armour, public keys of SSH, or lines of an allowed_signers
   * file. A key that is out of date today signs nothing, whatever time the tag says that it was made at.
   */
  verifyTag(bytes: Uint8Array, signers: readonly string[]): Promise<Verdict>
}
