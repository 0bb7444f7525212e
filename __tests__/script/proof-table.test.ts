// The table of the proofs and its two files: the same numbers give the same bytes, and what is old, short or broken is marked.
import { describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderProofs, renderTable, staleMark } from '../../script/checks/proof-table.mjs'
import { proofs } from '../../script/checks/proofs.mjs'
import { readProof } from '../../script/checks/run-proof.mjs'
import { commitsSince, hasOwnChanges, headCommit, sourceDigest } from '../../script/checks/source.mjs'
import { root, scratch } from './scratch.js'

const good = { rows: [{ name: 'crash points', total: 9, survived: 9 }, { name: 'mutants', total: 12, caught: 12 }], failures: [], exempt: [{ name: 'a', why: 'b' }], ok: true }
const entry = { rows: [{ name: 'kills', total: 200, survived: 200 }], source: 'sha256:one', commit: '0123456789abcdef0123456789abcdef01234567', date: '2026-11-21', asked: 200, played: 200 }
const now = { source: 'sha256:one', since: () => 0 }
const table = (more: Record<string, unknown> = {}): string => renderTable({ results: [good], soak: { proofs: { kills: entry } }, now, ...more }).join('\n')

describe('the table', () => {
  test('says how many of how many, how old the soak is, and what is exempt', () => {
    expect(table()).toBe(['proofs', '  crash points    9/9 survived', '  mutants       12/12 caught', 'last soak', '  kills 200/200 survived, commit 0123456789ab, 2026-11-21', 'exempt, each by name', '  a: b'].join('\n'))
  })

  test('names each failure with the command that plays it again', () => {
    const bad = { ...good, rows: [{ name: 'kills', total: 20, survived: 19 }], failures: [{ name: 'kill 7', what: 'two drafts', replay: 'node again' }], ok: false }
    expect(table({ results: [bad] })).toMatch(/kills {2}19\/20 survived {2}FAILED\n[^]*failures\n {2}kill 7: two drafts\n {4}again: node again$/)
  })

  test('lists an exemption once, however many proofs name it', () => {
    expect(table({ results: [good, good] }).match(/a: b/g)).toHaveLength(1)
  })

  test.each([
    ['says so when there was no soak', undefined, 'last soak: none yet; script/soak plays it'],
    ['takes a file that is no soak for none', { proofs: { kills: {} } }, 'last soak: none yet'],
    ['marks a soak that was cut short', { proofs: { kills: { ...entry, played: 40 } } }, '(40 of the 200 that a soak plays)'],
    ['marks a soak of other source', { proofs: { kills: { ...entry, source: 'sha256:two' } } }, '2026-11-21 STALE: src/ has changed since'],
    ['tells a soak of a tree with changes from one of its commit', { proofs: { kills: { ...entry, changed: true } } }, 'commit 0123456789ab and changes, 2026'],
    ['marks a soak that failed', { proofs: { kills: { ...entry, rows: [{ name: 'kills', total: 200, survived: 199 }], failed: 1 } } }, 'kills 199/200 survived FAILED, commit'],
    ['marks a soak whose program left nothing', { proofs: { kills: { ...entry, rows: [], failed: 1 } } }, '  kills left no result FAILED, commit'],
    ['prints a soak without git', { proofs: { kills: { ...entry, commit: undefined } } }, 'commit not known, 2026-11-21'],
  ])('%s', (_, soak, line) => {
    expect(table({ soak })).toContain(line)
  })
})

