// The Docker engine and client of this machine: do they answer, and which builder do they have?
import type { Exec } from '../../ports/exec.js'
import { fail } from '../../errors/release-error.js'

/**
 * `buildx`: BuildKit through the plugin. `buildkit`: BuildKit inside the client, which versions before 23 have. `legacy`: the old
 * builder; a newer client without the plugin refuses DOCKER_BUILDKIT=1 outright.
 */
export type Builder = 'buildx' | 'buildkit' | 'legacy'

export interface Engine {
  readonly client: string
  readonly server: string
  readonly builder: Builder
}

/** Two lines for people; a client that cannot reach its engine fails and says why. */
const versions = '{{.Client.Version}} {{.Server.Version}}'

export const askEngine = async (exec: Exec, cwd: string): Promise<Engine> => {
  const { code, stdout, stderr } = await exec.run({ tool: 'docker', args: ['version', '--format', versions], cwd, show: false })
  if (code !== 0) return fail('DOCKER_NOT_ANSWERING', { said: stderr.trim().split('\n').at(-1) ?? '' })
  const [client = '', server = ''] = stdout.trim().split(' ')
  const buildx = await exec.run({ tool: 'docker', args: ['buildx', 'version'], cwd, show: false })
  const builder = buildx.code === 0 ? 'buildx' : Number.parseInt(client, 10) < 23 ? 'buildkit' : 'legacy'
  return { client, server, builder }
}
