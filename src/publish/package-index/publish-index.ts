// publish:index: wheel and sdist on a package index. An index gives a name once and for ever, so everything that it would refuse is asked
// before the first write of the run; a version of which a part is there is finished with the very same bytes.
import type { Artifact } from '../../core/artifact.js'
import { doubtsOf, faultsOf } from '../../core/distribution/check.js'
import { formFields, type Metadata } from '../../core/distribution/metadata.js'
import { normalised, readFileName, type FileName } from '../../core/distribution/name.js'
import { indexName } from '../../core/package-index.js'
import type { Finding, Gone, Outcome, Probe } from '../../core/result.js'
import { fail, failAll, problem, ReleaseError } from '../../errors/release-error.js'
import type { IndexFile } from '../../ports/package-index.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld, World } from '../../ports/world.js'
import { mustBePinned } from '../pin.js'
import { indexEntry, planIndex, wantedFiles, type IndexEntry, type IndexTask } from './entry.js'
import { digestAt, hashOf, lookIndex, pageOf, projectOf } from './look.js'
import { readMetadata } from './read-metadata.js'
import { renderingOf, type Rendering } from './rendering.js'

export const publishIndex = defineStep<IndexEntry, IndexTask>({
  name: 'publish:index',
  phase: 'publish',
  slot: 'publish.index',
  takes: ['wheel', 'sdist'],
  gives: [],
  // A name on an index is for ever: it waits until everything is staged and the bytes are frozen.
  needs: ['stage:release', 'stage:image', 'stage:chart', 'stage:record', 'stage:freeze'],
  schema: indexEntry,
  cost: () => ({ requests: 1, creates: 0 }),
  plan: planIndex,
  preflight: (task, world) => preflight(task, world),
  probe: (task, inputs, world) => probe(task, wantedFiles(task, inputs), world),
  look: lookIndex,
  apply: (task, inputs, world) => apply(task, wantedFiles(task, inputs), world),
})

const preflight = async (task: IndexTask, { index }: ReadWorld): Promise<readonly Finding[]> => {
  const { place, project, version } = task
  const held = project === null ? undefined : await index.files(place, project)
  try {
    const { by, unproven } = await index.right(place, held === undefined)
    if (task.attestations === true && by === 'token') return [{ severity: 'error', problem: problem('INDEX_ATTESTATION_NONE', { index: indexName(place), why: 'it uploads with a token, and an index takes attestations from trusted publishers only' }) }]
    return unproven === undefined ? [] : [{ severity: 'unproven', problem: problem('INDEX_RIGHT_UNPROVEN', { index: indexName(place), project: project ?? 'the project', why: project === null && by === 'trusted publisher' ? 'its build says which project it is; it is asked then, before the first write' : unproven }) }]
  } catch (failure) {
    if (!(failure instanceof ReleaseError)) throw failure
    // What is there already needs no right any more; what is missing of it shows when it is sent.
    const isBegun = held?.some((it) => readFileName(it.fileName)?.version === version) === true
    return failure.problems.map((it): Finding => ({ severity: isBegun ? 'warning' : 'error', problem: it }))
  }
}

interface Judged {
  readonly file: Artifact
  /** It is there, with these very bytes. */
  readonly held?: IndexFile
  /** In the way: another file under the name, or another sdist, of which a version has one. */
  readonly wrong?: string
}

const compare = async (task: IndexTask, wanted: readonly Artifact[], world: ReadWorld): Promise<readonly Judged[]> => {
  const projects = [...new Set(wanted.map((it) => normalised(projectOf(it))))]
  const pages = new Map(await Promise.all(projects.map(async (name) => [name, (await world.index.files(task.place, name)) ?? []] as const)))
  return Promise.all(wanted.map(async (file): Promise<Judged> => {
    const page = pages.get(normalised(projectOf(file))) ?? []
    const held = page.find((it) => it.fileName === file.fileName)
    const other = file.kind === 'sdist' && !held ? page.find((it) => isOtherSdist(it, task)) : undefined
    if (other) return { file, wrong: `the sdist ${other.fileName} on ${indexName(task.place)}, and a version has one` }
    if (!held) return { file }
    const digest = await digestAt(task, held, world, file.size)
    return digest === file.digest ? { file, held } : { file, wrong: `${held.fileName} ${digest} on ${indexName(task.place)}` }
  }))
}

const isOtherSdist = ({ fileName }: IndexFile, { version }: IndexTask): boolean => {
  const named = readFileName(fileName)
  return named?.type === 'sdist' && named.version === version
}

const probe = async (task: IndexTask, wanted: readonly Artifact[], world: ReadWorld): Promise<Probe> => {
  const judged = await compare(task, wanted, world)
  const first = judged.find((it) => it.wrong !== undefined)
  if (first) return { state: 'conflict', found: first.wrong ?? '', wanted: `${first.file.fileName} ${first.file.digest}` }
  const [there, missing] = [judged.flatMap((it) => it.held ?? []), judged.filter((it) => !it.held).map((it) => it.file)]
  failAll((await Promise.all(missing.map((it) => read(task, it, world)))).flatMap(({ faults, fileName }) => faults.map((what) => problem('INDEX_METADATA', { file: fileName, index: indexName(task.place), what }))))
  if (task.project === null && missing.some((it) => it.path !== undefined)) await mustBeAllowed(task, missing, world)
  if (missing.length === 0) return { state: 'done', outcome: outcomeOf(task, wanted, there) }
  const gone: readonly Gone[] = missing.filter((it) => it.path === undefined).map((it) => ({ name: it.fileName, digest: it.digest, where: `on ${indexName(task.place)}` }))
  const lacking = gone.length > 0 ? { gone } : {}
  return there.length === 0 ? { state: 'absent', ...lacking } : { state: 'partial', missing: missing.map((it) => it.fileName), ...lacking }
}

