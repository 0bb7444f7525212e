// The ways in which a call can go wrong, each for the calls that it can happen to.
import { documentBytes, mediaTypes } from '../../../src/core/oci.js'
import type { Fault } from '../../../src/rehearsal/http/faults.js'
import { parseCommit } from '../../../src/rehearsal/git/git-object.js'
import { newRepository } from '../../../src/rehearsal/registry/state.js'
import { repositoryOf } from '../simulation/end-state.js'
import { repository, secrets, tagName } from '../simulation/project.js'
import type { TracedCall, Twist } from '../simulation/simulation.js'
import type { RegistryHost, Universe } from '../simulation/universe.js'
import type { Watched } from '../invariants/watcher.js'

export interface Kind {
  readonly name: string
  /** Which calls of the trace it can happen to; all by default. */
  readonly to?: (call: TracedCall) => boolean
  twist(universe: Universe): Twist
  /** What it leaves that is not ours, known once it has happened. */
  readonly foreign?: (universe: Universe) => NonNullable<Watched['foreign']>
  /** The run, and those after it, may stop with one of these codes; then somebody puts things right, and the release is finished. */
  readonly stops?: readonly string[]
  /** It may end with one of these codes for good: nobody can put it right, and nothing more is written. */
  readonly ends?: readonly string[]
  readonly undo?: (universe: Universe) => void | Promise<void>
  /** Before the next run, as that would be a release of its own otherwise. */
  readonly undoFirst?: boolean
  /** A relative of another kind: on each run of the tests at writes and right before them, in the soak at every call. */
  readonly isRelative?: boolean
  /** From that call on. */
  readonly isForGood?: boolean
  /** One such fault does not even end the run. */
  readonly heals?: boolean
  /** Somebody else's commits lie between ours: compared by subject. */
  readonly commits?: readonly string[]
}

const isWrite = (it: TracedCall): boolean => it.method !== 'GET' && it.method !== 'HEAD'
const isGitHub = (it: TracedCall): boolean => it.url.startsWith('http://127.0.0.1:10/')
const html = '<!doctype html><title>Unicorn!</title><p>We had issues producing the response to your request.'
const page = { 'content-type': 'text/html' }

const fault = (name: string, it: Fault, to?: Kind['to']): Kind => ({ name, twist: () => ({ fault: it }), ...(to ? { to } : {}) })

const answered = (status: number, headers: Readonly<Record<string, string>> = {}, name = String(status)): Kind =>
  fault(`answered with ${name}, and not carried out`, { kind: 'answer', carriedOut: false, status, headers: { 'content-type': 'application/json', ...headers }, body: '{"message":"no"}' })

/** Said about this request, and not about the moment: the same again would be answered the same. */
const refusals: readonly Kind[] = [401, 403, 404, 409, 422].map((status) => answered(status))

const relative = (kind: Kind): Kind => ({ ...kind, isRelative: true })

/** A service that says what it was given: Slipway repeats the words of a service, and not the secret in them. */
const quoting: Kind = fault('answered with 400 that quotes the credential, and not carried out', {
  kind: 'answer', carriedOut: false, status: 400, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message: `what is ${secrets.token}?` }),
}, isGitHub)

const passing: readonly Kind[] = [
  fault('the connection is refused', { kind: 'refuse' }),
  fault('the request is lost', { kind: 'lose-request' }),
  fault('the answer is lost', { kind: 'lose-answer' }),
  ...[0.01, 0.5, 0.99].map((at) => fault(`the body of the request is cut at ${at * 100} %`, { kind: 'cut-request', at }, (it) => it.hasBody)),
  ...[0.01, 0.5, 0.99].map((at) => fault(`the body of the answer is cut at ${at * 100} %`, { kind: 'cut-answer', at })),
  ...[500, 503].map((status) => answered(status)),
  relative(answered(502)),
  answered(429),
  answered(429, { 'retry-after': '30' }, '429 and Retry-After'),
  relative(answered(403, { 'retry-after': '30' }, '403 and Retry-After')),
  answered(503, { 'retry-after': '20' }, '503 and Retry-After'),
  ...[502, 500, 504].map((status) => fault(`carried out, and answered with ${status}`, { kind: 'answer', carriedOut: true, status, headers: page, body: html }, isWrite)),
  fault('carried out, and answered with a page in place of JSON', { kind: 'answer', carriedOut: true, status: 200, headers: page, body: html }),
  fault('not carried out, and answered with a page in place of JSON', { kind: 'answer', carriedOut: false, status: 200, headers: page, body: html }),
]

