// Run by disk.test.ts in a process for which the disk is full: every way in which Slipway writes to the local disk, each tried with
// more than there is room for. Prints, as JSON, the code of each and what lies under the name that was to be written.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createExec } from '../../src/adapters/exec/node-exec.js'
import { createFiles } from '../../src/adapters/files/node-files.js'
import { createGit } from '../../src/adapters/git/node-git.js'
import { writeOutputs } from '../../src/adapters/runner/command-files.js'
import { addBlob } from '../../src/build/oci/layout.js'
import { gzip } from '../../src/core/archive/gzip.js'
import { asProblems } from '../../src/engine/failures.js'
import type { Log } from '../../src/ports/log.js'

const [, , disk = '', elsewhere = '', clone = '', commit = ''] = process.argv
const nothing = (): void => undefined
const log: Log = { info: nothing, warn: nothing, error: nothing, debug: nothing, child: nothing, secret: nothing }
const files = createFiles()
const exec = createExec({ log, environment: process.env })
/** Nothing that a compressor could make small. */
const large = randomBytes(400_000)
const signal = new AbortController().signal

async function* parts(): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < 20; at++) yield large.subarray(at * 20_000, (at + 1) * 20_000)
}

const at = (name: string): string => join(disk, name)
const layout = { folder: at('layout'), files, signal }
const python = (text: string, name: string): { tool: string; args: readonly string[]; cwd: string } => ({ tool: 'python3', args: ['-c', text, at(name)], cwd: elsewhere })
const fills = 'import sys; f = open(sys.argv[1], "wb"); f.write(b"x" * 400000); f.close()'

const ways: Readonly<Record<string, () => Promise<unknown>>> = {
  'a file at once': () => files.writeFile(at('file'), large),
  'a file as a stream': () => files.writeStream(at('stream'), parts()),
  'a compressed archive': () => files.writeStream(at('archive.tgz'), gzip(parts())),
  'a copy of a file': () => files.copy(join(elsewhere, 'large'), at('copy')),
  'a copy of a folder': () => files.copy(join(elsewhere, 'folder'), at('folder')),
  'a blob of a layout': () => addBlob(layout, parts()),
  'a tool that must succeed': () => exec.check(python(fills, 'tool')),
  'a tool whose failure is an answer': () => exec.run(python(fills, 'asked')),
  'the export of the source': () => createGit({ folder: clone, temp: join(elsewhere, 'git'), environment: process.env, signal }).exportTo(at('export'), commit),
  'the outputs of the Action': async () => writeOutputs(at('outputs'), { images: large.toString('hex') }),
}

mkdirSync(join(elsewhere, 'git'), { recursive: true })
mkdirSync(join(elsewhere, 'folder'), { recursive: true })
for (const it of ['large', 'folder/large']) if (!existsSync(join(elsewhere, it))) writeFileSync(join(elsewhere, it), large)

const results: Record<string, unknown> = {}
for (const [name, write] of Object.entries(ways)) {
  try {
    await write()
    results[name] = 'it was written'
  } catch (failure) {
    results[name] = asProblems(failure).map((it) => (it.code === 'DISK_FULL' ? it.code : `${it.code}: ${it.message}`))
  }
  // What failed makes room for the next.
  for (const left of ['outputs', 'tool', 'asked', 'export']) await files.remove(at(left))
}
const whole = readdirSync(disk, { recursive: true, encoding: 'utf8' }).sort()
process.stdout.write(JSON.stringify({ results, whole }))
