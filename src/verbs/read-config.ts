// The config of a commit: the file named by --config (from disk), else .slipway.yaml of the commit, else the layout itself. And which
// commit that is: the tagged one, or with --config-from default the head of the default branch, for an old tag with today's config.
import { join } from 'node:path'
import { loadConfig } from '../config/load-config.js'
import { recogniseLayout, type Missing } from '../config/recognise.js'
import type { Config, ConfigCommit } from '../core/config.js'
import { repositoryText } from '../core/facts.js'
import type { Request } from '../core/request.js'
import { fail } from '../errors/release-error.js'
import type { Log } from '../ports/log.js'
import type { Ports } from '../ports/ports.js'
import type { AnyStep } from '../ports/step.js'

export const configFile = '.slipway.yaml'
/** Where a config has no file. */
export const layoutFile = 'the recognised layout'

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

type ConfigPorts = Pick<Ports, 'git' | 'files' | 'log' | 'folder'>

export const readConfig = async (commit: string, request: Pick<Request, 'config' | 'configFrom'>, ports: ConfigPorts, steps: readonly AnyStep[]): Promise<Config> => {
  if (request.config !== undefined && !(await ports.files.exists(request.config))) return fail('USAGE', { what: `There is no file ${request.config}, which --config names.` })
  if (request.config !== undefined) return loadConfig(await ports.files.readText(request.config), request.config, steps)
  const committed = await ports.git.show(commit, configFile)
  if (committed) return loadConfig(decode(committed), configFile, steps)
  const layout = await recogniseLayout(await ports.git.paths(commit), async (path) => {
    const bytes = await ports.git.show(commit, path)
    return bytes ? decode(bytes) : ''
  }, () => missingAt(commit, request, ports))
  tellLayout(layout, ports.log)
  return loadConfig(layout, layoutFile, steps)
}

/** Whoever has just written a config, or releases a tag from before it, has one; where is seen from the clone. */
const missingAt = async (commit: string, { configFrom }: Pick<Request, 'configFrom'>, { git, files, folder }: ConfigPorts): Promise<Missing> => {
  const head = await git.commit('HEAD')
  // That of the default branch was asked for: what another branch has is no answer.
  if (configFrom !== 'default' && head !== undefined && (await git.holds(head, configFile))) return { commit, elsewhere: 'HEAD' }
  return (await files.exists(join(folder, configFile))) && configFrom !== 'default' ? { commit, elsewhere: 'work tree' } : { commit }
}

/** By the log of a run: a rehearsal reads the same layout for its world, for the tag that it makes, and for the release. */
const told = new WeakMap<Log, Set<string>>()

const tellLayout = (layout: string, log: Log): void => {
  const before = told.get(log) ?? new Set<string>()
  told.set(log, before)
  if (before.has(layout)) return
  before.add(layout)
  log.info(`There is no ${configFile}; the driver layout was recognised. The effective config is:\n\n${layout.replace(/^(?=.)/gm, '   ')}`)
}

/** The config by which a tag is released. */
export const readReleaseConfig = async (tagged: string, request: Pick<Request, 'config' | 'configFrom'>, ports: Ports, steps: readonly AnyStep[]): Promise<Config> => {
  if (request.configFrom !== 'default') return readConfig(tagged, request, ports, steps)
  const from = await defaultHead(ports)
  ports.log.info(`The config is that of ${from.branch} at ${from.commit}, not that of the tagged commit.`)
  return { ...(await readConfig(from.commit, { configFrom: 'default' }, ports, steps)), from }
}

/** As GitHub has it: a clone may be behind. */
export const defaultHead = async ({ github, git, repository, bring }: Pick<Ports, 'github' | 'git' | 'repository' | 'bring'>): Promise<ConfigCommit> => {
  const { defaultBranch: branch } = await github.repository(repository)
  const head = (await github.ref(repository, `refs/heads/${branch}`))?.object ?? fail('BRANCH_MISSING', { branch, repository: repositoryText(repository) })
  // What is brought may be newer by a moment; then that is the head.
  return { branch, commit: (await git.commit(head)) ?? (await bring(`refs/heads/${branch}`)) }
}
