// What the clone says of itself beside its objects: branch, remote, and whether its files differ from the commit.
import type { GitRunner } from './git-runner.js'

/** A filter of the clone's config is a program; comparing must not start it. */
const filtersOff = async (runner: GitRunner): Promise<Record<string, string>> => {
  const end = await runner.run(['config', '-z', '--name-only', '--get-regexp', String.raw`^filter\..*\.(clean|smudge|process|required)$`])
  const names = end.stdout.toString('utf8').split('\0').filter((it) => it !== '')
  return Object.fromEntries(names.map((name) => [name, name.endsWith('.required') ? 'false' : '']))
}

export const differsFromHead = async (runner: GitRunner, top: string): Promise<boolean> => {
  const settings = await filtersOff(runner)
  return (await runner.text('compare the work tree', ['status', '--porcelain', '-z'], { cwd: top, settings })) !== ''
}

/** Undefined on a detached HEAD, as a workflow for a tag has it. */
export const branchOf = async (runner: GitRunner): Promise<string | undefined> => {
  const end = await runner.run(['symbolic-ref', '--quiet', '--short', 'HEAD'])
  return end.code === 0 ? end.stdout.toString('utf8').trim() : undefined
}

/** As the config has it, credentials included: for use, not for display. */
export const originOf = async (runner: GitRunner): Promise<string | undefined> => {
  const end = await runner.run(['config', '--get', 'remote.origin.url'])
  return end.code === 0 ? end.stdout.toString('utf8').trim() : undefined
}
