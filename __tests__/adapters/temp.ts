// Folders that are gone after each test, and a log that remembers.
import { afterEach } from '@jest/globals'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Log } from '../../src/ports/log.js'

const made: string[] = []

export const tempFolder = async (): Promise<string> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'slipway-test-')))
  made.push(folder)
  return folder
}

afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true })
})

export interface RememberingLog extends Log {
  readonly lines: string[]
}

export const rememberingLog = (): RememberingLog => {
  const lines: string[] = []
  const add = (level: string) => (text: string): void => void lines.push(`${level} ${text}`)
  return { lines, info: add('info'), warn: add('warn'), error: add('error'), debug: add('debug'), child: (source, line) => void lines.push(`${source}| ${line}`), secret: () => undefined }
}
