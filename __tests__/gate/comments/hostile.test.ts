// Comments that strangers write to keep the gate busy: an issue is open to everybody, a comment has up to 65,536 characters, and each is read.
import { expect, test } from '@jest/globals'
import { saidIn } from '../../../src/gate/comments/words.js'

const most = 65_536
const filled = (text: string): string => text.repeat(Math.floor(most / text.length))

const hostile: Readonly<Record<string, string>> = {
  'one long run of backticks and a short one': `${'`'.repeat(most - 9)}x${'`'.repeat(8)}`,
  'runs of backticks of every length': Array.from({ length: 350 }, (_, length) => '`'.repeat(length + 1)).join('x'),
  'many runs of one length, and a long one': `${filled('```x').slice(0, most / 2)}${'`'.repeat(most / 2)}`,
  'a fence that is none': `${'`'.repeat(most / 2)}x\`${'y'.repeat(most / 2 - 2)}`,
  'comments that are closed': filled('<!-- -->'),
  'comments and backticks': filled('<!-- --> `'),
  'comments that are not closed': filled('<!--'),
  'tags that never end': filled('<pre '),
  'an approval with spaces behind it': `lgtm${' '.repeat(most - 5)}x`,
  'a command with spaces behind it': `/lgtm${' '.repeat(most - 6)}x`,
}

test.each(Object.entries(hostile))('%s is read at once, and is no approval', (_, body) => {
  const began = performance.now()
  expect(saidIn(body)?.kind ?? 'nothing').toBe('nothing')
  // Seconds where each character is looked at once for every other.
  expect(performance.now() - began).toBeLessThan(1500)
})

test.each([
  ['`` /lgtm', '/lgtm', 'approves'],
  ['```` <!-- ```', '/lgtm', 'nothing'],
  ['`` ` ``', '/lgtm', 'approves'],
  ['``', '/lgtm\n``', 'nothing'],
  ['<!-- `', '-->`\n/lgtm', 'approves'],
  ['<pre title="x">', '/lgtm', 'nothing'],
])('after %j the line %j says %s', (before, line, kind) => expect(saidIn(`${before}\n${line}`)?.kind).toBe(kind))

test.each(['LGTM', 'lgtm  ', 'LGTM!\t', 'LGTM 👍🏽 ', 'lgtm :+1:'])('%j approves', (text) => expect(saidIn(text)).toEqual({ kind: 'approves', by: 'plain' }))
