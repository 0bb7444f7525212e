// How a release stands, destination by destination: what is public, what waits there staged, what is missing. One row is one place
// that people know, whatever steps lead to it.
import type { TaskResult } from './result.js'

/** `uncertain`: the task failed while it wrote; what it had done by then, only the destination can say. */
/** `waiting`: Slipway has done its part, and somebody else has to act. */
export type Standing = 'public' | 'staged' | 'waiting' | 'missing' | 'uncertain'

export interface Row {
  /** `docker.io/accanto/os-vim-driver:1.0.0`; before anything is there, what was to be done. */
  readonly destination: string
  readonly standing: Standing
  readonly note?: string
}

const partsOf = (it: TaskResult): { readonly phase: string; readonly place: string } => {
  const [phase = '', place = ''] = it.id.split(/:(.*)/s)
  return { phase, place }
}
const isThere = (it: TaskResult | undefined): boolean => it?.state === 'done' || it?.state === 'already'
/** A conflict is found by looking, before anything is written. */
const wasWriting = (it: TaskResult | undefined): boolean => it?.state === 'failed' && it.problem?.code !== 'DESTINATION_CONFLICT'

const nameOf = (it: TaskResult): string => it.outcome?.where ?? it.title

/** In the order of the plan. Building is nobody's destination, and what is only ever staged (the record) is part of another one. */
export const standingOf = (results: readonly TaskResult[]): readonly Row[] => {
  const staged = new Map(results.filter((it) => partsOf(it).phase === 'stage').map((it) => [partsOf(it).place, it]))
  return results.flatMap((it): readonly Row[] => {
    const { phase, place } = partsOf(it)
    if (it.state === 'waiting') return [{ destination: nameOf(it), standing: 'waiting', ...(it.outcome?.note === undefined ? {} : { note: it.outcome.note }) }]
    if (phase === 'publish' || phase === 'promote') return [{ destination: nameOf(it), standing: publicOf(it, staged.get(place)) }]
    if (phase === 'point' || phase === 'follow') return [{ destination: nameOf(it), standing: publicOf(it, undefined) }]
    return []
  })
}

const publicOf = (it: TaskResult, stage: TaskResult | undefined): Standing => {
  if (isThere(it)) return 'public'
  if (wasWriting(it) || wasWriting(stage)) return 'uncertain'
  return isThere(stage) ? 'staged' : 'missing'
}

/** Destinations of one standing, as one text for a sentence. */
export const listed = (rows: readonly Row[], standing: Standing): string => rows.filter((it) => it.standing === standing).map((it) => it.destination).join(', ')
