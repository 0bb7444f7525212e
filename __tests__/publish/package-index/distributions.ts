// Distributions made by hand: small, and wrong in whatever way a test wants.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32, gzipSync } from 'node:zlib'
import type { Artifact } from '../../../src/core/artifact.js'
import { digestOf } from '../../../src/core/digest.js'
import { writeTar } from '../../../src/core/archive/tar-writer.js'

/** Stored, not compressed: enough for pip. */
const zip = (members: Readonly<Record<string, string>>): Buffer => {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(members)) {
    const [bytes, path] = [Buffer.from(text), Buffer.from(name)]
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(0x21, 8)
    head.writeUInt32LE(crc32(bytes), 10)
    head.writeUInt32LE(bytes.length, 14)
    head.writeUInt32LE(bytes.length, 18)
    head.writeUInt16LE(path.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, path, bytes])
    const central = Buffer.alloc(14)
    central.writeUInt32LE((0o100644 << 16) >>> 0, 6)
    central.writeUInt32LE(offset, 10)
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), head, central, path]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(centrals.length, 8)
  end.writeUInt16LE(centrals.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}

export interface Made {
  readonly name?: string
  readonly version?: string
  /** Whole lines beside name and version; `Metadata-Version` is 2.1 unless one of them says another. */
  readonly lines?: readonly string[]
  readonly description?: string
  readonly salt?: string
  readonly fileName?: string
}

const headOf = ({ name = 'os-vim-driver', version = '1.0.0', lines = [], description = 'A driver.\n' }: Made): string =>
  [...(lines.some((it) => it.startsWith('Metadata-Version')) ? [] : ['Metadata-Version: 2.1']), `Name: ${name}`, `Version: ${version}`, 'Summary: a driver', ...lines, '', description].join('\n')

const escaped = (name: string): string => name.replace(/[-_.]+/g, '_').toLowerCase()

export const wheelBytes = (made: Made = {}): Buffer => {
  const { name = 'os-vim-driver', version = '1.0.0', salt = '' } = made
  const info = `${escaped(name)}-${version}.dist-info`
  const files = { 'osvimdriver/__init__.py': `version = "${version}"\nsalt = "${salt}"\n`, [`${info}/METADATA`]: headOf(made), [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n' }
  return zip({ ...files, [`${info}/RECORD`]: `${[...Object.keys(files), `${info}/RECORD`].map((it) => `${it},,`).join('\n')}\n` })
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

export const sdistBytes = async (made: Made = {}): Promise<Buffer> => {
  const { name = 'os-vim-driver', version = '1.0.0', salt = '' } = made
  const texts = { 'PKG-INFO': headOf(made), 'setup.py': `from setuptools import setup\nsetup(name="${name}", version="${version}", packages=["osvimdriver"])\n`, 'osvimdriver/__init__.py': `salt = "${salt}"\n` }
  const members = Object.entries(texts).map(([path, text]) => ({ name: `${escaped(name)}-${version}/${path}`, type: 'file' as const, size: Buffer.byteLength(text), mode: 0o644, mtime: 0, linkName: '', content: () => once(Buffer.from(text)) }))
  const parts: Uint8Array[] = []
  for await (const part of writeTar(members)) parts.push(part)
  return gzipSync(Buffer.concat(parts))
}

export const wheelName = ({ name = 'os-vim-driver', version = '1.0.0', fileName }: Made = {}): string => fileName ?? `${escaped(name)}-${version}-py3-none-any.whl`
export const sdistName = ({ name = 'os-vim-driver', version = '1.0.0', fileName }: Made = {}): string => fileName ?? `${escaped(name)}-${version}.tar.gz`

const keep = async (folder: string, it: Pick<Artifact, 'kind' | 'fileName' | 'mediaType'>, bytes: Buffer, { name = 'os-vim-driver', version = '1.0.0' }: Made): Promise<Artifact> => {
  const path = join(folder, it.fileName)
  await writeFile(path, bytes)
  return { ...it, name: 'wheel', digest: digestOf(bytes), size: bytes.length, path, about: { name, version } }
}

export const makeWheel = (folder: string, made: Made = {}): Promise<Artifact> => keep(folder, { kind: 'wheel', fileName: wheelName(made), mediaType: 'application/zip' }, wheelBytes(made), made)
export const makeSdist = async (folder: string, made: Made = {}): Promise<Artifact> => keep(folder, { kind: 'sdist', fileName: sdistName(made), mediaType: 'application/gzip' }, await sdistBytes(made), made)
