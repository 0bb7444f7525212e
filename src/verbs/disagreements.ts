// What the references of a commit disagree about among themselves: told by a rehearsal that is about to set them anyway, so that
// nobody takes a green one for a source that is ready to be tagged as it stands.
import type { Config } from '../core/config.js'
import { checkReferences } from '../core/check-references.js'
import { isDependencies } from '../core/reference.js'
import type { Request } from '../core/request.js'
import type { Ports } from '../ports/ports.js'
import { writtenVersion } from './upcoming-version.js'
import { commitTexts, onlyLine, versionEntryOf } from './work-tree.js'

/** One line for each place that says another version than the first one; file and line first. */
export const disagreements = async (config: Config, commit: string, request: Pick<Request, 'line'>, ports: Pick<Ports, 'git'>): Promise<readonly string[]> => {
  const line = onlyLine(config, request)
  const texts = await commitTexts(line, commit, ports)
  const references = versionEntryOf(line)['written-in'].filter((it) => isDependencies(it) || it.is === 'version')
  const { problems } = checkReferences(references, texts, writtenVersion(line, texts))
  return problems.map((it) => `${it.place?.file ?? ''}${it.place?.line === undefined ? '' : `:${it.place.line}`}: ${it.message}`)
}
