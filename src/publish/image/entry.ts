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
import { buildEntries, oneEntry, publishEntries } from '../build-entries.js'
import { checkedTag, parsePlace, placeText } from '../place.js'

export const imageEntry = z.strictObject({
  name: z.string().min(1).default('image'),
  to: checkedText(parsePlace).describe('Host and repository: docker.io/accanto/os-vim-driver.'),
  aliases: z.array(checkedText(parsePlace)).optional().describe('Further repositories that get the same image, with the same tags and pointers: docker.io/kontainapp/runenv-python-3.7.'),
  image: z.string().min(1).optional().describe('Name of the build entry; default: the one of the same name, or the only one.'),
  tags: z.array(templateText()).min(1).default(['{version}']).describe('Tags that never move.'),
  pointers: z.array(templateText()).default([]).describe('Tags that move with the highest final version, such as latest. They move when all tags of all images are there.'),
  always: z.boolean().default(false).describe('Pointers move with the newest tag of the line, by its time, whatever its version: also with a pre-release, and with names that are no versions.'),
})

export type ImageEntry = z.output<typeof imageEntry>

export type ImageTask = {
  /** `docker.io/accanto/os-vim-driver`, in its canonical form. */
  readonly name: string
  /** Further repositories with the same image. */
  readonly aliases?: readonly string[]
  /** Pointers go by the time of tags. */
  readonly always?: true
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
  const tags = (templates: readonly string[]): readonly string[] => tagsIn(templates, facts)
  const pattern = typeof facts.config['tag'] === 'string' ? facts.config['tag'] : '{version}'
  const revised = entry.tags.filter(isRevised).map((it) => revisedTag(it, facts.words))
  const task: ImageTask = { name: placeText(parsePlace(entry.to)), ...aliasesOf(entry), ...(entry.always ? { always: true as const } : {}), tags: tags(entry.tags), pointers: tags(entry.pointers), templates: entry.tags, pattern, scheme: facts.version.scheme, ...(revised.length > 0 ? { revised } : {}), ...chartLines(facts) }
  const both = task.tags.find((it) => task.pointers.includes(it))
  if (both !== undefined) return fail('CONFIG_INVALID', { path: `publish.image (${entry.name})`, what: `${both} is both a tag that never moves and a pointer` })
  mustBeAlone(entry, image, facts)
  return { title: title(task), task, from: [image] }
}

const tagsIn = (templates: readonly string[], facts: Facts): readonly string[] => [...new Set(templates.map((it) => checkedTag(renderTemplate(it, facts.words, 'oci'))))]

const refsOf = ({ to, aliases = [], tags, pointers }: ImageEntry, facts: Facts): readonly string[] =>
  tagsIn([...tags, ...pointers], facts).flatMap((tag) => [to, ...aliases].map((it) => `${placeText(parsePlace(it))}:${tag}`))

/** Of two images under one tag the second would find the tag taken, when the first is public already. */
const mustBeAlone = (entry: ImageEntry, image: string, facts: Facts): void => {
  if (buildEntries(facts, 'image').length < 2) return
  const own = new Set(refsOf(entry, facts))
  for (const it of publishEntries(facts, 'image').flatMap((raw) => imageEntry.safeParse(raw).data ?? [])) {
    if (it.name === entry.name || (it.image ?? it.name) === image) continue
    const shared = refsOf(it, facts).find((ref) => own.has(ref))
    if (shared !== undefined) fail('CONFIG_INVALID', { path: `publish.image (${[entry.name, it.name].sort().join(', ')})`, what: `two images would be ${shared}` })
  }
}

const aliasesOf = (entry: ImageEntry): Pick<ImageTask, 'aliases'> => {
  const all = [entry.to, ...(entry.aliases ?? [])].map((it) => placeText(parsePlace(it)))
  const twice = all.find((it, at) => all.indexOf(it) < at)
  if (twice !== undefined) return fail('CONFIG_INVALID', { path: `publish.image (${entry.name}).aliases`, what: `${twice} stands there twice` })
  return all.length > 1 ? { aliases: all.slice(1) } : {}
}

/** Every repository that gets the image, the main one first. */
export const placesOf = ({ name, aliases = [] }: Pick<ImageTask, 'name' | 'aliases'>): readonly string[] => [name, ...aliases]

/** For titles: `docker.io/kontainapp/runenv-python and its alias runenv-python-3.7`. */
export const placesText = (task: ImageTask): string => {
  const { aliases = [] } = task
  const short = aliases.map((it) => it.slice(it.lastIndexOf('/') + 1)).join(', ')
  return aliases.length === 0 ? task.name : `${task.name} and its ${aliases.length === 1 ? 'alias' : 'aliases'} ${short}`
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
