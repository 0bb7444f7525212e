// A clone that has no remote yet: what asks nothing of GitHub works there, and what does says what it lacks.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { commandLine } from '../../src/cli/command-line.js'

let folder = ''
const git = (...args: readonly string[]): void => void execFileSync('git', ['-c', 'user.name=ann', '-c', 'user.email=ann@example.com', ...args], { cwd: folder })

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-no-origin-'))
  git('init', '--quiet', '--initial-branch=main')
  writeFileSync(join(folder, '.slipway.yaml'), 'version: 1\nlines:\n  driver:\n    tag: "v{version}"\n    version: { written-in: [{ file: v.json, at: /version }] }\n    build: { docs: {} }\n    publish: { release: { notes: { from: commits } } }\n')
  writeFileSync(join(folder, 'v.json'), '{ "version": "1.0.0" }\n')
  git('add', '.')
  git('commit', '--quiet', '-m', 'feat: it begins (#12)')
  git('tag', '-a', '-m', 'First', 'v1.0.0')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const asked = async (...argv: readonly string[]): Promise<{ readonly code: number; readonly said: string }> => {
  const said: string[] = []
  const write = (text: unknown): boolean => said.push(String(text)) > 0
  const spies = [process.stdout, process.stderr].map((it) => jest.spyOn(it, 'write').mockImplementation(write))
  try {
    const code = await commandLine([...argv, '--repository', folder], { PATH: process.env['PATH'] ?? '', HOME: folder })
    return { code, said: said.join('') }
  } finally {
    for (const it of spies) it.mockRestore()
  }
}

test.each(['notes', 'notes v1.0.0', 'notes --from commits', 'notes --all'])('%s: the notes are made of the clone, without links to nowhere', async (line) => {
  const { code, said } = await asked(...line.split(' '))
  expect([code, said]).toEqual([0, expect.stringMatching(/^\s*- it begins \(\\?#12\)$/m)])
})

test('check compares what the clone holds', async () => expect((await asked('check')).code).toBe(0))

test.each(['notes --from pulls', 'notes --from github', 'plan --tag v1.0.0', 'status v1.0.0'])('%s asks GitHub, and says that it is not known where', async (line) => {
  const { code, said } = await asked(...line.split(' '))
  expect([code, said]).toEqual([3, expect.stringContaining('REPOSITORY_UNKNOWN')])
})
