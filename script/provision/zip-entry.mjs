// One named file out of a zip, because `unzip` is not everywhere. No zip64, no encryption: a file that needs them is refused.
import { inflateRawSync } from 'node:zlib'

const END = 0x06054b50
const CENTRAL = 0x02014b50

export function zipEntry(zip, wanted) {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || zip.readUInt32LE(end) !== END) throw new Error('not a zip file: it has no end record')
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== CENTRAL) throw new Error(`damaged zip file: no directory entry at byte ${at}`)
    const [method, packed, name, extra, comment] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)]
    if (zip.toString('utf8', at + 46, at + 46 + name) === wanted) return bytesOf(zip, zip.readUInt32LE(at + 42), packed, method)
    at += 46 + name + extra + comment
  }
  throw new Error(`the zip file holds no ${wanted}`)
}

function bytesOf(zip, header, packed, method) {
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28)
  const body = zip.subarray(start, start + packed)
  if (method === 0) return body
  if (method === 8) return inflateRawSync(body)
  throw new Error(`zip method ${method} is not supported`)
}
