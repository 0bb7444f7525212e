// schema/config.json and docs/config.md are written from the schemas that check the config; schema/record.json likewise.
import { expect, test } from '@jest/globals'
import { z } from 'zod'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { loadConfig } from '../../src/config/load-config.js'
import { configSchema, lineSchema } from '../../src/config/schema.js'
import { recordSchema } from '../../src/core/record.js'
import { steps } from '../../src/wire.js'
import { expectGolden } from '../golden.js'

interface Schema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly pattern?: string
}

const jsonSchema = (schema: z.ZodType): Schema => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
const page = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

const typeText = (it: Schema): string => {
  if (it.const !== undefined) return JSON.stringify(it.const)
  if (it.enum) return it.enum.map((one) => JSON.stringify(one)).join(', ')
  if (it.anyOf) return [...new Set(it.anyOf.map(typeText))].join(' or ')
  if (it.items) return `list of ${typeText(it.items)}`
  if (it.type === 'object' && typeof it.additionalProperties === 'object') return `mapping of names to ${typeText(it.additionalProperties)}`
  return it.type === 'object' ? 'mapping' : String(it.type ?? 'any')
}

/** What one entry of a slot looks like: the mappings among "a list or a mapping", and of a list the mappings that are its entries. */
const entriesOf = (it: Schema): readonly Schema[] => (it.items ? entriesOf(it.items) : it.anyOf ? it.anyOf.filter((one) => one.properties) : [it])

const rows = (schema: Schema, path: string): readonly string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, it]) => {
    const at = path === '' ? name : `${path}.${name}`
    const fallback = it.default === undefined || typeof it.default === 'object' ? '' : `\`${JSON.stringify(it.default)}\``
    const must = schema.required?.includes(name) ? '**needed**' : fallback
    const text = `| \`${at}\` | ${typeText(it).replaceAll('|', '\\|')} | ${must} | ${(it.description ?? '').replaceAll('|', '\\|')} |`
    return [text, ...entriesOf(it).flatMap((one) => rows(one, at))]
  })

test('docs/config.md lists every setting with its shape and default', () => {
  const head = `# The config

\`.slipway.yaml\`, read from the tagged commit. An unknown key is an error. A slot of \`build\` and \`publish\` takes one mapping or a list of them; every
entry has a \`name\` (by default the word of its slot), and later slots refer to it. This page is generated (\`UPDATE_GOLDEN=1 npm test -- __tests__/docs\`); editors
take [schema/config.json](../schema/config.json).

\`\`\`yaml
version: 1
defaults: { … }        # settings that every line starts from
lines:
  NAME: { … }          # the settings below
\`\`\`

Templates know \`{version}\`, \`{pep440}\`, \`{semver}\`, \`{major}\`, \`{minor}\`, \`{patch}\`, \`{tag}\`, \`{sha}\`, \`{date}\`, \`{revision}\`, \`{line}\`, and nothing else.

| setting of a line | shape | default | |
| --- | --- | --- | --- |
`
  expectGolden('docs/config.md', `${head}${rows(jsonSchema(lineSchema(steps)), '').join('\n')}\n`)
})

test('schema/config.json describes the config to editors', () => {
  const schema = jsonSchema(configSchema(steps))
  expect(schema.properties?.['lines']).toBeDefined()
  expectGolden('schema/config.json', page(schema))
})

test('schema/record.json describes slipway.json', () => expectGolden('schema/record.json', page(jsonSchema(recordSchema))))

test.each(['.slipway.yaml', 'examples/driver/.slipway.yaml'])('%s is a good config', (file) => {
  expect(loadConfig(readFileSync(resolve(import.meta.dirname, '../..', file), 'utf8'), file, steps).lines.length).toBeGreaterThan(0)
})

test('the config that the README shows is a good config', () => {
  const readme = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8')
  const shown = /```yaml\n(version: 1\n[\s\S]*?)```/.exec(readme)?.[1] ?? ''
  expect(loadConfig(shown, 'README.md', steps).lines.map((it) => it.name)).toEqual(['driver'])
})