describe('the stale mark', () => {
  test.each([
    ['the same source', { source: 'sha256:one', since: 0 }, ''],
    ['the same source again after a change and its revert', { source: 'sha256:one', since: 2 }, ''],
    ['another source', { source: 'sha256:two', since: 3 }, ' STALE: src/ has changed since (in 3 commits)'],
    ['one commit', { source: 'sha256:two', since: 1 }, ' STALE: src/ has changed since (in 1 commit)'],
    ['changes that nobody has committed', { source: 'sha256:two', since: 0 }, ' STALE: src/ has changed since'],
    ['a clone that does not know the commit', { source: 'sha256:two', since: undefined }, ' STALE: src/ has changed since'],
    ['no source to compare with', { source: undefined, since: undefined }, ' STALE: src/ has changed since'],
  ])('%s', (_, then, mark) => {
    expect(staleMark(entry, then)).toBe(mark)
  })

  const git = (folder: string, ...args: string[]): string => execFileSync('git', ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { encoding: 'utf8' }).trim()
  const repository = (): string => {
    const folder = scratch()
    git(folder, 'init', '-q')
    write(folder, 'src/a.ts', 'one')
    write(folder, 'README.md', 'one')
    git(folder, 'add', '.')
    git(folder, 'commit', '-qm', 'first')
    return folder
  }
  const write = (folder: string, path: string, text: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }

  test('goes by src/ alone, and by its bytes: not by dates, not by other files', () => {
    const folder = repository()
    const [first, commit] = [sourceDigest(folder), headCommit(folder)]
    write(folder, 'README.md', 'two')
    git(folder, 'commit', '-qam', 'other')
    expect([sourceDigest(folder), commitsSince(folder, commit), hasOwnChanges(folder)]).toEqual([first, 0, false])
    write(folder, 'src/a.ts', 'two')
    expect([sourceDigest(folder) === first, commitsSince(folder, commit), hasOwnChanges(folder)]).toEqual([false, 0, true])
    git(folder, 'commit', '-qam', 'source')
    expect([commitsSince(folder, commit), hasOwnChanges(folder)]).toEqual([1, false])
    write(folder, 'src/a.ts', 'one')
    expect(sourceDigest(folder)).toBe(first)
    write(folder, 'src/b.ts', '')
    expect(sourceDigest(folder)).not.toBe(first)
  })

  test('works in a shallow clone, which does not know the commit, and without git at all', () => {
    const folder = repository()
    const commit = headCommit(folder)
    write(folder, 'src/a.ts', 'two')
    git(folder, 'commit', '-qam', 'second')
    const shallow = join(scratch(), 'shallow')
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${folder}`, shallow])
    expect([commitsSince(shallow, commit), sourceDigest(shallow)]).toEqual([undefined, sourceDigest(folder)])
    const bare = scratch()
    write(bare, 'src/a.ts', 'two')
    expect([headCommit(bare), commitsSince(bare, commit), sourceDigest(bare)]).toEqual([undefined, undefined, sourceDigest(folder)])
  })
})

test('the file holds the numbers and no times, paths or failures, so that the same numbers give the same bytes', () => {
  const failed = { ...good, failures: [{ name: 'a', what: '/tmp/x', replay: 'y' }] }
  expect(renderProofs([{ ...good, seconds: 1 }])).toBe(renderProofs([failed]))
  expect(JSON.parse(renderProofs([good]))).toEqual({ schema: 1, rows: [{ name: 'crash points', total: 9, survived: 9 }, { name: 'mutants', total: 12, caught: 12 }], exempt: [{ name: 'a', why: 'b' }] })
})

describe('the result of a program', () => {
  const about = { proof: { name: 'kills', program: 'kills.ts' }, words: ['--seed', '1'], code: 0 }
  const read = (value: unknown, code = 0): { ok: boolean; failures: { what: string; replay: string }[] } => readProof(typeof value === 'string' ? value : JSON.stringify(value), { ...about, code })

  test('is good when all rows are whole, nothing failed and the program says so', () => {
    expect(read({ rows: good.rows, failures: [], exempt: [] }).ok).toBe(true)
  })

  test.each<[string, unknown, number, string]>([
    ['no text', '', 0, 'left no result'],
    ['half a text', '{"rows":[', 1, 'left no result'],
    ['no rows', { rows: [] }, 0, 'no rows that can be counted'],
    ['a row without a number', { rows: [{ name: 'kills', total: 3 }] }, 0, 'no rows that can be counted'],
    ['more survivors than cases', { rows: [{ name: 'kills', total: 3, survived: 4 }] }, 0, 'no rows that can be counted'],
    ['a row of nothing', { rows: [{ name: 'kills', total: 0, survived: 0 }], failures: [] }, 0, 'kills 0/0'],
    ['a row that is not whole and says no more', { rows: [{ name: 'kills', total: 3, survived: 2 }], failures: [] }, 0, 'kills 2/3'],
    ['whole rows, and yet an unsuccessful end', { rows: good.rows, failures: [] }, 1, 'although all held'],
  ])('%s is a failure, with the command that plays it again', (_, value, code, what) => {
    const { ok, failures } = read(value, code)
    expect([ok, failures]).toEqual([false, [{ name: 'kills', what: expect.stringContaining(what), replay: 'node --import ./script/typescript.mjs kills.ts --seed 1' }]])
  })
})

test('each proof that is listed is there, and is played by script/test or script/soak', () => {
  const listed = proofs as readonly { name: string; program: string; test?: readonly string[]; soak?: { words: readonly string[] }; replay: string }[]
  expect(listed.filter((it) => !existsSync(join(root, it.program))).map((it) => it.name)).toEqual([])
  expect(listed.filter((it) => !it.test && !it.soak)).toEqual([])
  for (const { program, test = [], soak, replay } of listed) {
    const text = readFileSync(join(root, program), 'utf8')
    for (const flag of ['--out', replay, ...test, ...(soak?.words ?? [])].filter((it) => it.startsWith('--'))) expect([program, flag, new RegExp(`\\b${flag.slice(2)}: \\{ type:`).test(text)]).toEqual([program, flag, true])
  }
})
