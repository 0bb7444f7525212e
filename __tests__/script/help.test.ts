// `--help` of the scripts prints how they are called, and starts nothing.
import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from '@jest/globals'

const root = resolve(import.meta.dirname, '../..')

test.each(['test', 'setup'])('script/%s prints its usage for --help, wherever it stands, and ends', (name) => {
  for (const argv of [['--help'], ['-h'], ['--for-tests', '--help']]) {
    // Without Node on the PATH nothing of them could be started.
    const said = execFileSync(resolve(root, 'script', name), argv, { encoding: 'utf8', timeout: 10_000, env: { PATH: '/usr/bin:/bin' } })
    expect(said).toMatch(new RegExp(`^  script/${name} `, 'm'))
    expect(said).not.toMatch(/\d+ passed|^#|set -|everything is there/m)
  }
})
