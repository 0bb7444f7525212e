// build:wheel: a Python wheel, and a source archive if asked for, from a copy of the export.
import { join } from 'node:path'
import { eq, valid } from '@renovatebot/pep440'
import type { Artifact } from '../../core/artifact.js'
import { fail, problem } from '../../errors/release-error.js'
import { defineStep } from '../../ports/step.js'
import type { World } from '../../ports/world.js'
import { outFolder, scratchFolder, workingCopy } from '../folders.js'
import { failOnSecrets } from '../packed-secrets.js'
import { repack } from '../repack.js'
import { readWheel } from './metadata.js'
import { planWheel, projectFiles, wheelEntry, type WheelEntry, type WheelTask } from './task.js'
import { chooseWay, mayBuild, type Chosen } from './way.js'

const says: Readonly<Record<Chosen['way'], string>> = {
  isolated: 'in an environment of its own, from the index',
  pip: 'in an environment of its own, from the index, by pip, as it has no module build',
  'installed backend': 'with the backend that it has, not isolated',
  'setup.py': 'by setup.py, as it has no module build',
}

/** The project's folder must not be the working folder of `-m build`: a file build.py in it would be run in its place. */
const commandOf = ({ way, python }: Chosen, task: WheelTask, folders: { scratch: string; project: string; made: string }): { cwd: string; args: readonly string[] } => {
  const { scratch, project, made } = folders
  if (way === 'setup.py') return { cwd: project, args: ['setup.py', '--quiet', ...(task.sdist ? ['sdist', '--dist-dir', made] : []), 'bdist_wheel', '--dist-dir', made] }
  if (way === 'pip') return { cwd: scratch, args: ['-m', 'pip', 'wheel', '--disable-pip-version-check', '--no-input', '--no-deps', '--wheel-dir', made, '--', project] }
  const isolation = way === 'isolated' ? [] : ['--no-isolation', '--skip-dependency-check']
  // -P exists since 3.11; with an empty working folder it is only a second wall.
  const safe = Number(python.version.split('.')[1]) >= 11 ? ['-P'] : []
  return { cwd: scratch, args: [...safe, '-m', 'build', '--wheel', ...(task.sdist ? ['--sdist'] : []), ...isolation, '--outdir', made, project] }
}

const runBuild = async (task: WheelTask, world: World): Promise<string> => {
  const scratch = await scratchFolder(world, 'build:wheel', task.name)
  const neutral = join(scratch, 'neutral')
  await world.files.makeFolder(neutral)
  const chosen = await chooseWay(world.exec, task, neutral)
  world.log.info(`The wheel is built by ${chosen.python.path} (${chosen.python.version}) ${says[chosen.way]}.`)
  const copy = await workingCopy(world, scratch, true)
  const made = join(scratch, 'made')
  await world.files.makeFolder(made)
  const { cwd, args } = commandOf(chosen, task, { scratch: neutral, project: join(copy, task.path), made })
  const env = { SOURCE_DATE_EPOCH: String(task.time), PYTHONHASHSEED: '0', PYTHONDONTWRITEBYTECODE: '1' }
  const asksIndex = chosen.way === 'isolated' || chosen.way === 'pip'
  await world.exec.check({ tool: chosen.python.path, args, cwd, env: asksIndex ? env : { ...env, PIP_NO_INDEX: '1' }, pass: task.env })
  return made
}

const checkedWheel = async (task: WheelTask, world: World, path: string, fileName: string): Promise<Artifact> => {
  const { name, version, paths } = await readWheel(world.files, path, fileName)
  if (valid(version) === null || !eq(version, task.version)) fail('WHEEL_VERSION', { file: fileName, found: version, wanted: task.version })
  failOnSecrets(paths, fileName)
  const { digest, size } = await world.files.digest(path)
  return { kind: 'wheel', name: task.name, fileName, digest, size, mediaType: 'application/zip', path, about: { name, version } }
}

const apply = async (task: WheelTask, world: World): Promise<readonly Artifact[]> => {
  const made = await runBuild(task, world)
  const names = await world.files.list(made)
  const [wheel, ...more] = names.filter((it) => it.endsWith('.whl'))
  if (wheel === undefined || more.length > 0) return fail('WHEEL_NOT_ONE', { found: wheel === undefined ? [] : [wheel, ...more] })
  const out = await outFolder(world, 'build:wheel', task.name)
  await world.files.copy(join(made, wheel), join(out, wheel))
  const artifact = await checkedWheel(task, world, join(out, wheel), wheel)
  const sdist = names.find((it) => it.endsWith('.tar.gz'))
  if (!task.sdist || sdist === undefined) return [artifact]
  const { name, version } = artifact.about ?? {}
  // setuptools puts the time of the build into it; packed again it is the same bytes on every build.
  const packed = await repack(world.files, { from: join(made, sdist), to: join(out, sdist), name: sdist, time: task.time })
  failOnSecrets(packed.names, sdist)
  const { digest, size } = packed
  return [artifact, { kind: 'sdist', name: task.name, fileName: sdist, digest, size, mediaType: 'application/gzip', path: join(out, sdist), about: { name: name ?? '', version: version ?? '' } }]
}

export const buildWheel = defineStep<WheelEntry, WheelTask>({
  name: 'build:wheel',
  phase: 'build',
  runsProject: true,
  slot: 'build.wheel',
  takes: [],
  gives: ['wheel', 'sdist'],
  schema: wheelEntry,
  reads: projectFiles,
  plan: planWheel,
  preflight: async (task, world) => {
    const tried = await mayBuild(world.exec, task, world.workspace.temp)
    return tried === undefined ? [] : [{ severity: 'error', problem: problem('PYTHON_MISSING', { tried }) }]
  },
  probe: async () => ({ state: 'absent' }),
  apply: async (task, _inputs, world) => ({ artifacts: await apply(task, world) }),
})
