// The disk runs full while a release is being staged, several tasks side by side: nothing goes out any more, it is told once, and
// the same command finishes the release when there is room.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createConsoleLog } from '../../src/adapters/console/console-log.js'
import { createFiles } from '../../src/adapters/files/node-files.js'
import { createGit } from '../../src/adapters/git/node-git.js'
import { createRealPorts } from '../../src/adapters/real-ports.js'
import type { Report } from '../../src/core/report.js'
import { run } from '../../src/run.js'
import { endStateOf } from '../crash/simulation/end-state.js'
import { endRuns } from '../crash/simulation/judge.js'
import { repository, secrets } from '../crash/simulation/project.js'
import { releaseRequest } from '../crash/simulation/run-of.js'
import { Actor, type Simulation } from '../crash/simulation/simulation.js'
import { makeStage, playOne, type Stage } from '../crash/simulation/stage.js'
import { origins, registryHosts, releaseWrites } from '../crash/simulation/universe.js'
import { steps } from '../publish/built.js'

let stage: Stage
beforeAll(async () => void (stage = await makeStage()), 400_000)
afterAll(async () => stage.close())

/** A run whose first write of a file with such a name finds no room. */
const runOnFullDisk = async (simulation: Simulation, actor: Actor, name: string, full: () => void): Promise<Report> => {
  const { project, temp, artifacts } = stage.place('first')
  const addresses = simulation.universe.github.addresses(origins.github)
  const log = createConsoleLog({ verbose: false, write: () => undefined })
  const { signal } = new AbortController()
  const environment = {
    PATH: process.env['PATH'], RUNNER_TEMP: temp, GITHUB_SERVER_URL: origins.github,
    ...Object.fromEntries(['DOCKER_IO', 'GHCR_IO'].flatMap((host) => [[`SLIPWAY_REGISTRY_${host}_USERNAME`, 'accanto'], [`SLIPWAY_REGISTRY_${host}_PASSWORD`, secrets.password]])),
  }
  const files = createFiles()
  const writeFile: typeof files.writeFile = async (path, bytes) => {
    if (!path.endsWith(name)) return files.writeFile(path, bytes)
    full()
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', path })
  }
  const real = await createRealPorts({
    folder: project, environment, log, signal, slipway: '0.1.0', token: secrets.token, repository, server: 'https://github.com',
    endpoints: { api: addresses.api, graphql: addresses.graphql, server: addresses.server, registries: registryHosts },
    clock: simulation.time.clockOf(actor), random: () => 0.5, transport: simulation.transportOf(actor), git: createGit({ folder: project, temp, environment, signal }), files: { ...files, writeFile },
  })
  try {
    return await run(releaseRequest, real.ports, steps(artifacts))
  } finally {
    await real.dispose()
    actor.isOver = true
  }
}

test.each(['SHA256SUMS', 'slipway.json'])('no room for %s', async (name) => {
  let writes: number | undefined
  const simulation = stage.open({ universe: stage.snapshots[0]?.universe ?? stage.ground.universe, now: stage.snapshots[0]?.now ?? 0 }, {})
  const actor = new Actor('first')
  const ended = runOnFullDisk(simulation, actor, name, () => void (writes = releaseWrites(simulation.universe)))
  await simulation.play([actor])
  const report = await ended
  expect([report.problems.map((it) => it.code), report.exitCode, report.outcome]).toEqual([['DISK_FULL'], 3, 'failed'])
  expect(report.problems[0]?.message).toContain(name)
  expect(releaseWrites(simulation.universe)).toBe(writes)
  expect([...simulation.universe.github.repository('accanto', 'driver').releases.values()].every((it) => it.draft)).toBe(true)
  endRuns(simulation.universe)
  const again = await playOne(simulation, 'again', stage.place('same disk'))
  expect(['released', 'resumed']).toContain(again.report.outcome)
  expect(endStateOf(simulation.universe)).toEqual(stage.whole[0])
}, 400_000)
