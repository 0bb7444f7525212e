import { expect, test } from '@jest/globals'
import { z } from 'zod'
import { checkedText, problemIn, templateText, withOwnNames } from '../../src/core/checked-text.js'
import { checkTagPattern } from '../../src/core/tag-pattern.js'

const codesIn = (schema: z.ZodType, value: unknown): readonly (readonly [string | undefined, string])[] =>
  (schema.safeParse(value).error?.issues ?? []).map((it) => [problemIn(it)?.code, it.path.join('.')] as const)

test.each([
  ['a template with a word that is none', templateText(), 'x-{versoin}', 'TEMPLATE_WORD'],
  ['a template with an open brace', templateText(), 'x-{version', 'TEMPLATE_WORD'],
  ['a tag pattern without a place', checkedText(checkTagPattern), 'release', 'TAG_PATTERN'],
])('%s has the code of its parser', (_, schema, text, code) => {
  expect(codesIn(schema, text)).toEqual([[code, '']])
})

test.each([[templateText(), 'x-{version}-{{y}}'], [templateText(), 'plain'], [checkedText(checkTagPattern), 'v{version}']])('what the parser reads is taken as it is', (schema, text) => {
  expect(schema.parse(text)).toBe(text)
})

test('what is no text at all is told by the schema, without asking the parser', () => {
  expect(codesIn(templateText(), 5)).toEqual([[undefined, '']])
})

test('a failure of the parser that is none of ours is not swallowed', () => {
  expect(() => checkedText(() => { throw new TypeError('broken') }).safeParse('x')).toThrow(TypeError)
})

test('each entry whose name was there before is told, at its index', () => {
  const schema = withOwnNames(z.array(z.strictObject({ name: z.string().default('wheel') })), 'build.wheel')
  expect(codesIn(schema, [{}, { name: 'a' }, {}, { name: 'a' }])).toEqual([['CONFIG_NAME_TWICE', '2'], ['CONFIG_NAME_TWICE', '3']])
  expect(codesIn(schema, [{}, { name: 'a' }])).toEqual([])
})
