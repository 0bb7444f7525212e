import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { renderOutput } from '../../../src/adapters/runner/command-files.js'

/** As the runner reads the file: `name<<delimiter`, lines, delimiter. */
const parse = (text: string): Record<string, string> => {
  const lines = text.split('\n')
  const outputs: Record<string, string> = {}
  for (let at = 0; at < lines.length - 1; at++) {
    const [name, delimiter] = (lines[at] ?? '').split('<<')
    const end = lines.indexOf(delimiter ?? '', at + 1)
    outputs[name ?? ''] = lines.slice(at + 1, end).join('\n')
    at = end
  }
  return outputs
}

test('a value cannot add an output of its own, whatever it holds', () => {
  expect(parse(renderOutput('version', '1.0\nevil<<x\n1\nx'))).toEqual({ version: '1.0\nevil<<x\n1\nx' })
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => expect(parse(renderOutput('a', a) + renderOutput('b', b))).toEqual({ a, b })))
})
