// Keys of people, made anew for each run of the tests by the tools that people use, and what is signed with them.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Key {
  /** As it stands in a config. */
  readonly public: string
  /** As a secret holds it. */
  readonly private: string
  sign(text: string): string
}

/** A day before the keys that are out of date went out of date. */
export const longAgo = Date.parse('2020-01-15T12:00:00Z')

export class Keys {
  // The path of an agent's socket is short, so the folder is too.
  private readonly folder = mkdtempSync(join(tmpdir(), 'k-'))
  private readonly homes: string[] = []

  ssh(name: string): Key {
    const file = join(this.folder, name)
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file])
    return {
      public: readFileSync(`${file}.pub`, 'utf8').trim(),
      private: readFileSync(file, 'utf8'),
      sign: (text) => execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-n', 'git', '-f', file], { input: text, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] }),
    }
  }

  /** Days that it is good for; made long ago when that is said. */
  gpg(name: string, { days = 0, at }: { readonly days?: number; readonly at?: number } = {}): Key {
    const home = join(this.folder, `g${this.homes.length}`)
    mkdirSync(home, { mode: 0o700 })
    this.homes.push(home)
    const time = at === undefined ? [] : ['--faked-system-time', `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}!`]
    const gpg = (args: readonly string[], input = ''): string =>
      execFileSync('gpg', ['--homedir', home, '--batch', '--quiet', '--passphrase', '', '--pinentry-mode', 'loopback', ...time, ...args], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })
    gpg(['--quick-generate-key', `${name} <${name}@example.com>`, 'ed25519', 'sign', days === 0 ? 'never' : `${days}d`])
    return { public: gpg(['--armor', '--export']), private: gpg(['--armor', '--export-secret-keys']), sign: (text) => gpg(['--armor', '--detach-sign'], text) }
  }

  /** The same key after its owner has revoked it. */
  revoked(): { readonly before: Key; readonly after: string } {
    const before = this.gpg('rev')
    const home = this.homes.at(-1) ?? ''
    const [file = ''] = readdirSync(join(home, 'openpgp-revocs.d'))
    const certificate = readFileSync(join(home, 'openpgp-revocs.d', file), 'utf8').replace(/^:(-----BEGIN)/m, '$1')
    const other = join(this.folder, 'revoked')
    mkdirSync(other, { mode: 0o700 })
    this.homes.push(other)
    const gpg = (args: readonly string[], input = ''): string => execFileSync('gpg', ['--homedir', other, '--batch', '--quiet', ...args], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })
    gpg(['--import'], before.public)
    gpg(['--import'], certificate)
    return { before, after: gpg(['--armor', '--export']) }
  }

  write(name: string, text: string): string {
    const path = join(this.folder, name)
    writeFileSync(path, text, { mode: 0o600 })
    return path
  }

  remove(): void {
    for (const home of this.homes) execFileSync('gpgconf', ['--homedir', home, '--kill', 'gpg-agent'])
    rmSync(this.folder, { recursive: true, force: true })
  }
}
