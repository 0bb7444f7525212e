import { expect, test } from '@jest/globals'
import type { PlannedTask, StepName } from '../../src/core/plan.js'
import type { Json } from '../../src/core/json.js'
import { oneJobFindings } from '../../src/verbs/one-job.js'
import type { Planned, ReleaseWork } from '../../src/verbs/plan-release.js'
import { steps } from '../../src/wire.js'

const task = (step: StepName, what: Json = {}): PlannedTask => ({ id: `${step}/it`, step, phase: step.split(':')[0] as PlannedTask['phase'], entry: 'it', title: step, task: what, inputs: [], after: [] })

const named = (tasks: readonly PlannedTask[], isPrebuilt: boolean): readonly string[] =>
  oneJobFindings({ plan: { tasks }, frozen: { artifacts: new Map() } } as unknown as Planned, { request: { verb: 'release', inJob: true }, steps } as unknown as ReleaseWork, isPrebuilt).map((it) => it.problem.message.split(' runs ')[0] ?? '')

test.each<[string, readonly PlannedTask[], boolean, readonly string[]]>([
  ['builds, in one job', [task('build:wheel'), task('build:chart')], false, ['build:wheel/it']],
  ['no builds, in two', [task('build:wheel')], true, []],
  ['a canary, also in two', [task('build:wheel'), task('verify:staged', { commands: [['./canary.sh']] })], true, ['verify:staged/it']],
  ['commands on what is in production, also in two', [task('verify:production', { commands: [['./look.sh']] })], true, ['verify:production/it']],
  ['no look at production without commands', [task('verify:production', { commands: [] })], true, []],
])('the job that holds the rights is told what of the project it runs: %s', (_what, tasks, isPrebuilt, wanted) => {
  expect(named(tasks, isPrebuilt)).toEqual(wanted)
})
