// An index, and runs of the step over the real client, each as a fresh process has it: probe everything, write, probe again.
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createExec } from '../../../src/adapters/exec/node-exec.js'
import { createFiles } from '../../../src/adapters/files/node-files.js'
import { createHttp } from '../../../src/adapters/http/http.js'
import { withRetry } from '../../../src/adapters/http/retry.js'
import { createPackageIndex } from '../../../src/adapters/package-index/package-index.js'
import type { Artifact } from '../../../src/core/artifact.js'
import { parseIndex } from '../../../src/core/package-index.js'
import type { Finding, Probe } from '../../../src/core/result.js'
import { ReleaseError } from '../../../src/errors/release-error.js'
import type { World } from '../../../src/ports/world.js'
import type { IndexTask } from '../../../src/publish/package-index/entry.js'
import { publishIndex } from '../../../src/publish/package-index/publish-index.js'
import { EmbeddedIndex } from '../../../src/rehearsal/package-index/embedded-index.js'
import { playFault, type Fault } from '../../../src/rehearsal/http/faults.js'
import type { Handler, WorldRequest } from '../../../src/rehearsal/http/handler.js'
import type { IndexSettings } from '../../../src/rehearsal/package-index/settings.js'
import { transportOf } from '../../../src/rehearsal/http/transport.js'
import { fakeClock } from '../../adapters/http/fake-clock.js'
import { rememberingLog, tempFolder } from '../../adapters/temp.js'
import { makeSdist, makeWheel, type Made } from './distributions.js'

export const token = 'pypi-AgEIcHlwaS5vcmcCAjEwAAAA'
const tag = { name: '1.0.0', object: 'a'.repeat(40), commit: 'b'.repeat(40), kind: 'annotated' } as const
export const job = { token: 'runner-token', repository: 'accanto/driver', workflow: 'release.yml', ref: 'refs/tags/1.0.0' }

/** One for all stages: what an interpreter was asked is known from then on. */
const exec = createExec({ log: rememberingLog(), environment: process.env })

export interface StageOptions {
  readonly settings?: Partial<IndexSettings>
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly token?: string | null
}

/** As a job of a workflow with `id-token: write` has it. */
export const jobEnvironment = { GITHUB_ACTIONS: 'true', ACTIONS_ID_TOKEN_REQUEST_URL: 'https://runner.example/_/runner/identity?api-version=2.0', ACTIONS_ID_TOKEN_REQUEST_TOKEN: job.token }

export class Stage {
  readonly clock = fakeClock()
  readonly log = rememberingLog()
  readonly secrets: string[] = []
  readonly index: EmbeddedIndex
  /** By the number of the call. */
  fault: ((call: number, request: WorldRequest) => Fault | undefined) | undefined
  /** Headers of every request, by its origin and path. */
  readonly asked: { readonly url: string; readonly authorization: string | undefined }[] = []
  private calls = 0

  constructor(private readonly options: StageOptions = {}) {
    this.index = new EmbeddedIndex({ host: 'pypi.org', now: () => this.clock.now(), settings: { tokens: { [token]: ['*'] }, job, ...options.settings } })
  }

  private readonly handler: Handler = (request) => {
    this.asked.push({ url: `${request.url.origin}${request.url.pathname}`, authorization: request.headers['authorization'] })
    const fault = this.fault?.(++this.calls, request)
    return fault ? playFault(fault, this.index.handle, request) : this.index.handle(request)
  }

  world(): World {
    const { clock } = this
    const log = { ...this.log, secret: (it: string) => void this.secrets.push(it) }
    const http = withRetry(createHttp(transportOf(this.handler)), { clock, random: () => 0.5, log })
    const given = this.options.token === null ? {} : { token: this.options.token ?? token }
    const index = createPackageIndex({ http, clock, log, environment: this.options.environment ?? {}, ...given })
    const github = { ref: async () => ({ object: tag.object, commit: tag.commit }) }
    return { clock, log, files: createFiles(), index, github, exec, workspace: { temp: tmpdir() }, signal: new AbortController().signal, tag, repository: { owner: 'accanto', name: 'driver' } } as unknown as World
  }

  async files(wheel: Made | null = {}, sdist: Made | null = {}): Promise<readonly Artifact[]> {
    const folder = join(await tempFolder(), 'made')
    await mkdir(folder)
    return [...(wheel ? [await makeWheel(folder, wheel)] : []), ...(sdist ? [await makeSdist(folder, sdist)] : [])]
  }

  task(more: Partial<IndexTask> = {}): IndexTask {
    return { place: parseIndex('pypi'), version: '1.0.0', files: null, attestations: false, limit: 100, project: 'os-vim-driver', ...more }
  }

  async preflight(task = this.task()): Promise<readonly Finding[]> {
    try {
      return await publishIndex.preflight(task, this.world())
    } catch (failure) {
      if (!(failure instanceof ReleaseError)) throw failure
      return failure.problems.map((it) => ({ severity: 'error', problem: it }) as const)
    }
  }

  probe(files: readonly Artifact[], task = this.task()): Promise<Probe> {
    return publishIndex.probe(task, files, this.world())
  }

  /** The codes of what went wrong; none when it is done. */
  async run(files: readonly Artifact[], task = this.task()): Promise<readonly string[]> {
    const world = this.world()
    try {
      const before = await publishIndex.probe(task, files, world)
      if (before.state === 'conflict') return ['DESTINATION_CONFLICT']
      if (before.state !== 'done') await publishIndex.apply(task, files, world)
      const after = await publishIndex.probe(task, files, world)
      return after.state === 'done' ? [] : [`left ${after.state}`]
    } catch (failure) {
      if (!(failure instanceof ReleaseError)) throw failure
      return failure.problems.map((it) => it.code)
    }
  }

  get names(): readonly string[] {
    return this.index.files('os-vim-driver').map((it) => it.fileName)
  }

  get uploads(): readonly string[] {
    return this.index.journal.calls.filter((it) => it.purpose.startsWith('upload ')).map((it) => it.purpose.slice('upload '.length))
  }
}
