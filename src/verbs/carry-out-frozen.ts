// The plan carried out with what is frozen. When frozen bytes are gone: as long as nothing of them is public, everything is built
// again and the record is taken back; after that they are built again only to give the very same bytes, and anything else is a conflict.
import type { Artifact } from '../core/artifact.js'
import { shortDigest, type Digest } from '../core/digest.js'
import type { TaskId } from '../core/plan.js'
import type { Finding } from '../core/result.js'
import { carryOut, type Carried, type Entered, type Work } from '../engine/carry-out.js'
import { goneText } from '../engine/gone.js'
import { preflight } from '../engine/preflight.js'
import { problem, ReleaseError, type Problem } from '../errors/release-error.js'
import type { World } from '../ports/world.js'
import { findOurs } from '../publish/release/frozen.js'
import { findFrozenArtifacts, releaseTargets, type Frozen, type Line } from './frozen-artifacts.js'
import { publicOf } from './public-of.js'

export interface FrozenWork extends Line, Pick<Work, 'dryRun' | 'listener' | 'enter'> {
  readonly frozen: Frozen
  readonly world: World
  /** Default: true. What other jobs have built needs no source. */
  readonly buildsHere?: boolean
}

export interface CarriedFrozen {
  readonly carried: Carried
  /** What is to be told besides: that something was built again. */
  readonly findings: readonly Finding[]
}

type Artifacts = Frozen['artifacts']

export const carryOutFrozen = async (work: FrozenWork): Promise<CarriedFrozen> => {
  const { frozen } = work
  await exportSource(work, frozen.artifacts)
  const first = await go(work, { frozen: frozen.artifacts })
  // Whatever else is in the way stops the run first, as it would without the loss.
  const isAlone = first.problems.every((it) => it.code === 'FROZEN_GONE')
  if (first.gone.length === 0 || !isAlone || frozen.records.length === 0) return { carried: { ...first, problems: toldOnce(first.problems) }, findings: [] }
  const open = await publicOf(work)
  return open.length > 0 ? fillGaps(work, first, open) : startOver(work, first)
}

const go = ({ plan, steps, world, dryRun, listener, enter, line }: FrozenWork, more: Partial<Work>): Promise<Carried> =>
  carryOut({ plan, steps, world, dryRun, bring: bringer({ plan, steps, line }, world), ...(listener ? { listener } : {}), ...(enter ? { enter } : {}), ...more })

/** Builds work on an export of the tagged commit, never on the checkout, which may be dirty. Frozen bytes need none. */
const exportSource = async ({ plan, world, buildsHere = true }: FrozenWork, frozen: Artifacts, before: Artifacts | undefined = undefined): Promise<void> => {
  const needs = (it: Artifacts): boolean => plan.tasks.some((task) => task.phase === 'build' && !it.has(task.id))
  if (buildsHere && needs(frozen) && !(before && needs(before))) await world.git.exportTo(world.workspace.source, plan.tag.commit)
}

/** Tools that nobody needed while everything was frozen. */
const missingTools = async ({ plan, steps, world }: FrozenWork, frozen: Artifacts): Promise<readonly Problem[]> =>
  (await preflight({ plan, steps, world, frozen })).filter((it) => it.severity === 'error').map((it) => it.problem)

const startOver = async (work: FrozenWork, first: Carried): Promise<CarriedFrozen> => {
  const { frozen, world } = work
  const said = problem('FROZEN_AGAIN', { gone: goneText(first.gone), records: [...new Set(frozen.records.map((it) => it.where))].join(' and ') })
  const findings: readonly Finding[] = [{ severity: 'warning', problem: said }]
  const none: Artifacts = new Map()
  const missing = await missingTools(work, none)
  if (missing.length > 0) return { carried: { ...first, problems: missing }, findings }
  world.log.warn(said.message)
  await exportSource(work, none, frozen.artifacts)
  const voided = frozen.records.map((it) => it.digest)
  return { carried: await go(work, { frozen: none, world: { ...world, voided }, ...(work.enter ? { enter: () => enterAnew(work, voided) } : {}) }), findings }
}

