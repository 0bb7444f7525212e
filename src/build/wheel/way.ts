// How the wheel is built on this machine: isolated where an index answers (by build, or by pip where build is missing, as on
// many runners), else with an interpreter that has the backend, else by setup.py.
import { join } from 'node:path'
import { fail } from '../../errors/release-error.js'
import type { Exec } from '../../ports/exec.js'
import { findInterpreters, type Interpreter } from './interpreter.js'
import type { WheelTask } from './task.js'

export type Way = 'isolated' | 'pip' | 'installed backend' | 'setup.py'

export interface Chosen {
  readonly way: Way
  readonly python: Interpreter
}

/**
 * A real download of the first requirement: an index that lists but does not deliver builds nothing either. Nor is an index
 * counted that is configured and does not answer: pip would wait for it, with retries, at every requirement.
 */
const indexAnswers = async (exec: Exec, python: Interpreter, task: WheelTask, scratch: string): Promise<boolean> => {
  const args = ['-m', 'pip', 'download', '-vv', '--disable-pip-version-check', '--no-input', '--no-deps', '--retries', '0', '--timeout', '5', '--dest', join(scratch, 'index'), '--', task.requirement]
  const { code, stdout, stderr } = await exec.run({ tool: python.path, args, cwd: scratch, env: { PIP_NO_CACHE_DIR: '1' }, pass: task.env, show: false })
  return code === 0 && !/Could not fetch URL \S+: (connection error|timed out|There was a problem confirming the ssl)/i.test(stdout + stderr)
}

export const chooseWay = async (exec: Exec, task: WheelTask, scratch: string): Promise<Chosen> => {
  const { able, described } = await findInterpreters(exec, { backend: task.backend, ownBackend: task.ownBackend, cwd: scratch, ...(task.python === null ? {} : { python: task.python }) })
  const wanted = task.isolated === 'always'
  const builder = able.find((it) => it.build && (it.venv || wanted)) ?? able.find((it) => it.pip && !task.sdist)
  if (builder && task.isolated !== 'never' && (wanted || (await indexAnswers(exec, builder, task, scratch)))) return { way: builder.build ? 'isolated' : 'pip', python: builder }
  const ready = able.find((it) => it.build && (it.backend || task.ownBackend))
  if (ready) return { way: 'installed backend', python: ready }
  const old = able.find((it) => it.setuptools)
  if (old && task.hasSetup) return { way: 'setup.py', python: old }
  return fail('PYTHON_MISSING', { tried: described })
}

/** Is there an interpreter with which one of the ways may go? Asked before anything is built. */
export const mayBuild = async (exec: Exec, task: WheelTask, cwd: string): Promise<readonly string[] | undefined> => {
  const { able, described } = await findInterpreters(exec, { backend: task.backend, ownBackend: task.ownBackend, cwd, ...(task.python === null ? {} : { python: task.python }) })
  // With build alone it still goes isolated, if an index answers when it is time.
  return able.some((it) => it.build || (it.pip && !task.sdist && task.isolated !== 'never') || (it.setuptools && task.hasSetup)) ? undefined : described
}
