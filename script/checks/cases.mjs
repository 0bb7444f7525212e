// Real data lies in ../shared/cases, beside the clone and not in it. Tests that read it have names that end in .cases.test.ts and
// take the folder from SLIPWAY_CASES. Where it is not, they are left out and that is said; in CI they run, and fail without it.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

export function chooseCases(root, env = process.env) {
  const folder = resolve(env.SLIPWAY_CASES || join(root, '../shared/cases'))
  if (existsSync(join(folder, 'README.md'))) return { note: `cases: ${folder}`, argv: [], env: { SLIPWAY_CASES: folder } }
  if (env.CI && env.CI !== 'false') return { note: `cases: ${folder} is missing; in CI their tests run all the same, and fail`, argv: [], env: { SLIPWAY_CASES: folder } }
  return { note: `cases: left out, all tests named *.cases.test.ts: the folder with their data, ${folder}, is not there`, argv: ['--testPathIgnorePatterns', '\\.cases\\.test\\.[jt]s$'], env: {} }
}
