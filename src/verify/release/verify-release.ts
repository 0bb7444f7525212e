// verify:release and verify:published. Before the flip on the draft, or after it on what anybody can download: the assets in an empty
// folder, their digests, and the project's own commands on them. That a public release has passed is written into its text, as a line that
// nobody sees; a draft that became public has passed.
import { join } from 'node:path'
import { artifactKinds, type Artifact, type ArtifactKind } from '../../core/artifact.js'
import { toolAt } from '../../core/commands.js'
import type { Repository } from '../../core/facts.js'
import { hasLine, makeMarker, readMarker, withLine } from '../../core/marker.js'
import type { StepName } from '../../core/plan.js'
import type { Probe } from '../../core/result.js'
import { fail } from '../../errors/release-error.js'
import type { Release } from '../../ports/github.js'
import { defineStep, type AnyStep } from '../../ports/step.js'
import type { ReadWorld, World } from '../../ports/world.js'
import { download } from './downloaded.js'
import { planReleaseVerify, releaseVerifyEntry, usualTrial, type ReleaseVerifyEntry, type ReleaseVerifyTask } from './entry.js'

const fileKinds: readonly ArtifactKind[] = artifactKinds.filter((it) => it !== 'image')

const targetOf = ({ repository }: ReleaseVerifyTask): Repository => {
  const [owner = '', name = ''] = repository.split('/')
  return { owner, name }
}

/** Ours, by its marker: the public one before drafts, the oldest first. */
const releaseOf = async (task: ReleaseVerifyTask, { github, tag }: ReadWorld): Promise<Release | undefined> => {
  const all = await github.releasesByTag(targetOf(task), tag.name)
  const ours = all.filter((it) => readMarker(it.body, { kind: 'release', repository: task.repository, tag: tag.name, object: tag.object })).sort((a, b) => a.id - b.id)
  return ours.find((it) => !it.draft) ?? ours[0]
}

/** Of several trials each has its own: what one has passed says nothing of the others. */
const passedLine = ({ name, repository }: ReleaseVerifyTask, { tag }: ReadWorld): string =>
  makeMarker({ kind: 'verified', repository, tag: tag.name, object: tag.object, ...(name === usualTrial ? {} : { trial: name }) })

const keyOf = ({ name, repository }: ReleaseVerifyTask): string => `${repository} ${name}`

/** Drafts that have passed in this run: nothing else keeps it until they are public. */
const passed = new WeakMap<ReadWorld['workspace'], Set<string>>()

const done = (release: Release, note: string): Probe => ({ state: 'done', outcome: { where: `${release.draft ? 'draft ' : ''}${release.tag}`, url: release.url, note } })

const probe = async (task: ReleaseVerifyTask, world: ReadWorld): Promise<Probe> => {
  const release = await releaseOf(task, world)
  if (!release) return { state: 'absent' }
  if (task.isDraft) return !release.draft ? done(release, 'passed before it was published') : passed.get(world.workspace)?.has(keyOf(task)) === true ? done(release, 'passed') : { state: 'absent' }
  return !release.draft && hasLine(release.body, passedLine(task, world)) ? done(release, 'passed') : { state: 'absent' }
}

/** One after another: they install things on this machine, and write into one text. */
const turns = new WeakMap<ReadWorld['workspace'], Promise<void>>()

const inTurn = async ({ workspace }: ReadWorld, work: () => Promise<void>): Promise<void> => {
  const own = (turns.get(workspace) ?? Promise.resolve()).then(work)
  turns.set(workspace, own.catch(() => undefined))
  return own
}

const apply = async (task: ReleaseVerifyTask, inputs: readonly Artifact[], world: World): Promise<void> => {
  const { github, workspace, files, log } = world
  const repository = targetOf(task)
  const release = (await releaseOf(task, world)) ?? fail('BUG', { what: 'a release was to be verified before it was made' })
  const { isPrivate } = await github.repository(repository)
  const anonymous = !task.isDraft && !isPrivate
  if (!task.isDraft && isPrivate) log.info(`${task.repository} is private: its assets are downloaded with the token, as nobody gets them without one.`)
  const scratch = join(workspace.temp, `verify-${task.isDraft ? 'draft' : 'release'}-${repository.name.replace(/[^A-Za-z0-9_-]/g, '_')}`)
  await files.remove(scratch)
  const assets = join(scratch, 'assets')
  await files.makeFolder(assets)
  const names = await download(assets, { repository, release, inputs, anonymous }, world)
  log.info(`Downloaded ${names.length} assets of ${release.url}: ${names.join(', ')}.`)
  await runAll(task, { scratch, assets, release }, world)
  await files.remove(scratch)
  await note(task, release, world)
}

