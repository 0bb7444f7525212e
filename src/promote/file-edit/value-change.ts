// A change of one value of a file. Pure.
import { editReference, readReference } from '../../core/edit/reference-text.js'
import type { Change } from '../proposal/proposal.js'

interface Value {
  readonly file: string
  readonly at: string
  readonly value: string
  readonly title: string
}

export const valueChange = ({ file, at, value, title }: Value): Change => {
  const apply = (text: string): string => editReference(text, file, { at }, value)
  return {
    apply,
    again: (before, after, on) => (before === after ? on : apply(before) === after ? apply(on) : undefined),
    describe: (before) => ({ title, lines: [`- \`${at}\` of \`${file}\`: \`${readReference(before, file, { at }).value}\` → \`${value}\``] }),
  }
}
