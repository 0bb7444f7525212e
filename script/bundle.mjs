// Builds dist/ with ncc: index.js is the Action, cli/index.js the command line. Same source, same bytes.
//   node script/bundle.mjs [folder]     another folder than dist/, to compare with it
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = resolve(process.argv[2] ?? join(root, 'dist'))
const ncc = join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js')
const bundle = (entry, folder) => execFileSync(process.execPath, [ncc, 'build', entry, '-o', folder, '--license', 'licenses.txt', '--no-cache'], { cwd: root, stdio: 'inherit' })

rmSync(out, { recursive: true, force: true })
bundle('src/action.ts', out)
bundle('src/cli.ts', join(out, 'cli'))
