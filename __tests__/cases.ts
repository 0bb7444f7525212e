// Real data, beside the repository and not in it. Where it lies elsewhere, SLIPWAY_CASES says so. Without it its tests are left out,
// and one test says that they were; in CI they fail, so that nothing is ever silently green.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'

const folder = resolve(process.env['SLIPWAY_CASES'] || join(import.meta.dirname, '../../shared/cases'))
const isCi = !['', 'false', undefined].includes(process.env['CI'])

/** Tests over the rows of one file of the cases. */
export const describeCases = <Row>(file: string, tests: (rows: readonly Row[]) => void): void => describeFile(file, tests)

/** Tests over one file of the cases. */
export const describeFile = <Content>(file: string, tests: (content: Content) => void): void => {
  const path = join(folder, file)
  describe(file, () => {
    if (existsSync(path)) return tests(JSON.parse(readFileSync(path, 'utf8')) as Content)
    const name = `the tests over ${file} are left out, as its folder is not there: ${folder}`
    test(name, () => expect({ path, isThere: false, isCi }).toEqual({ path, isThere: false, isCi: false }))
  })
}
