// Starts dist/index.js as the runner does: inputs of action.yml with their defaults, the event in a file, the command files,
// an environment of the runner's names and nothing of ours.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'

export const root = resolve(import.meta.dirname, '../..')

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>
  readonly outputs: Readonly<Record<string, unknown>>
  readonly runs: { readonly using: string; readonly main: string; readonly post: string; readonly 'post-if': string }
}
export const actionFile = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as ActionFile

export interface ActionRun {
  readonly workspace: string
  readonly event: { readonly name: string; readonly payload: unknown; readonly ref: string; readonly sha: string }
  readonly inputs?: Readonly<Record<string, string>>
  readonly repository: string
  readonly token: string
  readonly env?: Readonly<Record<string, string>>
  /** Arguments of Node; by default the bundle that action.yml names. */
  readonly program?: readonly string[]
}

/** The source as it is, for what is not in the bundle yet. */
export const sourceOf = (entry: string): readonly string[] => ['--import', join(root, 'script/typescript.mjs'), join(root, entry)]

export interface StartedAction {
  readonly child: ChildProcess
  readonly ended: Promise<ActionEnd>
  /** What was printed until now. */
  log(): string
}

export interface ActionEnd {
  readonly code: number
  readonly log: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** What it left for the post step. */
  readonly state: Readonly<Record<string, string>>
}

/** Parses `name<<delimiter` as the runner does; anything else in the file is an error there, and here. */
const parseOutputs = (text: string): Record<string, string> => {
  const lines = text.split('\n')
  const outputs: Record<string, string> = {}
  for (let at = 0; at < lines.length - 1; at++) {
    const match = /^([\w-]+)<<(.+)$/.exec(lines[at] ?? '')
    const end = match ? lines.indexOf(match[2] ?? '', at + 1) : -1
    if (!match || end < 0) throw new Error(`the runner would refuse this line of GITHUB_OUTPUT: ${lines[at]}`)
    outputs[match[1] ?? ''] = lines.slice(at + 1, end).join('\n')
    at = end
  }
  return outputs
}

export const runAction = async (it: ActionRun): Promise<ActionEnd> => startAction(it).ended

export const startAction = (it: ActionRun): StartedAction => {
  const folder = mkdtempSync(join(tmpdir(), 'runner-'))
  const file = (name: string, text = ''): string => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  mkdirSync(join(folder, 'temp'))
  const defaults = Object.entries(actionFile.inputs).map(([name, input]) => [name, (input.default ?? '').replace('${{ github.token }}', it.token)] as const)
  const inputs = Object.entries({ ...Object.fromEntries(defaults), ...it.inputs }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  const files = { GITHUB_OUTPUT: file('output'), GITHUB_STEP_SUMMARY: file('summary'), GITHUB_STATE: file('state'), GITHUB_ENV: file('env'), GITHUB_PATH: file('path') }
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', LANG: 'C.UTF-8',
    CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: it.workspace, RUNNER_TEMP: join(folder, 'temp'), RUNNER_OS: 'Linux', RUNNER_ARCH: 'X64',
    GITHUB_EVENT_NAME: it.event.name, GITHUB_EVENT_PATH: file('event.json', JSON.stringify(it.event.payload)),
    GITHUB_REF: it.event.ref, GITHUB_REF_NAME: it.event.ref.replace(/^refs\/[^/]+\//, ''), GITHUB_SHA: it.event.sha, GITHUB_REPOSITORY: it.repository, GITHUB_REPOSITORY_OWNER: it.repository.split('/')[0] ?? '',
    GITHUB_RUN_ID: '1', GITHUB_RUN_ATTEMPT: '1', ...files, ...Object.fromEntries(inputs), ...it.env,
  }
  const child = spawn(process.execPath, [...(it.program ?? [join(root, actionFile.runs.main)])], { cwd: it.workspace, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const parts: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => parts.push(part.toString()))
  const closed = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)))
  const ended = closed.then((code): ActionEnd => ({ code, log: parts.join(''), outputs: parseOutputs(readFileSync(files.GITHUB_OUTPUT, 'utf8')), summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'), state: parseOutputs(readFileSync(files.GITHUB_STATE, 'utf8')) }))
  return { child, ended, log: () => parts.join('') }
}
