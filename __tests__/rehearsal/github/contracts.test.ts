// Every rule of the world holds, and its contract test is one that can fail: without the rule it does.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ruleNames, rules } from '../../../src/rehearsal/github/rules.js'
import { actionContracts } from './contracts/actions.js'
import { apiContracts } from './contracts/api.js'
import { assetContracts, immutableContracts } from './contracts/assets.js'
import { contentContracts } from './contracts/contents.js'
import { forkContracts, userContracts } from './contracts/forks.js'
import { gitContracts } from './contracts/git.js'
import { checkContracts, issueContracts } from './contracts/issues.js'
import { lagContracts, limitContracts } from './contracts/limits.js'
import { pullContracts } from './contracts/pulls.js'
import { refContracts } from './contracts/refs.js'
import { releaseContracts } from './contracts/releases.js'
import { rulesetContracts } from './contracts/rulesets.js'
import { tokenContracts } from './contracts/tokens.js'
import { routes } from '../../../src/rehearsal/github/routes/all.js'
import { AgainstDescription, describedOperations } from './description.js'
import { scenarios } from './scenarios.js'
import { buildStages, exercised } from './stage.js'

const contracts = [
  ...apiContracts, ...tokenContracts, ...userContracts, ...forkContracts, ...refContracts, ...gitContracts, ...releaseContracts, ...assetContracts, ...immutableContracts, ...contentContracts, ...pullContracts,
  ...issueContracts, ...rulesetContracts, ...limitContracts, ...lagContracts, ...checkContracts, ...actionContracts,
]

let built: Awaited<ReturnType<typeof buildStages>>
beforeAll(async () => {
  built = await buildStages()
})
afterAll(() => built.created.close())

describe('the world keeps the contract', () => {
  for (const { rule, run, settings } of contracts) test(`${rule} ${rules[rule]}`, () => run(built.stage([], settings)))
})

/** Failed by an expectation, and not because the test itself broke. */
const isExpectation = (failure: unknown): boolean => failure instanceof AgainstDescription || (failure instanceof Error && 'matcherResult' in failure)

describe('without the rule the contract test fails', () => {
  for (const { rule, run, settings } of contracts) {
    test(rule, async () => {
      const failure: unknown = await run(built.stage([rule], settings)).then(() => undefined, (it: unknown) => it)
      if (failure instanceof Error && !isExpectation(failure)) throw failure
      expect(failure).toBeInstanceOf(Error)
    })
  }
})

describe('what needs no rule of its own', () => {
  for (const [name, run] of Object.entries(scenarios)) test(name, () => run(built.stage()))
})

test('every operation that is implemented was answered with success, and none besides', async () => {
  expect([...exercised].sort()).toEqual([...(await describedOperations())].sort())
  expect([...routes.map((it) => it.operation), 'repos/upload-release-asset'].sort()).toEqual([...(await describedOperations())].sort())
})

test('every rule has a contract test', () => {
  expect(contracts.map((it) => it.rule).sort()).toEqual([...ruleNames].sort())
})
