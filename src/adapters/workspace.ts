// The folders of one run, under the system's temporary folder (the runner's, where there is one).
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import type { Workspace } from '../ports/world.js'

export interface RunFolders {
  readonly root: string
  makeWorkspace(): Promise<Workspace>
  dispose(): Promise<void>
}

export const makeRunFolders = async (temp: string | undefined): Promise<RunFolders> => {
  const root = await mkdtemp(join(temp ?? tmpdir(), 'slipway-'))
  let count = 0
  return {
    root,
    makeWorkspace: async () => {
      const folder = join(root, `run-${++count}`)
      const workspace = { source: join(folder, 'source'), out: join(folder, 'out'), temp: join(folder, 'temp') }
      await Promise.all([mkdir(workspace.out, { recursive: true }), mkdir(workspace.temp, { recursive: true })])
      return workspace
    },
    dispose: () => rm(root, { recursive: true, force: true, maxRetries: 3 }),
  }
}
