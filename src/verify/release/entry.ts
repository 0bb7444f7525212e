// `verify.release`: the entry of the config, and the task that is made of it. Pure.
import { z } from 'zod'
import { argvOf, commandsSchema, type Argv } from '../../core/commands.js'
import { repositoryText, type Facts } from '../../core/facts.js'
import { entriesIn } from '../../core/promotion.js'
import { fail } from '../../errors/release-error.js'
import type { Planned } from '../../ports/step.js'

export const usualTrial = 'release'

export const releaseVerifyEntry = z.strictObject({
  name: z.string().min(1).default(usualTrial),
  release: z.string().min(1).optional().describe('Name of the publish.release entry; default: the first one.'),
  before: z.literal('flip').optional().describe('flip: on the draft, which becomes public only when it passes. Default: on the public release, as anybody gets it, before pointers move and before it is announced.'),
  run: commandsSchema.optional().describe('Commands of the project, in its folder at the tag: each a text that is cut at its spaces, or a list. They find the downloaded assets in the folder SLIPWAY_ASSETS, and where a user gets them below SLIPWAY_DOWNLOADS (not of a draft); an empty HOME, and no token.'),
  env: z.array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable')).default([]).describe('Names of environment variables that the commands may see.'),
})

export type ReleaseVerifyEntry = z.output<typeof releaseVerifyEntry>

export type ReleaseVerifyTask = {
  readonly name: string
  readonly repository: string
  readonly commands: readonly Argv[]
  readonly env: readonly string[]
  /** Of the draft, before it becomes public. */
  readonly isDraft: boolean
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

export const planReleaseVerify = (facts: Facts, entry: ReleaseVerifyEntry, isDraft: boolean): Planned<ReleaseVerifyTask> => {
  const all = entriesIn(facts.config, 'publish', 'release')
  const names = all.map((it) => textOf(it['name']) ?? 'release')
  const release = entry.release === undefined ? all[0] : all[names.indexOf(entry.release)]
  if (!release) {
    if (entry.release !== undefined) return fail('CONFIG_UNKNOWN_NAME', { path: `verify.release.release (${entry.name})`, name: entry.release, known: names.join(', ') || 'none' })
    return fail('CONFIG_INVALID', { path: `verify.release (${entry.name})`, what: 'this line makes no release on GitHub' })
  }
  const repository = textOf(release['repository']) ?? repositoryText(facts.repository)
  const task = {
    name: entry.name, repository, commands: (entry.run ?? []).map(argvOf), env: [...new Set(entry.env)], isDraft,
  }
  return { title: isDraft ? `Try the draft ${facts.tag.name} of ${repository} before it is public` : `Try the release ${facts.tag.name} of ${repository} as a user would`, task }
}
