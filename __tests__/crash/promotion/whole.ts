// What a finished promotion is, said without asking the product: else a product that forgets a part would be right.
import { parse } from 'yaml'
import { assetsOf, endStateOf, repositoryOf } from '../simulation/end-state.js'
import type { RegistryHost, Universe } from '../simulation/universe.js'
import { channel, list, listText, people, production, staging, tags, target } from './project.js'
import { textOnMain } from '../simulation/reading.js'

export const digestAt = (universe: Universe, { host, path }: { readonly host: RegistryHost; readonly path: string }, name: string): string | undefined =>
  universe.registries[host].state.repositories.get(`${path}/${name}`)?.tags.get('1.0.0')?.digest

/** Those that Slipway has opened, and nobody has dropped as a second one. */
export const trackingIssues = (universe: Universe) => [...repositoryOf(universe).issues.values()].filter((it) => it.pull === undefined && it.stateReason !== 'not_planned')

const sorted = (list: readonly string[]): readonly string[] => [...list].sort()
const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing'

/** Empty where it is so. */
const must = (isSo: boolean, what: string): readonly string[] => (isSo ? [] : [what])

/** What is staged is in production and in the list, to the byte, by one pull request that a person has merged. */
const images = async (universe: Universe): Promise<readonly string[]> => {
  const at = (of: typeof staging | typeof production, name: string): string => digestAt(universe, of, name) ?? 'nothing'
  const staged = { driver: at(staging, 'driver'), 'charts/driver': at(staging, 'charts/driver') }
  const text = await textOnMain(universe, target, list)
  const pulls = [...universe.github.repository(target.owner, target.name).issues.values()]
  return [
    ...Object.entries(staged).flatMap(([name, digest]) => must(digest !== 'nothing' && at(production, name) === digest, `${name} is ${at(production, name)} in production, and ${digest} in the staging registry`)),
    ...must(text === listText(staged), `the image list is ${shown(parse(text))}`),
    ...must(pulls.length === 1 && pulls[0]?.pull?.mergedBy === people.merger, `the pull requests are ${shown(pulls.map((it) => [it.title, it.state]))}`),
  ]
}

/** One issue, over, with every box ticked; and what people have said stands there as they said it. */
const issue = (universe: Universe): readonly string[] => {
  const all = trackingIssues(universe)
  const [one] = all
  const body = one?.body ?? ''
  const theirs = [...repositoryOf(universe).comments.values()].filter((it) => it.user === people.approver).map((it) => [it.body, it.lastEditedAt])
  return [
    ...must(all.length === 1 && one?.stateReason === 'completed', `the tracking issues are ${shown(all.map((it) => [it.title, it.state, it.stateReason]))}`),
    ...must(/- \[x\]/.test(body) && !/- \[ \]/.test(body), `the boxes of the issue are ${shown(body.match(/- \[.\].*/g))}`),
    ...['image', 'chart'].flatMap((line) => must(body.includes(`"line":"${line}"`), `the issue does not speak of the line ${line}`)),
    ...must(shown(theirs) === '[["LGTM",null]]', `the approval is now ${shown(theirs)}`),
  ]
}

const releaseAndMessage = (universe: Universe): readonly string[] => {
  const repo = repositoryOf(universe)
  const releases = [...repo.releases.values()]
  const [release] = releases
  const { messages } = universe.chat
  return [
    ...must(messages.length === 1 && messages[0]?.channel === channel && Object.values(tags).every((tag) => messages[0]?.text.includes(tag)), `the messages are ${shown(messages.map((it) => it.text))}`),
    ...must(releases.length === 1 && release?.tag === tags.image && !release.draft, `the releases are ${shown(releases.map((it) => [it.tag, it.draft]))}`),
    ...must('slipway.json' in assetsOf(repo, release?.id ?? 0), 'the record is not in the release'),
  ]
}

/** Tags and the project's branch are as they were, and no lock is left. */
const rest = (universe: Universe): readonly string[] => {
  const { refs, own, commits } = endStateOf(universe)
  return [
    ...must(shown(sorted(Object.keys(refs))) === shown(sorted(Object.values(tags).map((tag) => `refs/tags/${tag}`))), `the refs are ${Object.keys(refs).join(', ')}`),
    ...must(!own.some((it) => it.startsWith('refs/slipway/lock/')), `locks are left: ${own.join(', ')}`),
    ...must(commits.length === 0, `somebody has committed to the project: ${commits.join(', ')}`),
  ]
}

export const notPromoted = async (universe: Universe): Promise<readonly string[]> =>
  [...(await images(universe)), ...issue(universe), ...releaseAndMessage(universe), ...rest(universe)].map((it) => `in the end ${it}`)
