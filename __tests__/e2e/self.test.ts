// Slipway as its own user: its references agree, and its own release can be rehearsed.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { root } from './scene.js'

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
