// Builds dist/ with ncc: index.js is the Action, cli/index.js the command line. Same source, same bytes.
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'

const ncc = new URL('../node_modules/@vercel/ncc/dist/ncc/cli.js', import.meta.url).pathname
const bundle = (entry, out) => execFileSync(process.execPath, [ncc, 'build', entry, '-o', out, '--license', 'licenses.txt', '--no-cache'], { stdio: 'inherit' })

rmSync('dist', { recursive: true, force: true })
bundle('src/action.ts', 'dist')
bundle('src/cli.ts', 'dist/cli')
