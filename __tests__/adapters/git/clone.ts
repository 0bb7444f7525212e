// Small clones made by the real git.
import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createGit, type LocalGit } from '../../../src/adapters/git/node-git.js'
import { afterEach } from '@jest/globals'

/** Times and names are fixed, so that commits have the same ids in every run. */
const env = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.org', GIT_AUTHOR_DATE: '1600000000 +0200',
  GIT_COMMITTER_NAME: 'C', GIT_COMMITTER_EMAIL: 'c@example.org', GIT_COMMITTER_DATE: '1600000000 +0200',
  GIT_ALLOW_PROTOCOL: 'file',
}

export const commitTime = 1_600_000_000

export const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()

export const put = async (folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> => {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
}

export const makeClone = async (folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<string> => {
  await mkdir(folder, { recursive: true })
  git(folder, 'init', '-q', '-b', 'main')
  await put(folder, files)
  git(folder, 'add', '-A')
  git(folder, 'commit', '-q', '-m', 'first')
  return git(folder, 'rev-parse', 'HEAD')
}

const opened: LocalGit[] = []
afterEach(() => opened.splice(0).forEach((it) => it.close()))

export const openGit = (folder: string, temp: string, environment: Record<string, string | undefined> = process.env): LocalGit => {
  const it = createGit({ folder, temp: join(temp, 'git-scratch'), environment })
  opened.push(it)
  return it
}
