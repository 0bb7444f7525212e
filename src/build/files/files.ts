// build:files: assets from any command of the project. It runs in a copy of the tagged commit, without a shell and without a token, and
// what its patterns match there becomes the assets.
import { join } from 'node:path'
import type { Artifact } from '../../core/artifact.js'
import { toolAt } from '../../core/commands.js'
import type { Finding } from '../../core/result.js'
import { fail, problem } from '../../errors/release-error.js'
import type { FilesReader } from '../../ports/files.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld, World } from '../../ports/world.js'
import { outFolder, scratchFolder, workingCopy } from '../folders.js'
import { isBelow } from '../names.js'
import { failOnSecrets } from '../packed-secrets.js'
import { matchAll } from './matches.js'
import { filesEntry, planFiles, type FilesEntry, type FilesTask } from './task.js'

const mediaTypes: readonly (readonly [RegExp, string])[] = [
  [/\.(tar\.gz|tgz|gz)$/i, 'application/gzip'],
  [/\.(tar\.xz|txz|xz)$/i, 'application/x-xz'],
  [/\.zip$/i, 'application/zip'],
  [/\.tar$/i, 'application/x-tar'],
  [/\.json$/i, 'application/json'],
  [/\.(txt|asc|sha256)$/i, 'text/plain'],
]

const mediaTypeOf = (name: string): string => mediaTypes.find(([ending]) => ending.test(name))?.[1] ?? 'application/octet-stream'

const apply = async (task: FilesTask, world: World): Promise<readonly Artifact[]> => {
  const { files, exec, tag, plan } = world
  const scratch = await scratchFolder(world, 'build:files', task.name)
  const folder = join(await workingCopy(world, scratch, true), task.path)
  const [tool, ...args] = task.command
  const env = {
    SLIPWAY_VERSION: task.version, SLIPWAY_TAG: tag.name, SLIPWAY_COMMIT: tag.commit, SLIPWAY_LINE: plan.line,
    SOURCE_DATE_EPOCH: String(task.time),
  }
  await exec.check({ tool: toolAt(folder, tool), args, cwd: folder, env, pass: task.env })
  const found = await matchAll(files, folder, task)
  failOnSecrets(found.map((it) => it.path), 'The release')
  const out = await outFolder(world, 'build:files', task.name)
  const artifacts: Artifact[] = []
  for (const { path, fileName } of found) {
    const to = join(out, fileName)
    await files.copy(join(folder, path), to)
    await mustBeFile(to, path, files)
    const { digest, size } = await files.digest(to)
    artifacts.push({ kind: 'file', name: task.name, fileName, digest, size, mediaType: mediaTypeOf(fileName), path: to })
  }
  await files.remove(scratch)
  return artifacts
}

/** What the copy is counts: something that the command has left running may have put another thing under the name since it was matched. */
const mustBeFile = async (copy: string, path: string, files: FilesReader): Promise<void> => {
  const kind = (await files.stat(copy))?.kind
  if (kind === 'link') return fail('FILES_LINK', { path, target: await files.readLink(copy) })
  if (kind !== 'file') fail('FILES_NO_FILE', { path })
}

/** Of a submodule the commit has the folder alone. */
const folderFindings = async ({ name, path }: FilesTask, { git, tag }: ReadWorld): Promise<readonly Finding[]> => {
  const entries = path === '.' ? [] : [...(await git.entries(tag.commit)).keys()]
  if (path === '.' || entries.some((it) => isBelow(it, path) || isBelow(path, it))) return []
  return [{ severity: 'error', problem: problem('FILES_FOLDER_MISSING', { folder: path, entry: name, commit: tag.commit.slice(0, 12) }) }]
}

const toolFindings = async ({ command: [tool] }: FilesTask, { exec }: ReadWorld): Promise<readonly Finding[]> => {
  // A program of the project lies in the export, which is not there yet.
  if (tool.includes('/') || (await exec.find(tool)) !== undefined) return []
  return [{ severity: 'error', problem: problem('TOOL_MISSING', { tool, how: `Install ${tool}, or add its folder to PATH. A program of the project is named by its path in it: ./${tool}.` }) }]
}

export const buildFiles = defineStep<FilesEntry, FilesTask>({
  name: 'build:files',
  phase: 'build',
  runsProject: true,
  slot: 'build.files',
  takes: [],
  gives: ['file'],
  schema: filesEntry,
  plan: planFiles,
  preflight: async (task, world) => [...(await folderFindings(task, world)), ...(await toolFindings(task, world))],
  probe: async () => ({ state: 'absent' }),
  apply: async (task, _inputs, world) => ({ artifacts: await apply(task, world) }),
})
