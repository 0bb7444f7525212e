// `slipway rehearse --name`: a commit without a tag, released under a name into another repository, both of which the world of the
// rehearsal has.
import { expect, test } from '@jest/globals'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rehearse } from '../../src/cli/rehearse.js'
import type { Report } from '../../src/core/report.js'
import { rememberingLog, tempFolder } from '../adapters/temp.js'
import { git } from '../publish/bench.js'

const config = `version: 1
lines:
  km:
    tag: "v{version}"
    scheme: free
    on: [{ branch: main, as: v0.1-daily }]
    build:
      files: [{ name: kontain, run: ./make.sh, take: out/kontain.txt }]
    publish:
      release: { repository: kontainapp/km-releases, notes: changes, replace: ["*-daily"] }
`

test.each([{ name: 'v0.1-daily' }, {}])('a name for the commit at hand (%j, else the first of `on`) is rehearsed, with the repository that its release goes to, and without any token of the real one', async (named) => {
  const folder = await tempFolder()
  git(folder, 'init', '--quiet', '--initial-branch=main')
  await writeFile(join(folder, '.slipway.yaml'), config)
  await writeFile(join(folder, 'make.sh'), '#!/bin/sh\nmkdir -p out && echo kontain > out/kontain.txt\n')
  await chmod(join(folder, 'make.sh'), 0o755)
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '-m', 'One')
  const reports: Report[] = []
  const log = rememberingLog()
  const code = await rehearse({
    folder, environment: { PATH: process.env['PATH'], SLIPWAY_TARGET_TOKEN: 'ghp_of_the_real_world' }, log, signal: new AbortController().signal, slipway: '0.1.0', keep: false,
    request: { verb: 'rehearse', ...named, dryRun: false, only: [], without: [], again: 'slipway rehearse --name v0.1-daily' },
    show: (report) => {
      reports.push(report)
      return Promise.resolve()
    },
  })
  expect(reports[0]?.problems).toEqual([])
  expect(code).toBe(0)
  expect(reports[0]?.results.find((it) => it.id === 'publish:release/release')).toMatchObject({ state: 'done', outcome: { where: 'release v0.1-daily' } })
  expect(log.lines.some((it) => it.includes('the first name of `on`'))).toBe(!('name' in named))
  expect(reports[0]?.results.find((it) => it.id === 'publish:release/release')?.outcome?.url).toContain('/kontainapp/km-releases/releases/tag/v0.1-daily')
  // What nobody can look at once the world is gone.
  expect(reports[0]?.words).toMatch(/^- One\b/)
})
