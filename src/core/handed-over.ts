// What a build job hands to the job that releases: `slipway-artifacts.json` beside the bytes. It comes from a job that ran the project's
// code, so that nothing in it is believed: names are held against what Slipway itself would write, bytes against their digests, and
// tag, commit, config and tasks against those of the run that takes it. Paths are not in it; they follow from the names.
import { z } from 'zod'
import { artifactKinds, type Artifact } from './artifact.js'
import { isDigest, type Digest } from './digest.js'
import { canonicalJson, type Json } from './json.js'
import type { PinnedTag, Plan, TaskId } from './plan.js'

export const handedName = 'slipway-artifacts.json'

/** Far above any real one; it is read whole. */
export const largestHanded = 16 * 1024 * 1024

/** No asset of a release on GitHub is larger. */
export const largestFile = 2 * 1024 ** 3

const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'a digest is sha256: and 64 hex digits')
const object = z.string().regex(/^[0-9a-f]{40,64}$/)
/** One name within a folder: no separator, no hidden file, nothing that a shell or a disk could take for something else. */
const plainName = /^[A-Za-z0-9_][A-Za-z0-9._+@!-]{0,199}$/
const platform = z.string().regex(/^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9]+)?$/, 'not os/architecture')

const handedArtifact = z.strictObject({
  task: z.custom<TaskId>((value) => typeof value === 'string' && /^build:[a-z-]+\/.{1,200}$/.test(value), 'not a build task'),
  /** Digests of what went into it, sorted: an image is of one wheel. */
  inputs: z.array(digest).max(1000),
  /** Set when it is a part of what the task gives, for one platform. */
  platform: platform.optional(),
  kind: z.enum(artifactKinds),
  name: z.string().min(1).max(200),
  fileName: z.string().min(1).max(200),
  digest,
  size: z.number().int().nonnegative(),
  mediaType: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/).max(200),
  about: z.record(z.string().max(100), z.string().max(4096)).optional(),
}).refine((it) => it.kind === 'image' || plainName.test(it.fileName), { path: ['fileName'], message: 'not a plain file name' })

const handedSchema = z.strictObject({
  schema: z.literal(1),
  slipway: z.string().min(1).max(100),
  repository: z.string().regex(/^[^/\s]+\/[^/\s]+$/),
  line: z.string().min(1),
  version: z.string().min(1),
  tag: z.strictObject({ name: z.string().min(1), object, commit: object, kind: z.enum(['lightweight', 'annotated', 'signed', 'none']) }),
  configDigest: digest,
  /** The build tasks as they were planned, by id: the same facts give the same tasks, byte for byte. */
  tasks: z.record(z.string(), z.custom<Json>()),
  artifacts: z.array(handedArtifact).max(10_000),
})

export type HandedArtifact = Omit<Artifact, 'path'> & { readonly task: TaskId; readonly inputs: readonly Digest[]; readonly platform?: string }
export interface Handed {
  readonly schema: 1
  readonly slipway: string
  readonly repository: string
  readonly line: string
  readonly version: string
  readonly tag: PinnedTag
  readonly configDigest: Digest
  readonly tasks: Readonly<Record<string, Json>>
  readonly artifacts: readonly HandedArtifact[]
}

export interface HandedFacts {
  readonly slipway: string
  readonly repository: string
  readonly plan: Plan
  readonly artifacts: readonly HandedArtifact[]
}

/** Where an artifact lies within the folder. */
export const placeOf = ({ kind, name, fileName, platform: of }: Pick<HandedArtifact, 'kind' | 'name' | 'fileName' | 'platform'>): string =>
  kind === 'image' ? `images/${[name.replace(/[^A-Za-z0-9_-]/g, '_'), ...(of?.split('/') ?? [])].join('-')}` : `files/${fileName}`

const keyOf = (it: HandedArtifact): string => `${it.task} ${it.platform ?? ''} ${it.kind} ${it.fileName}`
const inOrder = (a: HandedArtifact, b: HandedArtifact): number => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0)

export const makeHanded = ({ slipway, repository, plan, artifacts }: HandedFacts): Handed => ({
  schema: 1,
  slipway,
  repository,
  line: plan.line,
  version: plan.version,
  tag: plan.tag,
  configDigest: plan.configDigest,
  tasks: Object.fromEntries(plan.tasks.map((it) => [it.id, it.task])),
  artifacts: [...artifacts].sort(inOrder).map(described),
})

/** Nothing of this machine: where it lies here says nothing to the next one. */
const described = ({ task, inputs, platform: of, kind, name, fileName, digest: own, size, mediaType, about }: HandedArtifact): HandedArtifact =>
  ({ task, inputs, ...(of === undefined ? {} : { platform: of }), kind, name, fileName, digest: own, size, mediaType, ...(about === undefined ? {} : { about }) })

/** No times and no paths: the same build gives the same bytes, and thereby the same digest. */
export const renderHanded = (it: Handed): string => `${JSON.stringify(JSON.parse(canonicalJson(it as unknown as Json)), null, 2)}\n`

export const parseHanded = (text: string): { readonly handed: Handed } | { readonly broken: string } => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { broken: 'it is no JSON' }
  }
  const parsed = handedSchema.safeParse(value)
  if (parsed.success) return { handed: withoutUndefined(parsed.data) }
  const issue = parsed.error.issues[0]
  return { broken: issue ? `${issue.path.join('.') || 'its top'}: ${issue.message}` : 'it does not fit the schema' }
}

const withoutUndefined = (it: z.output<typeof handedSchema>): Handed => ({
  ...it,
  artifacts: it.artifacts.map(({ platform: of, about, ...rest }) => ({ ...rest, ...(of === undefined ? {} : { platform: of }), ...(about === undefined ? {} : { about }) })),
})
