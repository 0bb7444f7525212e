// What a play says: who and what else is in the world of a rehearsal, and what is done there, line after line. A play is read by people
// first: each line is one deed of somebody.
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { fail } from '../../errors/release-error.js'

const repository = z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'owner/name')
const said = { say: z.string().optional().describe('What a reader is told before.') }
const person = z.string().min(1)

const deed = z.union([
  z.strictObject({ ...said, slipway: z.string().min(1).describe('A command of Slipway, without the first word.'), as: person.optional(), ends: z.string().optional().describe('The outcome that it has to have.') }),
  z.strictObject({ ...said, as: person, comment: z.string().min(1), on: repository.optional() }),
  z.strictObject({ ...said, as: person, edit: z.string().min(1).describe('What their last comment says now.'), on: repository.optional() }),
  z.strictObject({ ...said, as: person, tag: z.string().min(1), message: z.string().optional().describe('With it the tag is annotated.') }),
  z.strictObject({ ...said, as: person, commit: z.record(z.string(), z.string()).describe('Files of the project and what they say.'), message: z.string().min(1) }),
  z.strictObject({ ...said, as: person, merge: repository.describe('Where their pull request is open: the newest one is merged.') }),
  z.strictObject({ ...said, as: person, check: z.string().min(1).describe('Name of a check that is green on the tip of the default branch.') }),
  z.strictObject({ ...said, as: person, promote: z.strictObject({ list: z.string(), in: repository, from: z.string(), to: z.string() }).describe('What a promoter does: each tag of the list is copied.') }),
])

export type Deed = z.output<typeof deed>

const playSchema = z.strictObject({
  repository: repository.optional().describe('Name of the project in this world.'),
  repositories: z.record(repository, z.strictObject({ files: z.string().optional().describe('Folder beside the play whose files it holds.'), 'open-to': z.record(person, z.enum(['read', 'write', 'admin'])).default({}) })).default({}),
  people: z.record(person, z.enum(['read', 'write', 'admin'])).default({}).describe('Who has which access to the project.'),
  registries: z.array(z.string()).default([]).describe('Hosts beside those that the config names.'),
  released: z.array(z.string()).default([]).describe('Tags of the project with a release that was made before, by hand.'),
  channels: z.array(z.string()).default([]).describe('Channels of the chat.'),
  deeds: z.array(deed).min(1),
})

export type Play = z.output<typeof playSchema>

export const parsePlay = (text: string, file: string): Play => {
  const document = parseDocument(text)
  const [error] = document.errors
  if (error) return fail('PLAY_INVALID', { file, what: error.message.split('\n')[0] ?? '' })
  const parsed = playSchema.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const path = issue?.path.join('.') ?? ''
  return fail('PLAY_INVALID', { file, what: `${path === '' ? 'the play' : path}: ${issue?.code === 'invalid_union' ? 'this is none of the deeds that a play knows (slipway, comment, edit, tag, commit, merge, check, promote)' : (issue?.message ?? '')}` })
}
