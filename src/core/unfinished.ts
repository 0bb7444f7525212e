// Which tags `slipway continue` goes into, decided from lists alone. Pure. A forgotten tag must not suddenly become a release, so that
// what was not begun, is older than what is out, or was made by other means is left alone, and said.
import { lockRef } from './lock.js'
import { markedTag } from './marker.js'
import { recordName } from './record.js'

/** A tag of one line, the newest of its line first in the list. */
export interface LineTag {
  readonly name: string
  readonly line: string
  /** When the tag was made, seconds since 1970. Orders the lines, never the tags of one line. */
  readonly time: number
  /** Does its commit hold the config? Older than that is what was released before Slipway came. */
  readonly hasConfig: boolean
  /** Does the line, as it is today, make releases on GitHub? Else whether a release of it is finished only its registries know. */
  readonly makesRelease: boolean
  /** It is in the clone, and on GitHub no more: `prune` removed it there with its release. */
  readonly isGone?: boolean
}

/** Of a release or draft, as far as a list tells it. */
export interface ListedRelease {
  readonly tag: string
  readonly draft: boolean
  readonly body: string
  readonly url: string
  readonly assets: readonly { readonly name: string; readonly state: string }[]
}

export interface Listed {
  readonly releases: readonly ListedRelease[]
  /** Names of the refs below refs/slipway. */
  readonly refs: readonly string[]
  /** Tags that an earlier run of `continue` was to release, and did not come to. */
  readonly wanted: readonly string[]
}

/**
 * `ask`: as `release --tag T` would. `look`: whether it is finished is to be asked of its destinations first. `leave`: not by itself;
 * `by` is what a person could do.
 */
export type Verdict =
  /** `isFresh`: nothing but the lists of this moment say so; once something newer is out, nobody would know any more. */
  | { readonly tag: LineTag; readonly verdict: 'ask'; readonly why: string; readonly isFresh?: true }
  | { readonly tag: LineTag; readonly verdict: 'look'; readonly why: string }
  | { readonly tag: LineTag; readonly verdict: 'leave'; readonly why: string; readonly by?: 'release' | 'adopt' }
  | { readonly tag: LineTag; readonly verdict: 'finished' }

interface Evidence {
  /** Ours, public, with its record. */
  readonly isFinished: boolean
  /** Published by other means. */
  readonly foreign: string | undefined
  /** What shows that a release of it was begun, or meant, by us: its draft, its record, its lock. */
  readonly begun: string | undefined
}

const hasRecord = (it: ListedRelease): boolean => it.assets.some((asset) => asset.name === recordName && asset.state === 'uploaded')

/** GitHub may call a draft `untagged-…`; what it was made for stands in its marker. */
const evidenceOf = ({ name, makesRelease }: LineTag, { releases, refs, wanted }: Listed): Evidence => {
  // Where a line makes none, a release of its tag is somebody's page about it, and none of its affairs.
  const listed = makesRelease ? releases : []
  const ours = listed.filter((it) => markedTag(it.body) === name)
  const published = ours.find((it) => !it.draft)
  const foreign = listed.find((it) => it.tag === name && !it.draft && markedTag(it.body) !== name)
  const draft = ours.find((it) => it.draft)
  const begun = [
    ...(draft ? [`there is a draft of it (${draft.url})`] : []),
    ...(published ? [`its release (${published.url}) has no record yet`] : []),
    ...(refs.some((it) => it.startsWith(`refs/slipway/record/${name}/`)) ? ['its bytes are frozen'] : []),
    ...(refs.includes(lockRef(name)) ? ['there is a lock of it'] : []),
    ...(wanted.includes(name) ? ['an earlier run of `continue` was to release it'] : []),
  ]
  return { isFinished: published !== undefined && hasRecord(published), foreign: foreign?.url, begun: begun[0] }
}

/** `tags` of one line, newest version first. */
export const judgeLine = (all: readonly LineTag[], listed: Listed): readonly Verdict[] => {
  const tags = all.filter((it) => it.isGone !== true || hasRelease(it, listed))
  const known = tags.map((tag) => ({ tag, ...evidenceOf(tag, listed) }))
  // Of a line that makes no release on GitHub, one that was begun is the last that is known to have been meant.
  const newestOut = known.findIndex((it) => it.isFinished || it.foreign !== undefined || (!it.tag.makesRelease && it.begun !== undefined))
  const verdicts = new Map(known.map((it, at) => [it.tag, judge(it, at === 0, tags[newestOut >= 0 && newestOut < at ? newestOut : -1]?.name)]))
  return all.map((tag) => verdicts.get(tag) ?? { tag, verdict: 'leave', why: 'its tag is in this clone alone: it was pruned, or never pushed' })
}

/** What somebody has deleted the tag of, and left the release, is told as before. Bytes that were frozen stay behind what was pruned. */
export const hasRelease = ({ name }: LineTag, { releases }: Listed): boolean => releases.some((it) => it.tag === name || markedTag(it.body) === name)

const judge = ({ tag, isFinished, foreign, begun }: Evidence & { readonly tag: LineTag }, isNewest: boolean, above: string | undefined): Verdict => {
  if (foreign !== undefined) return { tag, verdict: 'leave', why: `it was released by other means (${foreign})`, by: 'adopt' }
  if (!tag.hasConfig) return isFinished ? { tag, verdict: 'finished' } : { tag, verdict: 'leave', why: `its commit holds no config of Slipway${begun === undefined ? '' : `, although ${begun}`}`, by: 'release' }
  // Pointers and the next version come after a release is out. Only the newest tag of a line has them.
  if (isNewest) return { tag, verdict: 'ask', why: 'it is the newest of its line' }
  if (isFinished) return { tag, verdict: 'finished' }
  if (begun !== undefined) return { tag, verdict: tag.makesRelease ? 'ask' : 'look', why: begun }
  if (above !== undefined) return { tag, verdict: 'leave', why: `${above} came after it, and no release of it was begun`, by: 'release' }
  return tag.makesRelease ? { tag, verdict: 'ask', why: 'no release of it is out', isFresh: true } : { tag, verdict: 'leave', why: 'no release of it was begun, and whether one was made before only its registries know', by: 'release' }
}

/** Newest first: within a line by version, between lines by the time of the tag that is next. */
export const inTurn = <It extends { readonly tag: LineTag }>(lines: readonly (readonly It[])[]): readonly It[] => {
  const rest = lines.map((it) => [...it])
  const all: It[] = []
  for (;;) {
    const heads = rest.filter((it) => it.length > 0).sort((a, b) => (b[0]?.tag.time ?? 0) - (a[0]?.tag.time ?? 0))
    const next = heads[0]?.shift()
    if (!next) return all
    all.push(next)
  }
}
