// The second recipe of the proof, in the shape of examples/dra: images and a chart as two lines on one commit, that share a tracking issue,
// a pull request into the image list of another repository (through a fork), and one announcement.
import { join } from 'node:path'
import { cloneProject, git, makeGround, makeRepository, repository, secrets, type Ground } from '../simulation/project.js'
import type { Token } from '../../../src/rehearsal/github/access.js'
import { makeFolder } from '../simulation/stage.js'

export const target = { owner: 'kubernetes', name: 'k8s.io' } as const
export const list = 'registry.k8s.io/images/k8s-staging-driver/images.yaml'
export const staging = { host: 'us-central1-docker.pkg.dev', path: 'k8s-staging-images/driver' } as const
export const production = { host: 'registry.k8s.io', path: 'driver' } as const
export const channel = 'C0409NGC1TK'
export const robot = 'release-robot'
/** Proposes; approves; merges in the other repository. */
export const people = { proposer: 'ann', approver: 'bo', merger: 'infra' } as const
export const tags = { image: 'v1.0.0', chart: 'chart/1.0.0' } as const

const config = `version: 1
defaults:
  issue: release
  gate:
    branch: true
    tag: annotated
    actors: { allow: [write] }
    approvals: { count: 1, plain: true }
  promote:
    images:
      repository: ${target.owner}/${target.name}
      file: ${list}
      production: ${production.host}/${production.path}
      project: driver
      staging: ${staging.host}/${staging.path}
  verify:
    production: {}
  announce:
    slack: { channel: ${channel} }
lines:
  image:
    tag: "v{version}"
    version:
      written-in:
        - { file: helm/driver/Chart.yaml, at: /appVersion }
    build:
      image: { name: image }
    publish:
      image: { to: ${staging.host}/${staging.path}/driver, tags: ["{version}"] }
      release: {}
  chart:
    tag: "chart/{version}"
    build:
      chart: { name: chart }
    publish:
      chart: { to: ${staging.host}/${staging.path}/charts }
`

const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`

/** `more`: what this release has brought, by name in the list. */
export const listText = (more: Readonly<Record<'charts/driver' | 'driver', string>> | undefined): string =>
  (['charts/driver', 'driver'] as const).map((name, at) => [
    `- name: ${name}`, '  dmap:', `    "${digestOf(String(at + 1))}": ["0.9.0"]`, ...(more ? [`    "${more[name]}": ["1.0.0"]`] : []), '',
  ].join('\n')).join('')

const robotToken: Token = { name: 'robot', secret: secrets.robot, login: robot, kind: 'classic', scopes: ['repo', 'workflow'] }

export const promotionWorkflowToken: Token = {
  name: 'workflow', secret: secrets.token, login: 'github-actions[bot]', kind: 'actions',
  permissions: { contents: 'write', pull_requests: 'write', issues: 'write', metadata: 'read', actions: 'read' }, repositories: [`${repository.owner}/${repository.name}`],
}

export interface Prepared {
  readonly folder: string
  /** Two clones of the project before its tags were pushed, and two with them. */
  readonly untagged: readonly [string, string]
  readonly tagged: readonly [string, string]
  /** Ids of the tags. */
  readonly objects: Readonly<Record<string, string>>
  readonly ground: Ground
}

export const prepare = async (): Promise<Prepared> => {
  const folder = await makeFolder()
  const project = await makeRepository(join(folder, 'project'), {
    '.slipway.yaml': config, OWNERS: `approvers:\n  - ${people.proposer}\n  - ${people.approver}\n`, 'README.md': '# Driver\n',
    'helm/driver/Chart.yaml': 'apiVersion: v2\nname: driver\nversion: 0.0.0-dev\nappVersion: 1.0.0\n',
  })
  const untagged = [cloneProject(project, join(folder, 'untagged-one')), cloneProject(project, join(folder, 'untagged-two'))] as const
  const objects = Object.fromEntries(Object.values(tags).map((tag) => {
    git(project, 'tag', '-a', '-m', `Release ${tag}`, tag)
    return [tag, git(project, 'rev-parse', `refs/tags/${tag}`)]
  }))
  const tagged = [project, cloneProject(project, join(folder, 'tagged-two'))] as const
  const other = await makeRepository(join(folder, 'other'), { [list]: listText(undefined), 'README.md': '# Lists\n' })
  const ground = await makeGround(folder, project, {
    seed: { refs: { 'refs/heads/main': 'refs/heads/main' }, collaborators: { [people.proposer]: 'admin', [people.approver]: 'write' } },
    others: [{ ...target, from: other, defaultBranch: 'main', collaborators: { [people.merger]: 'write' } }],
    tokens: [robotToken], workflow: promotionWorkflowToken, chat: { tokens: { [secrets.chat]: ['chat:write', 'channels:history'] }, channels: { [channel]: { name: 'releases', members: [secrets.chat] } } },
  })
  return { folder, untagged, tagged, objects, ground }
}
