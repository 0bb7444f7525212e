// Slipway as its own user: its references agree, and its own release can be rehearsed.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { git, root } from './scene.js'

const slipway = (...args: string[]): string => execFileSync(process.execPath, [join(root, 'dist/cli/index.js'), ...args], { cwd: root, encoding: 'utf8', env: { ...process.env, GITHUB_REPOSITORY: 'slipway-release/slipway' }, stdio: ['ignore', 'pipe', 'pipe'] })

test('every place where the version of Slipway is written says the same, the bundles too', () => {
  expect(slipway('check')).toContain('all 6 references agree')
})

test('the version that the bundle tells is the one of package.json', () => {
  const { version } = JSON.parse(execFileSync('node', ['-p', 'JSON.stringify(require("./package.json"))'], { cwd: root, encoding: 'utf8' })) as { version: string }
  expect(slipway('--version')).toBe(`${version}\n`)
})

test.each([['a config', ['check', '--config', 'nope.yaml']], ['a folder', ['check', '--repository', 'nowhere']]])('%s that is not there is the caller\'s slip, and no bug', (_, args) => {
  try {
    slipway(...args)
    expect('ended').toBe('failed')
  } catch (failure) {
    const { status, stdout, stderr } = failure as { status: number; stdout: string; stderr: string }
    expect([status, `${stdout}${stderr}`]).toEqual([2, expect.stringMatching(/There is no (file nope\.yaml|folder nowhere)/)])
  }
})

test('a rehearsal of a source whose references disagree says so, though it sets them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'self-'))
  try {
    const clone = join(folder, 'driver')
    execFileSync(join(root, 'script/example-repository'), [clone])
    const values = join(clone, 'helm/os-vim-driver/values.yaml')
    writeFileSync(values, readFileSync(values, 'utf8').replace('1.0.0.dev0', '1.0.1.dev0'))
    git(clone, 'commit', '-qam', 'One place differs')
    const { stdout, status } = spawnSync(process.execPath, [join(root, 'dist/cli/index.js'), 'rehearse', '--repository', clone, '--without', 'image'], { encoding: 'utf8' })
    expect([status, stdout]).toEqual([10, expect.stringContaining('warning: helm/os-vim-driver/values.yaml:4: ')])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 400_000)
