// What is wrong with several entries is told in one run, each at its entry of the config.
import { expect, test } from '@jest/globals'
import { z } from 'zod'
import { loadConfig } from '../../src/config/load-config.js'
import type { Facts } from '../../src/core/facts.js'
import { fail } from '../../src/errors/release-error.js'
import { makePlan } from '../../src/plan/make-plan.js'
import { defineStep, type AnyStep } from '../../src/ports/step.js'
import { problemsOf } from '../codes.js'

const rest = { takes: [], gives: [], preflight: async () => [], probe: async () => ({ state: 'absent' as const }), apply: async () => undefined } as const
const schema = z.strictObject({ name: z.string().default('it'), folder: z.string(), wants: z.array(z.string()).optional() })
type Entry = z.output<typeof schema>
const plan = (_: Facts, { folder, wants }: Entry) =>
  folder === 'gone' ? fail('DOCS_MISSING', { folder, commit: 'c' }) : folder === 'own' ? fail('DOCS_MISSING', { folder, commit: 'c' }, { place: { file: 'own.txt', line: 7 } })
    : folder === 'broken' ? JSON.parse('{') as never : { title: folder, task: {}, ...(wants ? { from: wants } : {}) }
const steps: readonly AnyStep[] = [
  defineStep({ ...rest, name: 'build:docs', phase: 'build', slot: 'build.docs', schema, plan }),
  defineStep({ ...rest, name: 'stage:release', phase: 'stage', slot: 'publish.release', schema, plan }),
  defineStep({ ...rest, name: 'publish:release', phase: 'publish', slot: 'publish.release', schema, plan }),
]
// Facts that these steps do not read.
const facts = { version: { text: '1.0.0' } } as unknown as Facts
const planOf = (text: string) => {
  const [line] = loadConfig(text, '.slipway.yaml', steps).lines
  if (!line) throw new Error('no line')
  return makePlan(facts, line, steps, { only: [], without: [] })
}
const config = (docs: string, release: string): string => `version: 1\nlines:\n  a:\n    build:\n      docs: ${docs}\n    publish:\n      release: ${release}\n`

test('problems of all entries come together, each at its entry, and once for the steps of one slot', async () => {
  const problems = await problemsOf(() => planOf(config('[{ name: a, folder: gone }, { name: b, folder: here }]', '{ folder: gone, wants: [x] }').replace('release: { folder: gone', 'release: { folder: own')))
  expect(problems.map((it) => [it.code, it.place])).toEqual([
    ['DOCS_MISSING', { file: '.slipway.yaml', line: 5, column: 14 }],
    ['DOCS_MISSING', { file: 'own.txt', line: 7 }],
  ])
})

test('an entry that comes from defaults has its place there', async () => {
  const text = 'version: 1\ndefaults:\n  build:\n    docs: { folder: gone }\nlines:\n  a: {}\n'
  expect((await problemsOf(() => planOf(text))).map((it) => it.place)).toEqual([{ file: '.slipway.yaml', line: 4, column: 11 }])
})

test('a name that nothing gives is told at the entry that asks for it', async () => {
  const problems = await problemsOf(() => planOf(config('{ folder: here }', '{ folder: here, wants: [x] }')))
  expect(problems.map((it) => [it.code, it.place?.line])).toEqual([['CONFIG_UNKNOWN_NAME', 7]])
})

test('what is no problem of the config is not taken for one', () => {
  expect(() => planOf(config('{ folder: broken }', '{ folder: here }'))).toThrow(SyntaxError)
})
