// A subfolder of a clone stands for the clone.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { cloneRoot } from '../../src/cli/clone-root.js'
import { tempFolder } from '../adapters/temp.js'

test.each(['a folder', 'the file of a worktree'])('the root is where .git is, %s, seen from any folder below', async (kind) => {
  const root = await tempFolder()
  await mkdir(join(root, 'charts/driver'), { recursive: true })
  if (kind === 'a folder') await mkdir(join(root, '.git'))
  else await writeFile(join(root, '.git'), 'gitdir: elsewhere\n')
  expect([root, join(root, 'charts'), join(root, 'charts/driver')].map(cloneRoot)).toEqual([root, root, root])
})

test('the nearest clone counts, and a folder in none is itself', async () => {
  const root = await tempFolder()
  await mkdir(join(root, 'inner/.git'), { recursive: true })
  expect(cloneRoot(root)).toBe(root)
  await mkdir(join(root, '.git'))
  expect(cloneRoot(join(root, 'inner'))).toBe(join(root, 'inner'))
})
