// One case of bad input on the way from a proposal to a promotion: the project of examples/dra in a world with all its parts (GitHub, git,
// staging and production registry, chat, the repository with the image list), the people in it, and the real code run against it.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConsoleLog } from '../../src/adapters/console/console-log.js'
import { parsePlay, type Deed, type Play } from '../../src/cli/play/play-file.js'
import { Stage } from '../../src/cli/play/play.js'
import type { Digest } from '../../src/core/digest.js'
import type { Report } from '../../src/core/report.js'
import type { Person } from '../../src/rehearsal/github/person.js'
import { newRepository } from '../../src/rehearsal/registry/state.js'
import { root } from './scene.js'

const file = join(root, 'examples/dra/rehearsal.yaml')
export const project = { owner: 'kubernetes-sigs', name: 'dra-example-driver' } as const
export const stagingHost = 'us-central1-docker.pkg.dev'

export interface BadPlay {
  /** Empty in the beginning. */
  readonly folder: string
  readonly stage: Stage
  /** A file of the project as it began. */
  text(path: string): string
  /** The commit of the project's default branch. */
  tip(): string
  /** All that the example plays after the commit with the version: what it wrote. */
  playAll(): Promise<readonly string[]>
  /** Somebody of the project. */
  person(login: string): Person
  act(...deeds: readonly Deed[]): Promise<void>
  /** A command of Slipway, from a clone of its own: its report, and what it wrote anywhere. */
  slipway(command: string, as?: string): Promise<{ readonly report: Report; readonly writes: readonly string[] }>
  close(): Promise<void>
}

/** GitHub and git; then the registries and the chat, which share a journal. */
const writesOf = ({ world }: Stage): readonly string[] => [
  ...world.github.writes().map((it) => `github: ${it.operation ?? it.path}`),
  ...(world.registries.get(stagingHost)?.journal.writes ?? []).map((it) => `${it.service}: ${it.purpose} ${it.path}`),
]

/** Changes to the files of the project, before it has a history. */
export type Files = Readonly<Record<string, (text: string) => string>>

export const openPlay = async (files: Files = {}): Promise<BadPlay> => {
  const scratch = mkdtempSync(join(tmpdir(), 'bad-play-'))
  const origin = join(scratch, 'project')
  execFileSync(join(root, 'script/example-repository'), [origin, 'dra'])
  const reports: Report[] = []
  let now = Date.UTC(2026, 0, 5)
  const written = parsePlay(readFileSync(file, 'utf8'), file)
  const deeds: Deed[] = [...written.deeds]
  const play: Play = { ...written, deeds }
  const stage = await Stage.open({
    play, file, folder: origin, scratch: join(scratch, 'play'), registries: [stagingHost], environment: { PATH: process.env['PATH'] ?? '', HOME: scratch, RUNNER_TEMP: scratch },
    log: createConsoleLog({ verbose: false, write: () => undefined }), signal: new AbortController().signal, slipway: '0.1.0', now: () => (now += 1000), show: async (report) => void reports.push(report),
  })
  const act = async (...more: readonly Deed[]): Promise<void> => {
    deeds.splice(0, deeds.length, ...more)
    await stage.play()
  }
  const text = (path: string): string => readFileSync(join(origin, path), 'utf8')
  const changed = Object.fromEntries(Object.entries(files).map(([path, change]) => {
    const made = change(text(path))
    if (made === text(path)) throw new Error(`nothing of ${path} was changed`)
    return [path, made]
  }))
  const version = { 'deployments/helm/dra-example-driver/Chart.yaml': text('deployments/helm/dra-example-driver/Chart.yaml').replace(/^appVersion: .*$/m, 'appVersion: "v0.5.0"') }
  await act({ as: 'klueska', commit: { ...version, ...changed }, message: 'Bump appVersion to v0.5.0' })
  return {
    folder: scratch, stage, act, text,
    tip: () => stage.world.github.repository(project.owner, project.name).refs.get('refs/heads/main') ?? '',
    playAll: async () => {
      const before = writesOf(stage).length
      await act(...written.deeds.slice(written.deeds.findIndex((it) => 'commit' in it) + 1))
      return writesOf(stage).slice(before)
    },
    person: (login) => stage.world.github.as(login, project.owner, project.name),
    slipway: async (command, as) => {
      const before = writesOf(stage).length
      await act({ slipway: command, ...(as === undefined ? {} : { as }) })
      const report = reports.at(-1)
      if (!report) throw new Error(`${command} has no report`)
      return { report, writes: writesOf(stage).slice(before) }
    },
    close: async () => {
      await stage.world.close()
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}

/** Another build of a tag that was pushed: the digest that it has now. */
export const pushAnother = ({ stage }: BadPlay, path: string, tag: string, host = stagingHost): Digest => {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [] }))
  const digest: Digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  const state = stage.world.registries.get(host)?.state
  const repository = state?.repositories.get(path) ?? newRepository()
  repository.manifests.set(digest, { mediaType: 'application/vnd.oci.image.index.v1+json', bytes })
  repository.tags.set(tag, { digest, lag: 0 })
  state?.repositories.set(path, repository)
  return digest
}
