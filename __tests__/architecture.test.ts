// The floors of the house, held by a test that names the offending arrow: imports go down only, rooms do not see one another,
// step folders do not see one another, no cycles, nobody too big.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from '@jest/globals'

const root = resolve(import.meta.dirname, '../src')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((it) => it.endsWith('.ts')).map((it) => it.replaceAll('\\', '/'))

interface Arrow { readonly from: string; readonly to: string; readonly typeOnly: boolean }
const arrows: readonly Arrow[] = files.flatMap((from) => {
  const text = readFileSync(join(root, from), 'utf8')
  const found = [...text.matchAll(/(?:^|\n)(import|export)(\s+type)?\s[^'"]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g)]
  return found.map((it) => ({ from, typeOnly: it[2] !== undefined, to: relative(root, resolve(root, dirname(from), (it[3] ?? it[4] ?? '').replace(/\.js$/, '.ts'))).replaceAll('\\', '/') }))
})

/** Highest floor first. A file imports from its own room, or from a lower floor. */
const floors: readonly (readonly string[])[] = [
  ['action.ts', 'post.ts', 'cli.ts', 'cli'],
  ['run.ts', 'wire.ts'],
  ['verbs'],
  ['trigger', 'config', 'plan', 'gate', 'build', 'publish', 'promote', 'verify', 'follow', 'prepare', 'engine', 'report', 'rehearsal', 'adapters'],
  ['ports'],
  ['core', 'version.ts'],
  ['errors'],
]
const roomOf = (file: string): string => file.split('/')[0] ?? file
const floorOf = (file: string): number => floors.findIndex((rooms) => rooms.includes(roomOf(file)))
const text = (it: Arrow): string => `${it.from} → ${it.to}`

/** core/result and core/report name problems of errors/, which is below; core and errors are the ground. */
test('every file stands in a room that the design knows', () => {
  expect(files.filter((it) => floorOf(it) < 0)).toEqual([])
})

test('imports go down only', () => {
  expect(arrows.filter((it) => floorOf(it.to) < floorOf(it.from)).map(text)).toEqual([])
})

test('rooms on the same floor do not import one another; they meet in core', () => {
  // The rehearsal is a world of its own that puts real adapters in front of its servers.
  const allowed = (it: Arrow): boolean => roomOf(it.from) === 'rehearsal' && roomOf(it.to) === 'adapters'
  const sideways = arrows.filter((it) => floorOf(it.from) === floorOf(it.to) && floorOf(it.from) === 3 && roomOf(it.from) !== roomOf(it.to) && !allowed(it))
  expect(sideways.map(text)).toEqual([])
})

test('step folders do not import one another: delete one and its line in wire.ts, and the rest compiles', () => {
  const inFolder = (file: string): string | undefined => /^(build|publish|promote|verify|follow)\/([^/]+)\//.exec(file)?.slice(1, 3).join('/')
  // A folder without a step (build/oci) is ground that the steps of its room stand on.
  const withStep = new Set(files.filter((it) => /\bdefineStep\b/.test(readFileSync(join(root, it), 'utf8'))).map(inFolder))
  const folderOf = (file: string): string | undefined => (withStep.has(inFolder(file)) ? inFolder(file) : undefined)
  const crossing = arrows.filter((it) => folderOf(it.from) !== undefined && folderOf(it.to) !== undefined && folderOf(it.from) !== folderOf(it.to))
  expect(crossing.map(text)).toEqual([])
})

test('there are no cycles', () => {
  const next = new Map(files.map((file) => [file, arrows.filter((it) => it.from === file && !it.typeOnly).map((it) => it.to)]))
  const done = new Set<string>()
  const cycles: string[] = []
  const walk = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) return void cycles.push([...path.slice(path.indexOf(file)), file].join(' → '))
    if (done.has(file)) return
    for (const to of next.get(file) ?? []) walk(to, [...path, file])
    done.add(file)
  }
  files.forEach((file) => walk(file, []))
  expect(cycles).toEqual([])
})

test('no file is a room for everything, and none is too long', () => {
  expect(files.filter((it) => /(^|\/)(utils?|helpers?|common|shared|misc|index)(\.ts|\/)/.test(it))).toEqual([])
  expect(files.filter((it) => readFileSync(join(root, it), 'utf8').split('\n').length > 301)).toEqual([])
})

test('the product never asks whether it is being tested', () => {
  const suspicious = files.filter((it) => /JEST_WORKER|NODE_ENV|IS_TEST|isTesting|underTest/.test(readFileSync(join(root, it), 'utf8')))
  expect(suspicious).toEqual([])
})

test('each runtime dependency is imported', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, '../package.json'), 'utf8')) as { readonly dependencies: Readonly<Record<string, string>> }
  const text = files.map((it) => readFileSync(join(root, it), 'utf8')).join('\n')
  expect(Object.keys(dependencies).filter((name) => !new RegExp(`(?:from |import\\(|require\\()'${name}[/']`).test(text))).toEqual([])
})
