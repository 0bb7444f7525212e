// What stands in a reference, as it is, without the prefix; versions and placeholders alike. For whoever asks which version a source
// speaks of. Pure.
import { followedIn } from './dependencies/followed.js'
import { readDependencies } from './dependencies/read-dependencies.js'
import { readWritten } from './dependencies/written.js'
import { readReference } from './edit/reference-text.js'
import type { Place } from '../errors/entry.js'
import { isFile, wheresOf, type Reference, type Texts } from './reference.js'
import type { Scheme } from './version.js'

export interface WrittenText {
  readonly text: string
  readonly place: Place
}

export const writtenVersions = (reference: Reference, texts: Texts, scheme: Scheme): readonly string[] => writtenTexts(reference, texts, scheme).map((it) => it.text)

/** Empty for names of images, and for a file that is not there. */
export const writtenTexts = (reference: Reference, texts: Texts, scheme: Scheme): readonly WrittenText[] => {
  const text = texts[isFile(reference) ? reference.file : reference.dependencies]
  if (text === undefined) return []
  if (!isFile(reference)) {
    const { dependencies: file, entries } = reference
    const { followed } = followedIn(readDependencies(text, file), { file, entries, scheme, images: [] })
    return followed.flatMap(({ dependency: { version, place } }) => {
      const written = readWritten(version, scheme).version
      return written === undefined ? [] : [{ text: written, place }]
    })
  }
  const { file, is, prefix = '' } = reference
  if (is !== 'version') return []
  return wheresOf(reference, is).map((where) => {
    const { value, line, column } = readReference(text, file, where)
    return { text: value.startsWith(prefix) ? value.slice(prefix.length) : value, place: { file, line, column } }
  })
}
