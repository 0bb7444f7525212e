// The core metadata in a distribution, read from its one place without unpacking it: METADATA of a wheel, PKG-INFO of an sdist.
import { createGunzip } from 'node:zlib'
import { Readable } from 'node:stream'
import { readTar } from '../../core/archive/tar-reader.js'
import { readZip, readZipMember, type ZipSource } from '../../core/archive/zip-reader.js'
import { parseMetadata, type Metadata } from '../../core/distribution/metadata.js'
import type { FileName } from '../../core/distribution/name.js'
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { FilesReader } from '../../ports/files.js'

/** Far above any real one. */
const largest = 16 * 1024 * 1024

export const readMetadata = async (files: FilesReader, path: string, fileName: string, { type }: Pick<FileName, 'type'>): Promise<Metadata> =>
  parseMetadata(await (type === 'sdist' ? inSdist(files, path, fileName) : inWheel(files, path, fileName)))

const inWheel = async (files: FilesReader, path: string, fileName: string): Promise<string> => {
  const broken = (reason: string): never => fail('WHEEL_UNREADABLE', { file: fileName, reason })
  const { size } = (await files.stat(path)) ?? broken('it is not there')
  const source: ZipSource = { name: fileName, size, read: async (start, end) => (start === end ? new Uint8Array() : collect(files.stream(path, { start, end: end - 1 }))) }
  const [only, ...more] = (await readZip(source)).filter((it) => /^[^/]+\.dist-info\/METADATA$/.test(it.name))
  if (!only || more.length > 0) return broken(only ? 'it has several METADATA' : 'it has no METADATA')
  return (await readZipMember(source, only)).toString('utf8')
}

const inSdist = async (files: FilesReader, path: string, fileName: string): Promise<string> => {
  const broken = (reason: string): never => fail('ARCHIVE_UNREADABLE', { archive: fileName, reason })
  const packed = Readable.from(files.stream(path))
  const plain = packed.pipe(createGunzip())
  packed.on('error', (failure) => plain.destroy(failure))
  try {
    for await (const member of readTar(plain as AsyncIterable<Uint8Array>, fileName)) {
      if (!/^[^/]+\/PKG-INFO$/.test(member.name)) continue
      return member.size > largest ? broken(`its PKG-INFO has ${member.size} bytes`) : Buffer.from(await collect(member.body())).toString('utf8')
    }
  } catch (failure) {
    if (failure instanceof ReleaseError) throw failure
    return broken((failure as Error).message)
  } finally {
    plain.destroy()
    packed.destroy()
  }
  return broken('it has no PKG-INFO')
}

const collect = async (parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part)
  return Buffer.concat(all)
}
