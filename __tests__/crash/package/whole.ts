// What a finished release of the package is, said without asking the product: else a product that forgets a part would be right.
import type { Artifact } from '../../../src/core/artifact.js'
import { assetsOf, endStateOf, imagesOf, repositoryOf, withoutWaiting } from '../simulation/end-state.js'
import { repository, tagName } from '../simulation/project.js'
import { textOnMain } from '../simulation/reading.js'
import type { Universe } from '../simulation/universe.js'
import { changelogBefore, changelogFile, distribution, imageName } from './project.js'

const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing'
const must = (isSo: boolean, what: string): readonly string[] => (isSo ? [] : [what])

export const onIndex = (universe: Universe): Readonly<Record<string, string>> =>
  Object.fromEntries(universe.index.files(distribution).map((it): [string, string] => [it.fileName, it.digest]).sort(([a], [b]) => (a < b ? -1 : 1)))

/** One section more than before, above the others, and every other byte as it was. */
const notInserted = (text: string): readonly string[] => {
  const at = changelogBefore.indexOf('## 0.9.0')
  const [head, rest] = [changelogBefore.slice(0, at), changelogBefore.slice(at)]
  const made = text.slice(at, text.length - rest.length)
  return [
    ...must(text.startsWith(head) && text.endsWith(rest) && text.length > changelogBefore.length, `${changelogFile} is ${shown(text)}`),
    ...must(made === '## 1.0.0 - 2026-01-05\n\n### Features\n\n- take images\n\n', `the new section is ${shown(made)}`),
  ]
}

export const notPackaged = async (universe: Universe, artifacts: readonly Artifact[]): Promise<readonly string[]> => {
  const files = Object.fromEntries(artifacts.filter((it) => it.kind !== 'image').map((it): [string, string] => [it.fileName, it.digest]).sort(([a], [b]) => (a < b ? -1 : 1)))
  const image = artifacts.find((it) => it.kind === 'image')?.digest
  const { own, commits, pulls } = endStateOf(universe)
  const releases = [...repositoryOf(universe).releases.values()]
  const [release] = releases
  return [
    ...must(shown(onIndex(universe)) === shown(files), `on the index is ${shown(onIndex(universe))}`),
    ...must(shown(withoutWaiting(imagesOf(universe))) === shown({ [`${imageName}:${tagName}`]: image, [`${imageName}:latest`]: image }), `the images are ${shown(imagesOf(universe))}`),
    ...must(releases.length === 1 && release?.tag === tagName && !release.draft, `the releases are ${shown(releases.map((it) => [it.tag, it.draft]))}`),
    ...must('slipway.json' in assetsOf(repositoryOf(universe), release?.id ?? 0), 'the record is not in the release'),
    ...must(commits.length === 1 && commits[0]?.startsWith(`Update ${changelogFile} for ${tagName} `) === true, `the commits are ${shown(commits)}`),
    ...notInserted(await textOnMain(universe, repository, changelogFile)),
    ...must(own.length === 0 && pulls.length === 0, `something is left: ${shown([own, pulls])}`),
  ].map((it) => `in the end ${it}`)
}
