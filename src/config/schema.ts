// The grammar of .slipway.yaml, put together from the schemas of the steps. It knows slots, not what is in them.
import { z } from 'zod'
import { checkedText, withOwnNames } from '../core/checked-text.js'
import { gateShape } from '../core/gate-config.js'
import { onSchema } from '../core/runs.js'
import { pruneSchema } from '../core/prune.js'
import { revisionSchema } from '../core/revision.js'
import { checkTagPattern } from '../core/tag-pattern.js'
import type { AnyStep } from '../ports/step.js'
import { schemes } from '../core/version.js'

/** A slot takes one mapping or a list of them. */
const slotOf = (entry: z.ZodType, slot: string): z.ZodType => z.union([withOwnNames(z.array(entry), slot), entry])

/** Entry schema per slot, without doubles: `build.wheel` → schema. Steps that share a slot share its schema. */
export const slotsOf = (steps: readonly AnyStep[]): ReadonlyMap<string, z.ZodType> =>
  new Map(steps.map((step) => [step.slot, step.schema as z.ZodType]))

const section = (slots: ReadonlyMap<string, z.ZodType>, name: string): z.ZodType => {
  const nouns = [...slots].filter(([slot]) => slot.startsWith(`${name}.`)).map(([slot, schema]) => [slot.slice(name.length + 1), slotOf(schema, slot).optional()] as const)
  return z.strictObject(Object.fromEntries(nouns))
}

/** Of a line, and of what is read of the default branch. */
export const gateSchema = z.strictObject({ ...gateShape })

/** Schema of one line. `sections` are the parts that steps fill. */
export const lineSchema = (steps: readonly AnyStep[]) => {
  const slots = slotsOf(steps)
  const version = slots.get('version') ?? z.strictObject({})
  const changelog = slots.get('changelog') ?? z.strictObject({})
  return z.strictObject({
    tag: checkedText(checkTagPattern).default('{version}').describe('Pattern of the line\'s tags: `{version}`, `v{version}`, `chart/{version}`.'),
    scheme: z.enum(schemes).default('semver').describe('How version numbers are written in the tag.'),
    on: onSchema.optional().describe('Runs that no tag starts, and what they are called; the first that fits wins.'),
    path: z.string().optional().describe('Folder of the repository that this line is about.'),
    issue: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'a word of lower-case letters, digits and hyphens').optional().describe('Lines with the same word share one tracking issue and one promotion pull request. Default: the name of the line.'),
    version: version.optional(),
    revision: revisionSchema.optional(),
    changelog: changelog.optional(),
    gate: gateSchema.prefault({}),
    build: section(slots, 'build').prefault({}),
    publish: section(slots, 'publish').prefault({}),
    promote: section(slots, 'promote').optional(),
    verify: section(slots, 'verify').optional(),
    announce: section(slots, 'announce').optional(),
    prune: pruneSchema.optional(),
  })
}

export const configSchema = (steps: readonly AnyStep[]) =>
  z.strictObject({
    version: z.literal(1).describe('Version of this grammar.'),
    defaults: z.record(z.string(), z.unknown()).optional().describe('Settings that every line starts from.'),
    lines: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/, 'names are lower-case letters, digits and hyphens'), lineSchema(steps)),
  })
