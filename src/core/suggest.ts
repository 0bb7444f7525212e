// "Did you mean": the known word nearest to what was written.

/** Letters to change, add, drop or swap with their neighbour. */
const distance = (a: string, b: string): number => {
  let before: readonly number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? Infinity) + 1 : Infinity
      row.push(Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost, swapped))
    }
    before = previous
    previous = row
  }
  return previous[b.length] ?? 0
}

/** The nearest known word, if it is near enough to be meant: at most a third of its letters differ, or one in a short word. */
export const suggest = (written: string, known: readonly string[]): string | undefined => {
  if (written.length > 64) return undefined
  const ranked = known.map((word) => ({ word, far: distance(written.toLowerCase(), word.toLowerCase()) })).sort((a, b) => a.far - b.far)
  const [best] = ranked
  return best && best.far <= Math.max(1, Math.floor(best.word.length / 3)) ? best.word : undefined
}
