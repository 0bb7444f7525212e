// A world as `slipway rehearse --keep` shows it.
import { expect, test } from '@jest/globals'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startRehearsal } from '../../src/rehearsal/rehearsal.js'
import { tempFolder } from '../adapters/temp.js'
import { git } from '../e2e/scene.js'

test('the addresses that people are shown lead to the API and the git of the project', async () => {
  const clone = await tempFolder()
  git(clone, 'init', '-q', '-b', 'main')
  await writeFile(join(clone, 'a'), 'a')
  git(clone, 'add', '.')
  git(clone, 'commit', '-qm', 'All')
  const world = await startRehearsal({ repository: { owner: 'accanto', name: 'driver' }, clone, folder: await tempFolder(), registries: [], defaultBranch: 'main' })
  try {
    const addresses = Object.fromEntries(world.addresses)
    const answer = await fetch(`${addresses['API'] ?? ''}/repos/accanto/driver`, { headers: { authorization: `Bearer ${world.token}` } })
    expect([answer.status, ((await answer.json()) as { full_name: string }).full_name]).toEqual([200, 'accanto/driver'])
    const refs = await fetch(`${addresses['git'] ?? ''}/info/refs?service=git-upload-pack`, { headers: { authorization: `Basic ${btoa(`x-access-token:${world.token}`)}` } })
    expect([refs.status, await refs.text()]).toEqual([200, expect.stringContaining(git(clone, 'rev-parse', 'HEAD').trim())])
  } finally {
    await world.close()
  }
})
