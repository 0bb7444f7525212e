// The framing of git's protocol: four hex digits of length, then that many bytes less four. `0000` ends a list.

export const flush = Buffer.from('0000')

const largest = 65_515

export const pkt = (text: string | Uint8Array): Buffer => {
  const bytes = Buffer.from(typeof text === 'string' ? Buffer.from(text) : text)
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes])
}

/** Band 1 is the answer, band 2 is shown to the person who pushes. */
export const sideBand = (band: 1 | 2, bytes: Buffer): Buffer => {
  const packets: Buffer[] = []
  for (let at = 0; at < bytes.length; at += largest) packets.push(pkt(Buffer.concat([Buffer.from([band]), bytes.subarray(at, at + largest)])))
  return Buffer.concat(packets)
}

export interface Opening {
  /** Undefined when the stream ended before the list did. */
  readonly lines: readonly string[] | undefined
  /** What comes after the list. */
  readonly rest: AsyncIterable<Uint8Array>
}

/** The list at the beginning of a stream. */
export const readOpening = async (stream: AsyncIterable<Uint8Array>): Promise<Opening> => {
  const source = stream[Symbol.asyncIterator]()
  const lines: string[] = []
  let held = Buffer.alloc(0)
  const have = async (size: number): Promise<boolean> => {
    while (held.length < size) {
      const next = await source.next()
      if (next.done === true) return false
      held = Buffer.concat([held, next.value])
    }
    return true
  }
  while (await have(4)) {
    const size = Number.parseInt(held.subarray(0, 4).toString('latin1'), 16)
    if (size === 0) return { lines, rest: restOf(held.subarray(4), source) }
    if (!(size >= 4) || !(await have(size))) break
    lines.push(held.subarray(4, size).toString('utf8').replace(/\n$/, ''))
    held = held.subarray(size)
  }
  return { lines: undefined, rest: restOf(held, source) }
}

async function* restOf(held: Buffer, source: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  if (held.length > 0) yield held
  for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value
}
