// The table of approvals-vectors.yaml, row by row.
import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { ReleaseError } from '../../src/errors/release-error.js'
import { verdictOf, type Asked, type Spoken } from '../../src/gate/comments/verdict.js'
import { readAliases } from '../../src/gate/owners/aliases-file.js'
import { ownersOf, ownersPaths, type Owners } from '../../src/gate/owners/owners.js'
import { readOwners } from '../../src/gate/owners/owners-file.js'

interface Row {
  readonly why: string
  readonly in?: string
  readonly path?: string
  readonly proposer?: string
  readonly settings?: Partial<Asked>
  readonly comments?: readonly (string | Readonly<Record<string, string>>)[]
  readonly approved?: readonly string[]
  readonly missing?: number
  readonly may?: readonly string[]
  readonly ignored?: readonly string[]
  readonly refused?: string
}

type Texts = Readonly<Record<string, string>>

const table = parse(readFileSync(new URL('approvals-vectors.yaml', import.meta.url), 'utf8')) as { readonly owners: Readonly<Record<string, Texts>>; readonly rows: readonly Row[] }

const ownersIn = (texts: Texts, path: string): Owners => {
  const aliases = texts['ALIASES'] === undefined ? new Map() : readAliases({ text: texts['ALIASES'], file: 'OWNERS_ALIASES' })
  const files = ownersPaths(path).flatMap((file) => (texts[file] === undefined ? [] : [readOwners({ text: texts[file], file })]))
  return ownersOf(files, aliases, path)
}

const spoken = (text: string, index: number): Spoken => {
  const [, who = '', flags = '', rest = ''] = /^(\S+?)((?: \([a-z]+\))*): ([^]*)$/.exec(text) ?? []
  if (who === '') throw new Error(`no comment: ${text}`)
  // YAML within the line: quotes and blocks, as a person would write them.
  const body = /^["'|]/.test(rest) ? (parse(rest.startsWith('|') ? `body: ${rest.replaceAll('\n', '\n  ')}` : `body: ${rest}`) as { body: string }).body : rest
  const is = (flag: string): boolean => flags.includes(`(${flag})`)
  return { author: is('gone') ? undefined : who, isBot: is('bot'), body, url: `#${index + 1}`, isEdited: is('edited'), isBefore: is('before') }
}

const settings: Asked = { count: 2, commands: ['lgtm', 'approve'], plain: true, reviewers: false }

const answer = (row: Row): unknown => {
  try {
    const owners = ownersIn(table.owners[row.in ?? 'plain'] ?? {}, row.path ?? '')
    const comments = (row.comments ?? []).map((it, index) => spoken(it as string, index))
    const verdict = verdictOf({ comments, owners, asked: { ...settings, ...row.settings }, proposers: [row.proposer ?? 'pia'] })
    const { missing, mayStill, ignored, approvedBy } = verdict
    return { approved: approvedBy.map((it) => it.login).sort(), missing, ...(row.may ? { may: mayStill } : {}), ...(row.ignored ? { ignored: ignored.map((it) => `${it.author}: ${it.why}`) } : {}) }
  } catch (failure) {
    if (!(failure instanceof ReleaseError)) throw failure
    const { place } = failure.problems[0]
    return { refused: `${failure.code} ${place?.file ?? ''}:${place?.line ?? ''}` }
  }
}

const expected = (row: Row): unknown => {
  if (row.refused !== undefined) return { refused: row.refused }
  const ignored = row.ignored?.map((it) => {
    const at = it.indexOf(': ')
    return expect.stringMatching(new RegExp(`^${literal(it.slice(0, at))}: .*${literal(it.slice(at + 2))}`))
  })
  return { approved: [...(row.approved ?? [])].sort(), missing: row.missing, ...(row.may ? { may: row.may } : {}), ...(ignored ? { ignored } : {}) }
}

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

test('there are at least seventy rows, each with a reason of its own', () => {
  const reasons = table.rows.map((it) => it.why)
  expect(new Set(reasons).size).toBe(reasons.length)
  expect(reasons.length).toBeGreaterThanOrEqual(70)
})

test.each(table.rows.map((row, index) => [index + 1, row.why, row] as const))('row %d: %s', (_, __, row) => {
  expect(answer(row)).toEqual(expected(row))
})
