// `publish.release`: the entry of the config, and the task that its steps share.
import { z } from 'zod'
import { artifactKinds, type ArtifactKind } from '../../core/artifact.js'
import { repositoryText, type Facts, type Repository } from '../../core/facts.js'
import { templateText } from '../../core/checked-text.js'
import { makeMarker, type Marked } from '../../core/marker.js'
import type { PinnedTag } from '../../core/plan.js'
import { isRolling, tooWide } from '../../core/rolling.js'
import { notesAsked, notesSchema } from '../../core/notes/notes-asked.js'
import type { NotesSource } from '../../core/notes/notes-source.js'
import { matchTag } from '../../core/tag-pattern.js'
import { renderTemplate } from '../../core/template.js'
import { compareVersions, parseVersion, type Scheme } from '../../core/version.js'
import type { ReadWorld } from '../../ports/world.js'
import { fail } from '../../errors/release-error.js'
import { meantEntries, publishEntries } from '../build-entries.js'
import { wordsOf, type Words } from './words.js'

const auto = z.union([z.boolean(), z.literal('auto')]).default('auto')

export const releaseEntry = z.strictObject({
  name: z.string().min(1).default('release'),
  repository: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/, 'owner/name').optional().describe('Where the release goes, as owner/name; default: this repository. In another one its tag is made at the head of the default branch there, with the token in `target-token` (SLIPWAY_TARGET_TOKEN).'),
  replace: z.array(z.string().min(1)).optional().describe('Names that roll (v0.1-test, *-daily): a release of such a name takes the place of the one before, with its tag, date, notes and assets. Never a final version. Every other release that is there already stops the run.'),
  assets: z.array(z.string().min(1)).optional().describe('Kinds (wheel, docs, chart …) or names of build entries; default: every file that is built.'),
  title: templateText().default('{version}').describe('Title of the release.'),
  notes: notesSchema.default('tag').describe('Text of the release: tag, the message of an annotated tag; changes, what came to the branch since the line\'s release before (below the line\'s `path`), as one list; commits, the same by type; pulls, merged pull requests and closed issues by label; github, what GitHub generates; changelog, the section of the changelog; none; or a mapping with more.'),
  prerelease: auto.describe('auto: when the version is a pre-release.'),
  latest: auto.describe('auto: when it is the highest final version of the line. A line whose tags have a slash (chart/1.2.0) is a part of the project, and never the latest by itself.'),
})

export type ReleaseEntry = z.output<typeof releaseEntry>

/** JSON: it goes into the plan and the record. */
export type ReleaseTask = {
  readonly repository: string
  readonly title: string
  readonly notes: NotesSource
  /** Of notes that are made of what came since: the tag before (empty for the first release) and the folder they are limited to (empty for none). */
  readonly since?: string
  readonly path?: string
  /** Of every source but `tag`, `changes` and `none`. */
  readonly words?: Words
  /** Link from the previous version to this one; empty for the first. */
  readonly compare: string
  /** Where people find the release once it is public. */
  readonly page: string
  readonly prerelease: boolean
  readonly latest: boolean
  /** Pattern and scheme of the line's tags, by which the release that is the latest now is told to be higher or lower. */
  readonly pattern: string
  readonly scheme: Scheme
  /** The name is one that is released again and again. */
  readonly rolling?: true
  /** Patterns of such names that take final versions as well. */
  readonly wide?: readonly string[]
  /** Kinds and names; null for every file. */
  readonly assets: readonly string[] | null
  readonly slipway: string
}

/** Everything that is a file. An image is none: it is published in a registry. */
export const fileKinds: readonly ArtifactKind[] = artifactKinds.filter((it) => it !== 'image')

export const makeTask = (facts: Facts, entry: ReleaseEntry): ReleaseTask => {
  const own = repositoryText(facts.repository)
  const repository = entry.repository ?? own
  // Their drafts would have the same tag and the same marker, and each would remove what the other one uploads.
  const same = publishEntries(facts, 'release').filter((it) => (it['repository'] ?? own) === repository)
  if (same.length > 1) return fail('CONFIG_INVALID', { path: 'publish.release', what: `${same.length} entries make the same release of ${repository}` })
  const pattern = textOf(facts.config['tag'], '{version}')
  return {
    repository,
    title: renderTemplate(entry.title, facts.words),
    notes: notesAsked(entry.notes).from,
    ...wordsOf(facts, entry.notes),
    compare: compareLink(facts),
    page: `${facts.server}/${repository}/releases/tag/${encodeURIComponent(facts.tag.name)}`,
    prerelease: entry.prerelease === 'auto' ? facts.version.isPrerelease : entry.prerelease,
    latest: entry.latest === 'auto' ? facts.isHighest && !facts.version.isPrerelease && !pattern.includes('/') : entry.latest,
    pattern,
    scheme: facts.version.scheme,
    ...rollingOf(facts, entry, pattern),
    assets: entry.assets ?? null,
    slipway: facts.slipway,
  }
}

const rollingOf = ({ tag, version }: Facts, { replace = [] }: ReleaseEntry, pattern: string): Pick<ReleaseTask, 'rolling' | 'wide'> => {
  const wide = tooWide(replace, { tag: pattern, scheme: version.scheme })
  return { ...(isRolling(replace, tag.name, version) ? { rolling: true } : {}), ...(wide.length > 0 ? { wide } : {}) }
}

/** Which build entries the task wants artifacts of; undefined for all. */
export const wantedEntries = (facts: Facts, entry: ReleaseEntry): { readonly from?: readonly string[] } =>
  entry.assets ? { from: meantEntries(facts, entry.assets, `publish.release.assets (${entry.name})`) } : {}

const textOf = (value: unknown, fallback: string): string => (typeof value === 'string' ? value : fallback)

/** From the version before, by meaning; a back-port is compared with its own past. */
const compareLink = (facts: Facts): string => {
  if (facts.previous === undefined) return ''
  // What no tag of the source names is the commit itself.
  const [from, to] = [facts.previous, facts.tag.kind === 'none' ? facts.tag.commit : facts.tag.name].map(encodeURIComponent)
  return `${facts.server}/${repositoryText(facts.repository)}/compare/${from}...${to}`
}

/** Is that tag a higher final version of this line? */
export const isHigher = (task: ReleaseTask, tag: string, world: ReadWorld): boolean => {
  const other = matchTag(task.pattern, task.scheme, tag)
  const own = matchTag(task.pattern, task.scheme, world.tag.name)
  if (!other || !own) return false
  const version = parseVersion(other.text, task.scheme)
  return !version.isPrerelease && compareVersions(version, parseVersion(own.text, task.scheme)) > 0
}

export const targetOf = (task: Pick<ReleaseTask, 'repository'>): Repository => {
  const [owner = '', name = ''] = task.repository.split('/')
  return { owner, name }
}

export const markedOf = (repository: string, tag: PinnedTag): Marked => ({ kind: 'release', repository, tag: tag.name, object: tag.object })

export const markerOf = (task: ReleaseTask, world: ReadWorld): string => makeMarker(markedOf(task.repository, world.tag))
