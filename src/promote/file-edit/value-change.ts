// A change of one value of a file. Pure.
import { editReference, readReference, whereText, type Where } from '../../core/edit/reference-text.js'
import type { Change } from '../proposal/proposal.js'

interface Value {
  readonly file: string
  readonly at: string
  /** Of several documents in the file; null: there is one. */
  readonly document: number | null
  readonly value: string
  readonly title: string
}

export const whereOf = ({ at, document }: Pick<Value, 'at' | 'document'>): Where => ({ at, ...(document === null ? {} : { document }) })

export const valueChange = ({ file, at, document, value, title }: Value): Change => {
  const where = whereOf({ at, document })
  const apply = (text: string): string => editReference(text, file, where, value)
  return {
    apply,
    again: (before, after, on) => (before === after ? on : apply(before) === after ? apply(on) : undefined),
    describe: (before) => ({ title, lines: [`- \`${whereText(where)}\` of \`${file}\`: \`${readReference(before, file, where).value}\` → \`${value}\``] }),
  }
}
