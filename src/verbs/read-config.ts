// The config of a commit: the file named by --config (from disk), else .slipway.yaml of the commit, else the layout itself.
import { loadConfig } from '../config/load-config.js'
import { recogniseLayout } from '../config/recognise.js'
import type { Config } from '../core/config.js'
import type { Request } from '../core/request.js'
import { fail } from '../errors/release-error.js'
import type { Ports } from '../ports/ports.js'
import type { AnyStep } from '../ports/step.js'

export const configFile = '.slipway.yaml'

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

export const readConfig = async (commit: string, request: Pick<Request, 'config'>, ports: Pick<Ports, 'git' | 'files' | 'log'>, steps: readonly AnyStep[]): Promise<Config> => {
  if (request.config !== undefined && !(await ports.files.exists(request.config))) return fail('USAGE', { what: `There is no file ${request.config}, which --config names.` })
  if (request.config !== undefined) return loadConfig(await ports.files.readText(request.config), request.config, steps)
  const committed = await ports.git.show(commit, configFile)
  if (committed) return loadConfig(decode(committed), configFile, steps)
  const layout = await recogniseLayout(await ports.git.paths(commit), async (path) => {
    const bytes = await ports.git.show(commit, path)
    return bytes ? decode(bytes) : ''
  })
  ports.log.info(`There is no ${configFile}; the driver layout was recognised. The effective config is:\n\n${layout.replace(/^(?=.)/gm, '   ')}`)
  return loadConfig(layout, 'the recognised layout', steps)
}
