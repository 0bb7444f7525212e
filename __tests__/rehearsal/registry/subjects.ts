// The two registries of the contract tests: the embedded one, and docker-registry of Debian in a process of its own.
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ContentStore } from '../../../src/rehearsal/github/content-store.js'
import { serve } from '../../../src/rehearsal/http/server.js'
import { EmbeddedRegistry } from '../../../src/rehearsal/registry/embedded-registry.js'
import { RegistryRules, type RegistryRule } from '../../../src/rehearsal/registry/rules.js'
import type { RegistrySettings } from '../../../src/rehearsal/registry/settings.js'

export interface Subject {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  stop(): Promise<void>
}

export interface EmbeddedSubject extends Subject {
  readonly registry: EmbeddedRegistry
  time: number
}

export const startEmbedded = async (settings: Partial<RegistrySettings> = {}, without: readonly RegistryRule[] = [], host = 'docker.io'): Promise<EmbeddedSubject> => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-embedded-'))
  const bugs: unknown[] = []
  const registry = new EmbeddedRegistry({ host, settings, rules: new RegistryRules(without), contents: new ContentStore(folder), now: () => subject.time })
  const served = await serve(registry.handle, { onBug: (failure) => bugs.push(failure) })
  const subject: EmbeddedSubject = {
    origin: served.url,
    registry,
    time: Date.UTC(2026, 0, 1),
    stop: async () => {
      await served.close()
      await rm(folder, { recursive: true, force: true })
      if (bugs.length > 0) throw new AggregateError(bugs, 'the embedded registry threw')
    },
  }
  return subject
}

const freePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

const answers = async (origin: string): Promise<boolean> => {
  try {
    return (await fetch(`${origin}/v2/`)).status < 500
  } catch {
    return false
  }
}

/** Fails when there is no docker-registry on this machine: without the real thing the contract says nothing. `hear` gets its log, with each request. */
export const startDockerRegistry = async (more = '', hear?: (line: string) => void): Promise<Subject> => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-registry-'))
  const port = await freePort()
  const config = `version: 0.1\nlog: { level: error }\nstorage: { filesystem: { rootdirectory: ${folder}/data }, delete: { enabled: true } }\nhttp: { addr: '127.0.0.1:${port}' }\n${more}`
  await writeFile(join(folder, 'config.yml'), config)
  const child = spawn('docker-registry', ['serve', join(folder, 'config.yml')], { stdio: ['ignore', hear ? 'pipe' : 'ignore', 'ignore'] })
  if (child.stdout && hear) createInterface({ input: child.stdout }).on('line', hear)
  const failed = new Promise<never>((_, reject) => {
    child.once('error', (cause) => reject(new Error('docker-registry cannot be started: apt-get install docker-registry', { cause })))
    child.once('exit', (code) => reject(new Error(`docker-registry ended with ${code}`)))
  })
  failed.catch(() => undefined)
  const origin = `http://127.0.0.1:${port}`
  const ready = async (): Promise<void> => {
    while (!(await answers(origin))) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await Promise.race([ready(), failed])
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  return { origin, stop }
}
