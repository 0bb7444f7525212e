// A small release in a world that is served, started as a process that gets signals: as the Action, or as the command line.
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, sourceOf, startAction, type StartedAction } from '../../action/runner.js'
import { git, makeScene, type Scene } from '../scene.js'

const config = `version: 1
lines:
  driver:
    tag: "{version}"
    scheme: pep440
    build:
      wheel: {}
      docs: { from: docs }
    publish:
      release: {}
`

/** The example with wheel and docs alone; `setup` stands in front of the project's own setup.py. */
export const smallScene = (setup = ''): Promise<Scene> =>
  makeScene((folder) => {
    writeFileSync(join(folder, '.slipway.yaml'), config)
    writeFileSync(join(folder, 'osvimdriver/pkg_info.json'), readFileSync(join(folder, 'osvimdriver/pkg_info.json'), 'utf8').replace(/"version": "[^"]*"/, '"version": "1.0.0"'))
    writeFileSync(join(folder, 'setup.py'), `${setup}\n${readFileSync(join(folder, 'setup.py'), 'utf8')}`)
    git(folder, 'add', '.')
    git(folder, 'commit', '-qm', 'Ready')
    git(folder, 'tag', '-a', '1.0.0', '-m', 'Release 1.0.0')
  }, { registries: [] })

export interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<{ readonly code: number; readonly log: string; readonly summary?: string; readonly outputs?: Readonly<Record<string, string>> }>
  log(): string
}

type More = { readonly env?: Readonly<Record<string, string>> }

const environmentOf = (it: Scene, more: More): Record<string, string> => ({ ...it.world.environment, SLIPWAY_PYTHON: process.env['SLIPWAY_PYTHON'] ?? '', ...more.env })

export const asAction = async (it: Scene, more: More = {}): Promise<StartedAction> =>
  startAction({
    workspace: await it.checkout('1.0.0'), repository: 'accanto/os-vim-driver', token: it.world.token, program: sourceOf('src/action.ts'), env: environmentOf(it, more),
    event: { name: 'push', ref: 'refs/tags/1.0.0', sha: git(it.origin, 'rev-parse', '1.0.0^{commit}'), payload: { ref: 'refs/tags/1.0.0', after: git(it.origin, 'rev-parse', '1.0.0') } },
  })

export const asCommand = async (it: Scene, flags: readonly string[] = [], more: More = {}): Promise<Started> => {
  const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', LANG: 'C.UTF-8', RUNNER_TEMP: mkdtempSync(join(tmpdir(), 'stopped-')), GITHUB_TOKEN: it.world.token, GITHUB_REPOSITORY: 'accanto/os-vim-driver', ...environmentOf(it, more) }
  const child = spawn(process.execPath, [...sourceOf('src/cli.ts'), 'release', '--tag', '1.0.0', ...flags], { cwd: await it.checkout('1.0.0'), env, stdio: ['ignore', 'pipe', 'pipe'] })
  const parts: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => parts.push(part.toString()))
  const ended = new Promise<{ code: number; log: string }>((resolve) => child.on('close', (code) => resolve({ code: code ?? -1, log: parts.join('') })))
  return { child, ended, log: () => parts.join('') }
}

/** Sends the signals, and tells how long it took from the first one until the process was gone. */
export const stopped = async <E>(it: { readonly child: ChildProcess; readonly ended: Promise<E> }, ...signals: readonly NodeJS.Signals[]): Promise<{ readonly end: E; readonly took: number }> => {
  const began = performance.now()
  for (const [at, signal] of signals.entries()) {
    if (at > 0) await new Promise((resolve) => setTimeout(resolve, 300))
    it.child.kill(signal)
  }
  const end = await it.ended
  return { end, took: performance.now() - began }
}

export const until = async (what: () => boolean, it?: Pick<Started, 'child' | 'log'>, milliseconds = 30_000): Promise<void> => {
  for (const end = performance.now() + milliseconds; !what(); ) {
    if (performance.now() > end || (it?.child.exitCode ?? null) !== null) throw new Error(`it did not come to pass: ${what.toString()}\n${it?.log() ?? ''}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** Alive, and no dead process that nobody collects. */
export const lives = (pid: number): boolean => existsSync(`/proc/${pid}/status`) && !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))

/** A folder with a `git` in front of the real one, whose look-ups never answer. */
export const silentGit = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'silent-git-'))
  const real = (process.env['PATH'] ?? '').split(':').map((it) => join(it, 'git')).find((it) => existsSync(it)) ?? '/usr/bin/git'
  writeFileSync(join(folder, 'git'), `#!/bin/sh\ncase "$*" in *cat-file*) trap '' TERM; while :; do sleep 1; done;; esac\nexec ${real} "$@"\n`, { mode: 0o755 })
  return folder
}

export { root }
