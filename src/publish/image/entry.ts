// `publish.image`: the entry of the config, and the task that its steps share.
import { z } from 'zod'
import type { Artifact } from '../../core/artifact.js'
import { checkedText, templateText } from '../../core/checked-text.js'
import type { Facts } from '../../core/facts.js'
import { isRevised, revisedTag, type RevisedTag } from '../../core/revision.js'
import { renderTemplate } from '../../core/template.js'
import type { Scheme } from '../../core/version.js'
import { fail } from '../../errors/release-error.js'
import type { Planned } from '../../ports/step.js'
import { oneEntry, publishEntries } from '../build-entries.js'
import { checkedTag, parsePlace, placeText } from '../place.js'

export const imageEntry = z.strictObject({
  name: z.string().min(1).default('image'),
  to: checkedText(parsePlace).describe('Host and repository: docker.io/accanto/os-vim-driver.'),
  image: z.string().min(1).optional().describe('Name of the build entry; default: the one of the same name, or the only one.'),
  tags: z.array(templateText()).min(1).default(['{version}']).describe('Tags that never move.'),
  pointers: z.array(templateText()).default([]).describe('Tags that move with the highest final version, such as latest.'),
})

export type ImageEntry = z.output<typeof imageEntry>

export type ImageTask = {
  /** `docker.io/accanto/os-vim-driver`, in its canonical form. */
  readonly name: string
  readonly tags: readonly string[]
  readonly pointers: readonly string[]
  /** How versions are written in tags of the registry and of git: a pointer asks both whether it would move backward. */
  readonly templates: readonly string[]
  readonly pattern: string
  readonly scheme: Scheme
  /** Lines that release charts, where this one does not: name → its newest tags. */
  readonly charts?: Readonly<Record<string, readonly string[]>>
  /** Of the tags that have a revision: what stands around it. */
  readonly revised?: readonly RevisedTag[]
}

export const planImage = (facts: Facts, entry: ImageEntry, title: (task: ImageTask) => string): Planned<ImageTask> => {
  const image = oneEntry(facts, 'image', { path: `publish.image.image (${entry.name})`, name: entry.name, ...(entry.image === undefined ? {} : { wanted: entry.image }) })
  if (facts.leftOut.includes(image)) return { skip: `the image ${image} is left out of this run` }
  const tags = (templates: readonly string[]): readonly string[] => [...new Set(templates.map((it) => checkedTag(renderTemplate(it, facts.words, 'oci'))))]
  const pattern = typeof facts.config['tag'] === 'string' ? facts.config['tag'] : '{version}'
  const revised = entry.tags.filter(isRevised).map((it) => revisedTag(it, facts.words))
  const task: ImageTask = { name: placeText(parsePlace(entry.to)), tags: tags(entry.tags), pointers: tags(entry.pointers), templates: entry.tags, pattern, scheme: facts.version.scheme, ...(revised.length > 0 ? { revised } : {}), ...chartLines(facts) }
  const both = task.tags.find((it) => task.pointers.includes(it))
  if (both !== undefined) return fail('CONFIG_INVALID', { path: `publish.image (${entry.name})`, what: `${both} is both a tag that never moves and a pointer` })
  return { title: title(task), task, from: [image] }
}

/** Enough to see whether one of them is newer than the image. */
const fewTags = 3

const chartLines = (facts: Facts): Pick<ImageTask, 'charts'> => {
  if (publishEntries(facts, 'chart').length > 0) return {}
  const lines = (facts.others ?? []).filter((it) => publishEntries(it, 'chart').length > 0)
  return lines.length === 0 ? {} : { charts: Object.fromEntries(lines.map((it) => [it.name, it.tags.slice(0, fewTags)])) }
}

/** The one image that `from` let through. */
export const onlyImage = (inputs: readonly Artifact[]): Artifact => {
  const images = inputs.filter((it) => it.kind === 'image')
  const [image] = images
  return image && images.length === 1 ? image : fail('BUG', { what: `one image was to be published, and ${images.length} were handed over` })
}
