// What a soak plays, and how its batches add up. Pure.
import { goodOf } from './run-proof.mjs'

/** Failures that are kept in the file; all of them are printed. */
const mostKept = 100

const isNumber = (text) => /^\d{1,9}$/.test(text ?? '')

/** `{names, minutes, seed, count, workers, replay, help}` or `{wrong}`. */
export function readSoakWords(words, known) {
  const asked = { names: [] }
  const flags = { '--minutes': 'minutes', '--seed': 'seed', '--count': 'count', '--workers': 'workers', '--replay': 'replay' }
  for (let at = 0; at < words.length; at++) {
    const [flag, inline] = words[at].startsWith('--') ? [words[at].split('=', 1)[0], words[at].includes('=') ? words[at].slice(words[at].indexOf('=') + 1) : undefined] : [words[at]]
    if (flag === '--help') return { ...asked, help: true }
    const key = flags[flag]
    if (key !== undefined) {
      const value = inline ?? words[++at]
      if (value === undefined || value === '') return { wrong: `${flag} wants a value` }
      if (key !== 'replay' && (!isNumber(value) || (key !== 'seed' && Number(value) === 0))) return { wrong: `${flag} wants a whole number, not "${value}"` }
      asked[key] = key === 'replay' ? value : Number(value)
    } else if (flag.startsWith('--')) return { wrong: `there is no flag ${flag}` }
    else if (known.includes(flag)) asked.names.push(flag)
    else return { wrong: `there is no proof ${flag}; there are ${known.join(', ')}` }
  }
  if (asked.replay !== undefined && asked.names.length !== 1) return { wrong: '--replay wants the name of one proof beside it' }
  return asked
}

/** The words of each batch, with how many cases it plays. One without a count when the program knows itself how many there are. */
export function batchesOf(soak, { seed, count }) {
  if (soak.count === undefined) return [{ words: soak.words }]
  const total = count ?? soak.count
  return Array.from({ length: Math.ceil(total / soak.batch) }, (_, at) => {
    const first = seed + (soak.seeds === 'one for each case' ? at * soak.batch : at)
    const cases = Math.min(soak.batch, total - at * soak.batch)
    return { words: [...soak.words, '--count', String(cases), '--seed', String(first)], cases }
  })
}

const addRows = (rows, more) => {
  const sums = new Map(rows.map((row) => [row.name, row]))
  for (const row of more) {
    const word = row.survived === undefined ? 'caught' : 'survived'
    const before = sums.get(row.name)
    sums.set(row.name, { name: row.name, total: (before?.total ?? 0) + row.total, [word]: (before ? goodOf(before) : 0) + goodOf(row) })
  }
  return [...sums.values()]
}

/** What was counted until now and one batch more. `failed` counts batches that left no result, too. */
export const addBatch = (sum, batch, result, seconds) => ({
  rows: addRows(sum.rows, result.rows),
  failures: [...sum.failures, ...result.failures].slice(0, mostKept),
  failed: sum.failed + result.failures.length,
  exempt: result.exempt.length > 0 ? result.exempt : sum.exempt,
  played: sum.played + (batch.cases ?? 0),
  seconds: sum.seconds + seconds,
})

export const nothingYet = { rows: [], failures: [], failed: 0, exempt: [], played: 0, seconds: 0 }

export const durationText = (seconds) => {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** What, how far, how long still. */
export const progressLine = (name, sum, total) => {
  const share = sum.played / total
  const left = sum.played > 0 ? `, about ${durationText((sum.seconds / sum.played) * (total - sum.played))} to go` : ''
  return `${name}: ${sum.played} of ${total} (${Math.floor(share * 100)} %), ${sum.failed} failure${sum.failed === 1 ? '' : 's'}${sum.played < total ? left : ` in ${durationText(sum.seconds)}`}`
}

/** One entry of bench/results/soak.json. */
export const entryOf = (sum, { source, commit, changed, date, seed, asked }) => ({
  rows: sum.rows, failures: sum.failures, failed: sum.failed,
  ...(commit === undefined ? {} : { commit }), ...(changed ? { changed } : {}), source, date,
  ...(seed === undefined ? {} : { seed }), ...(asked === undefined ? {} : { asked, played: sum.played }),
  seconds: Math.round(sum.seconds),
})
