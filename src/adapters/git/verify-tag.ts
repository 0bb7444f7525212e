// `git verify-tag` in a bare repository of its own that holds nothing but the tag object, with a keyring (or a list of signers) of its own:
// no config, key or trust of the user, the machine or the clone takes part.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gitId } from '../../core/git-id.js'
import { readSigners } from '../../core/signers.js'
import { fail } from '../../errors/release-error.js'
import type { Clock } from '../../ports/clock.js'
import type { Signatures, Verdict } from '../../ports/signatures.js'
import { childEnvironment, type Environment } from '../exec/child-environment.js'
import { runChild } from '../exec/child.js'
import { findTool, howToGet } from '../exec/find-tool.js'
import { createGitRunner, type GitRunner } from './git-runner.js'

interface Bench {
  readonly folder: string
  readonly runner: GitRunner
  readonly environment: Environment
  readonly signal: AbortSignal | undefined
  /** Id of the tag object. */
  readonly id: string
}

export interface SignaturesOptions {
  readonly temp: string
  readonly environment: Environment
  readonly clock: Clock
  readonly signal?: AbortSignal
}

const toolAt = async (tool: string, environment: Environment): Promise<string> => (await findTool(tool, environment['PATH'])) ?? fail('TOOL_MISSING', { tool, how: howToGet(tool) })

const gitDir = (folder: string): Record<string, string> => ({ GIT_DIR: join(folder, 'tag.git') })

const makeBench = async ({ temp, environment, signal }: SignaturesOptions, bytes: Uint8Array): Promise<Bench> => {
  await mkdir(temp, { recursive: true })
  const folder = await mkdtemp(join(temp, 'v-'))
  const runner = createGitRunner({ folder, temp: folder, environment, ...(signal ? { signal } : {}) })
  await runner.text('make a repository for one tag', ['init', '--quiet', '--bare', '--template=', '--', join(folder, 'tag.git')])
  const id = gitId('tag', bytes)
  const written = await runner.text('write the tag object', ['hash-object', '-t', 'tag', '-w', '--stdin', '--literally'], { env: gitDir(folder), stdin: bytes })
  if (written.trim() !== id) fail('GIT_FAILED', { what: 'write the tag object', said: `its id became ${written.trim()} in place of ${id}` })
  return { folder, runner, environment, signal, id }
}

const verify = async ({ runner, folder, id }: Bench, with_: { settings: Record<string, string>; env?: Record<string, string> }): Promise<{ code: number; said: string }> => {
  const end = await runner.run(['verify-tag', '--raw', id], { env: { ...gitDir(folder), ...with_.env }, settings: with_.settings })
  return { code: end.code, said: `${end.stdout.toString('utf8')}\n${end.stderr.toString('utf8')}` }
}

/** What gpg says of itself, in the order in which it is to be believed. */
const gpgFaults: readonly (readonly [word: RegExp, why: (found: RegExpExecArray) => string])[] = [
  [/^\[GNUPG:\] BADSIG /m, () => 'it does not belong to this text'],
  [/^\[GNUPG:\] REVKEYSIG (\S+)/m, (it) => `its key ${it[1] ?? ''} was revoked`],
  [/^\[GNUPG:\] EXPKEYSIG (\S+)/m, (it) => `its key ${it[1] ?? ''} has expired`],
  [/^\[GNUPG:\] EXPSIG (\S+)/m, () => 'it has expired itself'],
  [/^\[GNUPG:\] NO_PUBKEY (\S+)/m, (it) => `it was made with the key ${it[1] ?? ''}, which is not among them`],
  [/^\[GNUPG:\] ERRSIG (\S+)/m, (it) => `gpg cannot check it (key ${it[1] ?? ''})`],
]

