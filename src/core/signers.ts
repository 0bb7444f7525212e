// Who may sign, as people write it: public keys of GPG in armour, public keys of SSH, lines of an allowed_signers file, mixed as they like.

export interface Signers {
  /** Blocks in armour. */
  readonly gpg: readonly string[]
  /** Lines of an allowed_signers file whose keys are not out of date. */
  readonly ssh: readonly string[]
  /** Lines that are neither. */
  readonly other: readonly string[]
}

const block = /-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]*?-----END PGP PUBLIC KEY BLOCK-----/g
const keyType = String.raw`(?:sk-)?(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-nistp\d+)(?:-cert-v\d\d)?(?:@openssh\.com)?`
const plainKey = new RegExp(`^${keyType} [A-Za-z0-9+/]`)
/** Principals, perhaps options, then a key. */
const signerLine = new RegExp(`^\\S.*\\s${keyType}\\s+[A-Za-z0-9+/]`)

export const readSigners = (texts: readonly string[], now: number): Signers => {
  const whole = texts.join('\n')
  const lines = whole.replace(block, '').split(/\r?\n/).map((it) => it.trim()).filter((it) => it !== '' && !it.startsWith('#'))
  const isSsh = (it: string): boolean => plainKey.test(it) || signerLine.test(it)
  return {
    gpg: whole.match(block) ?? [],
    ssh: lines.filter((it) => isSsh(it) && !isOutdated(it, now)).map((it) => (plainKey.test(it) ? `signer ${it}` : it)),
    other: lines.filter((it) => !isSsh(it)),
  }
}

/** ssh-keygen judges by the time that the tag says, and whoever signs chooses that. */
const isOutdated = (line: string, now: number): boolean => {
  const said = /valid-before="?(\d{8})(\d{2})?(\d{2})?(\d{2})?(Z?)"?/i.exec(line)
  if (!said) return false
  const [, day = '', hour = '00', minute = '00', second = '00'] = said
  const time = Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${hour}:${minute}:${second}Z`)
  return !(time > now)
}