interface Scene {
  readonly scratch: string
  readonly assets: string
  readonly release: Release
}

/** As GitHub itself says it: in a rehearsal they are in its world. */
const downloadsOf = ({ assets: [first] }: Release): Readonly<Record<string, string>> =>
  first === undefined ? {} : { SLIPWAY_DOWNLOADS: first.downloadUrl.slice(0, first.downloadUrl.lastIndexOf('/')) }

const runAll = async (task: ReleaseVerifyTask, { scratch, assets, release }: Scene, world: World): Promise<void> => {
  const { files, git, exec, plan, tag, signal } = world
  if (task.commands.length === 0) return
  const [folder, home, temp] = ['source', 'home', 'tmp'].map((it) => join(scratch, it)) as [string, string, string]
  await git.exportTo(folder, tag.commit)
  await files.makeFolder(home)
  await files.makeFolder(temp)
  const env = {
    HOME: home, TMPDIR: temp, SLIPWAY_ASSETS: assets, SLIPWAY_VERSION: plan.version, SLIPWAY_TAG: tag.name, SLIPWAY_COMMIT: tag.commit,
    SLIPWAY_REPOSITORY: task.repository, ...(task.isDraft ? {} : downloadsOf(release)),
  }
  for (const [tool, ...args] of task.commands) {
    signal.throwIfAborted()
    const { code } = await exec.run({ tool: toolAt(folder, tool), args, cwd: folder, env, pass: task.env, signal })
    if (code !== 0) fail(task.isDraft ? 'VALIDATION_OF_DRAFT' : 'VALIDATION_FAILED', { command: [tool, ...args].join(' '), code, url: release.url, tag: release.tag })
  }
}

/** Looked at again right before: a person may have put the text right meanwhile. */
const note = async (task: ReleaseVerifyTask, { id, url, tag: of }: Release, world: World): Promise<void> => {
  if (task.isDraft) return void passed.set(world.workspace, (passed.get(world.workspace) ?? new Set()).add(keyOf(task)))
  const { github, signal } = world
  const repository = targetOf(task)
  const now = (await github.release(repository, id)) ?? fail('VALIDATION_ASSET', { url, name: of, found: 'nothing any more', wanted: 'the release' })
  const line = passedLine(task, world)
  if (hasLine(now.body, line)) return
  const makeLatest = (await github.latestRelease(repository))?.id === id
  signal.throwIfAborted()
  await github.updateRelease(repository, id, { tag: now.tag, name: now.name, body: withLine(now.body, line), draft: now.draft, prerelease: now.prerelease, makeLatest })
}

const verifyStep = (name: StepName, isDraft: boolean, needs: readonly StepName[]): AnyStep => defineStep<ReleaseVerifyEntry, ReleaseVerifyTask>({
  name,
  phase: 'verify',
  slot: 'verify.release',
  runsProject: ({ commands }) => commands.length > 0,
  takes: fileKinds,
  gives: [],
  needs,
  schema: releaseVerifyEntry,
  isFor: (entry) => (entry.before === 'flip') === isDraft,
  cost: (_task, artifacts) => ({ requests: 6 + artifacts, creates: 0 }),
  plan: (facts, entry) => planReleaseVerify(facts, entry, isDraft),
  preflight: async () => [],
  probe: (task, _inputs, world) => probe(task, world),
  apply: (task, inputs, world) => inTurn(world, () => apply(task, inputs, world)),
})

export const verifyDraft = verifyStep('verify:release', true, ['stage:release', 'stage:record'])
export const verifyPublished = verifyStep('verify:published', false, ['publish:release', 'publish:image', 'publish:chart', 'publish:index'])
