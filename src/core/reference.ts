// References: the places in the source where the version (or the name of an image) is written. They are compared by meaning, and
// set as one edit of all files: either every place can be written, or none is. Pure; texts come in and go out.
import { z } from 'zod'
import { fail, failAll, problem, ReleaseError, type Problem } from '../errors/release-error.js'
import { pointerShape } from './edit/pointer.js'
import { editReference, readReference, whereText, type Found, type Where } from './edit/reference-text.js'
import { patternFault, type Hole } from './edit/text-pattern.js'
import { templateText } from './checked-text.js'
import { parseImageName } from './image-name.js'
import { suggest } from './suggest.js'
import { renderTemplate, wordsOf } from './template.js'
import { namesVersion, spell, spellingOf, spellings, type Spelling, type Version } from './version.js'
import { nextRules } from './version/next-version.js'

const filePath = z.string().regex(/^(?!\/|[A-Za-z]:)(?!(?:.*\/)?\.\.?(?:\/|$))(?!(?:.*\/)?\.git(?:\/|$))[^\\\u0000-\u001f]+$/, 'a path below the root of the repository, with / between folders')
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
  'written-in': z.array(referenceSchema).default([]).describe('Places where the version is written.'),
  'also-set': z.array(alsoSetSchema).default([]).describe('Other keys that change in the same edit.'),
  next: z.enum(nextRules).optional().describe('Rule of the next development version, which is committed after a release.'),
})

export type Reference = z.output<typeof referenceSchema>
export type AlsoSet = z.output<typeof alsoSetSchema>
export type VersionEntry = z.output<typeof versionEntrySchema>
/** Text by path, as in the commit; a file that is not there is absent. */
export type Texts = Readonly<Record<string, string | undefined>>

export interface Agreement {
  readonly file: string
  /** Pointer or pattern; empty for a file that holds nothing else. */
  readonly where: string
  readonly line: number
  readonly column: number
  readonly found: string
  /** `spelling`: the same version, spelled otherwise than the config says. `placeholder`: filled when the chart is packaged. */
  readonly how: 'same' | 'spelling' | 'placeholder' | 'image'
}

export interface Checked {
  readonly agreed: readonly Agreement[]
  readonly problems: readonly Problem[]
}

export interface Around {
  /** Where this line's images go. */
  readonly images?: readonly string[]
  /** Files of the commit, to suggest one by. */
  readonly paths?: readonly string[]
}

/** Chart.yaml must be SemVer, or Helm refuses it; everything else takes the version as the tag has it. */
export const guessSpelling = (file: string): Spelling => (/(?:^|\/)Chart\.ya?ml$/.test(file) ? 'semver' : 'plain')

export const filesOf = (references: readonly Pick<Reference, 'file'>[], alsoSet: readonly Pick<AlsoSet, 'file'>[]): readonly string[] =>
  [...new Set([...references, ...alsoSet].map((it) => it.file))]

const wheresOf = ({ at, pattern }: Pick<Reference, 'at' | 'pattern'>, hole: Hole): readonly Where[] => {
  const rest = { hole, ...(pattern === undefined ? {} : { pattern }) }
  return at === undefined ? [rest] : (typeof at === 'string' ? [at] : at).map((it) => ({ ...rest, at: it }))
}

/** `${version}`, `${image_version}`: whoever packages the chart fills it in. */
const isPlaceholder = (text: string): boolean => /^\$\{(?:[A-Za-z0-9_]{0,60}_)?version\}$/.test(text)