/** What the preflight could not ask, as nobody knew yet which project it is. */
const mustBeAllowed = async ({ place }: IndexTask, missing: readonly Artifact[], { index }: ReadWorld): Promise<void> => {
  for (const project of new Set(missing.map(projectOf))) await index.right(place, (await index.files(place, project)) === undefined)
}

interface Read {
  readonly fileName: string
  readonly named?: FileName
  readonly metadata?: Metadata
  readonly rendering?: Rendering
  readonly faults: readonly string[]
}

/** Bytes that lie elsewhere were asked when they were frozen. */
const read = async ({ place, version, limit }: IndexTask, { fileName, path, size }: Artifact, { files, exec, workspace }: ReadWorld): Promise<Read> => {
  const named = readFileName(fileName)
  if (!named) return { fileName, faults: ['its name is neither that of a wheel (PEP 427) nor that of an sdist (PEP 625)'] }
  if (path === undefined) return { fileName, named, faults: [] }
  const metadata = await readMetadata(files, path, fileName, named)
  const isPyPI = place.page !== undefined
  const rendering = isPyPI ? await renderingOf(metadata, exec, workspace.temp) : undefined
  return { fileName, named, metadata, ...(rendering ? { rendering } : {}), faults: [...faultsOf({ fileName, named, metadata, size, limit, version, isPyPI }), ...(rendering?.is === 'broken' ? [rendering.why] : [])] }
}

const outcomeOf = (task: IndexTask, wanted: readonly Artifact[], held: readonly IndexFile[]): Outcome => {
  const { place, version } = task
  const [project = ''] = wanted.map(projectOf)
  const yanked = held.filter((it) => it.yanked !== undefined).map((it) => `${it.fileName} is yanked${it.yanked ? ` (${it.yanked})` : ''}`)
  const from = indexName(place) === 'PyPI' ? '' : `--index-url ${place.simple} `
  const [only] = wanted
  return {
    where: `${indexName(place)} ${project} ${version}`, url: pageOf(task, project),
    ...(only && wanted.length === 1 ? { digest: only.digest, size: only.size } : { size: wanted.reduce((sum, it) => sum + it.size, 0) }),
    commands: [...new Set(wanted.map(projectOf))].map((it) => `pip install ${from}${it}==${version}`),
    ...(yanked.length > 0 ? { note: yanked.join('; ') } : {}),
  }
}

const apply = async (task: IndexTask, wanted: readonly Artifact[], world: World): Promise<void> => {
  const judged = await compare(task, wanted, world)
  const first = judged.find((it) => it.wrong !== undefined)
  if (first) return fail('INDEX_FILE_TAKEN', { index: indexName(task.place), file: first.file.fileName, found: first.wrong ?? '', wanted: first.file.digest })
  const missing = judged.filter((it) => !it.held).map((it) => it.file)
  for (const file of missing) {
    await mustBePinned(world)
    world.signal.throwIfAborted()
    await send(task, file, world)
  }
  // One page shows them all.
  for (const file of missing) await mustBeShown(task, file, world)
}

const unrendered = (why: string): string => `whether its description renders is not known: ${why}; an index refuses a reStructuredText that does not`

const send = async (task: IndexTask, file: Artifact, world: World): Promise<void> => {
  const { path, fileName, size, digest } = file
  if (path === undefined) return fail('FROZEN_VANISHED', { name: fileName, digest, where: `on ${indexName(task.place)}` })
  const { named, metadata, rendering } = await read(task, file, world)
  if (!named || !metadata) return fail('BUG', { what: `${fileName} was not read before it is uploaded` })
  for (const doubt of [...doubtsOf({ fileName, named, metadata }), ...(rendering?.is === 'unknown' ? [unrendered(rendering.why)] : [])]) world.log.warn(`${fileName}: ${doubt}`)
  const fields = [['filetype', named.type], ['pyversion', named.python], ...formFields(metadata)] as const
  const attest = task.attestations === 'auto' ? task.place.page !== undefined : task.attestations
  await world.index.upload(task.place, { project: projectOf(file), fileName, path, size, digest, fields, attest })
  world.log.info(`${fileName} is on ${indexName(task.place)}.`)
}

/** Pauses between looks at a page that does not show what was taken, beyond those of the client. */
const pauses = [5000, 10_000, 15_000, 30_000, 30_000] as const

/** As whoever installs it gets it: through the page, to the last byte. */
const mustBeShown = async (task: IndexTask, { fileName, digest, ...file }: Artifact, world: World): Promise<void> => {
  const index = indexName(task.place)
  const began = world.clock.now()
  for (const pause of [0, ...pauses]) {
    if (pause > 0) await world.clock.sleep(pause, world.signal)
    const held = (await world.index.files(task.place, projectOf({ fileName, digest, ...file })))?.find((it) => it.fileName === fileName)
    if (!held) continue
    const found = await hashOf(world.index.download(task.place, held), file.size)
    return found === digest ? undefined : fail('INDEX_DIGEST', { index, file: fileName, wanted: digest, found })
  }
  fail('INDEX_NOT_SHOWN', { index, file: fileName, seconds: Math.round((world.clock.now() - began) / 1000) })
}
