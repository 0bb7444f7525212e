// Descriptions, rendered by what PyPI itself renders them with.
import { describe, expect, test } from '@jest/globals'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createExec } from '../../../src/adapters/exec/node-exec.js'
import { parseMetadata } from '../../../src/core/distribution/metadata.js'
import type { Command, Exec } from '../../../src/ports/exec.js'
import { renderingOf } from '../../../src/publish/package-index/rendering.js'
import { rememberingLog, tempFolder } from '../../adapters/temp.js'
import { Stage } from './bench.js'

const exec = createExec({ log: rememberingLog(), environment: process.env })
const written = (description: string, type?: string): ReturnType<typeof parseMetadata> => parseMetadata(['Metadata-Version: 2.1', 'Name: a', 'Version: 1', ...(type === undefined ? [] : [`Description-Content-Type: ${type}`]), '', description].join('\n'))
const broken = (why: string): object => ({ is: 'broken', why: expect.stringContaining(why) as unknown })

describe('a description', () => {
  test.each([
    ['reStructuredText without a fault', 'Driver\n======\n\n* one\n* two\n', 'text/x-rst; charset=UTF-8', { is: 'rendered' }],
    ['reStructuredText, its type unsaid', 'Driver\n======\n\nIt drives.\n', undefined, { is: 'rendered' }],
    ['a title line that is too short', 'Driver\n====\n\nIt drives.\n', 'text/x-rst', broken('(line 2: Title underline too short)')],
    ['a directive that only Sphinx has', '.. automodule:: driver\n', 'text/x-rst', broken('(line 1: Unknown directive type "automodule")')],
    ['a line without an end', 'a '.repeat(6000), 'text/x-rst', broken('(Line 1 exceeds the line-length-limit)')],
    ['a file that it would take in', '.. include:: /etc/passwd\n', 'text/x-rst', broken('(line 1: "include" directive disabled)')],
    ['nothing that shows', '.. a comment\n', 'text/x-rst', broken('(No content rendered from RST source)')],
    ['Markdown, its type unsaid', '## Use\n\n| a | b |\n|---|---|\n', undefined, broken(', which an index takes it for, as it has no Description-Content-Type')],
    ['Markdown', '# Driver\n\n`driver run <file>`\n', 'text/markdown', { is: 'rendered' }],
    ['plain text', '*a `b\n', 'text/plain', { is: 'rendered' }],
    ['no text', '', undefined, { is: 'rendered' }],
  ])('%s', async (_, text, type, rendering) => {
    expect(await renderingOf(written(text, type), exec, await tempFolder())).toEqual(rendering)
  })

  test('is asked for once in a run, and by an interpreter that sees no folder and no variable of the project', async () => {
    const asked: Command[] = []
    const recording: Exec = { ...exec, run: (it) => (asked.push(it), exec.run(it)) }
    const folder = await tempFolder()
    await renderingOf(written('A driver.'), recording, folder)
    const before = asked.length
    await renderingOf(written('A driver.'), recording, folder)
    expect(asked.length).toBe(before)
    expect(asked.every((it) => it.args[0] === '-I' && it.pass === undefined && Object.keys(it.env ?? {}).every((name) => name === 'DOCUTILSCONFIG'))).toBe(true)
  })

  test('is rendered with no settings of this machine, its user or the folder: an index has none of them', async () => {
    const folder = await tempFolder()
    for (const file of ['docutils.conf', '.docutils']) await writeFile(join(folder, file), '[general]\nhalt_level: 5\nfile_insertion_enabled: yes\n')
    const atHome = createExec({ log: rememberingLog(), environment: { ...process.env, HOME: folder } })
    expect(await renderingOf(written('Driver\n====\n\nIt drives.\n', 'text/x-rst'), atHome, folder)).toEqual(broken('Title underline too short'))
  })

  test('is unknown where the renderer breaks down on it, and it is said', async () => {
    const deep = `${Array.from({ length: 2000 }, (_, at) => `${' '.repeat(at)}* a`).join('\n\n')}\n`
    expect(await renderingOf(written(deep), exec, await tempFolder())).toEqual({ is: 'unknown', why: expect.stringMatching(/ended with \d+ \(.*Recursion/) })
  })

  test('is unknown where no Python has the module', async () => {
    const none: Exec = { ...exec, find: () => Promise.resolve(undefined) }
    expect(await renderingOf(written('A driver.'), none, await tempFolder())).toEqual({ is: 'unknown', why: expect.stringContaining('no Python here has readme_renderer') })
  })
})

describe('files whose description does not render', () => {
  const bad = { lines: ['Description-Content-Type: text/x-rst'], description: 'Driver\n====\n' }

  test('stop before anything is uploaded to PyPI', async () => {
    const stage = new Stage()
    expect(await stage.run(await stage.files(bad, bad))).toEqual(['INDEX_METADATA', 'INDEX_METADATA'])
    expect(stage.uploads).toEqual([])
  })
})
