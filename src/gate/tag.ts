// The gate of the tag: what it is, what it calls itself, and who signed it. The object is the one that GitHub's ref names (checkouts write
// annotated tags anew, as lightweight ones); its bytes may come from anywhere, as their id is compared.
import type { Facts } from '../core/facts.js'
import { gitId } from '../core/git-id.js'
import { tagDemandOf } from '../core/gate-config.js'
import type { Finding } from '../core/result.js'
import { readSigners } from '../core/signers.js'
import { problem } from '../errors/release-error.js'
import type { GateWorld } from '../ports/gate-world.js'
import type { TagObjectInfo } from '../ports/rights.js'
import { closed, type Gate } from './gate.js'

type Demand = ReturnType<typeof tagDemandOf>

const strength = { none: 0, lightweight: 0, annotated: 1, signed: 2 } as const

export const tagGate: Gate = async (facts, line, world) => {
  const demand = tagDemandOf(line.gate.tag)
  const { name: tag, kind, object } = facts.tag
  const weak = (is: string): readonly Finding[] => [closed(problem('TAG_TOO_WEAK', { tag, kind: is, wanted: demand.kind }))]
  if (demand.kind === 'lightweight') return []
  // What the config calls so itself, and is no final version, is none of what tags are asked for.
  if (facts.run?.named === 'config' && facts.version.isPrerelease) return []
  // Before the tag is made there is nothing but what it is to be, and a trial of its signature.
  if (world.edited) return strength[kind] < strength[demand.kind] ? weak(kind) : world.trial && demand.kind === 'signed' ? byKeys(facts.tag, { demand, world, bytes: () => Promise.resolve(world.trial) }) : []
  if (kind === 'lightweight' || kind === 'none') return weak(kind)
  const it = await world.github.tagObject(world.repository, object)
  return [
    ...(it.name === tag ? [] : [closed(problem('TAG_NAME_INSIDE', { tag, inside: it.name, object }))]),
    ...(it.type === 'commit' ? [] : [closed(problem('TAG_OF_TAG', { tag, type: it.type, object }))]),
    ...(demand.kind !== 'signed' ? [] : it.isSigned ? await judge(facts.tag, it, { demand, world }) : weak('annotated')),
  ]
}

interface By {
  readonly demand: Demand
  readonly world: GateWorld
}

/** Everybody who is named to judge has to call it good. */
const judge = async (tag: Facts['tag'], it: TagObjectInfo, { demand, world }: By): Promise<readonly Finding[]> => {
  const byGitHub = demand.github && !it.verified ? [refused(tag, 'GitHub', `it says \`${it.reason}\``)] : []
  return [...byGitHub, ...(await byKeys(tag, { demand, world, bytes: () => bytesOf(tag, it, world) }))]
}

const refused = (tag: Facts['tag'], by: string, why: string): Finding => closed(problem('TAG_SIGNATURE', { tag: tag.name, by, why }))

const byKeys = async (tag: Facts['tag'], { demand, world, bytes: read }: By & { readonly bytes: () => Promise<Uint8Array | undefined> }): Promise<readonly Finding[]> => {
  if (demand.signers.length === 0 && demand.keys.length === 0) return []
  const { texts, missing } = await signersOf(demand, world)
  if (missing.length > 0) return missing
  const bytes = await read()
  if (!bytes) return [closed(problem('TAG_BYTES', { tag: tag.name, object: tag.object }))]
  const verdict = await world.signatures.verifyTag(bytes, texts)
  const by = [...demand.signers.map((file) => `${file} of ${world.trusted.branch}`), ...(demand.keys.length > 0 ? ['the keys in the config'] : [])].join(' and ')
  return verdict.good ? [] : [refused(tag, by, verdict.why)]
}

/** Files of the default branch as GitHub has it. One that names nobody is a mistake, and not a list of nobody. */
const signersOf = async ({ signers, keys }: Demand, { github, repository, trusted, clock }: GateWorld): Promise<{ readonly texts: readonly string[]; readonly missing: readonly Finding[] }> => {
  const read = await Promise.all(signers.map(async (file) => ({ file, bytes: await github.file(repository, file, trusted.commit) })))
  const texts = [...read.flatMap(({ bytes }) => (bytes ? [new TextDecoder().decode(bytes)] : [])), ...keys]
  const wrong = (text: string): string | undefined => {
    const found = readSigners([text], clock.now())
    if (found.other[0] !== undefined) return `this line of it is neither: ${found.other[0].slice(0, 60)}`
    return found.gpg.length + found.ssh.length === 0 ? 'it names nobody (any more)' : undefined
  }
  const missing = [...read.map(({ file, bytes }) => ({ file, what: bytes ? wrong(new TextDecoder().decode(bytes)) : 'it is not there' })), ...keys.map((key) => ({ file: 'gate.tag.keys', what: wrong(key) }))]
  return { texts, missing: missing.flatMap(({ file, what }) => (what === undefined ? [] : [closed(problem('SIGNERS_MISSING', { file, branch: trusted.branch, what }))])) }
}

/** From the API's answer, else from the clone, else fetched: whichever has the id that the ref names. */
const bytesOf = async (tag: Facts['tag'], it: TagObjectInfo, world: GateWorld): Promise<Uint8Array | undefined> => {
  const isIt = (bytes: Uint8Array | undefined): bytes is Uint8Array => bytes !== undefined && gitId('tag', bytes) === tag.object
  const told = it.candidates.find(isIt)
  if (told) return told
  const held = await world.git.tagBytes(tag.object)
  if (isIt(held)) return held
  await world.bring(`refs/tags/${tag.name}`)
  const brought = await world.git.tagBytes(tag.object)
  return isIt(brought) ? brought : undefined
}
