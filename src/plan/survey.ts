// The only reads before planning: git, GitHub's word on the repository, and the files that steps want to see. → Facts
import type { Config, LineConfig } from '../core/config.js'
import type { Facts, OtherLine, Repository } from '../core/facts.js'
import type { PinnedTag } from '../core/plan.js'
import { readTexts, type VersionEntry } from '../core/reference.js'
import { rollsIn } from '../core/rolling.js'
import { matchTag, tagName } from '../core/tag-pattern.js'
import { wordsOf } from '../core/template.js'
import type { Run } from '../core/trigger.js'
import { compareVersions, parseVersion, type Version } from '../core/version.js'
import { fail } from '../errors/release-error.js'
import type { GitReader } from '../ports/git.js'
import type { AnyStep } from '../ports/step.js'
import { candidatesOf } from './make-plan.js'
import { changelogAt, previousIn } from './previous.js'

export interface SurveyRequest {
  readonly git: GitReader
  readonly steps: readonly AnyStep[]
  readonly config: Config
  readonly line: LineConfig
  readonly tag: PinnedTag
  readonly version: Version
  readonly repository: Repository
  readonly server: string
  readonly defaultBranch: string
  readonly slipway: string
  readonly leftOut: readonly string[]
  readonly adopt?: boolean
  readonly run?: Run
  /** Of the image tags, where they have one. */
  readonly revision?: number
  /** Files as they will be; they stand in place of what the commit has. */
  readonly edited?: ReadonlyMap<string, string>
}

/** Tags of this line and scheme, this one left out, highest first. */
export const earlierVersions = (tags: readonly string[], line: LineConfig, self: string): readonly Version[] =>
  tags
    .filter((tag) => tag !== self)
    .flatMap((tag) => {
      const match = matchTag(line.tag, line.scheme, tag)
      return match ? [parseVersion(match.text, line.scheme)] : []
    })
    .sort((a, b) => compareVersions(b, a))

/** The same without what rolls: that is no version which another one could come after. */
export const earlierReleases = (tags: readonly string[], line: LineConfig, self: string): readonly Version[] =>
  earlierVersions(tags, line, self).filter((it) => !rollsIn(line, tagName(line.tag, it), it))

/** Highest first. */
const tagsOf = (tags: readonly string[], line: LineConfig): readonly string[] => earlierVersions(tags, line, '').map((it) => tagName(line.tag, it))

export const survey = async (request: SurveyRequest): Promise<Facts> => {
  const { git, line, tag, version, repository } = request
  if (await git.isShallow()) return fail('SHALLOW_CLONE', { what: `the versions before ${tag.name} and the history that builds read` })
  const [paths, commitTime, tags] = await Promise.all([git.paths(tag.commit), git.commitTime(tag.commit), git.tags()])
  const earlier = earlierReleases(tags, line, tag.name)
  const before = previousIn(await changelogAt(git, line, tag.commit), earlier, { version, rolls: rollsIn(line, tag.name, version) })
  const others = request.config.lines.filter((it) => it.name !== line.name).map((it): OtherLine => ({ name: it.name, config: it.effective, tags: tagsOf(tags, it) }))
  const texts = await readAll(request, paths)
  return {
    slipway: request.slipway,
    repository,
    server: request.server,
    defaultBranch: request.defaultBranch,
    line: line.name,
    tag,
    version,
    commitTime,
    words: wordsOf(version, { tag: tag.name, sha: tag.commit, date: new Date(commitTime * 1000).toISOString().slice(0, 10), line: line.name, ...(request.revision === undefined ? {} : { revision: String(request.revision) }) }),
    earlier: earlier.map((it) => it.text),
    ...(before ? { previous: tagName(line.tag, before) } : {}),
    ...(others.length > 0 ? { others } : {}),
    isHighest: !version.isPrerelease && earlier.every((it) => it.isPrerelease || compareVersions(version, it) > 0),
    paths,
    config: line.effective,
    configDigest: request.config.digest,
    ...(request.config.from ? { configFrom: request.config.from } : {}),
    texts,
    leftOut: request.leftOut,
    ...(request.adopt ? { adopt: true } : {}),
    ...(request.run ? { run: request.run } : {}),
  }
}

const readAll = async (request: SurveyRequest, paths: readonly string[]): Promise<Readonly<Record<string, string>>> => {
  const known = new Set(paths)
  const read = async (path: string): Promise<string | undefined> => {
    const bytes = known.has(path) ? await request.git.show(request.tag.commit, path) : undefined
    return bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  }
  const wanted = candidatesOf(request.line, request.steps).flatMap((it) => it.step.reads?.(it.config, paths) ?? [])
  const texts = await Promise.all([
    ...(request.line.slots['version'] as unknown as readonly VersionEntry[] | undefined ?? []).map((it) => readTexts(it['written-in'], it['also-set'], read)),
    ...[...new Set(wanted)].map(async (path) => ({ [path]: await read(path) })),
  ])
  const all = texts.flatMap((it) => Object.entries(it)).flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const]))
  return { ...Object.fromEntries(all), ...Object.fromEntries(request.edited ?? []) }
}
