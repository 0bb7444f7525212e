// Sets the version in every reference, as one edit of all files: either every place can be written, or none is. Pure; texts come in and go out.
import { failAll, problem, type Problem } from '../errors/release-error.js'
import { editDependencies, type Edit } from './dependencies/edit-dependencies.js'
import { editReference, readReference, whereText, type Where } from './edit/reference-text.js'
import { collect, isDependencies, isFile, isPlaceholder, textOf, wheresOf, type AlsoSet, type DependenciesReference, type Reference, type Texts } from './reference.js'
import { renderTemplate, wordsOf } from './template.js'
import { spell, type Version } from './version.js'

export interface Edits {
  readonly references: readonly Reference[]
  readonly alsoSet: readonly AlsoSet[]
  readonly texts: Texts
  readonly version: Version
  /** Which of the values of `also-set` is meant. */
  readonly mode: 'release' | 'next'
  /** Names of the images that this line publishes: entries of dependencies.yaml are called like them. */
  readonly images?: readonly string[]
  /** Of image tags in dependencies.yaml; the first one unless another is given. */
  readonly revision?: { readonly given?: number | undefined; readonly from: number }
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
  for (const it of edits.references.filter(isDependencies)) {
    collect(problems, () => {
      for (const { file, change } of dependenciesEdits(it, current(it.dependencies), edits)) collect(problems, () => texts.set(file, change(current(file))))
    })
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

const dependenciesEdits = ({ dependencies: file, entries }: DependenciesReference, text: string, edits: Edits): readonly Edit[] => {
  const { references, version, images = [], revision = { from: 0 } } = edits
  return editDependencies({ file, entries, text, version, images, revision, scheme: version.scheme, mayFollowNone: references.some((it) => isFile(it) && it.is === 'version') })
}

const wantedOf = ({ references, alsoSet, texts, version, mode }: Edits, problems: Problem[]): readonly Wanted[] => {
  const wanted: Wanted[] = []
  for (const { is, prefix = '', spelling, ...reference } of references.filter(isFile).filter((it) => it.is === 'version')) {
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
