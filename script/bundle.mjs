// Builds dist/ with ncc: index.js is the Action, post/index.js its post step, cli/index.js the command line. Same source, same bytes.
//   node script/bundle.mjs [folder]     another folder than dist/, to compare with it
// The source is compiled once into out/ (always that name, for the names of modules go into the bundles), then all are packed side by side.
import { execFile } from 'node:child_process'
import { renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = resolve(process.argv[2] ?? join(root, 'dist'))
/** Beside it: a source that does not compile leaves the bundles that are there. */
const fresh = `${out}.new`

async function node(tool, ...argv) {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'node_modules', tool), ...argv], { cwd: root, maxBuffer: 64 * 1024 * 1024 })
    process.stdout.write(stdout)
  } catch (cause) {
    process.stderr.write(`${cause.stdout}${cause.stderr}`)
    process.exit(1)
  }
}
const pack = (entry, folder) => node('@vercel/ncc/dist/ncc/cli.js', 'build', entry, '-o', folder, '--license', 'licenses.txt', '--no-cache')

for (const folder of [fresh, join(root, 'out')]) rmSync(folder, { recursive: true, force: true })
await node('typescript/bin/tsc', '-p', '.', '--sourceMap', 'false')
await Promise.all([pack('out/action.js', fresh), pack('out/cli.js', join(fresh, 'cli')), pack('out/post.js', join(fresh, 'post'))])
rmSync(out, { recursive: true, force: true })
renameSync(fresh, out)
