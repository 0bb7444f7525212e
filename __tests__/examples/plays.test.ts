// The plays of the examples: a whole procedure from its proposal to its end, with the people who take part; and what the world holds
// then. The same classes as `slipway rehearse --play`, with real git and a real engine that builds.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { drafts, outcomes, play, publicTags, root, type Played } from './played.js'

const issuesOf = (it: Played) => [...it.project.issues.values()].filter((issue) => issue.pull === undefined)
const tagsIn = (it: Played, host: string, path: string) => Object.fromEntries([...(it.stage.world.registries.get(host)?.state.repositories.get(path)?.tags ?? [])].map(([tag, { digest }]) => [tag, digest]))
const promotions = (it: Played) => [...it.stage.world.github.repository('kubernetes', 'k8s.io').issues.values()]

describe('the play of examples/dra: two tag families from one issue', () => {
  let it: Played
  beforeAll(async () => {
    it = await play('dra', 'kubernetes-sigs/dra-example-driver', ['us-central1-docker.pkg.dev'])
  }, 400_000)
  afterAll(() => it.close())

  const list = 'registry.k8s.io/images/k8s-staging-dra-example-driver/images.yaml'
  const staging = 'k8s-staging-images/dra-example-driver'

  test('ends each command as the procedure has it: proposed, blocked, waiting twice, finished, and nothing left to do', () => {
    expect(outcomes(it)).toEqual(['propose waiting', 'propose waiting', 'release blocked', 'release waiting', 'release waiting', 'continue released', 'continue nothing-to-do'])
  })
  test('the tag that came too early was told who may still approve, and why a comment did not count', () => {
    const [blocked] = it.reports.filter((report) => report.outcome === 'blocked')
    expect(blocked?.problems.map((problem) => problem.code)).toEqual(['APPROVALS_TOO_FEW'])
    expect(blocked?.problems[0]?.message).toMatch(/1 of 2 approvals.*elezar.*passer-by: not an approver/s)
  })
  test('one pull request held both digests, and was merged', async () => {
    expect(promotions(it).map((pull) => [pull.pull?.mergedAt !== undefined && pull.pull.mergedAt !== null, pull.state])).toEqual([[true, 'closed']])
    const [image, chart] = [tagsIn(it, 'us-central1-docker.pkg.dev', `${staging}/dra-example-driver`)['v0.5.0'], tagsIn(it, 'us-central1-docker.pkg.dev', `${staging}/charts/dra-example-driver`)['0.5.0']]
    const before = readFileSync(join(root, 'examples/dra/rehearsal/k8s.io', list), 'utf8')
    expect(await it.file('kubernetes/k8s.io', list)).toBe(before
      .replace('["0.4.0"]\n', `["0.4.0"]\n    "${String(chart)}": ["0.5.0"]\n`)
      .replace('["v0.4.0"]\n', `["v0.4.0"]\n    "${String(image)}": ["v0.5.0"]\n`))
  })
  test('what people take has the digest that was staged', () => {
    expect(tagsIn(it, 'registry.k8s.io', 'dra-example-driver/dra-example-driver')['v0.5.0']).toBe(tagsIn(it, 'us-central1-docker.pkg.dev', `${staging}/dra-example-driver`)['v0.5.0'])
    expect(tagsIn(it, 'registry.k8s.io', 'dra-example-driver/charts/dra-example-driver')['0.5.0']).toBeDefined()
  })
  test('the image is one for three kinds of machines, and so it is in production', () => {
    const production = it.stage.world.registries.get('registry.k8s.io')?.state.repositories.get('dra-example-driver/dra-example-driver')
    const index = production?.manifests.get(production.tags.get('v0.5.0')?.digest ?? 'sha256:')
    const { manifests = [] } = JSON.parse(Buffer.from(index?.bytes ?? Buffer.from('{}')).toString('utf8')) as { readonly manifests?: readonly { readonly digest: string; readonly platform: { readonly os: string; readonly architecture: string } }[] }
    expect(manifests.map((one) => `${one.platform.os}/${one.platform.architecture}`)).toEqual(['linux/amd64', 'linux/arm64', 'linux/ppc64le'])
    expect(manifests.filter((one) => !production?.manifests.has(one.digest as `sha256:${string}`))).toEqual([])
  })
  test('the release of the images is public, there is none of the chart, and no draft stays', () => {
    expect([publicTags(it), drafts(it)]).toEqual([['v0.4.0', 'v0.5.0'], 0])
  })
  test('one message is in the channel, and it names both tags', () => {
    expect(it.stage.world.chat.messages.map((message) => [message.channel, message.text])).toEqual([['C0409NGC1TK', expect.stringMatching(/v0\.5\.0.*chart\/0\.5\.0|chart\/0\.5\.0.*v0\.5\.0/)]])
  })
  test('one issue, every box of it ticked, and closed', () => {
    expect(issuesOf(it).map((issue) => [issue.state, /- \[ \]/.test(issue.body ?? ''), (issue.body ?? '').match(/- \[x\]/g)?.length])).toEqual([['closed', false, expect.any(Number)]])
  })
})

