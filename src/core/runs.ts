// Runs that no tag starts, as a line's `on` has them: which pushes, schedules and dispatches release something, and what it is called. Pure.
import { z } from 'zod'
import { isGlob, matchesGlob } from './glob.js'
import type { RunTrigger } from './trigger.js'

const text = z.string().min(1)

export const onRule = z
  .strictObject({
    branch: text.optional().describe('A push to a branch of this name or pattern: `main`, `releases/**`.'),
    schedule: z.literal(true).optional().describe('A schedule of the workflow.'),
    dispatch: z.literal(true).optional().describe('A workflow that somebody starts by hand. The name that is given there counts, else `as`.'),
    as: text.optional().describe('What such a run is called: a name of the line\'s tags. Needed but for a dispatch, where the name can be given.'),
  })
  .refine((it) => [it.branch, it.schedule, it.dispatch].filter((one) => one !== undefined).length === 1, { message: 'one of `branch`, `schedule` and `dispatch` says which runs are meant', path: ['branch'] })
  .refine((it) => it.as !== undefined || it.dispatch === true, { message: '`as` says what such a run is called', path: ['as'] })

export const onSchema = z.union([z.array(onRule).min(1), onRule])

export type OnRule = z.output<typeof onRule>

const readRules = (on: unknown): readonly OnRule[] => onSchema.safeParse(on).data === undefined ? [] : [onSchema.parse(on)].flat()

/** Of a line as it was loaded, or of one that another version of Slipway may have written. */
export const rulesOf = (line: { readonly [key: string]: unknown }): readonly OnRule[] => (line['on'] === undefined ? [] : readRules(line['on']))

const fits = (rule: OnRule, { why, branch = '', name }: RunTrigger): boolean => {
  if (why === 'push') return rule.branch !== undefined && (isGlob(rule.branch) ? matchesGlob(rule.branch, branch) : rule.branch === branch)
  if (why === 'schedule') return rule.schedule === true
  return why === 'dispatch' && rule.dispatch === true && (name ?? rule.as) !== undefined
}

/** The first that fits wins. Undefined: such a run releases nothing of this line. */
export const nameOf = (rules: readonly OnRule[], run: RunTrigger): string | undefined => {
  const rule = rules.find((it) => fits(it, run))
  return rule && (run.why === 'dispatch' ? (run.name ?? rule.as) : rule.as)
}

export const runText = ({ why, branch }: Pick<RunTrigger, 'why' | 'branch'>): string =>
  why === 'push' ? `a push to ${branch ?? 'a branch'}` : why === 'schedule' ? 'a schedule' : why === 'dispatch' ? 'a dispatch' : 'a name given by hand'
