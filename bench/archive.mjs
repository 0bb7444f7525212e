// The docs archive against GNU tar with sorted names: 2,000 small files, and 500 MB. Ours is timed in the process that does it,
// as it is a part of one that runs anyway; what `tar` and its gzip need is a process each.
import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { compile } from './compile.mjs'
import { must, pairs, report, runOnce, save } from './measure.mjs'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'bench-'))
const time = 1_700_000_000

/** Text that compresses as prose does, about three to one. */
const words = Array.from({ length: 4000 }, (_, i) => createHash('sha1').update(String(i)).digest('base64').slice(0, 3 + (i % 7)).toLowerCase())
let state = 1
const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0)
const prose = (bytes) => {
  const parts = []
  for (let length = 0; length < bytes; ) {
    const word = words[Math.min(next() % 4000, next() % 4000)]
    parts.push(word)
    length += word.length + 1
  }
  return parts.join(' ')
}

const manyFiles = () => {
  const docs = join(folder, 'many', 'docs')
  for (let i = 0; i < 2000; i++) {
    const below = join(docs, `part-${i % 40}`, i % 10 === 0 ? `${'long-'.repeat(22)}folder` : 'pages')
    mkdirSync(below, { recursive: true })
    writeFileSync(join(below, `Übersicht-${i}-日本.md`), prose(2000 + (next() % 12_000)))
  }
  return docs
}

const largeFile = () => {
  const docs = join(folder, 'large', 'docs')
  mkdirSync(docs, { recursive: true })
  const text = Buffer.from(prose(8 * 2 ** 20))
  const parts = Array.from({ length: 60 }, () => Buffer.concat([text.subarray(next() % 1000), randomBytes(400_000)]))
  writeFileSync(join(docs, 'large.bin'), Buffer.concat(parts).subarray(0, 500 * 2 ** 20))
  return docs
}

/** In this process: { seconds }. */
const ours = (pack, files, docs, target) => async () => {
  const began = process.hrtime.bigint()
  await pack(files, { folder: docs, root: 'demo-docs', time, signal: new AbortController().signal }, target)
  return { seconds: Number(process.hrtime.bigint() - began) / 1e9, peak: process.memoryUsage.rss() }
}

const tar = (docs, target) => async () =>
  must(await runOnce(['tar', '--sort=name', '--owner=0', '--group=0', '--numeric-owner', `--mtime=@${time}`, '--transform', 's,^docs,demo-docs,', '-C', join(docs, '..'), '-czf', target, 'docs'], { watch: false }), 'tar')

const digest = (path) => createHash('sha256').update(readFileSync(path)).digest('hex')

compile()
const { packFolder } = await import(join(root, 'out/build/docs/pack.js'))
const { createFiles } = await import(join(root, 'out/adapters/files/node-files.js'))
try {
  for (const [name, docs, { bound, runs }] of [['2,000 files', manyFiles(), { bound: 1.1, runs: 11 }], ['one file of 500 MB', largeFile(), { bound: 0.6, runs: 3 }]]) {
    const [a, b] = [join(folder, 'ours.tgz'), join(folder, 'tar.tgz')]
    const figure = await pairs(ours(packFolder, createFiles(), docs, a), tar(docs, b), { runs, warmup: 1 })
    const first = digest(a)
    await ours(packFolder, createFiles(), docs, a)()
    if (digest(a) !== first) throw new Error('two archives of the same files differ')
    const [mine, theirs] = [a, b].map((path) => execFileSync('tar', ['-tzf', path], { encoding: 'utf8', maxBuffer: 2 ** 26 }))
    if (mine.trim().split('\n').sort().join() !== theirs.trim().split('\n').sort().join()) throw new Error('GNU tar lists other names')
    report(`docs archive, ${name} / tar -czf`, figure.ratio, { bound, detail: `${figure.a.toFixed(2)} s / ${figure.b.toFixed(2)} s, same bytes twice, GNU tar reads the same names` })
  }
  save(join(root, 'bench/results/archive.json'))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
