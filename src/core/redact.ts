// Secrets, registered once, and taken out of everything that is written. Pure; the one writer of the log asks it.

/** Shorter values would blot out ordinary text, and are no secrets anybody should use. */
const shortest = 6

const encodings = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret, 'utf8')
  const lines = secret.split(/\r?\n/).filter((line) => line.length >= shortest)
  // Base64 of a longer text that has the secret inside starts at one of three offsets; the middle part is the same.
  const inner = [0, 1, 2].map((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    return padded.slice(offset === 0 ? 0 : 4, padded.length - 4 - (padded.endsWith('=') ? 1 : 0))
  })
  return [
    secret,
    ...lines,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    ...inner.filter((it) => it.length >= 2 * shortest),
  ]
}

export interface Redactor {
  /** From now on no text contains this value, nor its usual encodings. Values under six characters are not taken. */
  register(secret: string): void
  redact(text: string): string
}

export const createRedactor = (): Redactor => {
  const known = new Set<string>()
  let ordered: readonly string[] = []
  return {
    register: (secret) => {
      const value = secret.trim()
      if (value.length < shortest) return
      for (const form of encodings(value)) if (form.length >= shortest) known.add(form)
      // Longest first, so that a secret inside another one does not leave the other's rest behind.
      ordered = [...known].sort((a, b) => b.length - a.length)
    },
    redact: (text) => ordered.reduce((rest, secret) => (rest.includes(secret) ? rest.replaceAll(secret, '***') : rest), text),
  }
}
