// The order of a set-up: look first, provide only what is missing, tell everything that cannot be provided.
import { expect, test } from '@jest/globals'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { provide } from '../../script/provision/provide.mjs'
import { Missing, allow, inCi, personPresent } from '../../script/provision/talk.mjs'
import { renderEnvironment } from '../../script/provision/environment.mjs'
import { scratch, start } from './scratch.js'

/** A machine on which things are there or not, and become so when they are made. */
function machine(there: readonly string[] = []) {
  const present = new Set(there)
  const log: string[] = []
  const thing = (name: string, more: object = {}) => ({
    name,
    find: async () => (present.has(name) ? { note: 'there' } : undefined),
    make: async () => {
      log.push(name)
      present.add(name)
      return { note: 'made' }
    },
    ...more,
  })
  return { thing, log, ground: { cache: scratch(), env: {}, allow: async () => {} } }
}

test('a second set-up makes nothing and takes no lock', async () => {
  const { thing, log, ground } = machine()
  const things = [thing('node'), thing('image', { after: ['engine'] }), thing('engine')]
  expect((await provide(things, ground)).map(({ note }: { note: string }) => note)).toEqual(['made', 'made', 'made'])
  const once = [...log]
  expect((await provide(things, { ...ground, cache: '/proc/nowhere' })).map(({ note }: { note: string }) => note)).toEqual(['there', 'there', 'there'])
  expect(log).toEqual(once)
  expect(readdirSync(ground.cache)).toEqual([])
})

test('only what is missing is made, and what stands on something waits for it', async () => {
  const { thing, log, ground } = machine(['node'])
  await provide([thing('node'), thing('image', { after: ['engine'] }), thing('engine')], ground)
  expect(log.sort()).toEqual(['engine', 'image'])
  const slow = machine()
  const engine = slow.thing('engine')
  const late = { ...engine, make: async () => new Promise((resolve) => setTimeout(resolve, 30)).then(() => engine.make()) }
  await provide([late, slow.thing('image', { after: ['engine'] })], slow.ground)
  expect(slow.log).toEqual(['engine', 'image'])
})

test('everything that cannot be provided is told in one go, and a common cause once', async () => {
  const { thing, log, ground } = machine()
  const refusing = (what: string) => ({ make: async () => {
      throw new Missing(what, `get ${what}`)
    },
  })
  const setup = provide([thing('engine', refusing('engine')), thing('image', { after: ['engine'] }), thing('helm', refusing('helm')), thing('node')], ground)
  await expect(setup).rejects.toMatchObject({ message: 'missing: engine\n  to provide it: get engine\nmissing: helm\n  to provide it: get helm' })
  expect(log).toEqual(['node'])
})

test('where no package may be installed, everything else that is missing is told or made all the same', async () => {
  const { thing, log, ground } = machine()
  const packaged = (name: string) => thing(name, { packages: async () => ({ packages: [name], reason: 'tests' }) })
  const refusing = { packages: async () => undefined, make: async () => Promise.reject(new Error('no engine')) }
  const refusedGround = { ...ground, allow: async () => Promise.reject(new Error('not root')) }
  const setup = provide([packaged('skopeo'), packaged('twine'), thing('pip', { after: ['twine'] }), thing('node'), thing('engine', refusing)], refusedGround)
  await expect(setup).rejects.toMatchObject({ message: expect.stringMatching(/(not root|skopeo, twine[^]*)\nno engine$/) })
  expect(log).toEqual(['node'])
})

test('a set-up after one that failed makes only the rest', async () => {
  const { thing, log, ground } = machine()
  let broken = true
  const helm = thing('helm')
  const flaky = { ...helm, make: async () => {
      if (broken) throw new Error('no network')
      return helm.make()
    } }
  await expect(provide([thing('node'), flaky], ground)).rejects.toThrow('no network')
  broken = false
  await provide([thing('node'), flaky], ground)
  expect(log).toEqual(['node', 'helm'])
})

const wish = { action: 'installing skopeo', what: 'skopeo', command: 'apt-get install -y skopeo' }
const answering = (answer: boolean, asked: string[] = []) => async (question: string) => {
  asked.push(question)
  return answer
}

test.each([
  ['root in CI', { root: true, person: false, ask: answering(false) }, undefined],
  ['root at a terminal who says yes', { root: true, person: true, ask: answering(true) }, undefined],
  ['root at a terminal who says no', { root: true, person: true, ask: answering(false) }, 'apt-get install -y skopeo'],
  ['not root', { root: false, person: false, ask: answering(true) }, 'sudo apt-get install -y skopeo'],
])('what needs root: %s', async (_, who, command) => {
  const outcome = await allow({ ...wish, ...who }).then(() => undefined, (cause: { command: string }) => cause.command)
  expect(outcome).toBe(command)
})

test('a person sees the exact command before it runs', async () => {
  const asked: string[] = []
  await allow({ ...wish, root: true, person: true, ask: answering(true, asked) })
  expect(asked).toEqual([expect.stringContaining('apt-get install -y skopeo')])
})

test('a person is present only at a terminal on both ends, and never in CI', () => {
  const [tty, pipe] = [{ isTTY: true }, {}]
  expect([personPresent({}, tty, tty), personPresent({}, pipe, tty), personPresent({}, tty, pipe), personPresent({ CI: 'true' }, tty, tty)]).toEqual([true, false, false, false])
  expect([inCi({ CI: '1' }), inCi({ CI: 'false' }), inCi({})]).toEqual([true, false, false])
})

test('the settings survive eval in a shell: quotes, spaces, dollars, and the PATH that was there', async () => {
  const folder = join(scratch(), `it's "here" $HOME`)
  const text = renderEnvironment([{ path: folder }, { env: { ONE: folder } }, { note: 'neither' }, { path: '/two' }])
  const { stdout } = await start('bash', ['-c', `eval "$1"; printf '%s\\n' "$PATH" "$ONE"`, 'bash', text], { env: { PATH: '/usr/bin:/bin' } })
  expect(stdout).toBe(`${folder}:/two:/usr/bin:/bin\n${folder}\n`)
})