const textOf = (file: string, texts: Texts, paths: readonly string[] = []): string => {
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
const collect = (problems: Problem[], work: () => void): void => {
  try {
    work()
  } catch (failure) {
    if (!(failure instanceof ReleaseError)) throw failure
    problems.push(...failure.problems)
  }
}

/** Says of every reference whether it names the version; all disagreements together, each with its file and line. */
export const checkReferences = (references: readonly Reference[], texts: Texts, version: Version, around: Around = {}): Checked => {
  const agreed: Agreement[] = []
  const problems: Problem[] = []
  for (const reference of references) {
    for (const where of wheresOf(reference, reference.is)) {
      collect(problems, () => {
        const found = readReference(textOf(reference.file, texts, around.paths), reference.file, where)
        const how = reference.is === 'image' ? imageAgreement(found.value, around.images ?? []) : agreement(found.value, reference, version)
        if (how === undefined) problems.push(disagreement(reference, where, { found, version, images: around.images ?? [] }))
        else agreed.push({ file: reference.file, where: whereText(where), line: found.line, column: found.column, found: found.value, how })
      })
    }
  }
  return { agreed, problems }
}

const agreement = (found: string, { prefix = '', spelling }: Reference, version: Version): Agreement['how'] | undefined => {
  if (isPlaceholder(found)) return 'placeholder'
  if (!found.startsWith(prefix)) return undefined
  const bare = found.slice(prefix.length)
  if (isPlaceholder(bare)) return 'placeholder'
  if (bare === spellingOf(version, spelling)) return 'same'
  return namesVersion(bare, version) ? 'spelling' : undefined
}

/** Docker's own names for one place: `accanto/x` is `docker.io/accanto/x`. A tag or digest after the name is not looked at. */
const imageNameOf = (text: string): string | undefined => {
  try {
    const { host, repository } = parseImageName(text, { familiar: true })
    return `${host}/${repository}`
  } catch (failure) {
    if (failure instanceof ReleaseError) return undefined
    throw failure
  }
}

export const isSameImage = (a: string, b: string): boolean => imageNameOf(a) !== undefined && imageNameOf(a) === imageNameOf(b)

const imageAgreement = (found: string, images: readonly string[]): Agreement['how'] | undefined => (images.some((it) => isSameImage(found, it)) ? 'image' : undefined)

interface Compared {
  readonly found: Found
  readonly version: Version
  readonly images: readonly string[]
}

const disagreement = ({ file, is, prefix = '', spelling }: Reference, where: Where, { found, version, images }: Compared): Problem => {
  const at = { file, line: found.line, column: found.column }
  const shown = { file, where: whereText(where), found: found.value.slice(0, 120) }
  if (is === 'image') return problem('REFERENCE_IMAGE', { ...shown, wanted: images.join(', ') || 'no image' }, at)
  return problem('REFERENCE_DISAGREES', { ...shown, wanted: `${prefix}${spellingOf(version, spelling) ?? version.text}`, version: version.text }, at)
}

export interface Edits {
  readonly references: readonly Reference[]
  readonly alsoSet: readonly AlsoSet[]
  readonly texts: Texts
  readonly version: Version
  /** Which of the values of `also-set` is meant. */
  readonly mode: 'release' | 'next'
}

interface Wanted {
  readonly file: string
  readonly where: Where
  readonly value: string
}

/**
 * The files that change, with their new text; a file that says everything already is not among them. Placeholders and names of
 * images stay as they are. Fails with all problems together, and then nothing is to be written.
 */
export const setReferences = (edits: Edits): ReadonlyMap<string, string> => {
  const problems: Problem[] = []
  const wanted = wantedOf(edits, problems)
  const texts = new Map<string, string>()
  const current = (file: string): string => texts.get(file) ?? textOf(file, edits.texts)
  const refused = new Map<Wanted, readonly Problem[]>()
  for (const it of wanted) {
    const faults: Problem[] = []
    collect(faults, () => texts.set(it.file, editReference(current(it.file), it.file, it.where, it.value)))
    if (faults.length > 0) refused.set(it, faults)
  }
  // Read again what was written: an alias may say the right thing by now, and of two settings for one place the first has lost.
  for (const it of wanted) {
    collect(problems, () => {
      const { value: found, line, column } = readReference(current(it.file), it.file, it.where)
      if (found === it.value) return
      problems.push(...(refused.get(it) ?? [problem('REFERENCE_CLASH', { file: it.file, where: whereText(it.where), found, wanted: it.value }, { file: it.file, line, column })]))
    })
  }
  failAll(problems)
  return new Map([...texts].filter(([file, text]) => text !== edits.texts[file]))
}

const wantedOf = ({ references, alsoSet, texts, version, mode }: Edits, problems: Problem[]): readonly Wanted[] => {
  const wanted: Wanted[] = []
  for (const { is, prefix = '', spelling, ...reference } of references.filter((it) => it.is === 'version')) {
    for (const where of wheresOf(reference, is)) {
      collect(problems, () => {
        const { value: found } = readReference(textOf(reference.file, texts), reference.file, where)
        if (isPlaceholder(found) || (found.startsWith(prefix) && isPlaceholder(found.slice(prefix.length)))) return
        wanted.push({ file: reference.file, where, value: `${prefix}${spell(version, spelling)}` })
      })
    }
  }
  for (const it of alsoSet) {
    const template = it[mode]
    if (template === undefined) continue
    collect(problems, () => {
      const text = renderTemplate(template, wordsOf(version))
      wanted.push(...wheresOf(it, 'value').map((where) => ({ file: it.file, where, value: text })))
    })
  }
  return wanted
}
