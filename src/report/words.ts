// Small renderers that several pages share.
import type { Place } from '../errors/entry.js'
import type { Problem } from '../errors/release-error.js'
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

const marks = { done: '✓', already: '=', would: '?', failed: '✗', 'not-reached': '·' } as const
export const markOf = (result: TaskResult): string => marks[result.state]

/** Digests and sizes of a result: its own, or those of the artifacts that it made. */
export const bytesOf = (result: TaskResult): readonly { name: string; digest: string; size: number }[] => {
  const { outcome } = result
  if (outcome?.artifacts?.length) return outcome.artifacts.map((it) => ({ name: it.fileName, digest: it.digest, size: it.size }))
  if (outcome?.digest) return [{ name: outcome.where ?? '', digest: outcome.digest, size: outcome.size ?? 0 }]
  return []
}
