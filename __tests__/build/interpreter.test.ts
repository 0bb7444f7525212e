import { expect, test } from '@jest/globals'
import { findInterpreters } from '../../src/build/wheel/interpreter.js'
import type { Exec } from '../../src/ports/exec.js'

/** One Python at /usr/bin/python3, whose next answers are given; counts how often it is asked. */
const machine = (...answers: readonly { readonly code: number; readonly build: boolean }[]): { readonly exec: Exec; readonly asked: string[] } => {
  const asked: string[] = []
  const run: Exec['run'] = async ({ args }) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)]
    asked.push(args.at(-1) ?? '')
    const text = JSON.stringify({ version: '3.11.2', build: answer?.build, backend: true, setuptools: true, pip: true, venv: true })
    return { code: answer?.code ?? 1, stdout: text, stderr: 'gone', took: 0 }
  }
  return { asked, exec: { run, check: run, find: async (tool) => (tool === 'python3' ? '/usr/bin/python3' : undefined) } }
}
const wanted = { backend: 'setuptools.build_meta', ownBackend: false, cwd: '/' }

test('an interpreter is asked once in a run, however many tasks and phases want to know', async () => {
  const { exec, asked } = machine({ code: 0, build: true })
  const found = await Promise.all([findInterpreters(exec, wanted), findInterpreters(exec, { ...wanted, cwd: '/tmp' })])
  expect(await findInterpreters(exec, wanted)).toEqual(found[0])
  expect(found[0].able).toMatchObject([{ path: '/usr/bin/python3', version: '3.11.2', build: true }])
  expect(asked).toEqual(['setuptools.build_meta'])
})

test('another backend is another question, and another run asks for itself', async () => {
  const { exec, asked } = machine({ code: 0, build: true })
  await findInterpreters(exec, wanted)
  await findInterpreters(exec, { ...wanted, backend: 'hatchling.build' })
  await findInterpreters({ ...exec }, wanted)
  expect(asked).toEqual(['setuptools.build_meta', 'hatchling.build', 'setuptools.build_meta'])
})

test('an interpreter that did not run is asked again, as it may be there by then', async () => {
  const { exec, asked } = machine({ code: 127, build: false }, { code: 0, build: true })
  expect((await findInterpreters(exec, wanted)).able).toEqual([])
  expect((await findInterpreters(exec, wanted)).able).toHaveLength(1)
  expect(asked).toHaveLength(2)
})
