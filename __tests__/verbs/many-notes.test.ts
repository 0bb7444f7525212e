// How much GitHub is asked for the notes of a release of some size.
import { afterAll, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRealPorts } from '../../src/adapters/real-ports.js'
import { createWorld } from '../../src/rehearsal/github/create-world.js'
import { serve } from '../../src/rehearsal/http/server.js'
import { run } from '../../src/run.js'
import { rememberingLog } from '../adapters/temp.js'
import { repository, workflowToken } from '../publish/bench.js'
import { stepsOf } from './bench.js'

const count = 5000
const folder = await mkdtemp(join(tmpdir(), 'slipway-many-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const history = (): string => {
  const config = 'version: 1\nlines:\n  driver:\n    publish: { release: { notes: pulls } }\n'
  const commits = Array.from({ length: count + 1 }, (_, at) => {
    const message = `Commit ${at}`
    const file = at === 0 ? `M 100644 inline .slipway.yaml\ndata ${config.length}\n${config}` : ''
    return `commit refs/heads/main\nmark :${at + 1}\ncommitter A <a@example.com> ${1_700_000_000 + at} +0000\ndata ${message.length}\n${message}\n${file}\n`
  })
  return `${commits.join('')}reset refs/tags/1.0.0\nfrom :1\n\nreset refs/tags/1.1.0\nfrom :${count + 1}\n\n`
}

test('the notes of five thousand commits take at most sixty requests', async () => {
  const project = join(folder, 'project')
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', project])
  execFileSync('git', ['fast-import', '--quiet'], { cwd: project, input: history() })
  const created = await createWorld({ folder: join(folder, 'world'), tokens: [workflowToken], repositories: [{ ...repository, from: project, defaultBranch: 'main' }] })
  const served = await serve(created.world.handler)
  try {
    const ann = created.world.as('ann', repository.owner, repository.name)
    for (let at = 1; at <= 250; at++) {
      await ann.openIssue(`Issue ${at}`, '', ['bug'])
      await ann.close(at)
    }
    const { api, graphql, server } = created.world.addresses(served.url)
    const real = await createRealPorts({
      folder: project, environment: { PATH: process.env['PATH'], RUNNER_TEMP: folder }, log: rememberingLog(), signal: new AbortController().signal, slipway: '0.1.0',
      token: workflowToken.secret, repository, server: 'https://github.com', endpoints: { api, graphql, server, registries: {} },
    })
    const report = await run({ verb: 'notes', tag: '1.1.0', dryRun: false, only: [], without: [], again: 'slipway notes 1.1.0' }, real.ports, stepsOf())
    await real.dispose()
    expect(report.problems).toEqual([])
    expect(report.shown).toMatchObject({ from: 'pulls', previous: '1.0.0' })
    // One for each hundred of commits, one for each hundred of issues.
    expect(created.world.calls.map((it) => it.path)).toEqual(Array.from({ length: 53 }, () => new URL(graphql).pathname))
    expect(created.world.writes()).toEqual([])
  } finally {
    await served.close()
    await created.close()
  }
}, 120_000)
