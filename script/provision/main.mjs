// The door of set-up: arguments in, what was provided on stderr, settings on stdout when asked for.
import { fileURLToPath } from 'node:url'
import { baseImage } from './base-image.mjs'
import { cacheFolder } from './cache.mjs'
import { dependencies } from './dependencies.mjs'
import { engine } from './engine.mjs'
import { renderEnvironment } from './environment.mjs'
import { helm } from './helm.mjs'
import { node24 } from './node24.mjs'
import { provide } from './provide.mjs'
import { python } from './python.mjs'
import { allow, say } from './talk.mjs'
import { testTools } from './test-tools.mjs'

const KNOWN = ['--for-tests', '--print-env', '--to-run']
const provisions = [node24, dependencies, python, engine, helm, { ...baseImage, after: [engine.name] }]

// dockerd and debootstrap live there, and a plain `su` leaves it out.
process.env.PATH += ':/usr/sbin:/sbin'

const argv = process.argv.slice(2)
const printEnv = argv.includes('--print-env')
try {
  const unknown = argv.find((argument) => !KNOWN.includes(argument))
  if (unknown) throw new Error(`unknown argument ${unknown}; there are ${KNOWN.join(' and ')}`)
  const started = Date.now()
  const ground = { root: fileURLToPath(new URL('../..', import.meta.url)), cache: cacheFolder(), env: process.env, allow }
  // The bundle holds what it needs: whoever only runs it waits for no dependencies.
  const needed = argv.includes('--to-run') ? provisions.filter((it) => it !== dependencies) : provisions
  const found = await provide(argv.includes('--for-tests') ? [...needed, ...testTools] : needed, ground)
  if (printEnv) process.stdout.write(renderEnvironment(found))
  else for (const { name, note } of found.filter(({ told }) => !told)) say(`${name}: ${note}`)
  say(`everything is there (${((Date.now() - started) / 1000).toFixed(1)} s)`)
} catch (cause) {
  say(cause.message)
  // For eval: its status is then the failure's, which a command substitution alone would lose.
  if (printEnv) process.stdout.write('false\n')
  process.exitCode = 1
}
