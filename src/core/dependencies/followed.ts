// Which entries of dependencies.yaml carry the version of this line: those that the config names; else those that are found. Pure.
import { fail, problem, type Problem } from '../../errors/release-error.js'
import { suggest } from '../suggest.js'
import { namesVersion, type Scheme, type Version } from '../version.js'
import type { Dependency } from './read-dependencies.js'
import { formOf, readWritten, renderForm, type Form } from './written.js'

export interface Followed {
  readonly dependency: Dependency
  readonly form: Form
}

export interface NamedEntry {
  readonly name: string
  readonly as?: Form | undefined
}

export interface Asked {
  /** dependencies.yaml */
  readonly file: string
  readonly entries?: readonly (string | NamedEntry)[] | undefined
  readonly scheme: Scheme
  /** Names of the images that this line publishes. */
  readonly images: readonly string[]
}

const lastWord = (name: string): string => name.slice(name.lastIndexOf('/') + 1)

/** The release itself: by its name, or because it stands in VERSION and nothing else does. */
const isRelease = ({ name, refPaths }: Dependency): boolean =>
  /\brelease version\b|^repo \(release\)$/i.test(name) || refPaths.some((it) => it.path === 'VERSION' && it.match === undefined)

/** What has the same version with a `v` or a revision, or the name of an image that this line publishes. */
const found = (all: readonly Dependency[], { scheme, images }: Asked): readonly Followed[] => {
  const written = (it: Dependency): ReturnType<typeof readWritten> => readWritten(it.version, scheme)
  const releases = all.filter(isRelease)
  const versions = new Set(releases.map((it) => written(it).version).filter((it) => it !== undefined))
  const published = new Set(images.map(lastWord))
  const follows = (it: Dependency): boolean => versions.has(written(it).version ?? '') || (published.has(lastWord(it.name)) && written(it).version !== undefined)
  return all.filter((it) => releases.includes(it) || follows(it)).map((dependency) => ({ dependency, form: formOf(written(dependency)) }))
}

export const followedIn = (all: readonly Dependency[], asked: Asked): { readonly followed: readonly Followed[]; readonly problems: readonly Problem[] } => {
  if (!asked.entries) return { followed: found(all, asked), problems: [] }
  const problems: Problem[] = []
  const followed = asked.entries.flatMap((entry): readonly Followed[] => {
    const { name, as } = typeof entry === 'string' ? { name: entry } : entry
    const these = all.filter((it) => it.name === name)
    if (these.length === 0) problems.push(unknown(name, all, asked.file))
    return these.map((dependency) => ({ dependency, form: as ?? formOf(readWritten(dependency.version, asked.scheme)) }))
  })
  return { followed, problems }
}

const unknown = (name: string, all: readonly Dependency[], file: string): Problem => {
  const names = all.map((it) => it.name)
  const suggestion = suggest(name, names)
  return problem('DEPENDENCIES_NO_ENTRY', { file, name, known: names.slice(0, 12).join(', '), ...(suggestion === undefined ? {} : { suggestion }) }, { file })
}

/** A claim that the version stands in a file which has no place for it would check nothing, in silence. */
export const mustFollow = ({ file }: Asked, followed: number): void => {
  if (followed === 0) fail('DEPENDENCIES_NONE', { file }, { place: { file } })
}

/** What the entry is to say: with the revision that it has, when the version is right already and no other revision is asked for. */
export const valueFor = ({ dependency, form }: Followed, version: Version, revision?: { readonly given?: number | undefined; readonly from: number }): string => {
  const now = readWritten(dependency.version, version.scheme)
  const isRight = formOf(now) === form && now.version !== undefined && namesVersion(now.version, version)
  const keeps = isRight && (revision?.given === undefined || now.revision === undefined || Number(now.revision) === revision.given)
  return keeps ? dependency.version : renderForm(form, version.text, revision?.given ?? revision?.from ?? 0)
}