const gpgVerdict = (code: number, said: string): Verdict => {
  const fault = gpgFaults.map(([word, why]) => ({ found: word.exec(said), why })).find(({ found }) => found !== null)
  if (fault?.found) return { good: false, why: fault.why(fault.found) }
  const signer = /^\[GNUPG:\] GOODSIG (\S+)/m.exec(said)?.[1]
  const isGood = code === 0 && signer !== undefined && /^\[GNUPG:\] VALIDSIG /m.test(said)
  return isGood ? { good: true, why: `the GPG key ${signer}` } : { good: false, why: 'gpg does not call it good' }
}

const byGpg = async (bench: Bench, keys: readonly string[]): Promise<Verdict> => {
  if (keys.length === 0) return { good: false, why: 'it is one of GPG, and no key of GPG is among them' }
  const gpg = await toolAt('gpg', bench.environment)
  const home = join(bench.folder, 'gpg')
  await mkdir(home, { mode: 0o700 })
  // Nothing is looked up, and no process is left behind.
  await writeFile(join(home, 'gpg.conf'), 'no-autostart\nno-auto-key-locate\nno-auto-key-retrieve\nno-greeting\n')
  await writeFile(join(home, 'common.conf'), '')
  const env = { ...childEnvironment(bench.environment, 'gpg', {}), HOME: bench.folder, LC_ALL: 'C', GNUPGHOME: home }
  const end = await runChild({ file: gpg, args: ['--batch', '--quiet', '--import'], cwd: bench.folder, env, stdin: `${keys.join('\n')}\n`, limit: 65_536, ...(bench.signal ? { signal: bench.signal } : {}) })
  if (end.code !== 0) return { good: false, why: `gpg cannot read the keys (${end.stderr.toString('utf8').trim().split('\n').at(-1) ?? ''})` }
  const { code, said } = await verify(bench, { settings: { 'gpg.program': gpg, 'gpg.openpgp.program': gpg, 'gpg.minTrustLevel': 'undefined' }, env: { GNUPGHOME: home } })
  return gpgVerdict(code, said)
}

const sshVerdict = (code: number, said: string): Verdict => {
  const good = /^Good "git" signature for (\S+) with \S+ key (\S+)/m.exec(said)
  if (code === 0 && good) return { good: true, why: `the SSH key ${good[2] ?? ''} of ${good[1] ?? ''}` }
  if (/incorrect signature|signature verification failed/i.test(said)) return { good: false, why: 'it does not belong to this text' }
  const stranger = /^Good "git" signature with \S+ key (\S+)/m.exec(said)?.[1]
  return { good: false, why: stranger === undefined ? 'ssh-keygen does not call it good' : `it was made with the key ${stranger}, which is not among them (or not any more)` }
}

const bySsh = async (bench: Bench, lines: readonly string[]): Promise<Verdict> => {
  const sshKeygen = await toolAt('ssh-keygen', bench.environment)
  const file = join(bench.folder, 'allowed_signers')
  await writeFile(file, lines.map((it) => `${it}\n`).join(''))
  const { code, said } = await verify(bench, { settings: { 'gpg.ssh.program': sshKeygen, 'gpg.ssh.allowedSignersFile': file } })
  return sshVerdict(code, said)
}

const kindOf = (bytes: Uint8Array): string | undefined => /^-----BEGIN (PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----$/m.exec(Buffer.from(bytes).toString('latin1'))?.[1]

export const createVerifier = (options: SignaturesOptions): Pick<Signatures, 'verifyTag'> => ({
  verifyTag: async (bytes, texts) => {
    const kind = kindOf(bytes)
    if (kind === undefined) return { good: false, why: 'there is none in the object' }
    if (kind === 'SIGNED MESSAGE') return { good: false, why: 'it is one of S/MIME, which is not judged here; GitHub can be asked (`github: true`)' }
    const signers = readSigners(texts, options.clock.now())
    const bench = await makeBench(options, bytes)
    try {
      return await (kind === 'SSH SIGNATURE' ? bySsh(bench, signers.ssh) : byGpg(bench, signers.gpg))
    } finally {
      await rm(bench.folder, { recursive: true, force: true })
    }
  },
})
