// What a wheel says of itself, read from its METADATA and never from its file name.
import type { FilesReader } from '../../ports/files.js'
import { readZip, readZipMember, type ZipSource } from '../../core/archive/zip-reader.js'
import { fail } from '../../errors/release-error.js'

export interface WheelFacts {
  /** Name of the distribution as its author writes it. */
  readonly name: string
  readonly version: string
  readonly paths: readonly string[]
}

const sourceOf = (files: FilesReader, path: string, name: string, size: number): ZipSource => ({
  name,
  size,
  read: async (start, end) => {
    if (start === end) return new Uint8Array()
    const parts: Uint8Array[] = []
    for await (const part of files.stream(path, { start, end: end - 1 })) parts.push(part)
    return Buffer.concat(parts)
  },
})

const header = (text: string, name: string): string | undefined => new RegExp(`^${name}:[ \\t]*(.+?)[ \\t]*$`, 'mi').exec(text.split(/\r?\n\r?\n/)[0] ?? '')?.[1]

export const readWheel = async (files: FilesReader, path: string, fileName: string): Promise<WheelFacts> => {
  const broken = (reason: string): never => fail('WHEEL_UNREADABLE', { file: fileName, reason })
  const stat = (await files.stat(path)) ?? broken('it is not there')
  const source = sourceOf(files, path, fileName, stat.size)
  const entries = await readZip(source)
  const metadata = entries.filter((it) => /^[^/]+\.dist-info\/METADATA$/.test(it.name))
  const [only] = metadata
  if (!only || metadata.length > 1) return broken(only ? 'it has several METADATA' : 'it has no METADATA')
  const text = (await readZipMember(source, only)).toString('utf8')
  const [name, version] = [header(text, 'Name'), header(text, 'Version')]
  if (name === undefined || version === undefined) return broken('its METADATA has no name or no version')
  return { name, version, paths: entries.map((it) => it.name) }
}
