// References: the places in the source where the version (or the name of an image) is written: how the config names them, and which
// files are to be read for them. Comparing them is core/check-references, writing them core/set-references.
import { z } from 'zod'
import { fail, ReleaseError, type Problem } from '../errors/release-error.js'
import { readDependencies } from './dependencies/read-dependencies.js'
import { forms } from './dependencies/written.js'
import { pointerShape } from './edit/pointer.js'
import type { Where } from './edit/reference-text.js'
import { patternFault, type Hole } from './edit/text-pattern.js'
import { templateText } from './checked-text.js'
import { filePathShape } from './file-path.js'
import { editWays } from './request.js'
import { suggest } from './suggest.js'
import { spellings, type Spelling } from './version.js'
import { nextRules } from './version/next-version.js'

const filePath = z.string().regex(filePathShape, 'a path below the root of the repository, with / between folders')
const pointer = z.string().regex(pointerShape, 'a JSON pointer such as /docker/version')
const pointers = z.union([pointer, z.array(pointer).min(1)]).optional()

const place = {
  file: filePath.describe('File of the repository.'),
  at: pointers.describe('Where in a JSON, YAML or TOML file: one JSON pointer, or several.'),
  pattern: z.string().min(1).optional().describe('The text around it, as it stands in the file, with one {version} in it; with `at` it must fit the whole value.'),
}

type Patterned = { readonly at?: unknown; readonly pattern?: string | undefined }
const checkPattern = (it: Patterned, hole: Hole, wrong: (path: string, message: string) => void): void => {
  const fault = it.pattern === undefined ? undefined : patternFault(it.pattern, hole)
  if (fault !== undefined) wrong('pattern', fault)
}

export const referenceSchema = z.strictObject({
  ...place,
  prefix: z.string().regex(/^[^\s{}]{1,64}$/, 'a short text without spaces or braces').optional().describe('Text that stands before the version, such as v.'),
  spelling: z.enum(spellings).default('plain').describe('How the version is spelled there; plain is as in the tag.'),
  is: z.enum(['version', 'image']).default('version').describe('What stands there: the version, or the name of an image, which must be one that this line publishes.'),
}).superRefine((it, context) => {
  const wrong = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message })
  checkPattern(it, it.is, wrong)
  if (it.prefix !== undefined && it.pattern !== undefined) wrong('prefix', 'write it into the pattern')
})

/** zeitgeist's file, which says itself where versions stand. */
export const dependenciesSchema = z.strictObject({
  dependencies: filePath.describe('A dependencies.yaml of zeitgeist, read as it is: all its entries are checked, and those of the release follow the version.'),
  entries: z.array(z.union([z.string().min(1), z.strictObject({ name: z.string().min(1), as: z.enum(forms).optional() })])).min(1).optional()
    .describe('Names of the entries that carry the version; default: the one called "… release version" or whose file is VERSION, and those with the same version or the name of an image of this line.'),
})

const value = templateText(z.string().min(1).max(1024)).optional()

export const alsoSetSchema = z.strictObject({
  ...place,
  release: value.describe('Value in the commit of a release; a template.'),
  next: value.describe('Value in the commit of the next development version; a template.'),
}).superRefine((it, context) => {
  const wrong = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message })
  checkPattern(it, 'value', wrong)
  if (it.at === undefined && it.pattern === undefined) wrong('at', 'say where in the file, with `at` or `pattern`')
  if (it.release === undefined && it.next === undefined) wrong('release', 'give a value for the release, for the next version, or both')
})

/** `version` of a line. */
export const versionEntrySchema = z.strictObject({
  name: z.string().min(1).default('version'),
  'written-in': z.array(z.union([referenceSchema, dependenciesSchema])).default([]).describe('Places where the version is written.'),
  'also-set': z.array(alsoSetSchema).default([]).describe('Other keys that change in the same edit.'),
  as: z.enum(editWays).optional().describe('How `prepare` brings the edit in: a commit on the branch (default), or a pull request, after whose merge it goes on.'),
  next: z.enum(nextRules).optional().describe('Rule of the next development version, which is committed after a release.'),
})

