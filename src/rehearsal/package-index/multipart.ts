// multipart/form-data, as far as uploads of distributions use it.

export interface FormPart {
  readonly name: string
  readonly fileName?: string
  readonly bytes: Buffer
}

/** Undefined when it is none. */
export const readMultipart = (mediaType: string, body: Buffer): readonly FormPart[] | undefined => {
  const [, quoted, bare] = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(mediaType) ?? []
  const boundary = quoted ?? bare
  if (boundary === undefined) return undefined
  const mark = Buffer.from(`--${boundary}`)
  const parts: FormPart[] = []
  for (let at = body.indexOf(mark); at >= 0; ) {
    const start = at + mark.length
    if (body.toString('latin1', start, start + 2) === '--') return parts
    const next = body.indexOf(Buffer.concat([Buffer.from('\r\n'), mark]), start)
    if (next < 0) return undefined
    const part = partOf(body.subarray(start + 2, next))
    if (!part) return undefined
    parts.push(part)
    at = next + 2
  }
  return undefined
}

const partOf = (bytes: Buffer): FormPart | undefined => {
  const end = bytes.indexOf('\r\n\r\n')
  const head = end < 0 ? '' : bytes.toString('utf8', 0, end)
  const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(head)?.[1]
  const [name, fileName] = ['name', 'filename'].map((it) => new RegExp(`(?:^|[;\\s])${it}="([^"]*)"`).exec(disposition ?? '')?.[1])
  return name === undefined ? undefined : { name, ...(fileName === undefined ? {} : { fileName }), bytes: bytes.subarray(end + 4) }
}
