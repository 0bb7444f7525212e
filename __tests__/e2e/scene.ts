// The example as a repository in a world that is served, and a checkout of it as a workflow has one.
import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseIndex } from '../../src/core/package-index.js'
import { startRehearsal, type Rehearsal, type RehearsalOptions } from '../../src/rehearsal/rehearsal.js'

export const root = resolve(import.meta.dirname, '../..')

const gitEnv = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.com', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.com', GIT_AUTHOR_DATE: '2024-02-03T04:05:06Z', GIT_COMMITTER_DATE: '2024-02-03T04:05:06Z' }
export const git = (folder: string, ...args: string[]): string => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', env: gitEnv, stdio: ['ignore', 'pipe', 'pipe'] }).trim()

export interface Scene {
  readonly folder: string
  /** A repository of the maintainer, from which the world was filled. */
  readonly origin: string
  readonly world: Rehearsal
  /** A fresh clone from the world's git, with all history, at a tag or the branch. */
  checkout(ref: string): Promise<string>
  close(): Promise<void>
}

/** `prepare` edits and commits the maintainer's repository before the world is filled from it. */
export const makeScene = async (prepare: (folder: string) => void, more: Partial<RehearsalOptions> = {}): Promise<Scene> => {
  const folder = mkdtempSync(join(tmpdir(), 'scene-'))
  const origin = join(folder, 'os-vim-driver')
  execFileSync(join(root, 'script/example-repository'), [origin])
  prepare(origin)
  const world = await startRehearsal({ repository: { owner: 'accanto', name: 'os-vim-driver' }, clone: origin, folder: join(folder, 'world'), registries: ['docker.io'], indexes: [parseIndex('pypi')], defaultBranch: 'main', ...more })
  let clones = 0
  return {
    folder, origin, world,
    // Not synchronously: the world that answers lives in this process.
    checkout: async (ref) => {
      const to = join(folder, `checkout-${++clones}`)
      await promisify(execFile)('git', ['clone', '-q', '--branch', ref, `${world.endpoints.server}/accanto/os-vim-driver.git`, to], { env: gitEnv })
      return to
    },
    close: async () => {
      await world.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** `permissions` of a job, as a workflow has them. */
export type JobRights = Readonly<Record<string, 'read' | 'write'>>

/** What its token may from here on; and what such a job finds in its environment: how to ask who it is, if it may. */
export const actAsJob = ({ world }: Scene, { 'id-token': identity, ...rights }: JobRights): NodeJS.ProcessEnv => {
  const permissions = Object.fromEntries(Object.entries(rights).map(([name, level]) => [name.replaceAll('-', '_'), level]))
  world.github.change({ tokens: world.github.settings.tokens.map((token) => ({ ...token, permissions: { metadata: 'read', ...permissions } })) })
  return Object.fromEntries(Object.entries(world.environment).filter(([name]) => identity === 'write' || !name.startsWith('ACTIONS_ID_TOKEN_')))
}

/** Writes the version into the references, as a maintainer does by the old procedure, commits and tags. */
export const tagRelease = (folder: string, version: string): void => {
  execFileSync(process.execPath, [join(root, 'dist/cli/index.js'), 'set-version', version, '--repository', folder], { stdio: 'ignore' })
  git(folder, 'commit', '-qam', 'Set version numbers for release')
  git(folder, 'tag', '-a', version, '-m', `Release ${version}\n\n- The first one`)
}
