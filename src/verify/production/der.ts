// As much of X.509 as Node does not tell: the extensions of a certificate, found where they stand. Searched for by their bytes they could be
// found in a key, whose bytes its owner chooses.

interface Value {
  readonly tag: number
  readonly start: number
  readonly end: number
}

const valueAt = (bytes: Buffer, at: number): Value => {
  const [tag, first] = [bytes.readUInt8(at), bytes.readUInt8(at + 1)]
  const more = first < 0x80 ? 0 : first & 0x7f
  const length = more === 0 ? first : bytes.readUIntBE(at + 2, more)
  const start = at + 2 + more
  if (start + length > bytes.length) throw new RangeError('a value is longer than what it is in')
  return { tag, start, end: start + length }
}

const valuesIn = (bytes: Buffer, { start, end }: Value): readonly Value[] => {
  const found: Value[] = []
  for (let at = start; at < end; ) {
    const value = valueAt(bytes, at)
    found.push(value)
    at = value.end
  }
  return found
}

const extensionsTag = 0xa3

/** What an extension holds, by its object identifier in DER without tag and length. Fails when it is no certificate. */
export const extensionIn = (certificate: Buffer, id: Buffer): Buffer | undefined => {
  const [body] = valuesIn(certificate, valueAt(certificate, 0))
  const extensions = body && valuesIn(certificate, body).find((it) => it.tag === extensionsTag)
  const [list] = extensions ? valuesIn(certificate, extensions) : []
  for (const it of list ? valuesIn(certificate, list) : []) {
    const parts = valuesIn(certificate, it)
    const [name, value] = [parts[0], parts.at(-1)]
    if (name && value && certificate.subarray(name.start, name.end).equals(id)) return certificate.subarray(value.start, value.end)
  }
  return undefined
}

/** Of a text value (UTF8String) in DER. */
export const textIn = (value: Buffer): string => {
  const { start, end } = valueAt(value, 0)
  return value.toString('utf8', start, end)
}

/** 2.5.29.17 */
const alternativeNames = Buffer.from('551d11', 'hex')
/** E-mail, host, address. */
const nameTags: ReadonlySet<number> = new Set([0x81, 0x82, 0x86])

/** Whom a certificate names, each name by itself: printed in one line, one of them could read as several. */
export const namesIn = (certificate: Buffer): readonly string[] => {
  const value = extensionIn(certificate, alternativeNames)
  return value ? valuesIn(value, valueAt(value, 0)).filter((it) => nameTags.has(it.tag)).map((it) => value.toString('utf8', it.start, it.end)) : []
}
