// A change of one file of another repository, and where it is proposed. What the change is, is the step's business; how it becomes a pull
// request, and stays one whatever happens to the branch and its base, is here.
import { repositoryText, type Repository } from '../../core/facts.js'
import { makeMarker, type Marked } from '../../core/marker.js'
import type { ChangeBranch } from '../../ports/pull-requests.js'
import type { ReadWorld } from '../../ports/world.js'

/** Plain: it is a part of tasks. */
export type Proposal = {
  /** `kubernetes/k8s.io` */
  readonly repository: string
  /** Null: the default branch. */
  readonly base: string | null
  readonly file: string
  /** `owner/name`; null: this repository, or the fork that the token's account has. */
  readonly fork: string | null
  /** Branch with the change. */
  readonly branch: string
  /** What the pull request is known by: the tag, or the word of lines that are released together. */
  readonly key: string
  /** Object id that goes with the key. */
  readonly object: string
  readonly hold: boolean
  readonly cc: readonly string[]
  readonly reviewers: readonly string[]
  /** Below what is proposed: what whoever reviews it may tick. */
  readonly checklist: readonly string[]
  /** Where the release is told about. */
  readonly about: string
}

export interface Description {
  readonly title: string
  /** What the branch brings, a line each. */
  readonly lines: readonly string[]
}

export interface Change {
  /** The text with everything that this task wants; the same text when it has it. Fails when it must not have it. */
  apply(text: string): string
  /** What lies between `before` and `after`, done to another text; undefined when that is not what Slipway would have done. */
  again(before: string, after: string, on: string): string | undefined
  describe(before: string, after: string): Description
}

export const parseRepository = (text: string): Repository => {
  const [owner = '', name = ''] = text.split('/')
  return { owner, name }
}

export const targetOf = (it: Proposal): Repository => parseRepository(it.repository)

export const markerOf = (it: Proposal, { repository }: ReadWorld): string => {
  const marked: Marked = { kind: 'promotion', repository: repositoryText(repository), tag: it.key, object: it.object }
  return makeMarker(marked)
}

export const branchText = ({ repository, branch }: ChangeBranch): string => `${repository.owner}:${branch}`
