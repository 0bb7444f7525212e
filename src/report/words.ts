// Small renderers that several pages share.
import { wholeSize, type Artifact } from '../core/artifact.js'
import type { Place } from '../errors/entry.js'
import type { Problem } from '../errors/release-error.js'
import type { Report } from '../core/report.js'
import type { TaskResult } from '../core/result.js'

export const renderDuration = (milliseconds: number): string => {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  const seconds = milliseconds / 1000
  return seconds < 120 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}

export const renderSize = (bytes: number): string => {
  const units = ['B', 'KiB', 'MiB', 'GiB'] as const
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? 'B'}`
}

export const renderPlace = (place: Place | undefined): string => {
  if (!place) return ''
  if (place.file === undefined) return place.url ?? ''
  return [place.file, place.line, place.column].filter((it) => it !== undefined).join(':')
}

const headOf = (it: Problem): string => {
  const where = [renderPlace(it.place), it.task].filter(Boolean).join(', ')
  return `${it.code}${where ? ` (${where})` : ''}: ${it.message}`
}

/** Problems one after the other; where several of a kind have the same advice, it is given once, below the last of them. */
export const renderProblems = (problems: readonly Problem[]): string =>
  problems
    .map((it, at) => {
      const next = problems[at + 1]
      if (next?.code === it.code && next.hint === it.hint) return headOf(it)
      return [headOf(it), `  what to do: ${it.hint}`, `  more: ${it.docs}`, ...(next ? [''] : [])].join('\n')
    })
    .join('\n')

const marks = { done: '✓', already: '=', would: '+', waiting: '…', failed: '✗', 'not-reached': '·' } as const
export const markOf = (result: TaskResult): string => marks[result.state]

const platformsOf = ({ about }: Artifact): string => {
  const said = about?.['platforms'] ?? about?.['platform']
  return said === undefined ? '' : ` (${said})`
}

/** An image has no file: the name of its entry, and for what machine it is. */
const nameOf = (it: Artifact): string => (it.kind === 'image' ? `${it.fileName}${platformsOf(it)}` : it.fileName)

/** Digests and sizes of a result: its own, or those of the artifacts that it made. */
export const bytesOf = (result: TaskResult): readonly { name: string; digest: string; size: number }[] => {
  const { outcome } = result
  if (outcome?.artifacts?.length) return outcome.artifacts.map((it) => ({ name: nameOf(it), digest: it.digest, size: wholeSize(it) }))
  if (outcome?.digest) return [{ name: outcome.where ?? '', digest: outcome.digest, size: outcome.size ?? 0 }]
  return []
}

/** Where it is, or what it was to be. A digest at the end is left off: it is told beside it. */
export const placeOf = (result: TaskResult): string => {
  const { where, digest } = result.outcome ?? {}
  return where === undefined ? result.title : digest === undefined ? where : where.replace(`@${digest}`, '')
}

/** Of a draft that has become public, its link leads nowhere any more. */
export const linkOf = (result: TaskResult, report: Pick<Report, 'results'>): string | undefined =>
  result.id.startsWith('stage:') && report.results.some((it) => it.id.startsWith('publish:release/') && it.state === 'done') ? undefined : result.outcome?.url
