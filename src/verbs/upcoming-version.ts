// Which version the source itself speaks of: the one written in its first reference, and the release that it leads to.
import type { Config, LineConfig } from '../core/config.js'
import type { Texts } from '../core/reference.js'
import type { Request } from '../core/request.js'
import { rulesOf } from '../core/runs.js'
import { asVersion, parseVersion, type Scheme, type Version } from '../core/version.js'
import { releaseVersionOf } from '../core/version/next-version.js'
import { writtenTexts } from '../core/written-versions.js'
import type { Place } from '../errors/entry.js'
import { fail } from '../errors/release-error.js'
import type { Ports } from '../ports/ports.js'
import { commitTexts, onlyLine, versionEntryOf } from './work-tree.js'

/** Read as the line's scheme, or as another one that can be spelled in it: a chart says `1.0.0-dev.0` where the line says `1.0.0.dev0`. */
const readAs = (text: string, scheme: Scheme): Version | undefined => {
  const own = asVersion(text, scheme)
  if (own || scheme === 'free') return own
  const other = asVersion(text, scheme === 'pep440' ? 'semver' : 'pep440')
  const spelled = scheme === 'pep440' ? other?.pep440 : other?.semver
  return spelled === undefined ? undefined : parseVersion(spelled, scheme)
}

export interface Written {
  readonly version: Version
  readonly place: Place
}

/** What stands in the first place that holds a version, and no placeholder. */
export const firstWritten = (line: LineConfig, texts: Texts): Written | undefined => {
  for (const reference of versionEntryOf(line)['written-in']) {
    for (const { text, place } of writtenTexts(reference, texts, line.scheme)) {
      const version = readAs(text, line.scheme)
      if (version) return { version, place }
    }
  }
  return undefined
}

export const writtenVersion = (line: LineConfig, texts: Texts): Version => firstWritten(line, texts)?.version ?? fail('VERSION_NOT_WRITTEN', { line: line.name })

/** The same, of a line; undefined where the version stands in its tags alone. */
export const upcomingOf = async (line: LineConfig, commit: string, ports: Pick<Ports, 'git'>): Promise<Version | undefined> =>
  versionEntryOf(line)['written-in'].length === 0 ? undefined : releaseVersionOf(writtenVersion(line, await commitTexts(line, commit, ports)))

/** `1.2.0.dev0` in the source leads to `1.2.0`. */
export const upcomingVersion = async (config: Config, commit: string, request: Pick<Request, 'line'>, ports: Pick<Ports, 'git'>): Promise<string> => {
  const line = onlyLine(config, request)
  return releaseVersionOf(writtenVersion(line, await commitTexts(line, commit, ports))).text
}

/** What is rehearsed when nothing is named: where the version stands nowhere, the first name that the `on` of the line gives to a run. */
export const upcomingRelease = async (config: Config, commit: string, request: Pick<Request, 'line'>, ports: Pick<Ports, 'git'>): Promise<{ readonly version: string } | { readonly name: string }> => {
  const line = onlyLine(config, request)
  const name = versionEntryOf(line)['written-in'].length > 0 ? undefined : rulesOf(line.effective).find((it) => it.as !== undefined)?.as
  return name === undefined ? { version: await upcomingVersion(config, commit, request, ports) } : { name }
}
