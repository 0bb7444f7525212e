// Texts of the config that a parser of ours reads (templates, tag patterns, image names): checked where the schema meets them, so
// that a mistake is told with its own code and hint, at its line, and before anything is asked of the network.
import { z } from 'zod'
import { problem, ReleaseError, type Problem } from '../errors/release-error.js'
import { wordsIn } from './template.js'

const key = 'problem'

/** An issue of a schema that has a code of the catalogue. */
export const codedIssue = (it: Problem): { code: 'custom'; message: string; params: Readonly<Record<string, unknown>> } => ({ code: 'custom', message: it.message, params: { [key]: it } })

/** The problem that came with an issue; undefined when the schema found fault by itself. */
export const problemIn = (issue: { readonly code?: string | undefined; readonly params?: unknown }): Problem | undefined =>
  issue.code === 'custom' ? (issue.params as Readonly<Record<string, Problem | undefined>> | undefined)?.[key] : undefined

/** A text that `check` reads without failing. */
export const checkedText = (check: (text: string) => unknown, text: z.ZodString = z.string().min(1)): z.ZodString =>
  text.superRefine((value, context) => {
    try {
      check(value)
    } catch (failure) {
      if (!(failure instanceof ReleaseError)) throw failure
      for (const it of failure.problems) context.addIssue(codedIssue(it))
    }
  })

/** A text whose words in braces are all known. */
export const templateText = (text?: z.ZodString): z.ZodString => checkedText(wordsIn, text)

/** Entries of one slot are told apart by name: by it others refer to them, and tasks and folders are called by it. */
export const withOwnNames = <Entry>(entries: z.ZodArray<z.ZodType<Entry>>, slot: string): z.ZodType<Entry[]> =>
  entries.superRefine((list, context) => {
    const names = list.map((it) => (it as { readonly name?: unknown }).name)
    names.forEach((name, index) => {
      if (typeof name === 'string' && names.indexOf(name) < index) context.addIssue({ ...codedIssue(problem('CONFIG_NAME_TWICE', { slot, name })), path: [index] })
    })
  })
