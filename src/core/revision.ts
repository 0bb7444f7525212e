// The revision of image tags: v3.4.0-0 is the first image of v3.4.0, and v3.4.0-1 what came after something in it had to be put right.
// Which one a release takes is decided once, before anything is built. Pure.
import { z } from 'zod'
import type { JsonObject } from './json.js'
import { renderTemplate, wordsIn, type Words } from './template.js'

export const revisionSchema = z.strictObject({
  from: z.number().int().min(0).max(1_000_000).default(0).describe('The first revision of a version, where image tags have a {revision}.'),
})

export const largestRevision = 999_999_999

/** The first revision of the line's versions. */
export const firstRevision = (config: JsonObject): number => revisionSchema.safeParse(config['revision'] ?? {}).data?.from ?? 0

/** Tags of one image that differ in their revision only. */
export type RevisedTag = {
  readonly before: string
  readonly after: string
}

export const isRevised = (template: string): boolean => wordsIn(template).includes('revision')

/** Stands for the revision while the rest is filled in: no word of a version has it, and no tag may. */
const hole = '\u0000'

export const revisedTag = (template: string, words: Words): RevisedTag => {
  const [before = '', ...after] = renderTemplate(template, { ...words, revision: hole }, 'oci').split(hole)
  return { before, after: after.join('') }
}

export const tagWith = ({ before, after }: RevisedTag, revision: number): string => `${before}${revision}${after}`

/** Highest first. `01` is no revision of ours. */
export const revisionsIn = (tags: readonly string[], { before, after }: RevisedTag): readonly number[] =>
  tags
    .filter((it) => it.length > before.length + after.length && it.startsWith(before) && it.endsWith(after))
    .map((it) => it.slice(before.length, it.length - after.length))
    .filter((it) => /^(?:0|[1-9][0-9]{0,8})$/.test(it))
    .map(Number)
    .sort((a, b) => b - a)
