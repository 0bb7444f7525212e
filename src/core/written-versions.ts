// What stands in a reference, as it is, without the prefix; versions and placeholders alike. For whoever asks which version a source
// speaks of. Pure.
import { followedIn } from './dependencies/followed.js'
import { readDependencies } from './dependencies/read-dependencies.js'
import { readWritten } from './dependencies/written.js'
import { readReference } from './edit/reference-text.js'
import { isFile, wheresOf, type Reference, type Texts } from './reference.js'
import type { Scheme } from './version.js'

/** Empty for names of images, and for a file that is not there. */
export const writtenVersions = (reference: Reference, texts: Texts, scheme: Scheme): readonly string[] => {
  const text = texts[isFile(reference) ? reference.file : reference.dependencies]
  if (text === undefined) return []
  if (!isFile(reference)) {
    const { dependencies: file, entries } = reference
    const { followed } = followedIn(readDependencies(text, file), { file, entries, scheme, images: [] })
    return followed.flatMap(({ dependency }) => readWritten(dependency.version, scheme).version ?? [])
  }
  const { file, is, prefix = '' } = reference
  if (is !== 'version') return []
  return wheresOf(reference, is).map((where) => {
    const { value } = readReference(text, file, where)
    return value.startsWith(prefix) ? value.slice(prefix.length) : value
  })
}