/** Whoever had to wait finds the void records still there, and takes nothing from them; or new ones, by a run that did the same. */
const enterAnew = async (work: FrozenWork, voided: readonly Digest[]): Promise<Entered | undefined> => {
  if (!(await work.enter?.())) return undefined
  const { artifacts, records } = await findFrozenArtifacts(work, work.world)
  return { frozen: records.every((it) => voided.includes(it.digest)) ? new Map() : artifacts }
}

/** Only what is gone is built, and what that is built from, until nothing is missing or something comes out otherwise. */
const fillGaps = async (work: FrozenWork, first: Carried, open: readonly string[]): Promise<CarriedFrozen> => {
  const all = work.frozen.artifacts
  const orElse = problem('FROZEN_GONE', { gone: goneText(first.gone), public: open.join(', ') })
  const stop = (more: readonly Problem[] = []): CarriedFrozen => ({ carried: { ...first, problems: [orElse, ...more] }, findings: [] })
  const again = new Map<TaskId, readonly Artifact[]>()
  let rest: Artifacts = all
  for (let last = first; ; ) {
    const digests = new Set<string>(last.gone.map((it) => it.digest))
    const found = [...all].filter(([id, artifacts]) => !again.has(id) && artifacts.some((it) => digests.has(it.digest)))
    if (found.length === 0) return stop()
    for (const [id, artifacts] of found) again.set(id, artifacts)
    const before = rest
    rest = new Map([...all].filter(([id]) => !again.has(id)))
    const missing = await missingTools(work, rest)
    if (missing.length > 0) return stop(missing)
    work.world.log.info(`Building ${[...again.keys()].join(', ')} again, to see whether the same bytes come out: they are gone, and some of this release is public.`)
    await exportSource(work, rest, before)
    // What others have frozen meanwhile is the same; what was built here keeps its place on this disk.
    const enter = async (): Promise<Entered | undefined> => withoutTasks(await work.enter?.(), again)
    last = await go(work, { frozen: rest, expected: { artifacts: again, orElse }, ...(work.enter ? { enter } : {}) })
    if (last.gone.length === 0) return { carried: { ...last, problems: toldOnce(last.problems) }, findings: [] }
  }
}

const withoutTasks = (entered: Entered | undefined, left: Artifacts): Entered | undefined =>
  entered && { frozen: new Map([...entered.frozen].filter(([id]) => !left.has(id))) }

/** Several builds may have come out otherwise, and each says the same. */
const toldOnce = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter((it, at) => it.code !== 'FROZEN_GONE' || problems.findIndex((other) => other.code === 'FROZEN_GONE') === at)

const mostDownloads = 4

/** A download that breaks off is seen only by whoever reads it, and is begun again. */
const brokenOff = (failure: unknown, downloads: number): undefined => {
  if (failure instanceof ReleaseError && failure.code === 'HTTP_BROKEN' && downloads < mostDownloads) return undefined
  throw failure
}

/** A file that is gone from one place may lie in another: attached to a release of this tag, in whichever repository. */
const bringer = ({ plan, line }: Line, { github, repository, files, workspace }: World) => async (artifact: Artifact): Promise<Artifact | undefined> => {
  if (artifact.kind === 'image') return undefined
  const releases = (await Promise.all(releaseTargets({ line, plan }, repository).map(async (it) => (await findOurs(github, it, plan.tag)).map((release) => ({ target: it.repository, release }))))).flat()
  for (const { target, release } of releases) {
    const asset = (await github.assets(target, release.id)).find((it) => it.name === artifact.fileName && it.state === 'uploaded' && (it.digest ?? artifact.digest) === artifact.digest)
    if (!asset) continue
    const folder = `${workspace.out}/frozen/${shortDigest(artifact.digest)}`
    await files.makeFolder(folder)
    const path = `${folder}/${artifact.fileName}`
    for (let downloads = 1; ; downloads++) {
      const digest = await files.writeStream(path, github.asset(target, asset)).then((it) => it.digest, (failure: unknown) => brokenOff(failure, downloads))
      if (digest === artifact.digest) return { ...artifact, path }
      if (downloads === mostDownloads) break
    }
  }
  return undefined
}
