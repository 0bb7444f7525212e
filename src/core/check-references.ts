// Says of every reference whether it names the version. They are compared by meaning, and all disagreements are told together. Pure.
import { problem, ReleaseError, type Problem } from '../errors/release-error.js'
import { checkDependencies } from './dependencies/check-dependencies.js'
import { mustFollow } from './dependencies/followed.js'
import { readReference, whereText, type Found, type Where } from './edit/reference-text.js'
import { parseImageName } from './image-name.js'
import { collect, isDependencies, isFile, isPlaceholder, textOf, wheresOf, type DependenciesReference, type FileReference, type Reference, type Texts } from './reference.js'
import { namesVersion, spellingOf, type Version } from './version.js'

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

/** Says of every reference whether it names the version; all disagreements together, each with its file and line. */
export const checkReferences = (references: readonly Reference[], texts: Texts, version: Version, around: Around = {}): Checked => {
  const agreed: Agreement[] = []
  const problems: Problem[] = []
  for (const reference of references) {
    if (isDependencies(reference)) collect(problems, () => addDependencies(reference, { agreed, problems }, { references, texts, version, around }))
    else for (const where of wheresOf(reference, reference.is)) {
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

interface Asked {
  readonly references: readonly Reference[]
  readonly texts: Texts
  readonly version: Version
  readonly around: Around
}

const addDependencies = (reference: DependenciesReference, to: { readonly agreed: Agreement[]; readonly problems: Problem[] }, { references, texts, version, around }: Asked): void => {
  const { dependencies: file, entries } = reference
  const asked = { file, entries, scheme: version.scheme, images: around.images ?? [] }
  const textOfFile = (path: string): string => textOf(path, texts, around.paths)
  const checked = checkDependencies({ ...asked, text: textOfFile(file), version, textOf: textOfFile, collect })
  to.agreed.push(...checked.agreed.map((it): Agreement => ({ ...it, how: 'same' })))
  to.problems.push(...checked.problems)
  if (!namesVersionElsewhere(references) && checked.problems.length === 0) mustFollow(asked, checked.followed)
}

const namesVersionElsewhere = (references: readonly Reference[]): boolean => references.some((it) => isFile(it) && it.is === 'version')

const agreement = (found: string, { prefix = '', spelling }: FileReference, version: Version): Agreement['how'] | undefined => {
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

const disagreement = ({ file, is, prefix = '', spelling }: FileReference, where: Where, { found, version, images }: Compared): Problem => {
  const at = { file, line: found.line, column: found.column }
  const shown = { file, where: whereText(where), found: found.value.slice(0, 120) }
  if (is === 'image') return problem('REFERENCE_IMAGE', { ...shown, wanted: images.join(', ') || 'no image' }, at)
  return problem('REFERENCE_DISAGREES', { ...shown, wanted: `${prefix}${spellingOf(version, spelling) ?? version.text}`, version: version.text }, at)
}
