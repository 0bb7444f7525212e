// Two lines that one issue names, the second of which is tagged when the first is out already: nothing is announced and nothing closed
// before both are out, whichever comes first.
import { afterEach, expect, test } from '@jest/globals'
import { openPlay, project, pushAnother, type BadPlay, type Files } from './bad-play.js'

let play: BadPlay | undefined
afterEach(async () => {
  await play?.close()
  play = undefined
})

const list = 'registry.k8s.io/images/k8s-staging-dra-example-driver/images.yaml'
const promoted = [
  { as: 'k8s-infra-approver', merge: 'kubernetes/k8s.io' },
  { as: 'promoter', promote: { list, in: 'kubernetes/k8s.io', from: 'us-central1-docker.pkg.dev/k8s-staging-images/dra-example-driver', to: 'registry.k8s.io/dra-example-driver' } },
] as const

/** One line from its tag to its end: how each of the two runs ended. */
const release = async (it: BadPlay, tag: string): Promise<readonly string[]> => {
  await it.act({ as: 'klueska', tag, message: `Release ${tag}` })
  const first = await it.slipway(`release --tag ${tag}`)
  await it.act(...promoted)
  const second = await it.slipway('continue')
  return [first, second].map(({ report }) => [report.outcome, ...report.problems.map((one) => one.message)].join(': '))
}

const issueOf = ({ stage }: BadPlay): readonly [string, boolean] => {
  const [issue] = [...stage.world.github.repository(project.owner, project.name).issues.values()]
  return [issue?.state ?? 'none', (issue?.body ?? '').includes('- [ ]')]
}

/** The chart installs the image of the release before, which is in production. */
const chartOfBefore: Files = {
  '.slipway.yaml': (text) => text.replace(/ {4}version:\n {6}written-in:\n.*\n/, ''),
  'deployments/helm/dra-example-driver/Chart.yaml': (text) => text.replace(/^appVersion: .*$/m, 'appVersion: "v0.4.0" # as before'),
}

test.each<[string, string, Files]>([
  ['v0.5.0', 'chart/0.5.0', {}],
  // Nothing is left to do for the chart but to say so on the issue: its promotion was all that it waited for.
  ['chart/0.5.0', 'v0.5.0', chartOfBefore],
])('one message and one end for both: first %s, then %s', async (first, second, files) => {
  play = await openPlay(files)
  pushAnother(play, 'dra-example-driver/dra-example-driver', 'v0.4.0', 'registry.k8s.io')
  await play.slipway('propose 0.5.0 --line image --line chart', 'klueska')
  await play.act({ as: 'elezar', comment: '/lgtm' }, { as: 'bart0sh', comment: '/lgtm' })

  expect(await release(play, first)).toEqual(['waiting', 'released'])
  const { chat } = play.stage.world
  expect([chat.messages.map((it) => it.text), issueOf(play)]).toEqual([[], ['open', true]])

  expect(await release(play, second)).toEqual(['waiting', 'released'])
  expect([chat.messages.map((it) => it.text), issueOf(play)]).toEqual([[expect.stringMatching(/v0\.5\.0.*chart\/0\.5\.0|chart\/0\.5\.0.*v0\.5\.0/)], ['closed', false]])
}, 240_000)
