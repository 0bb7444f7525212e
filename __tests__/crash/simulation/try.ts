import { makeStage, playOne } from './stage.js'
const stage = await makeStage()
for (const recorded of [undefined, stage.trace]) {
  for (let i = 0; i < 250; i++) { const s = stage.open(stage.snapshots[0]!, recorded ? { recorded } : {}, stage.snapshots[0]!.now); await playOne(s, 'first', stage.place('first')) }
  const t = performance.now(), c = process.cpuUsage()
  for (let i = 0; i < 250; i++) { const s = stage.open(stage.snapshots[0]!, recorded ? { recorded } : {}, stage.snapshots[0]!.now); await playOne(s, 'first', stage.place('first')) }
  const u = process.cpuUsage(c)
  console.log(recorded ? 'replayed' : 'played', ((performance.now() - t) / 250).toFixed(1), 'ms wall', ((u.user + u.system) / 250000).toFixed(1), 'ms cpu')
}
await stage.close()
process.exit(0)
