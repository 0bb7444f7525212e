// docs/errors.md is written from the catalogue; every message of Slipway links to its section there.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import { catalog, type Code } from '../../src/errors/catalog.js'
import type { Entry } from '../../src/errors/entry.js'
import { failureOf } from '../../src/core/report.js'
import { problem } from '../../src/errors/release-error.js'
import { expectGolden } from '../golden.js'

const source = resolve(import.meta.dirname, '../../src')
const exits = { config: 2, precondition: 3, remote: 4, gate: 20, conflict: 30, bug: 70 } as const
/** Codes that are no failure of their kind: a run that waits, and one that was told to stop. */
const own: Readonly<Partial<Record<Code, string>>> = { RATE_LIMITED: '0 (outcome `waiting`)', LOCK_HELD: '0 (outcome `waiting`)', CANCELLED: '129, 130 or 143: 128 and the number of the signal' }
const codes = Object.keys(catalog).sort() as Code[]

const section = (code: Code): string => {
  const it = catalog[code] as unknown as Entry<unknown>
  return [`## ${code}`, '', `Kind \`${it.kind}\`, exit code ${own[code] ?? exits[it.kind]}. For example:`, '', `> ${it.message(it.sample).replaceAll('\n', '\n> ')}`, '', `**What to do.** ${it.hint(it.sample)}`, ''].join('\n')
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

test('the exit codes of the page are those of a run that ends so', () => {
  const codeOf = (code: Code): number => failureOf([problem(code, (catalog[code] as unknown as Entry<never>).sample)]).exitCode
  expect(codes.filter((code) => code !== 'CANCELLED' && codeOf(code) !== Number.parseInt(own[code] ?? String(exits[(catalog[code] as unknown as Entry<unknown>).kind]), 10))).toEqual([])
})
