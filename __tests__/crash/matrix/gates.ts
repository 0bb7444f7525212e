// Releases that must not happen: whatever goes wrong on the way to the refusal, nothing of the release is written.
import { documentBytes, mediaTypes } from '../../../src/core/oci.js'
import { newRepository } from '../../../src/rehearsal/registry/state.js'
import { faultsOfRun } from '../simulation/judge.js'
import { workflowToken } from '../simulation/project.js'
import { startRun } from '../simulation/run-of.js'
import { Actor, type Script } from '../simulation/simulation.js'
import { makeScene, type Scene } from '../simulation/stage.js'
import { allWrites, releaseWrites, type Universe } from '../simulation/universe.js'
import { count, type Tally } from '../simulation/workers.js'
import { network } from './kinds.js'

interface Gate {
  readonly name: string
  readonly edits?: Readonly<Record<string, string>>
  readonly set?: (universe: Universe) => void
  /** One of these is what it must end with when nothing goes wrong. */
  readonly codes: readonly string[]
}

const other = documentBytes({ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config: { mediaType: mediaTypes.ociConfig, digest: `sha256:${'0'.repeat(64)}`, size: 2 }, layers: [] })

const gates: readonly Gate[] = [
  { name: 'references that disagree with the tag', edits: { 'pkg_info.json': '{\n  "version": "1.0.1"\n}\n' }, codes: ['REFERENCE_DISAGREES'] },
  { name: 'a token that may not write', set: (it) => it.github.change({ tokens: [{ ...workflowToken, permissions: { ...workflowToken.permissions, contents: 'read' } }] }), codes: ['RIGHT_MISSING'] },
  { name: 'a registry that takes nothing', set: (it) => {
    const registry = it.registries['docker.io']
    registry.settings = { ...registry.settings, accounts: registry.settings.accounts.map((account) => ({ ...account, push: [] })) }
  }, codes: ['PUSH_DENIED'] },
  { name: 'other bytes under the version', set: (it) => {
    const repository = newRepository()
    repository.blobs.set(`sha256:${'0'.repeat(64)}`, 2)
    repository.manifests.set(other.digest, { mediaType: mediaTypes.ociManifest, bytes: other.bytes })
    repository.tags.set('1.0.0', { digest: other.digest, lag: 0 })
    it.registries['docker.io'].state.repositories.set('accanto/driver', repository)
  }, codes: ['DESTINATION_CONFLICT'] },
]

/** A few of each sort: the calls before a refusal are looks. */
const kinds = network.filter((it) => /refused|answer is lost|cut at 50|with 403,|with 500,|a page in place/.test(it.name))

const play = async (scene: Scene, gate: Gate, script: Script): Promise<{ readonly codes: readonly string[]; readonly broken: readonly string[]; readonly calls: number }> => {
  const simulation = scene.open(scene.before, script)
  const { universe } = simulation
  gate.set?.(universe)
  const [released, written] = [releaseWrites(universe), allWrites(universe)]
  const actor = new Actor('first')
  const { ended } = startRun(simulation, actor, scene.place('first'))
  await simulation.play([actor])
  const end = await ended
  const broken = [
    ...faultsOfRun(end),
    ...(end.report.exitCode === 0 ? [`it ended as ${end.report.outcome}`] : []),
    ...(releaseWrites(universe) === released ? [] : [`${releaseWrites(universe) - released} release writes`]),
    ...(allWrites(universe) === written ? [] : [`${allWrites(universe) - written} writes in all`]),
  ]
  return { codes: end.report.problems.map((it) => it.code), broken, calls: simulation.trace.length }
}

export const playGates = async (tally: Tally, { index, of, only, isFirst }: { readonly index: number; readonly of: number; readonly only?: RegExp; readonly isFirst?: boolean }): Promise<void> => {
  for (const [at, gate] of gates.entries()) {
    const name = `gate: ${gate.name}`
    if (at % of !== index || only?.test(name) === false) continue
    const scene = await makeScene(gate.edits)
    const plain = await play(scene, gate, {})
    count([...plain.broken, ...(plain.codes.some((it) => gate.codes.includes(it)) ? [] : [`it ended with ${plain.codes.join(', ')}`])], name, tally)
    for (let call = 1; call <= plain.calls; call++) {
      for (const kind of kinds) {
        if (isFirst && tally.failures.length > 0) break
        const script: Script = { twist: ({ number, hop }) => (number === call && (!kind.name.includes('request is cut') || hop.body !== undefined) ? kind.twist(scene.before.universe) : undefined) }
        count((await play(scene, gate, script)).broken, `${name}, call ${call}, ${kind.name}`, tally)
      }
    }
    await scene.close()
  }
}