export type FileReference = z.output<typeof referenceSchema>
export type DependenciesReference = z.output<typeof dependenciesSchema>
export type Reference = FileReference | DependenciesReference
export type AlsoSet = z.output<typeof alsoSetSchema>
export type VersionEntry = z.output<typeof versionEntrySchema>
/** Text by path, as in the commit; a file that is not there is absent. */
export type Texts = Readonly<Record<string, string | undefined>>

/** Chart.yaml must be SemVer, or Helm refuses it; everything else takes the version as the tag has it. */
export const guessSpelling = (file: string): Spelling => (/(?:^|\/)Chart\.ya?ml$/.test(file) ? 'semver' : 'plain')

export const isFile = (it: Reference): it is FileReference => 'file' in it
export const isDependencies = (it: Reference): it is DependenciesReference => !isFile(it)

/** Those that the config names; what dependencies.yaml names besides, its text says. */
const filesOf = (references: readonly Reference[], alsoSet: readonly Pick<AlsoSet, 'file'>[]): readonly string[] =>
  [...new Set([...references.map((it) => (isFile(it) ? it.file : it.dependencies)), ...alsoSet.map((it) => it.file)])]

/** Every file that is compared or edited. What is wrong with one is told when that is done. */
export const readTexts = async (references: readonly Reference[], alsoSet: readonly Pick<AlsoSet, 'file'>[], read: (file: string) => Promise<string | undefined>): Promise<Texts> => {
  const readAll = async (files: readonly string[]): Promise<Texts> => Object.fromEntries(await Promise.all(files.map(async (file) => [file, await read(file)] as const)))
  const named = await readAll(filesOf(references, alsoSet))
  const further = references.filter(isDependencies).flatMap((it) => pathsIn(it.dependencies, named)).filter((it) => !Object.hasOwn(named, it))
  return { ...named, ...(await readAll([...new Set(further)])) }
}

const pathsIn = (file: string, texts: Texts): readonly string[] => {
  const paths: string[] = []
  collect([], () => paths.push(...readDependencies(textOf(file, texts), file).flatMap((it) => it.refPaths.map((ref) => ref.path))))
  return paths
}

export const wheresOf = ({ at, pattern }: Pick<FileReference, 'at' | 'pattern'>, hole: Hole): readonly Where[] => {
  const rest = { hole, ...(pattern === undefined ? {} : { pattern }) }
  return at === undefined ? [rest] : (typeof at === 'string' ? [at] : at).map((it) => ({ ...rest, at: it }))
}

/** `${version}`, `${image_version}`: whoever packages the chart fills it in. */
export const isPlaceholder = (text: string): boolean => /^\$\{(?:[A-Za-z0-9_]{0,60}_)?version\}$/.test(text)

/** Fails when the file is not there. */
export const textOf = (file: string, texts: Texts, paths: readonly string[] = []): string => {
  const text = Object.hasOwn(texts, file) ? texts[file] : undefined
  if (text !== undefined) return text
  const suggestion = nearestPath(file, paths)
  return fail('REFERENCE_FILE_MISSING', { file, ...(suggestion === undefined ? {} : { suggestion }) }, { place: { file } })
}

/** The same name in another folder, or a path with few other letters; among so many only, as each comparison costs. */
const nearestPath = (file: string, paths: readonly string[]): string | undefined => {
  const name = file.slice(file.lastIndexOf('/') + 1)
  const near = paths.filter((it) => Math.abs(it.length - file.length) <= 3).slice(0, 1000)
  return suggest(file, near) ?? paths.find((it) => it === name || it.endsWith(`/${name}`))
}

/** Problems of one place do not keep the others from being told. */
export const collect = (problems: Problem[], work: () => void): void => {
  try {
    work()
  } catch (failure) {
    if (!(failure instanceof ReleaseError)) throw failure
    problems.push(...failure.problems)
  }
}

