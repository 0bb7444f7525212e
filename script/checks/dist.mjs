// The committed bundle must be the one that this source builds, file by file and byte by byte: what runs is what was reviewed.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .sort()
}

/** What is different between two folders, in words; nothing when they are equal. */
export function differences(committed, built) {
  const [left, right] = [new Set(filesBelow(committed)), new Set(filesBelow(built))]
  const only = (here, there, text) => [...here].filter((name) => !there.has(name)).map((name) => `${name} ${text}`)
  const other = [...left].filter((name) => right.has(name) && !readFileSync(join(committed, name)).equals(readFileSync(join(built, name)))).map((name) => `${name} has other bytes`)
  return [...only(left, right, 'is committed, but not built'), ...only(right, left, 'is built, but not committed'), ...other]
}

function main() {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  if (!statSync(join(root, 'dist'), { throwIfNoEntry: false })) {
    console.error('dist/ is missing; run: npm run build')
    return 1
  }
  const scratch = mkdtempSync(join(tmpdir(), 'slipway-dist-'))
  try {
    const built = join(scratch, 'dist')
    execFileSync(process.execPath, [join(root, 'script/bundle.mjs'), built], { stdio: 'inherit' })
    const found = differences(join(root, 'dist'), built)
    if (found.length > 0) console.error(`dist/ is not what this source builds; run: npm run build\n${found.map((line) => `  ${line}`).join('\n')}`)
    return found.length === 0 ? 0 : 1
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main()
