// The project that the simulated runs release, and the world that it is released to: a driver with wheel, docs, two image tags and a
// pointer, a chart, a GitHub release, and the next development version.
import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { EmbeddedChat, type ChatParts } from '../../../src/rehearsal/chat/embedded-chat.js'
import { createWorld, type RepositorySeed } from '../../../src/rehearsal/github/create-world.js'
import { ContentStore } from '../../../src/rehearsal/github/content-store.js'
import { EmbeddedRegistry, type RegistryParts } from '../../../src/rehearsal/registry/embedded-registry.js'
import type { Token } from '../../../src/rehearsal/github/access.js'
import { EmbeddedIndex } from '../../../src/rehearsal/package-index/embedded-index.js'
import { byHost, type ByHost, type Universe } from './universe.js'

export const repository = { owner: 'accanto', name: 'driver' } as const
export const tagName = '1.0.0'
export const start = Date.UTC(2026, 0, 5, 12)

export const secrets = { token: 'ghs_simulationTokenOfTheWorkflow00000001', password: 'registry-password-of-the-simulation', robot: 'ghp_simulationTokenOfTheReleaseRobot0001', chat: 'xoxb-simulation-token-of-the-chat', index: 'pypi-simulationTokenOfThePackageIndex01' } as const

export const workflowToken: Token = {
  name: 'workflow', secret: secrets.token, login: 'github-actions[bot]', kind: 'actions',
  permissions: { contents: 'write', pull_requests: 'write', metadata: 'read', actions: 'read' }, repositories: ['accanto/driver'],
}

const config = `version: 1
lines:
  driver:
    tag: "{version}"
    scheme: pep440
    version:
      written-in:
        - { file: pkg_info.json, at: /version }
        - { file: helm/driver/Chart.yaml, at: [/version, /appVersion], spelling: semver }
      next: minor.dev0
    build:
      wheel: { name: wheel }
      docs: { name: docs }
      image: { name: image }
      chart: { name: chart }
    publish:
      image: { to: docker.io/accanto/driver, tags: ["{version}", "{version}-linux"], pointers: [latest] }
      chart: { to: oci://ghcr.io/accanto/charts }
      release: {}
`

const files: Readonly<Record<string, string>> = {
  '.slipway.yaml': config,
  'pkg_info.json': '{\n  "version": "1.0.0"\n}\n',
  'helm/driver/Chart.yaml': 'apiVersion: v1\nname: driver\nversion: 1.0.0\nappVersion: 1.0.0\n',
  'README.md': '# Driver\n',
}

const firstCommit = 1767600000

/** A second commit comes later than the first. */
export const gitAt = (seconds: number, folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', '-c', 'commit.gpgsign=false', '-c', 'tag.gpgsign=false', ...args], {
    encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_AUTHOR_DATE: `${firstCommit + seconds} +0000`, GIT_COMMITTER_DATE: `${firstCommit + seconds} +0000` },
  }).trim()

export const git = (folder: string, ...args: string[]): string => gitAt(0, folder, ...args)

/** A repository with one commit that holds these files. */
export const makeRepository = async (folder: string, all: Readonly<Record<string, string>>): Promise<string> => {
  await mkdir(folder, { recursive: true })
  git(folder, 'init', '--quiet', '--initial-branch=main')
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '-m', 'All of it')
  return folder
}

/** The driver with the annotated tag on it; `edits` are made before the commit. */
export const makeProject = async (folder: string, edits: Readonly<Record<string, string>> = {}): Promise<string> => {
  await makeRepository(folder, { ...files, ...edits })
  git(folder, 'tag', '-a', '-m', 'Release 1.0.0\n\n- something new', tagName)
  return folder
}

export const cloneProject = (from: string, to: string): string => {
  execFileSync('git', ['clone', '--quiet', from, to])
  return to
}

export interface Ground {
  readonly universe: Universe
  readonly registryParts: ByHost<RegistryParts>
  readonly close: () => Promise<void>
}

/** What a world has beside the project. */
export interface GroundMore {
  readonly seed?: Partial<RepositorySeed>
  readonly others?: readonly RepositorySeed[]
  readonly tokens?: readonly Token[]
  /** In place of the driver's. */
  readonly workflow?: Token
  readonly chat?: Pick<ChatParts, 'tokens' | 'channels'>
}

export const makeGround = async (folder: string, project: string, more: GroundMore = {}): Promise<Ground> => {
  const now = (): number => start
  const created = await createWorld({
    folder: join(folder, 'world'), now, tokens: [more.workflow ?? workflowToken, ...(more.tokens ?? [])],
    repositories: [{ ...repository, from: project, defaultBranch: 'main', ...more.seed }, ...(more.others ?? [])],
  })
  const account = { username: 'accanto', password: secrets.password, pull: ['*'], push: ['*'] }
  const settings = { auth: 'token', accounts: [account], tagDeletes: true } as const
  const contents = new ContentStore(join(folder, 'blobs'))
  const registryParts = byHost((host): RegistryParts => ({ host, contents, now, settings }))
  const chat = new EmbeddedChat({ now, tokens: {}, channels: {}, ...more.chat })
  const index = new EmbeddedIndex({ host: 'pypi.org', now, settings: { tokens: { [secrets.index]: ['*'] } } })
  return { universe: { github: created.world, registries: byHost((host) => new EmbeddedRegistry(registryParts[host])), chat, index }, registryParts, close: created.close }
}
