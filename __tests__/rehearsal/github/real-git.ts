// The real git as a client of a served world.
import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '../../../src/rehearsal/http/server.js'
import type { GitHubWorld } from '../../../src/rehearsal/github/world.js'

export interface GitEnd {
  readonly code: number
  readonly stdout: string
  /** What the person at the terminal sees, without blanks at the ends of lines. */
  readonly stderr: string
}

const environment = {
  PATH: process.env['PATH'] ?? '', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C',
  GIT_AUTHOR_NAME: 'Bea', GIT_AUTHOR_EMAIL: 'bea@example.com', GIT_COMMITTER_NAME: 'Bea', GIT_COMMITTER_EMAIL: 'bea@example.com',
}

export const git = (cwd: string, ...args: string[]): Promise<GitEnd> =>
  new Promise((resolve) => {
    execFile('git', args, { cwd, env: { ...environment, HOME: cwd }, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }, (failure, stdout, stderr) => {
      const code = failure ? (typeof failure.code === 'number' ? failure.code : 1) : 0
      resolve({ code, stdout: stdout.trim(), stderr: stderr.split('\n').map((it) => it.trimEnd()).join('\n') })
    })
  })

export const mustGit = async (cwd: string, ...args: string[]): Promise<string> => {
  const end = await git(cwd, ...args)
  if (end.code !== 0) throw new Error(`git ${args.join(' ')}: ${end.stderr}`)
  return end.stdout
}

export interface GitPlace {
  readonly folder: string
  readonly origin: string
  /** Address of a repository, with a token in it or without. */
  readonly url: (repository: string, secret?: string) => string
  /** A clone of acme/thing whose remote has this token. */
  readonly clone: (secret?: string) => Promise<string>
}

/** Serves the world for as long as the work takes, with a folder of its own. */
export const withGit = async (world: GitHubWorld, work: (place: GitPlace) => Promise<void>): Promise<void> => {
  const served = await serve(world.handler)
  const folder = mkdtempSync(join(tmpdir(), 'git-'))
  const url = (repository: string, secret?: string): string => `${secret === undefined ? served.url : served.url.replace('//', `//x-access-token:${secret}@`)}/${repository}.git`
  const clone = async (secret?: string): Promise<string> => {
    const target = mkdtempSync(join(folder, 'clone-'))
    await mustGit(folder, 'clone', '--quiet', url('acme/thing', secret), target)
    return target
  }
  try {
    await work({ folder, origin: served.url, url, clone })
  } finally {
    await served.close()
    await rm(folder, { recursive: true, force: true })
  }
}
