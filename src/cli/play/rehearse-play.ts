// A play from its file to its end: the folders, the project's config for the registries that its world needs, the stage, and what it came to.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createFiles } from '../../adapters/files/node-files.js'
import { createGit } from '../../adapters/git/node-git.js'
import { makeRunFolders } from '../../adapters/workspace.js'
import { fail } from '../../errors/release-error.js'
import { renderProblems } from '../../report/words.js'
import { readConfig } from '../../verbs/read-config.js'
import { steps } from '../../wire.js'
import { registriesOf, indexesOf } from '../registries-of.js'
import type { RehearseRequest } from '../rehearse.js'
import { parsePlay } from './play-file.js'
import { Stage } from './play.js'

export interface PlayAsked extends RehearseRequest {
  /** Path of the play. */
  readonly file: string
}

export const rehearsePlay = async (it: PlayAsked): Promise<number> => {
  const play = parsePlay(await readText(it.file), it.file)
  // With its world a run ends as well: nothing that is left of it asks a port that is closed, again and again.
  const over = new AbortController()
  const signal = AbortSignal.any([it.signal, over.signal])
  const folders = await makeRunFolders(it.environment['RUNNER_TEMP'])
  const git = createGit({ folder: it.folder, temp: folders.root, environment: it.environment, signal: it.signal })
  try {
    const commit = (await git.commit('HEAD')) ?? fail('TAG_NOT_FOUND', { tag: 'HEAD', looked: it.folder, shallow: await git.isShallow() })
    const config = await readConfig(commit, it.request, { git, files: createFiles(), log: it.log, folder: it.folder }, steps)
    const time = await git.commitTime(commit)
    it.log.info(`Playing ${it.file} in a world inside this process: nothing leaves this machine`)
    const stage = await Stage.open({
      play, file: it.file, folder: it.folder, scratch: join(folders.root, 'play'), registries: registriesOf(config), indexes: indexesOf(config), environment: it.environment, log: it.log, signal, slipway: it.slipway,
      now: ticking((time + 60) * 1000), show: it.show, ...(it.listener ? { listener: it.listener } : {}),
    })
    try {
      const { last, stopped } = await stage.play()
      if (stopped) it.log.error(renderProblems([stopped]))
      return last?.exitCode ?? 0
    } finally {
      over.abort('the end of the play')
      await stage.world.close()
    }
  } finally {
    git.close()
    await folders.dispose()
  }
}

/** Comments and pull requests have an order: each look at the clock is a second later. */
const ticking = (begin: number): (() => number) => {
  let now = begin
  return () => (now += 1000)
}

const readText = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8')
  } catch (failure) {
    return fail('PLAY_INVALID', { file, what: failure instanceof Error ? failure.message : String(failure) })
  }
}
