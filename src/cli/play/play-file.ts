// What a play says: who and what else is in the world of a rehearsal, and what is done there, line after line. A play is read by people
// first: each line is one deed of somebody. docs/plays.md and schema/play.json are written from the schema.
import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml'
import { z } from 'zod'
import type { RunOutcome } from '../../core/result.js'
import { fail } from '../../errors/release-error.js'
import type { Place } from '../../errors/entry.js'

const outcomes = ['released', 'already-released', 'resumed', 'pruned', 'nothing-to-do', 'waiting', 'incomplete', 'blocked', 'conflict', 'failed'] as const satisfies readonly RunOutcome[]

const repository = z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'owner/name')
const person = z.string().min(1)
const said = { say: z.string().optional().describe('What a reader is told before.') }
const by = { ...said, as: person.describe('Who does it.') }
const on = { on: repository.optional().describe('The repository whose newest open issue is meant. Default: the project.') }

/** By the key that tells it from the others. */
export const deedKinds = {
  slipway: z.strictObject({ ...said, slipway: z.string().min(1).describe('A command of Slipway, without the first word.'), as: person.optional().describe('Whose token it has, and who starts it. Default: the token of a workflow, started by whoever tagged last.'), ends: z.enum(outcomes).optional().describe('The outcome that it has to have. Without it the play stops at one that is incomplete, blocked, conflict or failed.') }),
  comment: z.strictObject({ ...by, comment: z.string().min(1).describe('What they say on the newest open issue.'), ...on }),
  edit: z.strictObject({ ...by, edit: z.string().min(1).describe('What their last comment says now.'), ...on }),
  tag: z.strictObject({ ...by, tag: z.string().min(1).describe('A tag of the tip of the default branch.'), message: z.string().optional().describe('With it the tag is annotated.') }),
  commit: z.strictObject({ ...by, commit: z.record(z.string(), z.string()).describe('Files of the project and what they say.'), message: z.string().min(1).describe('The message of the commit.') }),
  merge: z.strictObject({ ...by, merge: repository.describe('Where their pull request is open: the newest one is merged.') }),
  check: z.strictObject({ ...by, check: z.string().min(1).describe('Name of a check that is green on the tip of the default branch.') }),
  promote: z.strictObject({ ...by, promote: z.strictObject({ list: z.string().describe('Path of the image list.'), in: repository.describe('The repository that holds it.'), from: z.string().describe('The staging folder: host and path.'), to: z.string().describe('Where the images are copied.') }).describe('What a promoter does: each tag of the list is copied.') }),
} as const

const deed = z.union([deedKinds.slipway, deedKinds.comment, deedKinds.edit, deedKinds.tag, deedKinds.commit, deedKinds.merge, deedKinds.check, deedKinds.promote])

export type Deed = z.output<typeof deed>

const access = z.enum(['read', 'write', 'admin'])

export const playSchema = z.strictObject({
  repository: repository.optional().describe('Name of the project in this world. Default: example/project.'),
  repositories: z.record(repository, z.strictObject({ files: z.string().optional().describe('Folder beside the play whose files it holds.'), 'open-to': z.record(person, access).default({}).describe('Who has which access to it.') })).default({}).describe('Other repositories of this world.'),
  people: z.record(person, access).default({}).describe('Who has which access to the project.'),
  registries: z.array(z.string()).default([]).describe('Hosts beside those that the config names.'),
  released: z.array(z.string()).default([]).describe('Tags of the project with a release that was made before, by hand.'),
  channels: z.array(z.string()).default([]).describe('Channels of the chat, by their ids.'),
  deeds: z.array(deed).min(1).describe('What is done, one after the other.'),
})

export interface Play extends z.output<typeof playSchema> {
  /** Where it stands in the file; what is not there, by what is above it. */
  readonly placeOf: (path: readonly PropertyKey[]) => Place
}

interface Found {
  readonly path: readonly PropertyKey[]
  readonly what: string
  /** An unknown one, below the path. */
  readonly key?: string
}

type Issue = z.core.$ZodIssue

const kinds = Object.keys(deedKinds)

/** A union says of each of its deeds why it is not this one; of interest is the one that was meant. */
const foundIn = (issue: Issue, value: unknown): Found => {
  if (issue.code === 'unrecognized_keys') return { path: issue.path, key: issue.keys[0] ?? '', what: `there is no key ${issue.keys.join(', ')}` }
  if (issue.code !== 'invalid_union') return { path: issue.path, what: issue.message }
  const given = issue.path.reduce<unknown>((at, key) => (at as Readonly<Record<PropertyKey, unknown>>)[key], value)
  const meant = kinds.filter((it) => typeof given === 'object' && given !== null && it in given)
  const [inner] = issue.errors[kinds.indexOf(meant[0] ?? '')] ?? []
  if (meant.length === 1 && inner) {
    const found = foundIn(inner, given)
    return { ...found, path: [...issue.path, ...found.path] }
  }
  return { path: issue.path, what: meant.length > 1 ? `one deed cannot be ${meant.join(' and ')} at once` : `this is none of the deeds that a play knows (${kinds.join(', ')})` }
}

const placesIn = (document: Document, lines: LineCounter, file: string) => (path: readonly PropertyKey[], key?: string): Place => {
  const at = (offset: number): Place => ({ file, line: lines.linePos(offset).line, column: lines.linePos(offset).col })
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    const pair = isMap(node) && length === path.length ? node.items.find((it) => isScalar(it.key) && it.key.value === key) : undefined
    const range = isScalar(pair?.key) ? pair.key.range : (node as { readonly range?: readonly number[] } | null | undefined)?.range
    if (range?.[0] !== undefined) return at(range[0])
  }
  return { file, line: 1, column: 1 }
}

export const parsePlay = (text: string, file: string): Play => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const placeOf = placesIn(document, lines, file)
  const [error] = document.errors
  if (error) {
    const { line, col } = lines.linePos(error.pos[0])
    return fail('PLAY_INVALID', { file, what: error.message.split('\n')[0] ?? '' }, { place: { file, line, column: col } })
  }
  const value: unknown = document.toJS()
  const parsed = playSchema.safeParse(value)
  if (parsed.success) return { ...parsed.data, placeOf: (path) => placeOf(path) }
  const [issue] = parsed.error.issues
  const { path, key, what }: Found = issue ? foundIn(issue, value) : { path: [], what: 'it is no play' }
  return fail('PLAY_INVALID', { file, what: `${path.length === 0 ? 'the play' : path.join('.')}: ${what}` }, { place: placeOf(path, key) })
}
