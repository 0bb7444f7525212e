// Dates in headings, in the forms that people write: 2020-09-30, 2020/09/30, 30.09.2020, September 30, 2020, 30 Sep 2020. Of 05/06/2020
// nobody can tell which number is the day: it is none of them.

export interface DateForm {
  readonly kind: 'numbers' | 'day-numbers' | 'month-first' | 'day-first'
  /** Between numbers. */
  readonly mark: string
  readonly isShort: boolean
}

interface FoundDate {
  readonly start: number
  readonly end: number
  readonly form: DateForm
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const
const names = months.map((it) => `${it.slice(0, 3)}(?:${it.slice(3)})?`).join('|')
const numbers = /(?<![A-Za-z0-9])\d{4}([-/.])\d{1,2}\1\d{1,2}(?![A-Za-z0-9])/
const dayNumbers = /(?<![A-Za-z0-9])\d{1,2}(\.)\d{1,2}\.\d{4}(?![A-Za-z0-9])/
const monthFirst = new RegExp(`\\b(${names})\\.? \\d{1,2}(?:st|nd|rd|th)?, \\d{4}\\b`)
const dayFirst = new RegExp(`\\b\\d{1,2} (${names})\\.? \\d{4}\\b`)

/** `May` is as long as its short form: it is taken for the long one. */
const isShort = (name: string): boolean => name.length === 3 && name !== 'May'

export const readDate = (text: string): FoundDate | undefined => {
  const found = (pattern: RegExp, kind: DateForm['kind']): FoundDate | undefined => {
    const it = pattern.exec(text)
    const [whole, word = ''] = it ?? []
    return it && whole !== undefined ? { start: it.index, end: it.index + whole.length, form: { kind, mark: kind.endsWith('numbers') ? word : '', isShort: !kind.endsWith('numbers') && isShort(word) } } : undefined
  }
  return found(numbers, 'numbers') ?? found(dayNumbers, 'day-numbers') ?? found(monthFirst, 'month-first') ?? found(dayFirst, 'day-first')
}

/** `date` is YYYY-MM-DD. */
export const writeDate = (date: string, { kind, mark, isShort: short }: DateForm): string => {
  const [year = '', month = '', day = ''] = date.split('-')
  if (kind === 'numbers') return [year, month, day].join(mark)
  if (kind === 'day-numbers') return [day, month, year].join(mark)
  const name = months[Number(month) - 1] ?? ''
  const word = short ? name.slice(0, 3) : name
  return kind === 'month-first' ? `${word} ${Number(day)}, ${year}` : `${Number(day)} ${word} ${year}`
}
