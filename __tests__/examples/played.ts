// A play of an example from its file to its end, as `slipway rehearse --play` plays it, with real git and a real engine; and the worlds that it
// leaves, to be looked at.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createConsoleLog } from '../../src/adapters/console/console-log.js'
import { parsePlay } from '../../src/cli/play/play-file.js'
import { Stage } from '../../src/cli/play/play.js'
import type { Report } from '../../src/core/report.js'
import type { RepositoryState } from '../../src/rehearsal/github/state.js'

export const root = resolve(import.meta.dirname, '../..')

export interface Played {
  readonly stage: Stage
  readonly reports: readonly Report[]
  readonly project: RepositoryState
  readonly log: string
  file(repository: string, path: string): Promise<string>
  close(): Promise<void>
}

export const play = async (name: string, repository: string, registries: readonly string[]): Promise<Played> => {
  const scratch = mkdtempSync(join(tmpdir(), 'slipway-play-'))
  execFileSync(join(root, 'script/example-repository'), [join(scratch, 'project'), name])
  const file = join(root, 'examples', name, 'rehearsal.yaml')
  const reports: Report[] = []
  const lines: string[] = []
  let now = Date.UTC(2026, 0, 5)
  const stage = await Stage.open({
    play: parsePlay(readFileSync(file, 'utf8'), file), file, folder: join(scratch, 'project'), scratch: join(scratch, 'play'), registries,
    environment: { PATH: process.env['PATH'] ?? '', HOME: scratch, RUNNER_TEMP: scratch }, log: createConsoleLog({ verbose: false, write: (line) => void lines.push(line) }),
    signal: new AbortController().signal, slipway: '0.1.0', now: () => (now += 1000), show: async (report) => void reports.push(report),
  })
  const { stopped } = await stage.play()
  if (stopped) throw new Error(stopped.message)
  const [owner = '', project = ''] = repository.split('/')
  return {
    stage, reports, log: lines.join('\n'), project: stage.world.github.repository(owner, project),
    file: async (where, path) => {
      const [of = '', at = ''] = where.split('/')
      return execFileSync('git', ['--git-dir', await stage.world.github.gitFolder(of, at), 'show', `main:${path}`], { encoding: 'utf8' })
    },
    close: async () => {
      await stage.world.close()
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}

export const outcomes = (it: Played): readonly string[] => it.reports.map((report) => `${report.verb} ${report.outcome}`)
export const publicTags = (it: Played): readonly string[] => [...it.project.releases.values()].filter((release) => !release.draft).map((release) => release.tag).sort()
export const drafts = (it: Played): number => [...it.project.releases.values()].filter((release) => release.draft).length
