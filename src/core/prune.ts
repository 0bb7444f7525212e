// Which releases are stale, by policy. Pure: what is kept is kept for a reason that people are told, and what nobody can tell is kept.
import { z } from 'zod'
import { fail } from '../errors/release-error.js'
import { matchesGlob } from './glob.js'

/** Refs of tags that are to follow their release, which is gone. */
export const pruningRefs = 'refs/slipway/pruning/'
export const pruningRef = (tag: string): string => `${pruningRefs}${tag}`

/** Leads where a tag leads whose release was removed, and which stays. */
export const prunedRef = (tag: string): string => `refs/slipway/pruned/${tag}`

const day = 86_400_000
const agePattern = /^([1-9]\d{0,4})([dw])$/

/** Days: `30d`, `8w`. */
export const parseAge = (text: string, name: string): number => {
  const [, count = '', unit] = agePattern.exec(text.trim()) ?? fail('PRUNE_AGE', { name, text })
  return Number(count) * (unit === 'w' ? 7 : 1)
}

/** A number of releases: `0` keeps none for being new. */
export const parseKeep = (text: string, name: string): number =>
  /^\d{1,5}$/.test(text.trim()) ? Number(text) : fail('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is a number of releases, such as 5.` })

const policy = z.strictObject({
  match: z.string().min(1).max(200).describe('Names that it is about, as tags have them: `*-daily`. `*` stays within a folder of the name, `**` does not.'),
  keep: z.number().int().min(0).max(99_999).optional().describe('So many of them stay, the newest.'),
  'older-than': z.string().regex(agePattern, 'such as 30d or 8w').optional().describe('Only what has been out for longer: 30d, 8w.'),
  'with-tag': z.boolean().default(false).describe('Their git tags go with them, in the repository of the release.'),
}).refine((it) => it.keep !== undefined || it['older-than'] !== undefined, { message: 'a policy has `keep` or `older-than`, or both' })

/** `prune` of a line. */
export const pruneSchema = z.union([z.array(policy), policy])

export interface Policy {
  readonly match: string
  readonly keep?: number
  /** Days. */
  readonly olderThan?: number
  readonly withTag: boolean
}

/** Of an effective config, whose shape the schema has checked. */
export const policiesIn = (value: unknown): readonly Policy[] => {
  const parsed = pruneSchema.safeParse(value)
  if (!parsed.success) return []
  return [parsed.data].flat().map((it): Policy => ({
    match: it.match, withTag: it['with-tag'], ...(it.keep === undefined ? {} : { keep: it.keep }), ...(it['older-than'] === undefined ? {} : { olderThan: parseAge(it['older-than'], 'older-than') }),
  }))
}

export interface Aged {
  readonly id: number
  readonly tag: string
  /** Since when it is public: milliseconds since 1970; NaN when nobody says it. */
  readonly time: number
  /** Nobody sees it: it is none of the newest that a policy keeps. */
  readonly isDraft?: boolean
}

export type Judged<It extends Aged> =
  | { readonly it: It; readonly verdict: 'remove'; readonly why: string; readonly withTag: boolean }
  | { readonly it: It; readonly verdict: 'keep'; readonly why: string }

export const daysOf = (it: Aged, now: number): number => Math.floor((now - it.time) / day)

export const ageText = (it: Aged, now: number): string => (daysOf(it, now) === 1 ? '1 day old' : `${daysOf(it, now)} days old`)

/** Newest first; of those of one moment, the one that was made last. */
const byAge = (a: Aged, b: Aged): number => b.time - a.time || b.id - a.id

/**
 * Every release that a policy is about. `protect` says why one stays whatever a policy says. A release that two policies are about goes
 * when one of them says so.
 */
export const judge = <It extends Aged>(all: readonly It[], policies: readonly Policy[], { now, protect }: { readonly now: number; readonly protect: (it: It) => string | undefined }): readonly Judged<It>[] => {
  const found = new Map<It, Judged<It>>()
  const note = (one: Judged<It>): void => {
    const before = found.get(one.it)
    if (before?.verdict === 'remove' && (one.verdict === 'keep' || before.withTag)) return
    found.set(one.it, one)
  }
  for (const { match, keep, olderThan, withTag } of policies) {
    const matching = all.filter((it) => matchesGlob(match, it.tag))
    for (const it of matching.filter((one) => !Number.isFinite(one.time))) note({ it, verdict: 'keep', why: 'nobody says how old it is' })
    const dated = matching.filter((it) => Number.isFinite(it.time)).sort(byAge)
    let newer = 0
    for (const it of dated) {
      const isKept = keep !== undefined && newer < keep
      if (it.isDraft !== true) newer++
      const kept = protect(it)
      if (kept !== undefined) note({ it, verdict: 'keep', why: kept })
      else if (isKept) note({ it, verdict: 'keep', why: keep === 1 ? `the newest of ${match}` : `one of the newest ${keep} of ${match}` })
      else if (olderThan !== undefined && now - it.time < olderThan * day) note({ it, verdict: 'keep', why: `not older than ${olderThan} days` })
      else note({ it, verdict: 'remove', why: `${ageText(it, now)}${keep === undefined ? '' : `, not one of the newest ${keep} of ${match}`}`, withTag })
    }
  }
  return [...found.values()].sort((a, b) => byAge(a.it, b.it))
}
