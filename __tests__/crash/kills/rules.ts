// What must hold, as pure questions to what stands in the world: at every instant, between an earlier instant and a later one, and at
// the end. Each answer is a line for people; none means that it holds.
import { assetNames, chartName, imageName, notes, tagName } from './project.js'
import type { Standing, StandingRelease } from './standing.js'

const versionTag = `${imageName}:${tagName}`
const latestTag = `${imageName}:latest`
const chartTag = `${chartName}:${tagName}`

const publicOf = (it: Standing): readonly StandingRelease[] => it.releases.filter((release) => !release.draft)

const sumsOf = ({ assets }: StandingRelease): string =>
  [assetNames.wheel, assetNames.docs, assetNames.chart].sort().map((name) => `${(assets[name] ?? '').slice(7)}  ${name}\n`).join('')

interface RecordText {
  readonly artifacts?: readonly { readonly kind: string; readonly digest: string }[]
}

const recordOf = (text: string): RecordText => {
  try {
    return JSON.parse(text) as RecordText
  } catch {
    return {}
  }
}

/** A release that people can see has all its files, and they agree with one another and with the registry. */
const publicIsWhole = (it: Standing, release: StandingRelease): readonly string[] => {
  const { assets, texts } = release
  const artifacts = recordOf(texts[assetNames.record] ?? '').artifacts ?? []
  const frozen = (kind: string): string | undefined => artifacts.find((one) => one.kind === kind)?.digest
  const pairs: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['the names of its files', Object.keys(assets).join(' '), Object.values(assetNames).sort().join(' ')],
    ['the digests in SHA256SUMS', texts[assetNames.sums], sumsOf(release)],
    ['the wheel', assets[assetNames.wheel], frozen('wheel')],
    ['the docs', assets[assetNames.docs], frozen('docs')],
    ['the chart', assets[assetNames.chart], frozen('chart')],
    [versionTag, it.tags[versionTag], frozen('image')],
    [`the wheel inside of ${versionTag}`, it.wheels[versionTag]?.join(' '), frozen('wheel')],
    [`${chartTag} is there`, String(chartTag in it.tags), 'true'],
  ]
  return pairs.flatMap(([what, found, wanted]) => (found !== undefined && found === wanted ? [] : [`the release is public, and ${what}: ${found ?? 'missing'} instead of ${wanted ?? 'what no record names'}`]))
}

/** At every instant, whoever was killed there. */
export const brokenNow = (it: Standing): readonly string[] => {
  const visible = publicOf(it)
  return [
    ...visible.flatMap((release) => publicIsWhole(it, release)),
    ...(visible.length > 1 ? [`there are ${visible.length} public releases`] : []),
    ...it.missing.map((what) => `a public tag leads to what is not there: ${what}`),
    ...(latestTag in it.tags && visible.length === 0 ? ['latest points to a release that is not public'] : []),
    ...(it.commits.length > 1 ? [`${it.commits.length} commits were made`] : []),
    ...(it.commits.length > 0 && visible.length === 0 ? ['the next version was committed before the release is public'] : []),
  ]
}

/** What was public stays, byte for byte. */
export const brokenSince = (before: Standing, after: Standing): readonly string[] => [
  ...Object.entries(before.tags).flatMap(([name, digest]) => (after.tags[name] === digest ? [] : [`${name} was public as ${digest} and is ${after.tags[name] ?? 'gone'}`])),
  ...publicOf(before).flatMap((release) => {
    const now = publicOf(after).find((one) => one.tag === release.tag)
    return JSON.stringify(now?.assets) === JSON.stringify(release.assets) ? [] : [`the release was public with ${JSON.stringify(release.assets)} and has ${JSON.stringify(now?.assets)}`]
  }),
]

/** The wheel has other bytes in each build, and with it what holds it: compared by what belongs together, all else with an undisturbed end. */
const comparable = (it: Standing): unknown => {
  const varying = [assetNames.wheel, assetNames.sums, assetNames.record] as readonly string[]
  return {
    releases: it.releases.map(({ tag, name, body, draft, assets }) => ({ tag, name, body: body?.replace(/[0-9a-f]{64}/g, '…'), draft, assets: Object.fromEntries(Object.entries(assets).map(([file, digest]) => [file, varying.includes(file) ? 'there' : digest])) })),
    latest: it.latest, refs: it.refs, commits: it.commits, pulls: it.pulls,
    tags: Object.fromEntries(Object.entries(it.tags).map(([name, digest]) => [name, name.startsWith(`${imageName}:`) ? 'there' : digest])),
  }
}

/** A finished release, said without asking the product what it wanted. */
export const notFinished = (it: Standing): readonly string[] => {
  const [release] = it.releases
  const expected: readonly (readonly [string, boolean])[] = [
    ['there is exactly one release, and it is public', it.releases.length === 1 && release?.draft === false && release.tag === tagName && release.name === tagName],
    ['it has the notes of the tag', release?.body?.includes(notes) ?? false],
    ['it is the latest', it.latest === tagName],
    ['the tag is the only ref beside the branch, with no lock and no record left', Object.keys(it.refs).join(' ') === `refs/tags/${tagName}`],
    ['the next version is committed once', it.commits.length === 1 && (it.commits[0] ?? '').startsWith('Set next development version ')],
    ['no pull request is open', it.pulls === 0],
    ['version tags and pointer are there, and no others', Object.keys(it.tags).sort().join(' ') === [chartTag, versionTag, latestTag].sort().join(' ')],
    ['latest is this version', it.tags[latestTag] === it.tags[versionTag]],
  ]
  return [...brokenNow(it), ...expected.flatMap(([what, holds]) => (holds ? [] : [`at the end it does not hold that ${what}: ${JSON.stringify({ ...it, releases: it.releases.map(({ texts: _, ...rest }) => rest) }).slice(0, 600)}`]))]
}

export const differsFrom = (undisturbed: Standing, it: Standing): readonly string[] => {
  const [wanted, found] = [JSON.stringify(comparable(undisturbed)), JSON.stringify(comparable(it))]
  return wanted === found ? [] : [`the end is ${found} instead of ${wanted}`]
}
