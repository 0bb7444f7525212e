// docs/plays.md shows every key of a play, and only plays that can be read; schema/play.json is written from the schema that checks them.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import { z } from 'zod'
import { deedKinds, parsePlay, playSchema } from '../../src/cli/play/play-file.js'
import { helpText } from '../../src/cli/help.js'
import { expectGolden } from '../golden.js'

const page = readFileSync(resolve(import.meta.dirname, '../../docs/plays.md'), 'utf8')
const plays = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => parsePlay(text ?? '', 'docs/plays.md'))

test('schema/play.json describes a play to editors', () => {
  expectGolden('schema/play.json', `${JSON.stringify(z.toJSONSchema(playSchema, { io: 'input' }), null, 2)}\n`)
})

test('docs/plays.md names every key of a play and of each deed', () => {
  const keys = [...Object.keys(playSchema.shape), ...Object.values(deedKinds).flatMap((it) => Object.keys(it.shape)), ...Object.keys(deedKinds.promote.shape.promote.shape), 'files', 'open-to', ...deedKinds.slipway.shape.ends.unwrap().options]
  expect([...new Set(keys)].filter((it) => !page.includes(`\`${it}\``))).toEqual([])
})

test('docs/plays.md shows an example of every deed', () => {
  const shown = plays.flatMap((it) => it.deeds).flatMap((it) => Object.keys(it))
  expect(Object.keys(deedKinds).filter((it) => !shown.includes(it))).toEqual([])
})

test('the help of rehearse names the flag, and the page that shows what a play is', () => {
  expect(helpText('rehearse')).toMatch(/^ {2}--play FILE .*docs\/plays\.md/m)
})
