// The releases that housekeeping may be about, with what must be known of each: since when it is out, whose it is, and why it stays.
import type { LineConfig } from '../core/config.js'
import { repositoryText, type Repository } from '../core/facts.js'
import { markedTag } from '../core/marker.js'
import type { Aged } from '../core/prune.js'
import { rollsIn } from '../core/rolling.js'
import { matchTag } from '../core/tag-pattern.js'
import { asVersion } from '../core/version.js'
import type { Release } from '../ports/github.js'
import type { Ports } from '../ports/ports.js'
import { lockStatus } from './lock-status.js'

export interface Candidate extends Aged {
  readonly repository: Repository
  readonly release: Release
  /** Why no policy touches it. */
  readonly stays?: string
}

const timeOf = ({ publishedAt, createdAt }: Release): number => Date.parse(publishedAt ?? createdAt)

/** Does a line release that name again and again? Then the one that is there is the current one. */
const rolls = (lines: readonly LineConfig[], tag: string): boolean =>
  lines.some((line) => {
    const match = matchTag(line.tag, line.scheme, tag)
    const version = match && asVersion(match.text, line.scheme)
    return version !== undefined && rollsIn(line, tag, version)
  })

export const isMadeHere = (release: Release): boolean => markedTag(release.body) === release.tag

const staysFor = (release: Release, lines: readonly LineConfig[], latest: number | undefined): string | undefined => {
  if (release.draft) return 'a draft, which may be at work'
  if (release.id === latest) return 'the latest release'
  if (rolls(lines, release.tag)) return 'the current one of a name that rolls'
  return isMadeHere(release) ? undefined : 'not made by Slipway'
}

export const candidatesIn = async (repository: Repository, lines: readonly LineConfig[], { github }: Pick<Ports, 'github'>): Promise<readonly Candidate[]> => {
  const [all, latest] = await Promise.all([github.releases(repository), github.latestRelease(repository)])
  return all.map((release): Candidate => {
    const stays = staysFor(release, lines, latest?.id)
    return { id: release.id, tag: release.tag, time: timeOf(release), repository, release, isDraft: release.draft, ...(stays === undefined ? {} : { stays }) }
  })
}

/** A run that holds the tag's lock is at work on it. */
export const isAtWork = async (tag: string, ports: Ports): Promise<string | undefined> => {
  const lock = await lockStatus(ports, tag)
  return lock && lock.over === undefined ? `${lock.holder} is at work on it` : undefined
}

export const placeText = ({ repository, tag }: Pick<Candidate, 'repository' | 'tag'>): string => `${tag} of ${repositoryText(repository)}`
