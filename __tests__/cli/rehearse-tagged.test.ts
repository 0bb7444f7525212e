// `slipway rehearse` without a name, of a project whose files still say the version that is out.
import { expect, test } from '@jest/globals'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rehearse } from '../../src/cli/rehearse.js'
import type { Report } from '../../src/core/report.js'
import { rememberingLog, tempFolder } from '../adapters/temp.js'
import { git } from '../publish/bench.js'

const config = `version: 1
lines:
  tool:
    tag: "v{version}"
    version:
      written-in: [{ file: VERSION }]
    build:
      files: [{ name: tool, run: ./make.sh, take: out/tool.txt }]
    publish:
      release: { notes: changes }
`

test.each([[0, false], [1, true], [2, true]])('the tag is rehearsed, and with %i commits after it that is said (%s)', async (commits, isSaid) => {
  const folder = await tempFolder()
  git(folder, 'init', '--quiet', '--initial-branch=main')
  for (const [file, text] of [['.slipway.yaml', config], ['VERSION', '0.4.0\n'], ['make.sh', '#!/bin/sh\nmkdir -p out && echo tool > out/tool.txt\n']] as const) await writeFile(join(folder, file), text)
  await chmod(join(folder, 'make.sh'), 0o755)
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '-m', 'One')
  git(folder, 'tag', 'v0.4.0')
  for (let more = 0; more < commits; more++) git(folder, 'commit', '--quiet', '--allow-empty', '-m', `More ${more}`)
  const reports: Report[] = []
  const log = rememberingLog()
  const code = await rehearse({
    folder, environment: { PATH: process.env['PATH'] }, log, signal: new AbortController().signal, slipway: '0.1.0', keep: false,
    request: { verb: 'rehearse', dryRun: false, only: [], without: [], again: 'slipway rehearse' },
    show: (report) => {
      reports.push(report)
      return Promise.resolve()
    },
  })
  expect([code, reports[0]?.problems, reports[0]?.plan?.tag.name, reports[0]?.plan?.tag.commit]).toEqual([0, [], 'v0.4.0', git(folder, 'rev-parse', 'v0.4.0^{commit}')])
  const said = log.lines.filter((one) => one.includes('is tagged already'))
  expect(said).toHaveLength(isSaid ? 1 : 0)
  if (isSaid) expect(said[0]).toMatch(new RegExp(`HEAD is ${commits} commits? beyond it.*\`slipway rehearse --version V\``))
})
