// One case of bad input in what is released elsewhere: a project with two lines (payloads whose releases lie in another repository under
// names that may roll; a wheel and a chart with a changelog), a world with GitHub, a registry, PyPI and a chat, and the real code run
// against it, each command from a fresh clone.
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { createConsoleLog } from '../../src/adapters/console/console-log.js'
import { carryOutRequest } from '../../src/cli/carry-out-request.js'
import { parseArgv } from '../../src/cli/parse-argv.js'
import { parseIndex } from '../../src/core/package-index.js'
import type { Report } from '../../src/core/report.js'
import type { Person } from '../../src/rehearsal/github/person.js'
import type { RepositorySeed } from '../../src/rehearsal/github/create-world.js'
import { startRehearsal, type Rehearsal } from '../../src/rehearsal/rehearsal.js'
import { git } from './scene.js'

export const source = { owner: 'kontainapp', name: 'km' } as const
export const releases = { owner: 'kontainapp', name: 'km-releases' } as const
export const uploads = 'upload.pypi.org'

const config = `version: 1
lines:
  km:
    tag: "v{version}"
    scheme: free
    build:
      files: { name: kontain, run: make release, take: "build/*.tar.gz" }
    publish:
      release: { repository: kontainapp/km-releases, replace: ["*-daily"], notes: changes }
      pointer: { repository: kontainapp/km-releases, file: default-release, always: true }
    verify:
      release: { before: flip, run: "sh tools/validate.sh" }
    announce:
      slack: { channel: C0KONTAIN }
  sdk:
    tag: "sdk/{version}"
    scheme: pep440
    build:
      wheel: {}
      chart: { path: chart }
    publish:
      chart: { to: docker.io/kontainapp/charts }
      index: { to: pypi }
      release: { notes: commits }
    changelog: { when: after }
    announce:
      slack: { channel: C0KONTAIN }
`

const project: Readonly<Record<string, string>> = {
  '.slipway.yaml': config,
  'Makefile': 'release:\n\tmkdir -p build\n\techo "km $$SLIPWAY_VERSION" > build/kontain.tar.gz\n',
  'tools/validate.sh': 'set -eu\ntest "$(cat "$SLIPWAY_ASSETS/kontain.tar.gz")" = "km $SLIPWAY_VERSION"\n',
  'pyproject.toml': '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "kontain-sdk"\nversion = "1.0.0"\n\n[tool.setuptools]\npackages = ["kontain"]\n',
  'kontain/__init__.py': '',
  'chart/Chart.yaml': 'apiVersion: v2\nname: kontain\nversion: 1.0.0\n',
  'chart/templates/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: kontain }\n',
  'CHANGELOG.md': '# Changelog\n\n## 0.9.0\n\n- The first one\n',
}

export type Files = Readonly<Record<string, (text: string) => string>>

export interface Arranged {
  /** Changes to the files of the project. */
  readonly files?: Files
  readonly elsewhere?: Partial<RepositorySeed>
}

export interface Ended {
  readonly report: Report
  /** By service; and what became of refs, whatever a journal says. */
  readonly writes: readonly string[]
}

export interface BadElsewhere {
  readonly world: Rehearsal
  /** Somebody of the project. Its tags v0.9-demo and sdk/1.0.0 are there from the beginning. */
  person(login: string, where?: typeof source | typeof releases): Person
  /** A command of Slipway, from a clone of its own, made with these arguments of `git clone`. */
  slipway(command: string, ...clone: readonly string[]): Promise<Ended>
  close(): Promise<void>
}

const changed = (files: Files): Readonly<Record<string, string>> => ({
  ...project,
  ...Object.fromEntries(Object.entries(files).map(([path, change]) => {
    const made = change(project[path] ?? '')
    if (made === project[path]) throw new Error(`nothing of ${path} was changed`)
    return [path, made]
  })),
})

const makeProject = (folder: string, files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  git(folder, 'init', '-q', '-b', 'main', '.')
  git(folder, 'add', '.')
  git(folder, 'commit', '-qm', 'feat: the first one')
  git(folder, 'tag', '-am', 'SDK 0.9.0', 'sdk/0.9.0')
  git(folder, 'commit', '-q', '--allow-empty', '-m', 'fix: what came after it')
  git(folder, 'tag', '-am', 'SDK 1.0.0', 'sdk/1.0.0')
  git(folder, 'tag', 'v0.9-demo')
}

const journalOf = ({ github, chat }: Rehearsal): readonly string[] => [
  ...github.writes().map((it) => `github: ${it.operation ?? it.path}`),
  // Registries, indexes and the chat of one world share a journal.
  ...chat.journal.writes.map((it) => `${it.service}: ${it.purpose}`),
]

const refsOf = ({ github }: Rehearsal): readonly string[] =>
  [source, releases].flatMap(({ owner, name }) => [...github.repository(owner, name).refs].map(([ref, id]) => `git: ${name} ${ref} ${id}`))

export const openElsewhere = async ({ files = {}, elsewhere = {} }: Arranged = {}): Promise<BadElsewhere> => {
  const folder = mkdtempSync(join(tmpdir(), 'bad-elsewhere-'))
  const origin = join(folder, 'km')
  mkdirSync(origin)
  makeProject(origin, changed(files))
  let now = Date.UTC(2026, 0, 5)
  const world = await startRehearsal({
    repository: source, clone: origin, folder: join(folder, 'world'), registries: ['docker.io'], indexes: [parseIndex('pypi')], channels: ['C0KONTAIN'], defaultBranch: 'main', now: () => (now += 1000),
    others: [{ ...releases, defaultBranch: 'main', ...elsewhere }],
  })
  const person = (login: string, { owner, name }: typeof source | typeof releases = source): Person => world.github.as(login, owner, name)
  await person('kontainapp', releases).commit('main', { 'default-release': 'v0.8\n' }, 'What people install')
  let clones = 0
  return {
    world, person,
    slipway: async (command, ...clone) => {
      const at = join(folder, `clone-${++clones}`)
      await promisify(execFile)('git', ['clone', '-q', ...clone, `${world.endpoints.server}/kontainapp/km.git`, at], { env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' } })
      const [told, refs] = [journalOf(world).length, refsOf(world)]
      const report = await carryOutRequest({ ...parseArgv(command.split(' ')).request, actor: { login: 'kontainapp' } }, {
        folder: at, environment: { PATH: process.env['PATH'], HOME: process.env['HOME'], RUNNER_TEMP: folder, ...world.environment }, log: createConsoleLog({ verbose: false, write: () => undefined }),
        signal: new AbortController().signal, slipway: '0.1.0', repository: source, endpoints: world.endpoints, token: world.token, server: 'https://github.com', onlyTo: world.origins,
      })
      const missing = world.unimplemented()
      if (missing.length > 0) throw new Error(`the world has no ${missing.join(', ')}`)
      return { report, writes: [...journalOf(world).slice(told), ...refsOf(world).filter((it) => !refs.includes(it))] }
    },
    close: async () => {
      await world.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
