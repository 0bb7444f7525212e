// The same expectations of the embedded registry and of docker-registry; and each is seen to fail when its rule is taken out.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { asking } from './bench.js'
import { contracts } from './contract.js'
import { startDockerRegistry, startEmbedded, type Subject } from './subjects.js'

const nameOf = (rule: string): string => `contract/${rule.toLowerCase()}`

describe.each([
  ['the embedded registry', () => startEmbedded(), contracts],
  ['docker-registry 2.8', () => startDockerRegistry(), contracts.filter((it) => it.notIn28 !== true)],
] as const)('%s', (_, start, rows) => {
  let subject: Subject
  beforeAll(async () => {
    subject = await start()
  })
  afterAll(() => subject.stop())
  test.each(rows)('$rule: $says', async ({ rule, check }) => check(asking(subject.origin), nameOf(rule)))
})

test.each(contracts)('the contract of $rule fails when the rule is taken out', async ({ rule, check }) => {
  const subject = await startEmbedded({}, [rule])
  try {
    await expect(check(asking(subject.origin), nameOf(rule))).rejects.toThrow()
  } finally {
    await subject.stop()
  }
})
