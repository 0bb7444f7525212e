// The project that the simulated runs release, and the world that it is released to: a driver with wheel, docs, two image tags and a
// pointer, a chart, a GitHub release, and the next development version.
import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createWorld } from '../../../src/rehearsal/github/create-world.js'
import { ContentStore } from '../../../src/rehearsal/github/content-store.js'
import { EmbeddedRegistry, type RegistryParts } from '../../../src/rehearsal/registry/embedded-registry.js'
import type { Token } from '../../../src/rehearsal/github/access.js'
import type { RegistryHost, Universe } from './universe.js'

export const repository = { owner: 'accanto', name: 'driver' } as const
export const tagName = '1.0.0'
export const start = Date.UTC(2026, 0, 5, 12)

export const secrets = { token: 'ghs_simulationTokenOfTheWorkflow00000001', password: 'registry-password-of-the-simulation' } as const

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

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', '-c', 'commit.gpgsign=false', '-c', 'tag.gpgsign=false', ...args], {
    encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_AUTHOR_DATE: '1767600000 +0000', GIT_COMMITTER_DATE: '1767600000 +0000' },
  }).trim()

/** A repository with one commit and the annotated tag on it; `edits` are made before the commit. */
export const makeProject = async (folder: string, edits: Readonly<Record<string, string>> = {}): Promise<string> => {
  await mkdir(folder, { recursive: true })
  git(folder, 'init', '--quiet', '--initial-branch=main')
  for (const [path, text] of Object.entries({ ...files, ...edits })) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '-m', 'All of it')
  git(folder, 'tag', '-a', '-m', 'Release 1.0.0\n\n- something new', tagName)
  return folder
}

export const cloneProject = (from: string, to: string): string => {
  execFileSync('git', ['clone', '--quiet', from, to])
  return to
}

export interface Ground {
  readonly universe: Universe
  readonly registryParts: Readonly<Record<RegistryHost, RegistryParts>>
  readonly close: () => Promise<void>
}

export const makeGround = async (folder: string, project: string): Promise<Ground> => {
  const created = await createWorld({ folder: join(folder, 'world'), now: () => start, tokens: [workflowToken], repositories: [{ ...repository, from: project, defaultBranch: 'main' }] })
  const account = { username: 'accanto', password: secrets.password, pull: ['*'], push: ['*'] }
  const settings = { auth: 'token', accounts: [account], tagDeletes: true } as const
  const contents = new ContentStore(join(folder, 'blobs'))
  const registryParts = {
    'docker.io': { host: 'docker.io', contents, now: () => start, settings },
    'ghcr.io': { host: 'ghcr.io', contents, now: () => start, settings },
  }
  const registries = { 'docker.io': new EmbeddedRegistry(registryParts['docker.io']), 'ghcr.io': new EmbeddedRegistry(registryParts['ghcr.io']) }
  return { universe: { github: created.world, registries }, registryParts, close: created.close }
}
