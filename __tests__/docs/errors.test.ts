// docs/errors.md is written from the catalogue; every message of Slipway links to its section there.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import { catalog, type Code } from '../../src/errors/catalog.js'
import type { Entry } from '../../src/errors/entry.js'
import { expectGolden } from '../golden.js'

const source = resolve(import.meta.dirname, '../../src')
const exits = { config: 2, precondition: 3, remote: 4, gate: 20, conflict: 30, bug: 70 } as const
const codes = Object.keys(catalog).sort() as Code[]

const section = (code: Code): string => {
  const it = catalog[code] as unknown as Entry<unknown>
  return [`## ${code}`, '', `Kind \`${it.kind}\`, exit code ${exits[it.kind]}. For example:`, '', `> ${it.message(it.sample).replaceAll('\n', '\n> ')}`, '', `**What to do.** ${it.hint(it.sample)}`, ''].join('\n')
}

test('docs/errors.md has a section for every code', () => {
  const head = '# Errors\n\nEvery failure of Slipway is one of these codes. This page is generated from the catalogue (`UPDATE_GOLDEN=1 npm test -- __tests__/docs`).\n\n'
  expectGolden('docs/errors.md', head + codes.map(section).join('\n'))
})

test('every code is used somewhere: none stands there for nothing', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((it) => it.endsWith('.ts') && !it.startsWith('errors/catalog'))
  const text = files.map((it) => readFileSync(join(source, it), 'utf8')).join('\n')
  expect(codes.filter((code) => !text.includes(`'${code}'`))).toEqual([])
})
