// The table of `slipway status`, as a picture: for each place what waits there and what is public, joined by a line.
import type { HeldItem, Mark } from '../core/holding.js'
import type { LockStatus, ReleaseStatus, StatusRow } from '../core/status.js'
import { renderSize } from './words.js'

const signs: Readonly<Record<Mark, string>> = { there: '●', part: '◐', none: '○', other: '✗', unjudged: '◌', unknown: '?' }
const meanings: Readonly<Record<Mark, string>> = {
  there: 'there', part: 'in part', none: 'missing', other: 'something else', unjudged: 'there, and cannot be compared', unknown: 'could not be asked',
}
export const meaningOf = (mark: Mark | undefined): string => (mark === undefined ? '' : `${signs[mark]} ${meanings[mark]}`)

/** Assets of a large release are counted; JSON has them all. */
const mostItems = 30

const track = ({ staged, public: out }: StatusRow): string =>
  `${staged === undefined ? ' ' : signs[staged]}${staged !== undefined && out !== undefined ? '────────' : '        '}${out === undefined ? ' ' : signs[out]}`

const itemLine = (it: HeldItem): string => `     ${signs[it.mark]} ${it.name}${it.size === undefined ? '' : `  ${renderSize(it.size)}`}${it.digest === undefined ? '' : `  ${it.digest}`}`

const itemLines = (items: readonly HeldItem[]): readonly string[] =>
  items.length > mostItems ? [...items.slice(0, mostItems).map(itemLine), `     … and ${items.length - mostItems} more`] : items.map(itemLine)

export const lockText = ({ ref, holder, until, over }: LockStatus): string =>
  over === undefined ? `${holder} is at work on it and holds ${ref}, until ${until} unless it goes on longer` : `${ref} is left of ${holder}; the next run takes it over, as ${over}`

export const frozenText = ({ frozen }: ReleaseStatus): string => {
  if (!frozen) return 'Nothing is frozen yet: what is there cannot be compared.'
  const count = frozen.artifacts.length
  return `Frozen: ${count === 1 ? 'one artifact' : `${count} artifacts`}, in the record in ${frozen.where.join(' and ')}.`
}

export const renderStatus = (it: ReleaseStatus): string => {
  const kinds = Math.max(...it.rows.map((row) => row.kind.length), 0)
  const places = Math.min(72, Math.max(...it.rows.map((row) => row.destination.length), 0))
  const head = ` ${''.padEnd(kinds)}  ${''.padEnd(places)}  staged   public`
  const rows = it.rows.flatMap((row) => [
    ` ${row.kind.padEnd(kinds)}  ${row.destination.padEnd(places)}    ${track(row)}`.trimEnd(),
    ...[row.digest, row.url, ...row.notes].flatMap((detail) => (detail === undefined ? [] : [`     ${detail}`])),
    ...itemLines(row.items),
  ])
  const used = [...new Set(it.rows.flatMap((row) => [row.staged, row.public, ...row.items.map((item) => item.mark)]))].filter((mark) => mark !== undefined)
  return [
    `${it.line} ${it.version}: tag ${it.tag.name} (${it.tag.kind}) at ${it.tag.commit}`,
    ...(it.lock ? [`Lock: ${lockText(it.lock)}.`, ...(it.lock.over === undefined ? [`   To break it, if that run is gone for good: ${it.lock.breakWith}`] : [])] : []),
    frozenText(it),
    '',
    head, ...rows,
    '',
    ` ${used.map(meaningOf).join('   ')}`,
  ].join('\n')
}
