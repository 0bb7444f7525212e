// Signing a tag: with the key that the run was given (SLIPWAY_SIGNING_KEY, or the input `signing-key`), else with the one that the user has
// configured for all repositories. What a clone configures is never asked: it could name a program.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { Signer, Tagger } from '../../ports/signatures.js'
import type { Environment } from '../exec/child-environment.js'
import { runChild } from '../exec/child.js'
import { findTool, howToGet } from '../exec/find-tool.js'

export interface SigningOptions {
  readonly temp: string
  readonly environment: Environment
  readonly signal?: AbortSignal
}

type Sign = (text: string) => Promise<string>

/** What gpg, ssh and their agents need to find the user's keys. */
const usersNames = ['PATH', 'HOME', 'USER', 'XDG_CONFIG_HOME', 'GIT_CONFIG_GLOBAL', 'GNUPGHOME', 'GPG_TTY', 'GPG_AGENT_INFO', 'SSH_AUTH_SOCK', 'DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR']

const usersEnvironment = (environment: Environment): Record<string, string> =>
  Object.fromEntries([...usersNames.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]] as const])), ['LC_ALL', 'C'] as const])

class Tools {
  constructor(private readonly options: SigningOptions, readonly folder: string) {}

  async run(tool: string, args: readonly string[], { stdin, env }: { readonly stdin?: string; readonly env?: Readonly<Record<string, string>> } = {}): Promise<{ readonly code: number; readonly stdout: string; readonly said: string }> {
    const { environment, signal } = this.options
    const file = (await findTool(tool, environment['PATH'])) ?? fail('TOOL_MISSING', { tool, how: howToGet(tool) })
    const end = await runChild({ file, args, cwd: this.folder, env: { ...usersEnvironment(environment), ...env }, limit: 1_000_000, ...(stdin === undefined ? {} : { stdin }), ...(signal ? { signal } : {}) })
    return { code: end.code, stdout: end.stdout.toString('utf8'), said: end.stderr.toString('utf8').trim().split('\n').filter((it) => !it.startsWith('[GNUPG:]')).slice(-3).join(' ') }
  }

  async signed(tool: string, args: readonly string[], how: { readonly stdin: string; readonly env?: Readonly<Record<string, string>> }): Promise<string> {
    const { code, stdout, said } = await this.run(tool, args, how)
    return code === 0 && stdout.includes('-----BEGIN') ? stdout : fail('TAG_SIGN_FAILED', { said: said || `${tool} ended with ${code}` })
  }

  /** Of the user, for all repositories; never of the clone. */
  async setting(name: string): Promise<string | undefined> {
    const { code, stdout } = await this.run('git', ['config', '--global', '--includes', '--get', name])
    return code === 0 ? stdout.trim() || undefined : undefined
  }
}

const sshSign = (tools: Tools, file: string, { agent = false, program = 'ssh-keygen' } = {}): Sign => (text) =>
  tools.signed(program, ['-Y', 'sign', '-n', 'git', '-f', file, ...(agent ? ['-U'] : [])], { stdin: text })

/** In a keyring of its own; the agent that gpg starts there ends with it. */
const gpgSign = (tools: Tools, key: string): Sign => async (text) => {
  const home = join(tools.folder, 'g')
  await mkdir(home, { mode: 0o700, recursive: true })
  const env = { GNUPGHOME: home }
  try {
    const { code, said } = await tools.run('gpg', ['--batch', '--quiet', '--import'], { stdin: key, env })
    if (code !== 0) return fail('TAG_SIGN_FAILED', { said })
    return await tools.signed('gpg', ['--batch', '--quiet', '--pinentry-mode', 'loopback', '--passphrase', '', '--armor', '--detach-sign'], { stdin: text, env })
  } finally {
    await tools.run('gpgconf', ['--kill', 'all'], { env }).catch((failure: unknown) => {
      if (!(failure instanceof ReleaseError)) throw failure
    })
  }
}

/** A key that the run was given. */
const withGiven = async (tools: Tools, key: string): Promise<Sign> => {
  if (key.includes('-----BEGIN PGP PRIVATE KEY BLOCK-----')) return gpgSign(tools, key)
  if (!/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/.test(key)) return fail('TAG_SIGN_FAILED', { said: 'the key that was given is neither a private key of SSH nor one of GPG in armour' })
  const file = join(tools.folder, 'key')
  await writeFile(file, `${key.trim()}\n`, { mode: 0o600 })
  return sshSign(tools, file)
}

/** As git does it with the user's settings. */
const withUsers = async (tools: Tools, key: string): Promise<Sign> => {
  const format = (await tools.setting('gpg.format')) ?? 'openpgp'
  if (format === 'openpgp') {
    const program = (await tools.setting('gpg.openpgp.program')) ?? (await tools.setting('gpg.program')) ?? 'gpg'
    return (text) => tools.signed(program, ['--status-fd=2', '-bsau', key], { stdin: text })
  }
  if (format !== 'ssh') return fail('TAG_SIGN_FAILED', { said: `gpg.format is ${format}, and only openpgp and ssh are known here` })
  const program = (await tools.setting('gpg.ssh.program')) ?? 'ssh-keygen'
  const literal = key.startsWith('key::') ? key.slice('key::'.length) : key.startsWith('ssh-') ? key : undefined
  if (literal === undefined) return sshSign(tools, key, { program })
  const file = join(tools.folder, 'key.pub')
  await writeFile(file, `${literal}\n`)
  return sshSign(tools, file, { agent: true, program })
}

const taggerOf = async (tools: Tools, environment: Environment): Promise<Tagger> => {
  const name = environment['GIT_COMMITTER_NAME'] ?? (await tools.setting('user.name'))
  const email = environment['GIT_COMMITTER_EMAIL'] ?? (await tools.setting('user.email'))
  if (name && email) return { name: name.replace(/[<>\n]/g, ''), email: email.replace(/[<>\s]/g, '') }
  return fail('TAG_SIGN_FAILED', { said: 'nothing says who signs: GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL, or user.name and user.email of git, for all repositories' })
}

/** Folders are there while it is signed, and not a moment longer. */
const withTools = async <T>(options: SigningOptions, work: (tools: Tools) => Promise<T>): Promise<T> => {
  await mkdir(options.temp, { recursive: true })
  const folder = await mkdtemp(join(options.temp, 's-'))
  try {
    return await work(new Tools(options, folder))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export const givenKey = (environment: Environment): string | undefined => environment['SLIPWAY_SIGNING_KEY']?.trim() || environment['INPUT_SIGNING-KEY']?.trim() || undefined

/** `isWanted`: the line demands it. A user's key may ask for a passphrase, so it is used when it has to be, or when git would (`tag.gpgSign`). */
export const findSigner = (options: SigningOptions, isWanted: boolean): Promise<Signer | undefined> =>
  withTools(options, async (tools) => {
    const given = givenKey(options.environment)
    const users = given === undefined ? await tools.setting('user.signingkey') : undefined
    const key = given ?? users
    if (key === undefined || (given === undefined && !isWanted && (await tools.setting('tag.gpgsign')) !== 'true')) return undefined
    return {
      tagger: await taggerOf(tools, options.environment),
      sign: (text) => withTools(options, async (own) => Buffer.from(`${text}${await (await (given === undefined ? withUsers(own, key) : withGiven(own, key)))(text)}`)),
    }
  })
