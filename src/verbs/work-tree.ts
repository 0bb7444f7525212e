// The line and the texts of its references in the work tree, as `check` and `set-version` see them.
import { join } from 'node:path'
import type { Config, LineConfig } from '../core/config.js'
import { readTexts, type Texts, type VersionEntry } from '../core/reference.js'
import type { Request } from '../core/request.js'
import { fail } from '../errors/release-error.js'
import { lineFor } from '../plan/claim.js'
import type { Ports } from '../ports/ports.js'
import type { AnyStep } from '../ports/step.js'
import { loadConfig } from '../config/load-config.js'
import { configFile, readConfig } from './read-config.js'

export const versionEntryOf = (line: LineConfig): VersionEntry =>
  (line.slots['version']?.[0] as unknown as VersionEntry | undefined) ?? { name: 'version', 'written-in': [], 'also-set': [] }

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

/** The config that lies in the work tree; what is committed only where there is none. */
export const workTreeConfig = async (request: Request, ports: Ports, steps: readonly AnyStep[]): Promise<Config> => {
  const path = join(ports.folder, configFile)
  if (request.config === undefined && (await ports.files.exists(path))) return loadConfig(await ports.files.readText(path), configFile, steps)
  const head = (await ports.git.commit('HEAD')) ?? fail('COMMIT_NOT_FOUND', { commit: 'HEAD', where: ports.folder })
  return readConfig(head, request, ports, steps)
}

export const workTreeTexts = async (line: LineConfig, ports: Ports): Promise<Texts> => {
  const entry = versionEntryOf(line)
  return readTexts(entry['written-in'], entry['also-set'], async (file) => {
    const path = join(ports.folder, file)
    return (await ports.files.exists(path)) ? decode(await ports.files.readBytes(path)) : undefined
  })
}

export const commitTexts = async (line: LineConfig, commit: string, ports: Pick<Ports, 'git'>): Promise<Texts> => {
  const entry = versionEntryOf(line)
  return readTexts(entry['written-in'], entry['also-set'], async (file) => {
    const bytes = await ports.git.show(commit, file)
    return bytes && decode(bytes)
  })
}

const isWritten = (line: LineConfig): boolean => versionEntryOf(line)['written-in'].length > 0

/** The lines whose version stands in the source: of those that have it from their tag alone there is nothing to compare or set. */
export const writtenLines = (config: Config, request: Pick<Request, 'line'>): readonly LineConfig[] => {
  const written = config.lines.filter(isWritten)
  return request.line !== undefined || written.length === 0 ? [lineFor(config, request.line)] : written
}

/** The line that is named, or the only one that is meant. */
export const onlyLine = (config: Config, request: Pick<Request, 'line'>): LineConfig => {
  const [only, ...others] = writtenLines(config, request)
  return only && others.length === 0 ? only : lineFor(config, request.line)
}
