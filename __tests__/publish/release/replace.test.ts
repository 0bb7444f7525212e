import { expect, test } from '@jest/globals'
import { awayMarker, wasPublic, withoutAway } from '../../../src/publish/release/replace.js'

const marker = awayMarker({ repository: 'acme/widget' }, 'v0.1-daily', 'a'.repeat(40))

test.each([
  ['words\n\n<!-- ours -->', `words\n\n<!-- ours -->\n\n${marker}`],
  ['', marker],
  ['', `\n\n${marker}`],
  ['words\r\n\r\n<!-- ours -->', `words\r\n\r\n<!-- ours -->\r\n\r\n${marker}\r\n`],
  ['words', `words\n${marker}`],
])('what comes back when the new release is gone has the text that it had: %j', (body, away) => {
  expect(wasPublic({ body: away })).toBe(true)
  expect(withoutAway(away)).toBe(body)
})
