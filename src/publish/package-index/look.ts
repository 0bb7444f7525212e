// What an index holds of a version. By its digests; a file without one is downloaded and hashed.
import { createHash } from 'node:crypto'
import type { Artifact } from '../../core/artifact.js'
import type { Digest } from '../../core/digest.js'
import { normalised, readFileName } from '../../core/distribution/name.js'
import type { HeldItem, Holding } from '../../core/holding.js'
import { indexName } from '../../core/package-index.js'
import { fail } from '../../errors/release-error.js'
import type { IndexFile } from '../../ports/package-index.js'
import type { ReadWorld } from '../../ports/world.js'
import { wantedFiles, type IndexTask } from './entry.js'

/** The project of a file, by what its build said of it, else by its name. */
export const projectOf = ({ about, fileName }: Artifact): string =>
  about?.['name'] || readFileName(fileName)?.name || fail('BUG', { what: `${fileName} is the file of no project` })

/** Of more than `most` bytes it is that of another file, whatever else comes: what an index gives may have no end. */
export const hashOf = async (parts: AsyncIterable<Uint8Array>, most = Number.POSITIVE_INFINITY): Promise<Digest> => {
  const hash = createHash('sha256')
  let size = 0
  for await (const part of parts) {
    hash.update(part)
    size += part.byteLength
    if (size > most) break
  }
  return `sha256:${hash.digest('hex')}`
}

/** `most`: the size of the file that it should be. */
export const digestAt = async (task: IndexTask, file: IndexFile, { index }: ReadWorld, most?: number): Promise<Digest> => file.digest ?? hashOf(index.download(task.place, file), most)

export const pageOf = ({ place, version }: IndexTask, project: string): string => (place.page === undefined ? `${place.simple}${normalised(project)}/` : `${place.page}${normalised(project)}/${version}/`)

type DigestOf = (task: IndexTask, file: IndexFile, world: ReadWorld, most?: number) => Promise<Digest>

export const lookIndex = (task: IndexTask, inputs: readonly Artifact[] | undefined, world: ReadWorld): Promise<readonly Holding[]> => holdings(task, inputs, { world, digestOf: digestAt })

/** The same by the bytes themselves, as whoever installs it gets them. */
export const downloadIndex = (task: IndexTask, inputs: readonly Artifact[] | undefined, world: ReadWorld): Promise<readonly Holding[]> =>
  holdings(task, inputs, { world, digestOf: async ({ place }, file, _world, most) => hashOf(world.index.download(place, file), most) })

interface Looking {
  readonly world: ReadWorld
  readonly digestOf: DigestOf
}

const holdings = async (task: IndexTask, inputs: readonly Artifact[] | undefined, { world, digestOf }: Looking): Promise<readonly Holding[]> => {
  const wanted = inputs && wantedFiles(task, inputs)
  const projects = wanted ? [...new Set(wanted.map(projectOf))] : task.project === null ? [] : [task.project]
  if (projects.length === 0) return [{ where: indexName(task.place), mark: 'unknown', note: 'the project says its name only when it is built' }]
  return Promise.all(projects.map(async (project): Promise<Holding> => {
    const held = ((await world.index.files(task.place, project)) ?? []).filter((it) => readFileName(it.fileName)?.version === task.version)
    const own = wanted?.filter((it) => projectOf(it) === project)
    const items = await Promise.all((own ?? held).map((it) => itemOf(it, { held, isWanted: own !== undefined, digest: (file) => digestOf(task, file, world, own === undefined ? undefined : it.size) })))
    const isAny = items.some((it) => it.mark !== 'none')
    const mark = items.some((it) => it.mark === 'other') ? 'other' : !isAny ? 'none' : own === undefined ? 'unjudged' : items.every((it) => it.mark === 'there') ? 'there' : 'part'
    return { where: `${indexName(task.place)} ${project} ${task.version}`, mark, url: pageOf(task, project), items }
  }))
}

const itemOf = async (it: { readonly fileName: string; readonly digest?: Digest; readonly size?: number }, { held, isWanted, digest: digestOf }: { held: readonly IndexFile[]; isWanted: boolean; digest: (file: IndexFile) => Promise<Digest> }): Promise<HeldItem> => {
  const there = held.find((one) => one.fileName === it.fileName)
  if (!there) return { name: it.fileName, mark: 'none' }
  const digest = await digestOf(there)
  return { name: it.fileName, mark: !isWanted ? 'unjudged' : digest === it.digest ? 'there' : 'other', digest, ...(it.size === undefined ? {} : { size: it.size }) }
}