/** What happens on the way, to any call. */
export const network: readonly Kind[] = [...passing.map((it): Kind => ({ ...it, heals: true })), ...refusals, relative(quoting)]

const lag = (reads: number): Kind => ({
  name: `from here on ${reads} reads after each write show what was before`,
  twist: (universe) => ({ act: () => {
    universe.github.change({ lag: { gets: reads, lists: reads } })
    for (const registry of Object.values(universe.registries)) registry.settings = { ...registry.settings, tagLag: reads }
    universe.index.settings = { ...universe.index.settings, lag: reads }
  } }),
})

const expired: Kind = {
  name: 'from here on the token has expired',
  isForGood: true,
  to: isGitHub,
  twist: (universe) => ({ act: () => universe.github.change({ tokens: universe.github.settings.tokens.map((it) => ({ ...it, expiresAt: 1 })) }) }),
  undo: (universe) => universe.github.change({ tokens: universe.github.settings.tokens.map(({ expiresAt: _, ...it }) => it) }),
}

const mallory = (universe: Universe) => universe.github.as('mallory', repository.owner, repository.name)
/** The tag object of the project: every world of a proof begins with it. */
let pinned: string | undefined
const tagRef = `refs/tags/${tagName}`

/** Below what was committed in this world. */
const commitOfTag = (universe: Universe): string => {
  const repo = repositoryOf(universe)
  const made = universe.github.state.objects.get(repo.network)
  let id = repo.refs.get('refs/heads/main') ?? ''
  for (let object = made?.get(id); object; object = made?.get(id)) id = parseCommit(object.bytes).parents[0] ?? ''
  return id
}

const tagAnew = async (universe: Universe): Promise<string> => {
  const id = await mallory(universe).tag('other', commitOfTag(universe), 'again')
  await mallory(universe).moveRef('refs/tags/other', undefined)
  return id
}

const tagMoves = (name: string, to: (universe: Universe) => Promise<string | undefined>): Kind => ({
  name,
  twist: (universe) => ({ act: async () => {
    pinned ??= repositoryOf(universe).refs.get(tagRef)
    await mallory(universe).moveRef(tagRef, await to(universe))
  } }),
  stops: ['TAG_MOVED', 'TAG_DIFFERS', 'TAG_NOT_PUSHED', 'TAG_MOVED_SINCE_EVENT', 'DRAFT_FOREIGN', 'RELEASE_FOREIGN', 'RELEASE_TAKEN', 'GITHUB_NOT_FOUND'],
  undo: async (universe) => {
    await mallory(universe).moveRef(tagRef, pinned)
    await mallory(universe).moveRef('refs/heads/elsewhere', undefined)
  },
})

const foreignManifest = documentBytes({ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config: { mediaType: mediaTypes.ociConfig, digest: `sha256:${'0'.repeat(64)}`, size: 2 }, layers: [] })

/** Somebody's push to a place of ours. */
const pushes = (host: RegistryHost, repo: string, tag: string): Kind => {
  const repositories = (universe: Universe) => universe.registries[host].state.repositories
  const isTheirs = (universe: Universe): boolean => repositories(universe).get(repo)?.tags.get(tag)?.digest === foreignManifest.digest
  const push = (universe: Universe): void => {
    const of = repositories(universe).get(repo) ?? newRepository()
    repositories(universe).set(repo, of)
    // What is published is replaced by nobody with good intent; what a registry's owner does to it is another matter.
    if (of.tags.has(tag) && tag !== 'latest') return
    of.blobs.set(`sha256:${'0'.repeat(64)}`, 2)
    of.manifests.set(foreignManifest.digest, { mediaType: mediaTypes.ociManifest, bytes: foreignManifest.bytes })
    of.tags.set(tag, { digest: foreignManifest.digest, lag: 0 })
  }
  const kind: Kind = { name: `somebody pushes something else as ${repo}:${tag}`, to: (it) => !(it.method === 'PUT' && it.url.endsWith(`/${repo}/manifests/${tag}`)), twist: (universe) => ({ act: () => push(universe) }) }
  if (tag === 'latest') return kind
  return {
    ...kind,
    foreign: (universe) => (isTheirs(universe) ? { images: { [`${host}/${repo}:${tag}`]: foreignManifest.digest } } : {}),
    stops: ['DESTINATION_CONFLICT', 'PUSH_CHANGED'],
    undo: (universe) => void (isTheirs(universe) && repositories(universe).get(repo)?.tags.delete(tag)),
  }
}

