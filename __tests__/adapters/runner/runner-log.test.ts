import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createRunnerLog } from '../../../src/adapters/runner/runner-log.js'
import { problem } from '../../../src/errors/release-error.js'

const collect = (): { lines: string[]; log: ReturnType<typeof createRunnerLog> } => {
  const lines: string[] = []
  return { lines, log: createRunnerLog((line) => lines.push(line), false) }
}

/** As the runner does: a line that begins with `::name` is a command, unless commands are stopped by a token that has not come yet. */
const commandsOf = (lines: readonly string[]): string[] => {
  let stopped: string | undefined
  const commands: string[] = []
  for (const line of lines.flatMap((it) => it.split(/\r\n|\r|\n/))) {
    const text = line.trimStart()
    if (stopped !== undefined) {
      if (text === `::${stopped}::`) stopped = undefined
      continue
    }
    const stop = /^::stop-commands::(.+)$/.exec(text)
    if (stop) stopped = stop[1]
    else if (text.startsWith('::')) commands.push(text)
  }
  return commands
}

test('no text from outside is ever a command of the runner, whatever it holds', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constantFrom('::add-mask::x', '\n::error::x', '\r::set-env name=A::b', '::stop-commands::t\n::t::\n::error::x')), (text) => {
      const { lines, log } = collect()
      log.info(text)
      log.child('docker', text)
      log.warn(text)
      log.error(text)
      log.end()
      expect(commandsOf(lines)).toEqual([])
    }),
  )
})

test('an annotation names file, line and code, and cannot be ended by its own text', () => {
  const { lines, log } = collect()
  log.annotate('error', problem('BUG', { what: 'a\n::error::b % c' }, { file: 'a,b:c.json', line: 3 }))
  expect(commandsOf(lines)).toEqual([expect.stringMatching(/^::error file=a%2Cb%3Ac\.json,line=3,title=BUG::.*a%0A::error::b %25 c/)])
})

test('a secret is masked once, line by line, and shown by nothing afterwards', () => {
  const { lines, log } = collect()
  log.secret('first-line-of-it\nsecond-line-of-it')
  log.secret('first-line-of-it')
  expect(commandsOf(lines)).toEqual(['::add-mask::first-line-of-it', '::add-mask::second-line-of-it'])
  const before = lines.length
  log.info('it is first-line-of-it!')
  log.annotate('error', problem('BUG', { what: 'second-line-of-it' }))
  expect(lines.slice(before).join('\n')).not.toMatch(/-line-of-it/)
})
