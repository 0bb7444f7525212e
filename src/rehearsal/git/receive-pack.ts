// A push over HTTP. The commands are read here, the objects go into the store through git index-pack, and which refs move is
// the world's decision, one by one (or all or none when the client asked for `atomic`).
import type { WorldRequest, WorldResponse } from '../http/handler.js'
import { isId, noId } from './git-object.js'
import type { GitRepository } from './git-repository.js'
import { flush, pkt, readOpening, sideBand } from './pkt-line.js'
import { decodedBody, gitHeaders } from './upload-pack.js'

export interface RefChange {
  readonly ref: string
  /** Undefined: there must be none. */
  readonly from: string | undefined
  /** Undefined: it goes. */
  readonly to: string | undefined
}

export interface Verdict {
  readonly ref: string
  /** Why it was not moved; in the words that git shows in brackets. */
  readonly refused?: string
}

export interface Decision {
  readonly verdicts: readonly Verdict[]
  /** Lines for the person who pushes, each shown behind `remote: `. */
  readonly messages: readonly string[]
}

export type Decide = (changes: readonly RefChange[], isAtomic: boolean) => Promise<Decision>

const capabilities = 'report-status delete-refs side-band-64k quiet atomic ofs-delta object-format=sha1 agent=git/rehearsal'

export const advertiseReceives = (git: GitRepository): WorldResponse => {
  const refs = [...git.refs].sort(([a], [b]) => (a < b ? -1 : 1))
  const lines = (refs.length === 0 ? [['capabilities^{}', noId] as const] : refs).map(([name, id], index) => pkt(`${id} ${name}${index === 0 ? `\0${capabilities}` : ''}\n`))
  const body = Buffer.concat([pkt('# service=git-receive-pack\n'), flush, ...lines, flush])
  return { status: 200, headers: gitHeaders('receive-pack-advertisement'), body }
}

interface Asked {
  readonly changes: readonly RefChange[]
  readonly wants: ReadonlySet<string>
}

const readAsked = (lines: readonly string[]): Asked | undefined => {
  const [first = '', ...others] = lines.filter((it) => !it.startsWith('shallow '))
  const [command = '', wants = ''] = first.split('\0')
  const changes: RefChange[] = []
  for (const line of [command, ...others]) {
    const [from = '', to = '', ref = ''] = [line.slice(0, 40), line.slice(41, 81), line.slice(82)]
    if (!isId(from) || !isId(to) || ref === '') return undefined
    changes.push({ ref, from: from === noId ? undefined : from, to: to === noId ? undefined : to })
  }
  return { changes, wants: new Set(wants.trim().split(' ')) }
}

export const receivePack = async (git: GitRepository, request: WorldRequest, decide: Decide): Promise<WorldResponse> => {
  const { lines, rest } = await readOpening(decodedBody(request))
  const headers = gitHeaders('receive-pack-result')
  // Before a large push git asks with an empty list whether it may.
  if (lines?.length === 0) return { status: 200, headers, body: new Uint8Array() }
  const asked = lines ? readAsked(lines) : undefined
  if (!asked) return { status: 400, headers: { 'content-type': 'text/plain' }, body: Buffer.from('these are no commands of a push\n') }
  const damage = await takeObjects(git, asked.changes, rest)
  const decision = damage === undefined ? await decide(asked.changes, asked.wants.has('atomic')) : undefined
  return { status: 200, headers, body: report(asked, damage, decision) }
}

/** Undefined when everything that the new refs need is there. */
const takeObjects = async (git: GitRepository, changes: readonly RefChange[], pack: AsyncIterable<Uint8Array>): Promise<string | undefined> => {
  const tips = changes.flatMap((it) => (it.to === undefined ? [] : [it.to]))
  if (tips.length === 0) return undefined
  // The pack may lean on objects that were made through the API.
  const store = await git.settle()
  const opening = await peek(pack)
  if (opening) {
    const damage = await store.addPack(opening)
    if (damage !== undefined) return damage
  }
  return (await store.isConnected(tips, git.refs.values())) ? undefined : 'missing necessary objects'
}

/** The stream, or undefined when it is empty: a push of what is there already carries no pack at all. */
const peek = async (stream: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array> | undefined> => {
  const source = stream[Symbol.asyncIterator]()
  const first = await source.next()
  if (first.done === true) return undefined
  return (async function* (): AsyncIterable<Uint8Array> {
    yield first.value
    for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value
  })()
}

const report = (asked: Asked, damage: string | undefined, decision: Decision | undefined): Buffer => {
  const verdicts: readonly Verdict[] = decision?.verdicts ?? asked.changes.map(({ ref }) => ({ ref, refused: 'unpacker error' }))
  const status = Buffer.concat([
    pkt(`unpack ${damage === undefined ? 'ok' : damage.split('\n')[0] ?? ''}\n`),
    ...verdicts.map((it) => pkt(it.refused === undefined ? `ok ${it.ref}\n` : `ng ${it.ref} ${it.refused}\n`)),
    flush,
  ])
  if (!asked.wants.has('side-band-64k')) return status
  const messages = (decision?.messages ?? []).map((line) => sideBand(2, Buffer.from(`${line}\n`)))
  return Buffer.concat([...messages, sideBand(1, status), flush])
}
