// Names that are no version numbers (`v0.1-test`), for lines with `scheme: free`: what such a name may be, and an order in which
// v0.10 comes after v0.9.

/**
 * Goes into tags, file names and image tags, so it is safe in all of them: no slash, no leading dot or hyphen, nothing that git,
 * a registry or a shell would read in a way of its own.
 */
export const isFreeName = (text: string): boolean =>
  /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}$/.test(text) && !text.includes('..') && !/(?:\.|\.lock)$/.test(text)

/** Only a name of plain numbers is surely final; nothing that points to the newest release moves by a guess. */
export const isPlainlyFinal = (text: string): boolean => /^v?[0-9]+(?:\.[0-9]+)*$/.test(text)

const runsOf = (text: string): readonly string[] => text.match(/[0-9]+|[^0-9]+/g) ?? []
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const digits = (run: string): string => run.replace(/^0+(?=[0-9])/, '')

/** Numbers as numbers, the rest by code unit; a total order: 0 only for the same text. */
export const compareNames = (a: string, b: string): number => {
  const [x, y] = [runsOf(a), runsOf(b)]
  for (let at = 0; at < Math.min(x.length, y.length); at++) {
    const [left, right] = [x[at] ?? '', y[at] ?? '']
    const areNumbers = /^[0-9]/.test(left) && /^[0-9]/.test(right)
    const order = areNumbers ? Math.sign(digits(left).length - digits(right).length) || byText(digits(left), digits(right)) : byText(left, right)
    if (order !== 0) return order
  }
  return Math.sign(x.length - y.length) || byText(a, b)
}
