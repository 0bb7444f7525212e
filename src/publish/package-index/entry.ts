// `publish.index`: the entry of the config, and the task that comes of it.
import { z } from 'zod'
import type { Artifact } from '../../core/artifact.js'
import { checkedText } from '../../core/checked-text.js'
import type { Facts } from '../../core/facts.js'
import { indexName, parseIndex, type IndexPlace } from '../../core/package-index.js'
import { fail } from '../../errors/release-error.js'
import type { Planned } from '../../ports/step.js'
import { buildEntries, entryName, isMeant, meantEntries, publishEntries } from '../build-entries.js'

export const indexEntry = z.strictObject({
  name: z.string().min(1).default('index'),
  to: checkedText(parseIndex).default('pypi').describe('pypi, testpypi, or the address to which twine would upload: https://packages.example.com/legacy/.'),
  simple: checkedText(parseIndex).optional().describe('Where the pages of such an index are; default: simple/ beside its legacy/, else below its address.'),
  files: z.array(z.string().min(1)).min(1).optional().describe('wheel, sdist, or names of build entries; default: every wheel and sdist that is built.'),
  limit: z.int().positive().default(100).describe('Megabytes of one file that PyPI or TestPyPI takes, where the project was granted more.'),
  attestations: z.union([z.boolean(), z.literal('auto')]).default('auto').describe('Sign each file with the identity of the job (PEP 740). auto: on PyPI and TestPyPI, where the job has an identity and no token is given.'),
})

export type IndexEntry = z.output<typeof indexEntry>

/** JSON: it goes into the plan and the record. */
export type IndexTask = {
  readonly place: IndexPlace
  /** PEP 440. */
  readonly version: string
  /** Kinds and names; null for every wheel and sdist. */
  readonly files: readonly string[] | null
  readonly attestations: boolean | 'auto'
  /** Megabytes. */
  readonly limit: number
  /** As far as pyproject.toml tells; what is built says it for certain. */
  readonly project: string | null
}

const kinds = ['wheel', 'sdist']

export const planIndex = (facts: Facts, entry: IndexEntry): Planned<IndexTask> => {
  const path = `publish.index (${entry.name})`
  const version = facts.version.pep440 ?? fail('WHEEL_VERSION_NONE', { version: facts.version.text })
  const place = parseIndex(entry.to, entry.simple)
  const twins = publishEntries(facts, 'index').filter((it) => typeof it['to'] === 'string' && parseIndex(it['to']).upload === place.upload)
  if (twins.length > 1) return fail('CONFIG_INVALID', { path: 'publish.index', what: `${twins.length} entries upload to ${indexName(place)}` })
  const built = buildEntries(facts, 'wheel').map(entryName)
  const meant = entry.files ? meantEntries(facts, entry.files, `${path}.files`) : built.filter((it) => !facts.leftOut.includes(it))
  const strange = meant.find((it) => !built.includes(it))
  if (strange !== undefined) return fail('CONFIG_INVALID', { path: `${path}.files`, what: `${strange} gives neither a wheel nor an sdist` })
  if (built.length === 0) return fail('CONFIG_INVALID', { path, what: 'there is no build.wheel whose files could be uploaded' })
  if (meant.length === 0) return { skip: 'the wheels are left out of this run' }
  if (place.page !== undefined && version.includes('+')) return fail('INDEX_METADATA', { file: `version ${version}`, index: indexName(place), what: 'it is a local version, and those are not allowed' })
  const task: IndexTask = { place, version, files: entry.files ?? null, attestations: entry.attestations, limit: entry.limit, project: projectName(facts, meant) }
  return { title: `Upload ${task.project ?? 'the files of'} ${version} to ${indexName(place)}`, task, from: meant }
}

/** Of the one project whose files are meant. One line is enough for a name that is only asked about; the build says it for certain. */
const projectName = (facts: Facts, meant: readonly string[]): string | null => {
  const names = buildEntries(facts, 'wheel').filter((it) => meant.includes(entryName(it))).map((it) => {
    const folder = (typeof it['path'] === 'string' ? it['path'] : '.').replace(/^(?:\.\/)+|\/+$/g, '')
    const table = /^\[project\][ \t]*(?:#.*)?\n([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(facts.texts[folder === '' || folder === '.' ? 'pyproject.toml' : `${folder}/pyproject.toml`] ?? '')?.[1]
    return /^name[ \t]*=[ \t]*["']([A-Za-z0-9._-]+)["']/m.exec(table ?? '')?.[1]
  })
  const [name] = names
  return name !== undefined && new Set(names).size === 1 ? name : null
}

/** Wheels first: nobody should be made to build from source because the rest is still on its way. */
export const wantedFiles = ({ files }: IndexTask, inputs: readonly Artifact[]): readonly Artifact[] => {
  const meant = inputs.filter((it) => kinds.includes(it.kind) && (files === null || isMeant(files, it)))
  return [...meant].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.fileName < b.fileName ? -1 : 1))
}
