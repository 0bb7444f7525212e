// A contract test: what a rule of the world promises. It is run twice, with the rule and without it, and must hold and fail.
import type { Settings } from '../../../src/rehearsal/github/forge.js'
import type { RuleName } from '../../../src/rehearsal/github/rules.js'
import type { Answer, Stage } from './stage.js'

export interface Contract {
  readonly rule: RuleName
  readonly run: (stage: Stage) => Promise<void>
  readonly settings: Partial<Settings>
}

export const contract = (rule: RuleName, run: Contract['run'], settings: Partial<Settings> = {}): Contract => ({ rule, run, settings })

/** Status and message, as most refusals are told by them. */
export const said = (answer: Answer): string => `${answer.status} ${answer.body?.message ?? ''}`

/** `Release already_exists tag_name`: the parts of errors[] that tell one refusal from another. */
export const details = (answer: Answer): readonly string[] =>
  ((answer.body?.errors ?? []) as readonly Record<string, string>[]).map((it) => [it['resource'], it['code'], it['field'], it['message']].filter((part) => part !== undefined).join(' '))
