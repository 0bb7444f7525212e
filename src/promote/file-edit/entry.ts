// `promote.edit`: one value of a YAML, JSON or TOML file of any repository: a tag of kustomize, a chart's appVersion, an image of a rollout.
// The entry of the config, and the task that is made of it. Pure.
import { z } from 'zod'
import { checkedText } from '../../core/checked-text.js'
import { digestOf, hexOf } from '../../core/digest.js'
import { pointerShape } from '../../core/edit/pointer.js'
import { repositoryText, type Facts } from '../../core/facts.js'
import { filePathShape } from '../../core/file-path.js'
import { sourcesOf, type Source } from '../../core/promotion.js'
import { renderTemplate, wordsIn } from '../../core/template.js'
import { fail } from '../../errors/release-error.js'
import type { Planned } from '../../ports/step.js'
import { proposalShape } from '../proposal/entry.js'
import type { Proposal } from '../proposal/proposal.js'

const digestWord = '{digest}'

const checkValue = (text: string): void => void wordsIn(text.replaceAll(digestWord, ''))

export const editEntry = z.strictObject({
  name: z.string().min(1).default('edit'),
  ...proposalShape,
  file: z.string().regex(filePathShape, 'a path below the root of that repository').describe('The file that is changed: YAML, JSON or TOML.'),
  at: z.string().regex(pointerShape, 'a JSON pointer such as /spec/image').describe('Where the value stands: a JSON pointer.'),
  document: z.int().min(1).max(1000).optional().describe('Of a YAML file with several documents (---) the one that is meant, counted from 1.'),
  value: checkedText(checkValue, z.string().min(1).max(1024)).describe('What is to stand there: a template, which may have {digest} too.'),
  of: z.string().min(1).optional().describe('Name of the build entry whose digest {digest} is. Default: the only one that is published in a registry.'),
  title: checkedText(wordsIn).default('').describe('Title of the pull request. Default: Bump <repository> to <tag>.'),
  before: z.enum(['release']).optional().describe('release: the release is published when this pull request is merged, and not before. Default: it is opened when the release is out, and holds up nothing.'),
  backports: z.boolean().default(false).describe('Also for a version that is not the highest of its line.'),
})

export type EditEntry = z.output<typeof editEntry>

/** What others run follows a release that is out, unless the release is to wait for it. */
export const comesFirst = ({ before }: Pick<EditEntry, 'before'>): boolean => before === 'release'

export type EditTask = {
  readonly proposal: Proposal
  readonly at: string
  /** Of several documents in the file; null: there is one. */
  readonly document: number | null
  /** The value, cut where the digest goes in. */
  readonly parts: readonly string[]
  /** Whose digest it is; none when the value has none. */
  readonly sources: readonly Source[]
  readonly title: string
}

const sourceOf = (facts: Facts, entry: EditEntry): readonly Source[] => {
  const all = sourcesOf(facts, undefined)
  const meant = entry.of === undefined ? all : all.filter((it) => it.entry === entry.of)
  const [one] = meant
  if (one && meant.length === 1) return [{ ...one, tags: one.tags.slice(0, 1) }]
  return fail('CONFIG_INVALID', { path: `promote.edit.of (${entry.name})`, what: `{digest} is to be that of one image or chart, and ${meant.length === 0 ? 'none is meant' : `${meant.map((it) => it.entry).join(', ')} are meant`}` })
}

export const planEdit = (facts: Facts, entry: EditEntry): Planned<EditTask> => {
  if (!facts.isHighest && !entry.backports) return { skip: `${facts.version.text} is not the highest version; what others run never moves backward` }
  if (entry.document !== undefined && !/\.ya?ml$/i.test(entry.file)) return fail('CONFIG_INVALID', { path: `promote.edit.document (${entry.name})`, what: `${entry.file} is no YAML, which alone has several documents` })
  const { tag, repository, server, words } = facts
  const hasDigest = entry.value.includes(digestWord)
  if (hasDigest && facts.leftOut.length > 0) return { skip: 'what {digest} is of may be left out of this run' }
  const own = repositoryText(repository)
  const place = hexOf(digestOf(`${entry.repository} ${entry.file} ${entry.at}${entry.document === undefined ? '' : ` ${entry.document}`}`)).slice(0, 8)
  const proposal: Proposal = {
    repository: entry.repository, base: entry.branch ?? null, file: entry.file, fork: entry.fork === 'auto' ? null : entry.fork, branch: `slipway/${repository.name}-${tag.name}-${place}`,
    key: `${tag.name} ${place}`, object: tag.object, hold: entry.hold, cc: entry.cc, reviewers: entry.reviewers, checklist: [], about: `${server}/${own}/commit/${tag.commit}`,
  }
  const sources = hasDigest ? sourceOf(facts, entry) : []
  const title = entry.title === '' ? `Bump ${repository.name} to ${tag.name}` : renderTemplate(entry.title, words)
  return {
    title: `Propose ${tag.name} in ${entry.file} of ${entry.repository}`, from: sources.flatMap((it) => it.entry ?? []),
    task: { proposal, at: entry.at, document: entry.document ?? null, parts: entry.value.split(digestWord).map((part) => renderTemplate(part, words)), sources, title },
  }
}
