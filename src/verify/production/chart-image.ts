// The image that a chart installs, as the chart itself says it: read from the published chart, as whoever installs it gets it.
import { gunzip } from '../../core/archive/gunzip.js'
import { readTar } from '../../core/archive/tar-reader.js'
import type { Digest } from '../../core/digest.js'
import { readReference } from '../../core/edit/reference-text.js'
import { parseImageName } from '../../core/image-name.js'
import type { Place } from '../../core/promotion.js'
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { RegistryReader } from '../../ports/registry.js'

const largest = 1024 * 1024

const filesIn = async (registry: RegistryReader, name: Place, digest: Digest): Promise<Readonly<Record<string, string>>> => {
  const files: Record<string, string> = {}
  const file = `${name.repository}@${digest}`
  const unpacked = gunzip(registry.blob(name, digest), (what, cause) => fail('CHART_UNREADABLE', { file, what: `it is no .tgz (${what})` }, { cause }))
  for await (const member of readTar(unpacked, file)) {
    const found = /^[^/]+\/((?:Chart|values)\.yaml)$/.exec(member.name)?.[1]
    if (found === undefined || member.size > largest) continue
    const parts: Uint8Array[] = []
    for await (const part of member.body()) parts.push(part)
    files[found] = Buffer.concat(parts).toString('utf8')
  }
  return files
}

/** Empty when it is not there, or is no text. */
const valueAt = (text: string | undefined, file: string, at: string): string => {
  try {
    return text === undefined ? '' : readReference(text, file, { at }).value
  } catch (failure) {
    if (failure instanceof ReleaseError) return ''
    throw failure
  }
}

/** Undefined when the chart says no image that could be looked for. */
export const imageOfChart = async (registry: RegistryReader, name: Place, digest: Digest): Promise<{ readonly place: Place; readonly tag: string } | undefined> => {
  const files = await filesIn(registry, name, digest)
  const value = (at: string): string => valueAt(files['values.yaml'], 'values.yaml', at)
  const repository = [value('/image/registry'), value('/image/repository')].filter((it) => it !== '').join('/')
  const tag = value('/image/tag') || valueAt(files['Chart.yaml'], 'Chart.yaml', '/appVersion')
  try {
    return repository === '' || tag === '' ? undefined : { place: parseImageName(repository, { familiar: true }), tag }
  } catch (failure) {
    if (failure instanceof ReleaseError) return undefined
    throw failure
  }
}
