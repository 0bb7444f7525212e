// What was asked, checked as a whole: what cannot be meant together is said by both doors, before anything is begun. And the way back:
// the command that asks for a release again.
import { fail } from '../errors/release-error.js'
import { configSources, type ConfigSource, type Request, type Verb } from './request.js'
import { shellCommand } from './shell-word.js'

type Asked = Pick<Request, 'verb' | 'tag' | 'version' | 'config' | 'configFrom' | 'adopt' | 'limit' | 'only' | 'without' | 'dryRun'>

const readsTaggedConfig = new Set<Verb>(['release', 'rehearse', 'plan', 'status', 'continue'])
const mayAdopt = new Set<Verb>(['release', 'plan'])

/** What cannot be meant together; said by both doors before anything is begun. */
export const checkedRequest = <R extends Asked>(request: R): R => {
  const { verb, tag, version, config, configFrom, adopt, limit, only, without, dryRun } = request
  const no = (what: string): never => fail('USAGE', { what })
  if (configFrom !== undefined && config !== undefined) return no('`config` names a file and `config-from` a commit, and only one of them can be the config.')
  if (configFrom !== undefined && !readsTaggedConfig.has(verb)) return no(`\`slipway ${verb}\` does not take \`config-from\`.`)
  if (adopt === true && !mayAdopt.has(verb)) return no(`\`slipway ${verb}\` takes nothing over: \`adopt\` is asked for one tag at a time, with \`slipway release --tag TAG --adopt\`.`)
  if (limit !== undefined && verb !== 'continue') return no(`\`slipway ${verb}\` does not take \`limit\`.`)
  if (verb !== 'continue') return request
  if (tag !== undefined || version !== undefined) return no('`slipway continue` looks for what is unfinished by itself; `slipway release --tag TAG` finishes one release.')
  if (only.length > 0 || without.length > 0 || dryRun) return no('`slipway continue` finishes whole releases: it takes no `only`, no `without` and no `dry-run`.')
  return request
}

export const parseConfigSource = (text: string, name: string): ConfigSource => {
  const source = configSources.find((it) => it === text)
  return source ?? fail('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is tag or default.` })
}

export const parseLimit = (text: string, name: string): number =>
  /^[1-9]\d{0,3}$/.test(text) ? Number(text) : fail('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is a number from 1 to 9999.` })

/** The command that finishes the release of one tag, with what this run was told about the config. */
export const releaseCommand = (tag: string, { line, config, configFrom }: Pick<Request, 'line' | 'config' | 'configFrom'>, more: readonly string[] = []): string =>
  shellCommand([
    'slipway', 'release', '--tag', tag,
    ...(line === undefined ? [] : ['--line', line]), ...(config === undefined ? [] : ['--config', config]), ...(configFrom === undefined ? [] : ['--config-from', configFrom]), ...more,
  ])
