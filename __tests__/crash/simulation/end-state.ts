// What a world holds in the end, without what differs between two good runs: numbers of objects, and times.
import { parseCommit, type GitObject } from '../../../src/rehearsal/git/git-object.js'
import type { Issue, RepositoryState } from '../../../src/rehearsal/github/state.js'
import { repository } from './project.js'
import type { Universe } from './universe.js'

export interface ReleaseState {
  readonly tag: string
  readonly name: string | null
  readonly body: string | null
  readonly draft: boolean
  readonly prerelease: boolean
  readonly isLatest: boolean
  /** Name → digest; an upload that broke off has its state in place of the digest. */
  readonly assets: Readonly<Record<string, string>>
}

export interface EndState {
  readonly releases: readonly ReleaseState[]
  /** Tags and branches, without the default branch. */
  readonly refs: Readonly<Record<string, string>>
  /** What Slipway keeps for itself below refs/slipway. */
  readonly own: readonly string[]
  /** Commits that were made in this world on the default branch, newest first: subject and tree. */
  readonly commits: readonly string[]
  readonly pulls: readonly string[]
  /** `docker.io/accanto/driver:1.0.0` → digest. */
  readonly images: Readonly<Record<string, string>>
  /** What people read: issues with their comments, pull requests, branches and releases of other repositories, messages, files of a package index. */
  readonly told: Readonly<Record<string, string>>
}

const sorted = <Value>(entries: Iterable<readonly [string, Value]>): Readonly<Record<string, Value>> => Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))

export const repositoryOf = (universe: Universe): RepositoryState => universe.github.repository(repository.owner, repository.name)

export const assetsOf = (repo: RepositoryState, release: number): Readonly<Record<string, string>> =>
  sorted([...repo.assets.values()].filter((it) => it.release === release).map((it) => [it.name, it.state === 'uploaded' ? (it.digest ?? '') : it.state] as const))

/** Commits that were made in this world, newest first: their ids have their time in them. */
const commitsOf = (universe: Universe, repo: RepositoryState, ref = 'refs/heads/main'): readonly string[] => {
  const made = universe.github.state.objects.get(repo.network)
  const commits: string[] = []
  for (let id = repo.refs.get(ref); id !== undefined; ) {
    const object: GitObject | undefined = made?.get(id)
    if (!object) break
    const commit = parseCommit(object.bytes)
    commits.push(`${commit.message.split('\n')[0] ?? ''} ${commit.tree}`)
    id = commit.parents[0]
  }
  return commits
}

export const imagesOf = (universe: Universe): Readonly<Record<string, string>> =>
  sorted(Object.values(universe.registries).flatMap((registry) => [...registry.state.repositories].flatMap(([name, it]) => [...it.tags].map(([tag, { digest }]) => [`${registry.host}/${name}:${tag}`, digest as string] as const))))

/** A message is named by its time. */
const timeless = (text: string): string => text.replaceAll(/\b1[0-9]{9}\.([0-9]{6})\b/g, 'then.$1')

const issueText = (repo: RepositoryState, { number, title, body, user, state, stateReason, pull }: Issue): string =>
  timeless(JSON.stringify([title, body, user, state, stateReason, pull ? [pull.head.repository, pull.head.branch, pull.base.repository, pull.base.branch, pull.mergedAt !== null] : [], [...repo.comments.values()].filter((it) => it.issue === number).map((it) => [it.user, it.body, it.lastEditedAt !== null])]))

const toldOf = (universe: Universe): Readonly<Record<string, string>> => {
  const own = repositoryOf(universe)
  const all = [...universe.github.state.repositories.values()]
  return sorted([
    ...all.flatMap((repo) => [...repo.issues.values()].filter((it) => it.pull === undefined || repo !== own).map((it) => [`${repo.owner}/${repo.name}#${it.number}`, issueText(repo, it)] as const)),
    ...all.filter((repo) => repo !== own).flatMap((repo) => [...repo.refs.keys()].map((ref) => [`${repo.owner}/${repo.name} ${ref}`, JSON.stringify(commitsOf(universe, repo, ref))] as const)),
    ...all.filter((repo) => repo !== own && repo.releases.size > 0).map((repo) => [`${repo.owner}/${repo.name} releases`, JSON.stringify(releasesOf(repo))] as const),
    ...[...universe.index.state.projects].flatMap(([project, { files }]) => files.map((it) => [`${universe.index.host} ${project} ${it.fileName}`, it.digest] as const)),
    ...universe.chat.messages.map((it, at) => [`message ${at}`, JSON.stringify([it.channel, it.text, it.by, it.metadata])] as const),
  ])
}

