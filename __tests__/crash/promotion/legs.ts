// What is played, in turn: commands of Slipway, and between them what people and other systems do.
import { promote } from '../../../src/cli/play/promoter.js'
import type { Report } from '../../../src/core/report.js'
import type { Request } from '../../../src/core/request.js'
import { repository } from '../simulation/project.js'
import type { Leg } from '../simulation/stage.js'
import type { Universe } from '../simulation/universe.js'
import { list, people, production, staging, tags, target, type Prepared } from './project.js'
import { textOnMain } from '../simulation/reading.js'

export interface PromotionLeg extends Leg {
  readonly isTagged: boolean
  /** What happens after it. */
  readonly then?: (universe: Universe, prepared: Prepared) => Promise<void>
}

const request = (words: Partial<Request> & Pick<Request, 'verb' | 'again'>): Request => ({ dryRun: false, only: [], without: [], actor: { login: people.proposer }, ...words })

export const proposal = (line: 'image' | 'chart'): Request => request({ verb: 'propose', version: '1.0.0', line, again: `slipway propose 1.0.0 --line ${line}` })
export const releaseOf = (tag: string): Request => request({ verb: 'release', tag, again: `slipway release --tag ${tag}` })
export const goOn: Request = request({ verb: 'continue', again: 'slipway continue' })

/** Of decisions of people; a limit of a service is waited for too, and is not meant. */
export const waitsForPeople = ({ outcome, results }: Report): boolean => outcome === 'waiting' && results.some((it) => it.id.startsWith('promote:images') && it.state === 'waiting')

export const isOut = ({ outcome }: Report): boolean => ['released', 'resumed', 'already-released', 'nothing-to-do'].includes(outcome)

const numberOf = (universe: Universe, owner: string, name: string, isPull: boolean): number =>
  [...universe.github.repository(owner, name).issues.values()].find((it) => it.state === 'open' && (it.pull !== undefined) === isPull)?.number ?? 0

/** An owner approves, and both tags are pushed. */
export const approveAndTag = async (universe: Universe, { objects }: Prepared): Promise<void> => {
  const number = numberOf(universe, repository.owner, repository.name, false)
  await universe.github.as(people.approver, repository.owner, repository.name).comment(number, 'LGTM')
  for (const [tag, id] of Object.entries(objects)) await universe.github.as(people.proposer, repository.owner, repository.name).moveRef(`refs/tags/${tag}`, id)
}

/** The pull request is merged by whoever may, and the promoter copies what the list has. */
export const mergeAndPromote = async (universe: Universe): Promise<void> => {
  const number = numberOf(universe, target.owner, target.name, true)
  if (number > 0) await universe.github.as(people.merger, target.owner, target.name).merge(number)
  promote({ registries: new Map(Object.entries(universe.registries)), list: await textOnMain(universe, target, list), from: `${staging.host}/${staging.path}`, to: `${production.host}/${production.path}` })
}

const proposed = ({ outcome }: Report): boolean => outcome === 'waiting'

export const legs: readonly PromotionLeg[] = [
  { name: 'propose the images', request: proposal('image'), isOver: proposed, again: 'waiting', isTagged: false },
  { name: 'propose the chart', request: proposal('chart'), isOver: proposed, again: 'waiting', isTagged: false, then: approveAndTag },
  { name: 'release the images', request: releaseOf(tags.image), isOver: waitsForPeople, again: 'waiting', isTagged: true },
  { name: 'release the chart', request: releaseOf(tags.chart), isOver: waitsForPeople, again: 'waiting', isTagged: true, then: mergeAndPromote },
  { name: 'continue', request: goOn, isOver: isOut, again: 'nothing-to-do', isTagged: true },
]
