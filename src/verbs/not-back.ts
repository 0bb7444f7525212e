// A branch never goes back: a version that is lower than what its files say belongs to another branch, or was mistyped.
import type { LineConfig } from '../core/config.js'
import type { Texts } from '../core/reference.js'
import { tagName } from '../core/tag-pattern.js'
import { compareVersions, type Version } from '../core/version.js'
import { finalOf } from '../core/version/next-version.js'
import { fail, ReleaseError } from '../errors/release-error.js'
import type { Ports } from '../ports/ports.js'
import { firstWritten, type Written } from './upcoming-version.js'

interface Meant {
  readonly line: LineConfig
  readonly version: Version
  readonly branch: string
}

export const mustNotGoBack = ({ line, version, branch }: Meant, { github, repository }: Pick<Ports, 'github' | 'repository'>) => async (texts: Texts): Promise<void> => {
  const written = writtenIn(line, texts)
  // Names that are no versions have an order only by their letters.
  if (!written || line.scheme === 'free' || compareVersions(version, written.version) >= 0) return
  // Where the next version is written without `.dev`, its candidates come before it; once it is out, none does.
  const isCandidate = version.isPrerelease && compareVersions(finalOf(version), written.version) === 0
  if (isCandidate && !(await github.ref(repository, `refs/tags/${tagName(line.tag, written.version)}`))) return
  fail('VERSION_LOWER', { version: version.text, branch, found: written.version.text, file: written.place.file ?? 'the source' }, { place: written.place })
}

/** A place that cannot be read is told with all the others, by whoever sets them. */
const writtenIn = (line: LineConfig, texts: Texts): Written | undefined => {
  try {
    return firstWritten(line, texts)
  } catch (failure) {
    if (failure instanceof ReleaseError) return undefined
    throw failure
  }
}
