// What a finished release of the project is, said without asking the product: else a product that forgets a part would be right.
import { createHash } from 'node:crypto'
import type { Artifact } from '../../../src/core/artifact.js'
import { differences, type EndState } from './end-state.js'
import { tagName } from './project.js'

const files = ['wheel', 'docs', 'chart']

const sumsOf = (artifacts: readonly Artifact[]): string =>
  artifacts.map((it) => `${it.digest.slice(7)}  ${it.fileName}\n`).sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('')

/** Everything in which the end of a run without faults is not as it must be. */
export const notWhole = (end: EndState | undefined, artifacts: readonly Artifact[]): readonly string[] => {
  const [release] = end?.releases ?? []
  if (!end || !release) return ['there is no release']
  const attached = artifacts.filter((it) => files.includes(it.kind))
  const image = artifacts.find((it) => it.kind === 'image')?.digest ?? ''
  const { 'slipway.json': record, ...assets } = release.assets
  const chart = end.images['ghcr.io/accanto/charts/driver:1.0.0'] ?? 'nothing'
  const wanted: EndState = {
    releases: [{ ...release, tag: tagName, name: tagName, draft: false, prerelease: false, isLatest: true, assets: {
      SHA256SUMS: `sha256:${createHash('sha256').update(sumsOf(attached)).digest('hex')}`,
      ...Object.fromEntries(attached.map((it): [string, string] => [it.fileName, it.digest]).sort(([a], [b]) => (a < b ? -1 : 1))),
    } }],
    refs: { [`refs/tags/${tagName}`]: end.refs[`refs/tags/${tagName}`] ?? 'nothing' },
    own: [],
    commits: end.commits.length === 1 && end.commits[0]?.startsWith('Set next development version ') ? end.commits : ['Set next development version'],
    pulls: [],
    told: {},
    images: { 'docker.io/accanto/driver:1.0.0': image, 'docker.io/accanto/driver:1.0.0-linux': image, 'docker.io/accanto/driver:latest': image, 'ghcr.io/accanto/charts/driver:1.0.0': chart },
  }
  return [
    ...differences(wanted, { ...end, releases: [{ ...release, assets }, ...end.releases.slice(1)] }),
    ...(record === undefined ? ['there is no record'] : []), ...(chart === 'nothing' ? ['there is no chart'] : []),
    ...(release.body?.includes('- something new') ? [] : ['the notes are not in the release']),
  ]
}
