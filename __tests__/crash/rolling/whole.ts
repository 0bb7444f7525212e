// What a name that has rolled looks like, said without asking the product: else a product that forgets a part would be right.
import { createHash } from 'node:crypto'
import type { Artifact } from '../../../src/core/artifact.js'
import type { Release, RepositoryState } from '../../../src/rehearsal/github/state.js'
import { textOnMain } from '../simulation/reading.js'
import { assetsOf, endStateOf, imagesOf, withoutWaiting } from '../simulation/end-state.js'
import type { Universe } from '../simulation/universe.js'
import { images, name, pointerFile, target } from './project.js'

export const targetOf = (universe: Universe): RepositoryState => universe.github.repository(target.owner, target.name)
export const named = (universe: Universe): readonly Release[] => [...targetOf(universe).releases.values()].filter((it) => it.tag === name)
export const headOf = (universe: Universe): string => targetOf(universe).refs.get('refs/heads/main') ?? 'nothing'
export const tagOf = (universe: Universe): string => targetOf(universe).refs.get(`refs/tags/${name}`) ?? 'nothing'

const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing'
const must = (isSo: boolean, what: string): readonly string[] => (isSo ? [] : [what])

/** Everything that is to be attached, beside the record. */
const attachedOf = (artifacts: readonly Artifact[]): Readonly<Record<string, string>> => {
  const files = artifacts.filter((it) => it.kind === 'file').sort((a, b) => (a.fileName < b.fileName ? -1 : 1))
  const sums = files.map((it) => `${it.digest.slice(7)}  ${it.fileName}\n`).join('')
  return { SHA256SUMS: `sha256:${createHash('sha256').update(sums).digest('hex')}`, ...Object.fromEntries(files.map((it) => [it.fileName, it.digest])) }
}

export interface Wanted {
  readonly artifacts: readonly Artifact[]
  readonly commit: string
  /** Where the tag is to stand: the head of the other repository before the release. */
  readonly head: string
  /** Of the release whose place was taken; 0: of none. */
  readonly old: number
  /** Commits whose images are there; and one of which some may be there, as its run was broken off. */
  readonly commits: readonly string[]
  readonly maybe?: string
}

export const notRolled = async (universe: Universe, { artifacts, commit, head, old, commits, maybe }: Wanted): Promise<readonly string[]> => {
  const repo = targetOf(universe)
  const all = [...repo.releases.values()]
  const [release] = all
  const { 'slipway.json': record, ...assets } = assetsOf(repo, release?.id ?? 0)
  const digest = artifacts.find((it) => it.kind === 'image')?.digest
  const there = withoutWaiting(imagesOf(universe))
  const names = images.flatMap((it) => [...commits.map((of) => `docker.io/${it}:${of}`), `docker.io/${it}:latest`]).sort()
  const text = await textOnMain(universe, target, pointerFile)
  const { refs, own, releases, commits: made } = endStateOf(universe)
  return [
    ...must(all.length === 1 && release?.tag === name && !release.draft && release.prerelease && release.id !== old, `the releases are ${shown(all.map((it) => [it.id, it.tag, it.draft, it.prerelease]))}`),
    ...must(shown(assets) === shown(attachedOf(artifacts)), `the assets are ${shown(assets)}`),
    ...must(record !== undefined, 'the record is not in the release'),
    ...must(tagOf(universe) === head, `the tag stands at ${tagOf(universe)}, and not at ${head}`),
    ...must(text === `${commit}\n`, `${pointerFile} says ${shown(text)}`),
    ...must(shown(Object.keys(there).filter((it) => maybe === undefined || !it.endsWith(`:${maybe}`)).sort()) === shown(names), `the images are ${Object.keys(there).join(', ')}`),
    ...images.flatMap((it) => [commit, 'latest'].flatMap((tag) => must(there[`docker.io/${it}:${tag}`] === digest, `${it}:${tag} is ${there[`docker.io/${it}:${tag}`] ?? 'missing'}`))),
    ...must(shown([refs, own, releases, made]) === shown([{}, [], [], []]), `something was left in the source: ${shown([refs, own, releases, made])}`),
  ].map((it) => `in the end ${it}`)
}