export const releasesOf = (repo: RepositoryState): readonly ReleaseState[] => {
  const latest = [...repo.releases.values()].filter((it) => !it.draft && !it.prerelease).sort((a, b) => (b.publishedAt ?? 0) - (a.publishedAt ?? 0))[0]
  const latestId = repo.latest.get('id') ?? latest?.id
  const releases = [...repo.releases.values()].map(({ id, tag, name, body, draft, prerelease }): ReleaseState => ({ tag, name, body, draft, prerelease, isLatest: id === latestId, assets: assetsOf(repo, id) }))
  return releases.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}

export const endStateOf = (universe: Universe): EndState => {
  const repo = repositoryOf(universe)
  const refs = [...repo.refs].filter(([name]) => name !== 'refs/heads/main')
  return {
    releases: releasesOf(repo),
    refs: sorted(refs.filter(([name]) => !name.startsWith('refs/slipway/'))),
    own: refs.map(([name]) => name).filter((name) => name.startsWith('refs/slipway/')).sort(),
    commits: commitsOf(universe, repo),
    pulls: [...repo.issues.values()].flatMap((it) => (it.pull ? [`${it.pull.head.branch} → ${it.pull.base.branch}: ${it.title} (${it.state})`] : [])).sort(),
    images: imagesOf(universe),
    told: toldOf(universe),
  }
}

const waiting = /:slipway-staged-[0-9a-f]{12}$/

/** Tags under which bytes wait; see the exemptions. */
export const withoutWaiting = (images: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(images).filter(([name]) => !waiting.test(name)))

/** Of a long text what is around the first difference. */
const shortly = (text: string | undefined = 'nothing', other: string | undefined = 'nothing'): string => {
  if (text.length < 600) return text
  const at = [...text].findIndex((letter, index) => letter !== other[index])
  return `… ${text.slice(Math.max(at - 60, 0), at + 200)} …`
}

/** Everything in which two ends differ, for people. Empty: they are the same. */
export const differences = (wanted: EndState, found: EndState): readonly string[] => {
  const parts: readonly (readonly [string, (it: EndState) => unknown])[] = [
    ['releases', (it) => it.releases], ['refs', (it) => it.refs], ['what Slipway keeps', (it) => it.own], ['commits', (it) => it.commits], ['pull requests', (it) => it.pulls],
    ['images and charts', (it) => withoutWaiting(it.images)],
    ...[...new Set([...Object.keys(wanted.told), ...Object.keys(found.told)])].map((name) => [name, (it: EndState) => it.told[name]] as const),
  ]
  return parts.flatMap(([name, of]) => {
    const [one, other] = [JSON.stringify(of(wanted)), JSON.stringify(of(found))]
    return one === other ? [] : [`${name}: ${shortly(other, one)} instead of ${shortly(one, other)}`]
  })
}

const heldIn = (repo: RepositoryState): object => ({
  releases: [...repo.releases.values()].map(({ createdAt: _, updatedAt: __, publishedAt: ___, ...it }) => it),
  assets: [...repo.assets.values()].map(({ createdAt: _, updatedAt: __, ...it }) => it),
})

/**
 * All that a later run could see, as text: two worlds with the same text make the same future. Times are left out, and with them the
 * ids of what has a time in it: commits (what they say and hold stands for them), and locks, whose runs have ended in any case.
 */
export const fingerprintOf = (universe: Universe): string => {
  const repo = repositoryOf(universe)
  const locks = [...repo.refs.keys()].filter((name) => name.startsWith('refs/slipway/lock/'))
  const github = {
    // The id of a commit has its time in it; what it says and holds is what a later run sees.
    refs: [...repo.refs].filter(([name]) => name !== 'refs/heads/main' && !locks.includes(name)), main: commitsOf(universe, repo), locks, latest: [...repo.latest],
    ...heldIn(repo),
    runs: [...repo.runs.values()].map((it) => [it.id, it.attempt, it.status]),
    issues: [...repo.issues.values()].map((it) => [it.number, it.title, it.body, it.state, it.pull?.head, it.pull?.base]),
    settings: [universe.github.settings.lag, universe.github.settings.tokens, repo.settings],
    past: [...universe.github.state.past].map(([key, all]) => [key, all.map((it) => [it.gets, it.lists])]),
  }
  const registries = Object.values(universe.registries).map((it) => [it.host, it.settings, [...it.state.repositories].map(([name, of]) => [name, [...of.blobs.keys()], [...of.manifests.keys()], [...of.tags]])])
  const forks = [...universe.github.state.repositories.values()].filter((it) => it !== repo).map((it) => [it.owner, it.name, it.settings.filling === undefined, heldIn(it)])
  const { index } = universe
  return JSON.stringify([github, registries, toldOf(universe), forks, index.settings, [...index.state.used], index.late])
}
