// The README's tables of inputs, outputs and verbs say all that there are: what is not in them is not found.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { verbs } from '../../src/core/request.js'

const root = resolve(import.meta.dirname, '../..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as { readonly inputs: object; readonly outputs: object }

/** First cells of the rows of all tables: names in code, several of them separated by commas. */
const named = new Set([...readme.matchAll(/^\| (`[^|]*?`) \|/gm)].flatMap((row) => [...(row[1] ?? '').matchAll(/`([^`]+)`/g)].map((it) => it[1])))

describe('The README has a row for', () => {
  test.each(Object.keys(action.inputs))('the input %s', (name) => expect(named).toContain(name))
  test.each(Object.keys(action.outputs))('the output %s', (name) => expect(named).toContain(name))
  test.each([...verbs])('the verb %s', (verb) => expect([...named].some((it) => it?.startsWith(`slipway ${verb}`))).toBe(true))
})
