// `publish.pointer`: the entry of the config, and the task that is made of it. A pointer is what people read to find the newest release: a
// file in some repository, or a git tag that moves. Pure.
import { z } from 'zod'
import { templateText } from '../../core/checked-text.js'
import { repositoryText, type Facts, type Repository } from '../../core/facts.js'
import { filePathShape } from '../../core/file-path.js'
import { matchTag } from '../../core/tag-pattern.js'
import { renderTemplate } from '../../core/template.js'
import { schemes, type Scheme } from '../../core/version.js'
import { fail } from '../../errors/release-error.js'
import type { Planned } from '../../ports/step.js'
import { publishEntries } from '../build-entries.js'

const shape = z.strictObject({
  name: z.string().min(1).optional().describe('Name of the entry; default: that of the file or the tag.'),
  repository: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/, 'owner/name').optional().describe('Where it stands; default: this repository. In another one the target token writes it.'),
  file: z.string().min(1).max(1024).regex(filePathShape, 'a path below the root of the repository').optional().describe('A file that says which release is the newest: default-release.'),
  content: templateText(z.string().min(1)).optional().describe('Whole content of the file; a template. Default: "{tag}\\n".'),
  branch: z.string().min(1).optional().describe('Branch of the file; default: the default branch.'),
  tag: z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,100}$/, 'a plain name').optional().describe('A git tag that moves: current. It goes to the released commit; in another repository, to the commit of the release\'s tag there.'),
  always: z.boolean().default(false).describe('Moves with the newest tag of the line, by its time, whatever its version. Default: with the highest final version.'),
})

const placeOf = (path: string): string => path.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-|-$/g, '')

export const pointerEntry = shape.transform((it) => ({ ...it, name: it.name ?? it.tag ?? (placeOf(it.file ?? '') || 'pointer') }))

export type PointerEntry = z.output<typeof pointerEntry>

type What =
  | { readonly kind: 'file'; readonly file: string; readonly content: string; readonly branch: string | null }
  | { readonly kind: 'tag'; readonly tag: string }

export type PointerTask = What & {
  readonly repository: string
  readonly always: boolean
  readonly pattern: string
  readonly scheme: Scheme
  /** Where the release has to be public before anything points to it; null for a line that makes none. */
  readonly release: string | null
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const whatOf = (facts: Facts, entry: PointerEntry, setting: string): What => {
  const no = (what: string): never => fail('CONFIG_INVALID', { path: setting, what })
  if ((entry.file === undefined) === (entry.tag === undefined)) return no('a pointer is either a `file` or a `tag`')
  if (entry.file !== undefined) return { kind: 'file', file: entry.file, content: renderTemplate(entry.content ?? '{tag}\n', facts.words), branch: entry.branch ?? null }
  if (entry.content !== undefined || entry.branch !== undefined) return no('`content` and `branch` are of a file, and a tag has neither')
  return { kind: 'tag', tag: entry.tag ?? '' }
}

/** A tag of the source that a line would take for a version of its own would release it each time it moves. */
const mustBeNoVersion = (facts: Facts, tag: string, setting: string): void => {
  const lines = [{ name: facts.line, config: facts.config }, ...(facts.others ?? [])]
  const taken = lines.find(({ config }) => matchTag(textOf(config['tag']) ?? '{version}', schemes.find((it) => it === config['scheme']) ?? 'semver', tag) !== undefined)
  if (taken) fail('CONFIG_INVALID', { path: `${setting}.tag`, what: `${tag} is a tag of the line ${taken.name} as well, which would be released each time it moves` })
}

export const planPointer = (facts: Facts, entry: PointerEntry): Planned<PointerTask> => {
  const setting = `publish.pointer (${entry.name})`
  const what = whatOf(facts, entry, setting)
  const own = repositoryText(facts.repository)
  const repository = entry.repository ?? own
  if (what.kind === 'tag' && repository.toLowerCase() === own.toLowerCase()) mustBeNoVersion(facts, what.tag, setting)
  if (!entry.always && facts.version.isPrerelease) return { skip: `${facts.version.text} is a pre-release; pointers stay at the last final version` }
  if (!entry.always && !facts.isHighest) return { skip: `${facts.version.text} is not the highest version; pointers never move backward` }
  const [release] = publishEntries(facts, 'release')
  const task: PointerTask = {
    ...what, repository, always: entry.always, pattern: textOf(facts.config['tag']) ?? '{version}', scheme: facts.version.scheme,
    release: release ? (textOf(release['repository']) ?? own) : null,
  }
  return { title: `Point ${nameOf(task)} to ${facts.tag.name}`, task }
}

export const nameOf = (task: PointerTask): string => (task.kind === 'file' ? `${task.file} of ${task.repository}` : `the tag ${task.tag} of ${task.repository}`)

export const repositoryOf = (text: string): Repository => {
  const [owner = '', name = ''] = text.split('/')
  return { owner, name }
}
