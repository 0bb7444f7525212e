#!/usr/bin/env node
// Door 2: the command line. What needs nothing loaded (version, help) is answered here; everything else is loaded then.
import { helpText } from './cli/help.js'
import { slipwayVersion } from './version.js'

const argv = process.argv.slice(2)

if (argv[0] === '--version' || argv[0] === '-V') {
  process.stdout.write(`${slipwayVersion}\n`)
} else if (argv.length === 0 || argv[0] === 'help' || argv.includes('--help') || argv.includes('-h')) {
  process.stdout.write(helpText(argv[0] === 'help' ? argv[1] : argv.find((it) => !it.startsWith('-'))))
} else {
  if (argv[0] === 'build') {
    const { beginBare, heldText } = await import('./adapters/bare-process.js')
    const held = beginBare(process.env)
    if (held.length > 0) process.stderr.write(`warning: ${heldText(held)}\n`)
  }
  const { commandLine } = await import('./cli/command-line.js')
  process.exitCode = await commandLine(argv, process.env)
}
