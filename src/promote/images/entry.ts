// `promote.images`: the entry of the config, and the task that is made of it. Pure.
import { z } from 'zod'
import { checkedText, templateText } from '../../core/checked-text.js'
import { filePathShape } from '../../core/file-path.js'
import { repositoryText, type Facts } from '../../core/facts.js'
import { parseDestination, parseFolder, printImageName } from '../../core/image-name.js'
import type { JsonObject } from '../../core/json.js'
import { entriesIn, rootOf, sharedWord, sourcesOf, tagOf, type Source } from '../../core/promotion.js'
import { fail } from '../../errors/release-error.js'
import type { Planned } from '../../ports/step.js'
import type { Proposal } from '../proposal/proposal.js'
import { proposalShape } from '../proposal/entry.js'

const checklist = [
  'Each digest was read from the staging registry right before it was written here, and is that of what was pushed',
  'An image for several platforms is listed by the digest of its index',
  'No tag in the list moves, and none was listed with another digest before',
] as const

export const imagesEntry = z.strictObject({
  name: z.string().min(1).default('images'),
  ...proposalShape,
  file: z.string().regex(filePathShape, 'a path below the root of that repository').describe('The image list: registry.k8s.io/images/k8s-staging-demo/images.yaml.'),
  production: checkedText(parseFolder).optional().describe('Where the promoter copies to, without the names in the list: registry.k8s.io/demo. It is verified there.'),
  project: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'lower-case letters, digits and . _ -').optional().describe('Name of the project in title and branch. Default: the last part of the staging registry, without k8s-staging-.'),
  staging: checkedText(parseFolder).optional().describe('Root of the staging registry, below which names in the list begin. Default: one folder above where this line publishes.'),
  from: z.array(z.strictObject({
    image: checkedText(parseDestination).describe('Image or chart in the staging registry.'),
    tags: z.array(templateText()).min(1).default(['{version}']),
    as: z.string().min(1).optional().describe('Its name in the list. Default: its path below the root.'),
  })).default([]).describe('What another system stages; looked up by tag.'),
  hold: z.boolean().default(true).describe('Writes /hold, so that somebody has to release it.'),
  checklist: z.array(z.string().min(1)).default([...checklist]).describe('Lines with a ticked box.'),
})

export type ImagesEntry = z.output<typeof imagesEntry>

export type ImagesTask = {
  readonly proposal: Proposal
  readonly project: string
  readonly sources: readonly Source[]
  readonly production: string | null
}

const stagedByOthers = (facts: Facts, entry: ImagesEntry): readonly Source[] =>
  entry.from.map((it): Source => {
    const place = printImageName(parseDestination(it.image))
    const root = entry.staging === undefined ? place.slice(0, place.lastIndexOf('/')) : printImageName(parseFolder(entry.staging))
    const path = it.as ?? (place.startsWith(`${root}/`) ? place.slice(root.length + 1) : fail('CONFIG_INVALID', { path: 'promote.images.from', what: `${place} is not below ${root}` }))
    return { kind: 'image', entry: null, staging: place, path, tags: it.tags.map((tag) => tagOf(tag, facts)) }
  })

const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** The tag that a chart gets is its version. */
const firstTag = (sources: readonly Source[], { words, version }: Facts): string =>
  sources.flatMap((it) => it.tags)[0] ?? (words['semver'] ?? version.text).replaceAll('+', '_')

const isSameList = (entry: ImagesEntry) => (config: JsonObject): boolean =>
  entriesIn(config, 'promote', 'images').some((it) => it['repository'] === entry.repository && it['file'] === entry.file)

export const planImages = (facts: Facts, entry: ImagesEntry): Planned<ImagesTask> => {
  const sources = [...sourcesOf(facts, entry.staging), ...stagedByOthers(facts, entry)]
  const [first] = sources
  if (!first) {
    return facts.leftOut.length > 0 ? { skip: 'what would be promoted is left out of this run' } : fail('CONFIG_INVALID', { path: `promote.images (${entry.name})`, what: 'this line publishes neither an image nor a chart, and `from:` names none' })
  }
  for (const it of sources) if (it.tags.includes('latest')) return fail('PROMOTE_MOVING_TAG', { image: it.path || lastOf(it.staging), tag: 'latest' })
  const project = entry.project ?? lastOf(rootOf(first)).replace(/^k8s-staging-/, '')
  const word = sharedWord(facts, isSameList(entry))
  const { tag } = facts
  const named = word === undefined ? firstTag(sources, facts) : `${word}-${tag.commit.slice(0, 12)}`
  const proposal: Proposal = {
    repository: entry.repository, base: entry.branch ?? null, file: entry.file, fork: entry.fork === 'auto' ? null : entry.fork, branch: `${project}-${named}-image-promotion`,
    key: word ?? tag.name, object: word === undefined ? tag.object : tag.commit, hold: entry.hold, cc: entry.cc, reviewers: entry.reviewers, checklist: entry.checklist,
    about: `${facts.server}/${repositoryText(facts.repository)}/commit/${tag.commit}`,
  }
  const production = entry.production === undefined ? null : printImageName(parseFolder(entry.production))
  const from = sources.flatMap((it) => it.entry ?? [])
  return { title: `Propose ${project} ${facts.tag.name} in ${entry.repository}`, task: { proposal, project, sources, production }, from }
}
