import { expect, test } from '@jest/globals'
import { updatedBlock, withBlock } from '../../../src/core/notes/block.js'

const body = `Hello.\n\n${withBlock('Old.\n\n- one')}\n\nBye.\n\n<!-- slipway: {} -->`

test('only the block is made anew; what stands around it stays', () => {
  expect(updatedBlock(body, 'New.')).toBe(`Hello.\n\n${withBlock('New.')}\n\nBye.\n\n<!-- slipway: {} -->`)
})

test.each([
  ['somebody has changed', body.replace('one', 'two')],
  ['has no end', body.replace('<!-- /slipway-notes -->', '')],
  ['is not there', 'All by hand.'],
])('a block that %s is his text, and stays', (_, text) => expect(updatedBlock(text, 'New.')).toBe(text))

test('other ends of lines, as the site saves them, are no change of a person', () => {
  expect(updatedBlock(body.replaceAll('\n', '\r\n'), 'New.')).toContain(withBlock('New.'))
})

test('the same text changes nothing', () => expect(updatedBlock(body, 'Old.\n\n- one')).toBe(body))
