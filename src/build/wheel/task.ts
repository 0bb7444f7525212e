// The entry `build.wheel` of the config, and the task it becomes.
import { z } from 'zod'
import type { Facts } from '../../core/facts.js'
import { fail } from '../../errors/release-error.js'
import type { Planned } from '../../ports/step.js'
import { joinPath, pathWithin } from '../names.js'
import { readPythonProject } from './project.js'

export const wheelEntry = z.strictObject({
  name: z.string().min(1).default('wheel').describe('Name of the entry.'),
  path: z.string().min(1).default('.').describe('Folder of the Python project.'),
  sdist: z.boolean().default(false).describe('Make a source archive as well.'),
  python: z.string().min(1).optional().describe('Interpreter: a name on PATH or an absolute path; default: the first that can build.'),
  isolated: z.enum(['auto', 'always', 'never']).default('auto').describe('Build in an environment of its own; auto: when an index answers.'),
  env: z.array(z.string().min(1)).default([]).describe('Names of environment variables that the build may see, such as PIP_INDEX_URL.'),
})

export type WheelEntry = z.output<typeof wheelEntry>

export type WheelTask = {
  readonly name: string
  readonly path: string
  readonly sdist: boolean
  readonly python: string | null
  readonly isolated: 'auto' | 'always' | 'never'
  readonly env: readonly string[]
  readonly backend: string
  readonly requirement: string
  readonly hasSetup: boolean
  readonly ownBackend: boolean
  /** What METADATA must say. */
  readonly version: string
  /** Seconds since 1970. */
  readonly time: number
}

export const projectFiles = (entry: WheelEntry): readonly string[] => [joinPath(entry.path, 'pyproject.toml')]

export const planWheel = (facts: Facts, entry: WheelEntry): Planned<WheelTask> => {
  const path = pathWithin(entry.path, `build.wheel (${entry.name}).path`)
  const pyproject = joinPath(path, 'pyproject.toml')
  const hasSetup = facts.paths.includes(joinPath(path, 'setup.py'))
  if (!hasSetup && !facts.paths.includes(pyproject)) return fail('WHEEL_SOURCE_MISSING', { folder: path })
  const version = facts.version.pep440 ?? fail('WHEEL_VERSION_NONE', { version: facts.version.text })
  const { name, sdist, isolated, env } = entry
  const project = readPythonProject(facts.texts[pyproject], hasSetup)
  const task = { name, path, sdist, python: entry.python ?? null, isolated, env: [...env], ...project, version, time: facts.commitTime }
  return { title: `Build the wheel ${version}${path === '.' ? '' : ` from ${path}`}`, task }
}
