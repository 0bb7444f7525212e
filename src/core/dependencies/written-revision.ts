// The revision of image tags that dependencies.yaml says beside the version of a release. The files that it names say the same, or the
// references disagree. Pure.
import type { Place } from '../../errors/entry.js'
import { ReleaseError } from '../../errors/release-error.js'
import { isDependencies, type Reference, type Texts } from '../reference.js'
import { namesVersion, type Version } from '../version.js'
import { followedIn } from './followed.js'
import { readDependencies } from './read-dependencies.js'
import { readWritten } from './written.js'

export interface WrittenRevision {
  readonly revision: number
  /** `v4.5.1-0` */
  readonly text: string
  readonly file: string
  readonly place: Place
}

interface Asked {
  readonly references: readonly Reference[]
  readonly texts: Texts
  readonly version: Version
  readonly images: readonly string[]
}

/** What cannot be read says none: the gate of the references tells what is wrong with it. */
export const writtenRevisions = ({ references, texts, version, images }: Asked): readonly WrittenRevision[] =>
  references.filter(isDependencies).flatMap(({ dependencies: file, entries }) => {
    try {
      const { followed } = followedIn(readDependencies(texts[file] ?? '', file), { file, entries, scheme: version.scheme, images })
      return followed.flatMap(({ dependency: { version: text, place } }) => {
        const said = readWritten(text, version.scheme)
        return said.revision !== undefined && said.version !== undefined && namesVersion(said.version, version) ? [{ revision: Number(said.revision), text, file, place }] : []
      })
    } catch (failure) {
      if (failure instanceof ReleaseError) return []
      throw failure
    }
  })
