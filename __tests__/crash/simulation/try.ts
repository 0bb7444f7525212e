import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildArtifacts } from '../../publish/built.js'
import { makeGround, makeProject, start } from './project.js'
import { Actor, Simulation } from './simulation.js'
import { startRun } from './run-of.js'
import { copyUniverse, releaseWrites } from './universe.js'
import { VirtualTime } from './virtual-time.js'
import { mkdir } from 'node:fs/promises'

const folder = await mkdtemp(join(tmpdir(), 'slipway-sim-'))
const project = await makeProject(join(folder, 'project'))
const ground = await makeGround(folder, project)
await mkdir(join(folder, 'built'))
const artifacts = await buildArtifacts(join(folder, 'built'), 'one')
for (let i = 0; i < 30; i++) {
  const time = new VirtualTime(start)
  const universe = copyUniverse(ground.universe, () => time.now, ground.registryParts)
  const sim = new Simulation(universe, {}, start, time)
  const actor = new Actor('a')
  const t0 = performance.now()
  const { ended } = startRun(sim, actor, { project, temp: join(folder, 'temp'), artifacts, runId: 7, attempt: 1 })
  await sim.play([actor])
  const { report, log } = await ended
  const t1 = performance.now()
  if (i === 0) { console.log(report.outcome, report.problems, releaseWrites(universe)); console.log(sim.trace.map((it) => `${it.number} ${it.method} ${it.url.slice(0, 110)} ${'answer' in it.played ? it.played.answer.status : 'x'}`).join('\n')); console.log(log.slice(-5).join('\n')) }
  const a2 = new Actor('b')
  const n = sim.trace.length
  const again = startRun(sim, a2, { project, temp: join(folder, 'temp'), artifacts, runId: 8, attempt: 1 })
  await sim.play([a2])
  const r2 = await again.ended
  if (i % 10 === 0) console.log(i, (t1 - t0).toFixed(1), (performance.now() - t1).toFixed(1), n, sim.trace.length - n, r2.report.outcome, releaseWrites(universe))
}
await ground.close()
await rm(folder, { recursive: true, force: true })
process.exit(0)
