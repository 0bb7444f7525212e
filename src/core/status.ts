// How a release stands, from the destinations alone: what `slipway status` shows. Pure.
import type { Artifact } from './artifact.js'
import type { HeldItem, Holding, Mark } from './holding.js'
import type { PinnedTag, PlannedTask } from './plan.js'

/** One place that people know. Where there is no waiting (a pointer) or no public (the record), the mark is absent. */
export interface StatusRow {
  /** `image`, `chart`, `release`, `record`, `next-version`. */
  readonly kind: string
  readonly destination: string
  readonly staged?: Mark
  readonly public?: Mark
  readonly digest?: string
  readonly size?: number
  readonly url?: string
  readonly notes: readonly string[]
  readonly items: readonly HeldItem[]
}

export interface LockStatus {
  readonly ref: string
  readonly holder: string
  /** ISO time, by GitHub's clock. */
  readonly until: string
  /** Why it counts no more: the next run takes it over. Absent while it counts. */
  readonly over?: string
  /** How a person breaks it. */
  readonly breakWith: string
}

export interface FrozenStatus {
  /** Where the record lies. */
  readonly where: readonly string[]
  readonly artifacts: readonly Pick<Artifact, 'kind' | 'name' | 'fileName' | 'digest' | 'size'>[]
}

export interface ReleaseStatus {
  readonly tag: PinnedTag
  readonly line: string
  readonly version: string
  readonly finished: boolean
  /** Absent: nothing is frozen yet, so nothing can be compared. */
  readonly frozen?: FrozenStatus
  readonly lock?: LockStatus
  readonly rows: readonly StatusRow[]
  readonly public: readonly string[]
  readonly missing: readonly string[]
  /** The one command that goes on; absent when there is nothing to do, or nothing that a command could do. */
  readonly next?: string
}

/** What one task's destination holds. */
export interface Seen {
  readonly task: Pick<PlannedTask, 'id' | 'phase' | 'step'>
  readonly holdings: readonly Holding[]
}

const placeOf = ({ task }: Seen): string => task.id.slice(task.id.indexOf(':') + 1)
const nounOf = ({ task }: Seen): string => task.step.slice(task.step.indexOf(':') + 1)
const kinds: Readonly<Record<string, string>> = { freeze: 'record' }

/** In the order of the plan. What waits is a column of the place where it will be public; what is only ever staged is a row of its own. */
export const statusRows = (seen: readonly Seen[]): readonly StatusRow[] => {
  const waiting = new Map(seen.filter((it) => it.task.phase === 'stage').map((it) => [placeOf(it), it]))
  const published = new Set(seen.filter((it) => it.task.phase === 'publish').map(placeOf))
  return seen.flatMap((it): readonly StatusRow[] => {
    const kind = kinds[nounOf(it)] ?? (it.task.phase === 'point' ? 'pointer' : nounOf(it))
    if (it.task.phase === 'stage') return published.has(placeOf(it)) ? [] : it.holdings.map((one) => ({ ...rowOf(kind, [one]), staged: one.mark }))
    const stage = it.task.phase === 'publish' ? waiting.get(placeOf(it))?.holdings : undefined
    return it.holdings.map((one) => ({ ...rowOf(kind, [one, ...(stage ?? [])]), ...(stage?.[0] ? { staged: stage[0].mark } : {}), public: one.mark }))
  })
}

const rowOf = (kind: string, [own, ...more]: readonly [Holding, ...Holding[]]): StatusRow => {
  const all = [own, ...more]
  const bytes = all.find((it) => it.digest !== undefined)
  const url = all.find((it) => it.url !== undefined)?.url
  return {
    kind, destination: own.where,
    ...(bytes?.digest === undefined ? {} : { digest: bytes.digest }), ...(bytes?.size === undefined ? {} : { size: bytes.size }), ...(url === undefined ? {} : { url }),
    notes: [...new Set(all.flatMap((it) => it.note ?? []))], items: all.flatMap((it) => it.items ?? []),
  }
}

export const isPublic = (row: StatusRow): boolean => row.public === 'there' || row.public === 'part'