/** What waits is named by nobody but us: a registry may collect it, or a person tidy it away. */
const collected: Kind = {
  name: 'the registry loses what waits there',
  twist: (universe) => ({ act: () => {
    for (const registry of Object.values(universe.registries)) {
      for (const it of registry.state.repositories.values()) {
        for (const [tag, { digest }] of [...it.tags]) {
          if (!tag.startsWith('slipway-staged-')) continue
          it.tags.delete(tag)
          if (![...it.tags.values()].some((other) => other.digest === digest)) it.manifests.delete(digest)
        }
      }
    }
  } }),
  // Where some of the release is public, and building gives other bytes, a person has to decide.
  ends: ['FROZEN_GONE', 'FROZEN_VANISHED'],
}

const drafts: Kind = {
  name: 'somebody adds a draft under the tag',
  twist: (universe) => ({ act: async () => void (await mallory(universe).release({ tag: tagName, name: 'mine', body: 'by hand', draft: true })) }),
  foreign: (universe) => ({ releases: [...repositoryOf(universe).releases.values()].filter((it) => it.author === 'mallory').map((it) => it.id) }),
}

const publishes: Kind = {
  name: 'somebody publishes a release of the tag by hand',
  twist: (universe) => ({ act: async () => {
    const repo = repositoryOf(universe)
    if ([...repo.releases.values()].some((it) => it.tag === tagName && !it.draft)) return
    await mallory(universe).release({ tag: tagName, name: 'mine', body: 'by hand', draft: false })
  } }),
  foreign: drafts.foreign as NonNullable<Kind['foreign']>,
  stops: ['RELEASE_FOREIGN', 'DESTINATION_CONFLICT', 'RELEASE_EXISTS'],
  undo: (universe) => {
    const repo = repositoryOf(universe)
    for (const it of [...repo.releases.values()]) if (it.author === 'mallory') repo.releases.delete(it.id)
  },
}

const adds: Kind = {
  name: 'somebody adds a file to the draft',
  to: (it) => it.method !== 'PATCH',
  twist: (universe) => ({ act: () => {
    const repo = repositoryOf(universe)
    const draft = [...repo.releases.values()].find((it) => it.draft && it.tag === tagName)
    if (!draft) return
    const id = universe.github.state.nextId++
    repo.assets.set(id, { id, release: draft.id, name: 'theirs.txt', label: null, mediaType: 'text/plain', size: 5, digest: `sha256:${'1'.repeat(64)}`, state: 'uploaded', uploader: 'mallory', createdAt: 0, updatedAt: 0 })
  } }),
  foreign: (universe) => ({ assets: Object.fromEntries([...repositoryOf(universe).assets.values()].filter((it) => it.uploader === 'mallory').map((it) => [it.name, it.digest ?? ''])) }),
  stops: ['DRAFT_CHANGED'],
  undo: (universe) => {
    const repo = repositoryOf(universe)
    for (const it of [...repo.assets.values()]) if (it.uploader === 'mallory') repo.assets.delete(it.id)
  },
}

const branchMoves: Kind = {
  name: 'somebody commits to the branch',
  twist: (universe) => ({ act: async () => void (await mallory(universe).commit('main', { 'NEWS.md': 'something else\n' }, 'Something else')) }),
  commits: ['Set next development version', 'Something else'],
}

/** What happens to any project. */
export const anywhere: readonly Kind[] = [lag(1), lag(4), expired]

/** What other people and systems do meanwhile. */
export const others: readonly Kind[] = [
  ...anywhere,
  tagMoves('somebody moves the tag to another commit', (universe) => mallory(universe).commit('elsewhere', { 'x.md': 'x\n' }, 'Elsewhere')),
  relative(tagMoves('somebody deletes the tag', async () => undefined)),
  { ...relative(tagMoves('somebody makes the tag anew at the same commit', tagAnew)), undoFirst: true, to: (it) => it.number > 1 },
  pushes('docker.io', 'accanto/driver', '1.0.0'), pushes('ghcr.io', 'accanto/charts/driver', '1.0.0'), relative(pushes('docker.io', 'accanto/driver', 'latest')), relative(collected),
  drafts, relative(publishes), relative(adds), branchMoves,
]
