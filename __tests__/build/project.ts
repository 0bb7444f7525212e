// A project in a real clone, exported as a run does it, and a step carried out on it with the real tools.
import { afterEach } from '@jest/globals'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createExec } from '../../src/adapters/exec/node-exec.js'
import { createFiles } from '../../src/adapters/files/node-files.js'
import { createGit } from '../../src/adapters/git/node-git.js'
import type { Artifact } from '../../src/core/artifact.js'
import type { Facts } from '../../src/core/facts.js'
import type { Json } from '../../src/core/json.js'
import { wordsOf } from '../../src/core/template.js'
import { parseVersion, type Scheme } from '../../src/core/version.js'
import { failAll } from '../../src/errors/release-error.js'
import type { AnyStep, NamedEntry } from '../../src/ports/step.js'
import type { World } from '../../src/ports/world.js'
import { rememberingLog, tempFolder, type RememberingLog } from '../adapters/temp.js'
import { commitTime, git, makeClone } from '../adapters/git/clone.js'

const closers: (() => void)[] = []
afterEach(() => closers.splice(0).forEach((close) => close()))

export interface Project {
  readonly world: World
  readonly facts: Facts
  readonly log: RememberingLog
  readonly clone: string
  readonly secrets: string[]
}

export interface ProjectOptions {
  readonly version?: string
  readonly scheme?: Scheme
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** Called before the commit, for links and modes. */
  readonly also?: (folder: string) => Promise<void>
  readonly signal?: AbortSignal
}

/** What a build has no business with. */
const outOfReach = <T extends object>(what: string): T =>
  new Proxy({} as T, { get: (_, name) => { throw new Error(`a build asked ${what} for ${String(name)}`) } })

export const makeProject = async (files: Readonly<Record<string, string | Uint8Array>>, options: ProjectOptions = {}): Promise<Project> => {
  const { version = '1.0.0', scheme = 'pep440', environment = process.env } = options
  const temp = await tempFolder()
  const clone = join(temp, 'clone')
  await mkdir(clone)
  await options.also?.(clone)
  const commit = await makeClone(clone, files)
  git(clone, 'tag', version)
  const secrets: string[] = []
  const log = { ...rememberingLog(), secret: (value: string) => void secrets.push(value) }
  const local = createGit({ folder: clone, temp: join(temp, 'git'), environment: process.env })
  closers.push(() => local.close())
  const tag = await local.resolveTag(version)
  const parsed = parseVersion(version, scheme)
  const workspace = { source: join(temp, 'run/source'), out: join(temp, 'run/out'), temp: join(temp, 'run/temp') }
  await local.exportTo(workspace.source, commit)
  await mkdir(workspace.temp)
  const signal = options.signal ?? new AbortController().signal
  const world: World = {
    clock: { now: () => commitTime * 1000, sleep: async () => undefined },
    log, signal, workspace, tag, results: () => [],
    repository: { owner: 'accanto', name: 'demo' },
    plan: { schema: 1, line: 'driver', version, tag, configDigest: 'sha256:', tasks: [], skipped: [] },
    git: local,
    github: outOfReach('GitHub'),
    issues: outOfReach('GitHub'),
    pulls: outOfReach('GitHub'),
    chat: outOfReach('a chat'),
    registry: outOfReach('a registry'),
    index: outOfReach('a package index'),
    files: createFiles(),
    exec: createExec({ log, environment, signal }),
  }
  const facts: Facts = {
    slipway: '0.0.0', repository: world.repository, server: 'https://github.com', defaultBranch: 'main', line: 'driver', tag, version: parsed, commitTime,
    words: wordsOf(parsed, { tag: version, sha: commit, date: '2020-09-13', line: 'driver' }),
    earlier: [], isHighest: true, paths: await local.paths(commit), config: {}, configDigest: 'sha256:', texts: {}, leftOut: [],
  }
  return { world, facts, log, clone, secrets }
}

/** Texts that the step wants to see are read as the survey does it. */
export const planOf = async (step: AnyStep, entry: Json, { facts, world }: Project): Promise<Json> => {
  const parsed = step.schema.parse(entry) as NamedEntry
  const wanted = (step.reads?.(parsed, facts.paths) ?? []).filter((path) => facts.paths.includes(path))
  const texts: Record<string, string> = {}
  for (const path of wanted) texts[path] = Buffer.from((await world.git.show(facts.tag.commit, path)) ?? []).toString('utf8')
  const planned = step.plan({ ...facts, texts }, parsed)
  if ('skip' in planned) throw new Error(`skipped: ${planned.skip}`)
  // A plan is plain JSON: whatever does not survive this is no task.
  return JSON.parse(JSON.stringify(planned.task)) as Json
}

/** Plan, preflight and apply, as the engine does it. */
export const build = async (step: AnyStep, entry: Json, project: Project, inputs: readonly Artifact[] = []): Promise<readonly Artifact[]> => {
  const task = await planOf(step, entry, project)
  const findings = await step.preflight(task, project.world)
  failAll(findings.filter((it) => it.severity === 'error').map((it) => it.problem))
  const outcome = await step.apply(task, inputs, project.world)
  return outcome?.artifacts ?? []
}

export const only = (artifacts: readonly Artifact[]): Artifact & { path: string } => {
  const [it, ...more] = artifacts
  if (!it?.path || more.length > 0) throw new Error(`expected one artifact on disk, got ${JSON.stringify(artifacts)}`)
  return { ...it, path: it.path }
}
