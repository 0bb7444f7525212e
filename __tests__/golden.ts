// Golden files: what is generated is committed, and a test holds both together. `UPDATE_GOLDEN=1 npm test` writes them anew.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { expect } from '@jest/globals'

const root = resolve(import.meta.dirname, '..')

/** `path` is relative to the repository. */
export const expectGolden = (path: string, text: string): void => {
  const file = resolve(root, path)
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  const committed = existsSync(file) ? readFileSync(file, 'utf8') : `(there is no ${path})`
  try {
    expect(text).toBe(committed)
  } catch (failure) {
    if (failure instanceof Error) failure.message += `\n\n${path} is generated. When it should say this now: UPDATE_GOLDEN=1 npm test -- PATH OF THIS TEST`
    throw failure
  }
}
