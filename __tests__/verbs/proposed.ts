// From a proposal to a closed issue, in one world: a project with two lines that are released together, and owners who approve.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Report } from '../../src/core/report.js'
import type { Issue } from '../../src/rehearsal/github/state.js'
import { tempFolder } from '../adapters/temp.js'
import { workflowToken } from '../publish/bench.js'
import { config, person, repo, repository, says, type Bench, type Options, type Point } from './bench.js'

const owners = 'approvers:\n  - ana\n  - ben\n  - cem\n'
export const lines = (more = ''): string => config(`image:
  tag: "v{version}"
  issue: release
  version:
    written-in:
      - { file: pkg_info.json, at: /version }
  gate:
    approvals: { count: 2, plain: true }${more}
  build:
    wheel: {}
    image: {}
  publish:
    image: { to: docker.io/accanto/driver }
    release: {}
tool:
  tag: "tool/{version}"
  issue: release
  gate:
    approvals: { count: 1 }
  build:
    image: {}
  publish:
    image: { to: docker.io/accanto/tool }
`)

export const points = (more?: string): readonly Point[] => [
  { files: { '.slipway.yaml': lines(more), OWNERS: owners, 'main.go': 'package main\n', ...says('0.9.0') }, tags: { 'v0.9.0': 'First' } },
  { files: { 'main.go': 'package main // better\n', ...says('1.0.0') } },
]

const token = { ...workflowToken, permissions: { ...workflowToken.permissions, actions: 'read', issues: 'write' } } as const
const people = { ana: 'write', ben: 'write', cem: 'read', mia: 'write' } as const
export const options: Options = { world: { tokens: [token] }, seed: { collaborators: people } }

export const propose = (it: Bench, line = 'image', more: object = {}): Promise<Report> => it.run({ verb: 'propose', version: '1.0.0', line, actor: { login: 'pia' }, ...more })
export const issues = (it: Bench): readonly Issue[] => [...repo(it).issues.values()]
export const only = (it: Bench): Issue => {
  const [issue, ...rest] = issues(it)
  if (!issue || rest.length > 0) throw new Error(`there are ${issues(it).length} issues`)
  return issue
}
export const comments = (it: Bench): readonly string[] => [...repo(it).comments.values()].map((one) => one.body)
export const head = (it: Bench): string => repo(it).refs.get('refs/heads/main') ?? ''
export const tag = (it: Bench, name = 'v1.0.0', commit = head(it)): Promise<string> => person(it, 'ana').tag(name, commit, 'What is new')
export const say = (it: Bench, who: string, text = '/lgtm'): Promise<unknown> => person(it, who).comment(only(it).number, text)
/** From a clone with all that is there by now. */
export const released = async (it: Bench, name: string, more: object = {}): Promise<Report> => {
  const folder = join(await tempFolder(), 'clone')
  execFileSync('git', ['clone', '--quiet', await it.world.gitFolder(repository.owner, repository.name), folder])
  return it.run({ verb: 'release', tag: name, ...more }, { folder })
}
export const codes = (report: Report): readonly string[] => report.problems.map((one) => one.code)
export const boxes = (it: Bench): readonly string[] => (only(it).body ?? '').split('\n').flatMap((line) => /^- \[([ x])\] .*slipway-task: (\S+) -->/.exec(line)?.slice(1, 3).join(' ') ?? [])