describe('the play of examples/promo: four files, a revision, and a group of approvers', () => {
  let it: Played
  beforeAll(async () => {
    it = await play('promo', 'kubernetes-sigs/promo-tools', ['gcr.io'])
  }, 400_000)
  afterAll(() => it.close())

  test('ends each command as the procedure has it', () => {
    expect(outcomes(it)).toEqual(['prepare waiting', 'propose waiting', 'release blocked', 'release waiting', 'continue waiting', 'continue released', 'continue nothing-to-do'])
  })
  test('all four files say the new version, and nothing else in them has changed', async () => {
    const now = (path: string): Promise<string> => it.file('kubernetes-sigs/promo-tools', path)
    const before = (path: string): string => readFileSync(join(root, 'examples/promo', path), 'utf8')
    for (const path of ['VERSION', 'cloudbuild.yaml', 'workspace_status.sh', 'dependencies.yaml']) expect([path, await now(path)]).toEqual([path, before(path).replaceAll('4.5.0', '4.5.1')])
  })
  test('an edited comment and one of a reviewer did not count', () => {
    const [blocked] = it.reports.filter((report) => report.outcome === 'blocked')
    expect(blocked?.problems[0]?.message).toMatch(/cpanato/)
    expect(blocked?.problems[0]?.message).toMatch(/saschagrunert.*(edited|changed)/s)
  })
  test('the image has the tag with the revision in both registries, with one digest', () => {
    const [staged, promoted] = [tagsIn(it, 'gcr.io', 'k8s-staging-artifact-promoter/kpromo'), tagsIn(it, 'registry.k8s.io', 'artifact-promoter/kpromo')]
    expect([Object.keys(promoted), promoted['v4.5.1-0']]).toEqual([['v4.5.1-0'], staged['v4.5.1-0']])
  })
  test('it was rolled out by a pull request of its own, which the release did not wait for', async () => {
    const [pull, ...more] = [...it.stage.world.github.repository('kubernetes', 'test-infra').issues.values()]
    expect([pull?.title, pull?.pull?.mergedAt !== undefined, more]).toEqual(['Bump kpromo to v4.5.1-0', true, []])
    const jobs = 'config/jobs/kubernetes/sig-k8s-infra/trusted/releng/releng-trusted.yaml'
    expect(await it.file('kubernetes/test-infra', jobs)).toBe(readFileSync(join(root, 'examples/promo/rehearsal/test-infra', jobs), 'utf8').replace('v4.5.0-0', 'v4.5.1-0'))
    expect(it.reports.find((report) => report.outcome === 'waiting' && report.verb === 'continue')?.releases?.[0]).toMatchObject({ outcome: 'waiting', summary: expect.stringMatching(/^the release is public; what follows it waits for .*test-infra\/pull\/1 to be merged$/) })
  })
  test('one message is in the channel, and it came when the release was out', () => {
    expect(it.stage.world.chat.messages.map((message) => [message.channel, message.text])).toEqual([['C2C40FMNF', expect.stringMatching(/v4\.5\.1.*releases\/tag\/v4\.5\.1/)]])
  })
  test('the release is public, the issue closed, every box of it ticked, one pull request merged', () => {
    expect(issuesOf(it).map((issue) => [/- \[ \]/.test(issue.body ?? ''), (issue.body ?? '').match(/- \[x\]/g)?.length])).toEqual([[false, expect.any(Number)]])
    expect([publicTags(it), drafts(it), issuesOf(it).map((issue) => issue.state), promotions(it).length]).toEqual([['v4.5.0', 'v4.5.1'], 0, ['closed'], 1])
  })
})
