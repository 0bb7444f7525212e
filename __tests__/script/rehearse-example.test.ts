// script/rehearse-example says what is wrong with the name that it was given.
import { expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const script = join(import.meta.dirname, '../../script/rehearse-example')

test.each([
  ['an example that is not there', ['nope'], 'there is no example "nope". Examples: dra kontain promo'],
  ['an example without a play', ['driver'], 'examples/driver has no rehearsal.yaml to play'],
  ['no name', [], 'NAME is a folder of examples/'],
])('%s', (_, args, said) => {
  const { status, stderr } = spawnSync(script, args, { encoding: 'utf8' })
  expect([status, stderr]).toEqual([2, expect.stringContaining(said)])
})
