// Seeded bugs are texts of the source: one that does not fit any more proves nothing, and only the soak would tell.
import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { mutants } from './seeded.js'

const root = resolve(import.meta.dirname, '../../..')

test.each(mutants.map((it) => [it.name, it] as const))('%s: its text stands once in the source', (_, { edits }) => {
  expect(edits.map(({ file, find }) => [file, find, readFileSync(resolve(root, file), 'utf8').split(find).length - 1])).toEqual(edits.map(({ file, find }) => [file, find, 1]))
})
