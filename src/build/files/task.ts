// The entry `build.files` of the config, and the task it becomes: a command of the project, and what it leaves behind.
import { z } from 'zod'
import { templateText } from '../../core/checked-text.js'
import { argvOf, commandSchema, type Argv } from '../../core/commands.js'
import type { Facts } from '../../core/facts.js'
import { fillTemplate } from '../../core/template.js'
import { fail } from '../../errors/release-error.js'
import type { Planned } from '../../ports/step.js'
import { pathWithin } from '../names.js'

const pattern = templateText(z.string().min(1).max(4096).regex(/^[^\u0000-\u001f]+$/, 'one line'))

export const filesEntry = z.strictObject({
  name: z.string().min(1).default('files').describe('Name of the entry.'),
  path: z.string().min(1).default('.').describe('Folder of the repository in which the command runs.'),
  run: commandSchema.describe('Command of the project: a text that is cut at its spaces, or a list of words. No shell reads it. It finds SLIPWAY_VERSION, SLIPWAY_TAG, SLIPWAY_COMMIT and SLIPWAY_LINE, and no token.'),
  take: z.union([pattern, z.array(pattern).min(1)]).describe('Files that it leaves behind, below `path`: a name, or a pattern with * and **; templates. Each becomes an asset under its own name, and each pattern must match.'),
  env: z.array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable')).default([]).describe('Names of environment variables that the command may see.'),
})

export type FilesEntry = z.output<typeof filesEntry>

export type FilesTask = {
  readonly name: string
  readonly path: string
  readonly command: Argv
  /** Patterns, relative to `path`. */
  readonly take: readonly string[]
  readonly env: readonly string[]
  readonly version: string
  /** Seconds since 1970. */
  readonly time: number
}

export const planFiles = (facts: Facts, entry: FilesEntry): Planned<FilesTask> => {
  const setting = `build.files (${entry.name})`
  const path = pathWithin(entry.path, `${setting}.path`)
  const take = [entry.take].flat().map((it) => pathWithin(fillTemplate(it, facts.words), `${setting}.take`))
  const whole = take.find((it) => it === '.')
  if (whole !== undefined) return fail('CONFIG_INVALID', { path: `${setting}.take`, what: 'the folder itself is no file' })
  const command = argvOf(entry.run)
  const task = { name: entry.name, path, command, take: [...new Set(take)], env: [...new Set(entry.env)], version: facts.version.text, time: facts.commitTime }
  return { title: `Run ${command.join(' ')}${path === '.' ? '' : ` in ${path}`} and take ${task.take.join(', ')}`, task }
}
