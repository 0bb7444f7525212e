// One case of bad input: the example arranged, a world around it, and the real code run against that world in this process.
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '../../src/adapters/exec/child-environment.js'
import { createRealPorts } from '../../src/adapters/real-ports.js'
import type { Report } from '../../src/core/report.js'
import type { Request } from '../../src/core/request.js'
import type { Log } from '../../src/ports/log.js'
import type { RehearsalOptions } from '../../src/rehearsal/rehearsal.js'
import { run } from '../../src/run.js'
import { steps } from '../../src/wire.js'
import { git, makeScene, type Scene } from './scene.js'

/** The maintainer's repository, before it is committed and tagged. */
export class Files {
  constructor(readonly folder: string) {}

  /** The first place of a text in a file is replaced; fails when it is not there. */
  replace(path: string, from: string, to: string): this {
    const text = readFileSync(join(this.folder, path), 'utf8')
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`)
    return this.write(path, text.replace(from, () => to))
  }

  config(from: string, to: string): this {
    return this.replace('.slipway.yaml', from, to)
  }

  write(path: string, text: string): this {
    writeFileSync(join(this.folder, path), text)
    return this
  }

  remove(path: string): this {
    rmSync(join(this.folder, path), { recursive: true })
    return this
  }

  link(path: string, target: string): this {
    symlinkSync(target, join(this.folder, path))
    return this
  }
}

export interface Arranged {
  /** Default: 1.0.0. */
  readonly version?: string
  /** Changes to the example, whose references say the version already. */
  readonly files?: (files: Files) => void
  readonly seed?: RehearsalOptions['seed']
  /** The world, before the run. */
  readonly world?: (scene: Scene) => Promise<void> | void
  readonly request?: Partial<Request>
  readonly environment?: Environment
  /** Default: a clone with all history, at the tag. */
  readonly checkout?: (scene: Scene) => Promise<string>
}

export interface Ended {
  readonly report: Report
  /** What was written anywhere: method and path, service by service. */
  readonly writes: readonly string[]
  readonly log: readonly string[]
  readonly scene: Scene
}

const sayVersion = (files: Files, version: string): Files =>
  files
    .replace('osvimdriver/pkg_info.json', '1.0.0.dev0', version)
    .replace('helm/os-vim-driver/values.yaml', '1.0.0.dev0', version)
    .replace('helm/os-vim-driver/Chart.yaml', 'version: 1.0.0-dev.0', `version: ${version}`)
    .replace('helm/os-vim-driver/Chart.yaml', 'appVersion: 1.0.0-dev.0', `appVersion: ${version}`)

const prepared = ({ files: change, version = '1.0.0' }: Arranged) => (folder: string): void => {
  const files = sayVersion(new Files(folder), version)
  change?.(files)
  git(folder, 'add', '--all', '--', '.')
  git(folder, 'commit', '-qm', 'Set version numbers for release')
  git(folder, 'tag', '-a', version, '-m', `Release ${version}`)
}

export const writesOf = ({ world }: Scene): readonly string[] => [
  ...world.github.writes().map((it) => `github: ${it.operation ?? it.path}`),
  // Registries of one world share a journal.
  ...new Set([...world.registries.values()].flatMap((it) => it.journal.writes).map((it) => `${it.service}: ${it.method} ${it.path}`)),
]

const collecting = (lines: string[]): Log => {
  const note = (level: string) => (text: string): void => void lines.push(`${level}: ${text}`)
  return { info: note('info'), warn: note('warn'), error: note('error'), debug: note('debug'), child: (source, line) => void lines.push(`${source}| ${line}`), secret: () => undefined }
}

export const runIn = async (scene: Scene, folder: string, { request, environment, version = '1.0.0' }: Arranged = {}): Promise<Omit<Ended, 'scene'>> => {
  const log: string[] = []
  const { world } = scene
  const real = await createRealPorts({
    folder, log: collecting(log), signal: new AbortController().signal, slipway: '0.0.0-test', token: world.token, endpoints: world.endpoints,
    repository: { owner: 'accanto', name: 'os-vim-driver' }, onlyTo: world.origins, environment: { ...process.env, ...world.environment, ...environment },
  })
  const all: Request = { verb: 'release', dryRun: false, only: [], without: ['image'], actor: { login: 'accanto' }, again: 'slipway release', ...(request?.version === undefined ? { tag: version } : {}), ...request }
  try {
    return { report: await run(all, real.ports, steps), writes: writesOf(scene), log }
  } finally {
    await real.dispose()
  }
}

/** The caller closes the scene. */
export const arrange = (it: Arranged): Promise<Scene> => makeScene(prepared(it), it.seed ? { seed: it.seed } : {})

export const carryOutIn = async (scene: Scene, it: Arranged): Promise<Ended> => {
  await it.world?.(scene)
  const folder = it.checkout ? await it.checkout(scene) : await scene.checkout(it.version ?? '1.0.0')
  return { ...(await runIn(scene, folder, it)), scene }
}
