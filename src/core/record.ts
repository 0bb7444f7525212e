// The record, `slipway.json`: the machine-readable statement of a release. No times, outcomes, local paths or URLs of runs,
// so it is written once, as the last asset before the release is public, and never edited. Results are always probed.
import { z } from 'zod'
import { artifactKinds, type Artifact, type ArtifactKind } from './artifact.js'
import { isDigest, type Digest } from './digest.js'
import { canonicalJson, type Json } from './json.js'
import type { Plan, TaskId } from './plan.js'

export const recordName = 'slipway.json'
export const recordMediaType = 'application/vnd.slipway.record.v1+json'

const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'a digest is sha256: and 64 hex digits')

const artifact = z.object({
  kind: z.enum(artifactKinds),
  name: z.string().min(1),
  fileName: z.string().min(1),
  digest,
  size: z.number().int().nonnegative(),
  mediaType: z.string().min(1),
  about: z.record(z.string(), z.string()).optional(),
})

export const recordSchema = z.object({
  schema: z.literal(1),
  slipway: z.string().min(1).describe('Version of Slipway that made the release.'),
  repository: z.string().regex(/^[^/\s]+\/[^/\s]+$/).describe('owner/name of the source.'),
  line: z.string().min(1),
  version: z.string().min(1),
  tag: z.object({
    name: z.string().min(1),
    object: z.string().regex(/^[0-9a-f]{40,64}$/),
    commit: z.string().regex(/^[0-9a-f]{40,64}$/),
    kind: z.enum(['lightweight', 'annotated', 'signed', 'none']),
  }),
  configDigest: digest,
  configFrom: z.object({ branch: z.string().min(1), commit: z.string().regex(/^[0-9a-f]{40,64}$/) }).optional().describe('The commit that the config was read from, when it is not the tagged one.'),
  plan: z.custom<Json>((value) => typeof value === 'object' && value !== null, 'a plan is an object').describe('The plan that was carried out.'),
  artifacts: z.array(artifact).describe('Everything that was built, whether attached here or published elsewhere.'),
})

export type ReleaseRecord = z.output<typeof recordSchema>

export interface RecordFacts {
  readonly slipway: string
  readonly repository: string
  readonly plan: Plan
  readonly artifacts: readonly Artifact[]
}

export const makeRecord = (facts: RecordFacts): ReleaseRecord => ({
  schema: 1,
  slipway: facts.slipway,
  repository: facts.repository,
  line: facts.plan.line,
  version: facts.plan.version,
  tag: { ...facts.plan.tag },
  configDigest: facts.plan.configDigest,
  ...(facts.plan.configFrom ? { configFrom: { ...facts.plan.configFrom } } : {}),
  plan: JSON.parse(JSON.stringify(facts.plan)) as Json,
  artifacts: [...facts.artifacts].sort(inRecordOrder).map(withoutPath),
})

/** A local path says nothing to anybody else, and would make two machines write two records. */
const withoutPath = ({ kind, name, fileName, digest, size, mediaType, about }: Artifact): ReleaseRecord['artifacts'][number] => ({
  kind, name, fileName, digest, size, mediaType, ...(about ? { about: { ...about } } : {}),
})

const keyOf = (it: Artifact): string => `${it.kind} ${it.name} ${it.fileName} ${it.digest}`
const inRecordOrder = (a: Artifact, b: Artifact): number => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0)

/** Sorted keys and two spaces: the same record gives the same bytes, and people can read it. */
export const renderRecord = (record: ReleaseRecord): string => `${JSON.stringify(JSON.parse(canonicalJson(record as unknown as Json)), null, 2)}\n`

export type ParsedRecord = { readonly record: ReleaseRecord } | { readonly broken: string }

export const parseRecord = (text: string): ParsedRecord => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { broken: 'it is no JSON' }
  }
  const parsed = recordSchema.safeParse(value)
  if (parsed.success) return { record: parsed.data }
  const issue = parsed.error.issues[0]
  return { broken: issue ? `${issue.path.join('.') || 'its top'}: ${issue.message}` : 'it does not fit the schema' }
}

export const artifactsOf = (record: ReleaseRecord): readonly Artifact[] =>
  record.artifacts.map(({ about, ...rest }) => ({ ...rest, ...(about ? { about } : {}) }))

/** Do both name the same bytes? The plan and the version of Slipway may differ: a release is finished by whoever comes. */
export const sameArtifacts = (record: ReleaseRecord, artifacts: readonly Artifact[]): boolean => {
  const keys = (all: readonly Artifact[]): string => all.map(keyOf).sort().join('\n')
  return keys(artifactsOf(record)) === keys(artifacts)
}

const builders: { readonly [K in ArtifactKind]: string } = {
  wheel: 'wheel', sdist: 'wheel', docs: 'docs', image: 'image', 'image-archive': 'image', chart: 'chart', file: 'files',
}

/** The build task that makes (or made) an artifact: its name is the name of the entry. */
export const builderOf = (it: Pick<Artifact, 'kind' | 'name'>): TaskId => `build:${builders[it.kind]}/${it.name}`

/** The noun of the build slot that gives artifacts of a kind: `sdist` comes from `wheel`. */
export const buildNoun = (kind: ArtifactKind): string => builders[kind]

/** Artifacts of a record by the task that built them, as the engine wants them: those tasks build nothing. */
export const frozenTasks = (record: ReleaseRecord): ReadonlyMap<TaskId, readonly Artifact[]> => {
  const tasks = new Map<TaskId, readonly Artifact[]>()
  for (const it of artifactsOf(record)) tasks.set(builderOf(it), [...(tasks.get(builderOf(it)) ?? []), it])
  return tasks
}
