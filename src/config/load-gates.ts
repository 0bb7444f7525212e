// The gates of a config and the tags of its lines, and nothing else of it: read from the default branch, whose config may know
// settings that this Slipway does not. What it does not know of a gate is an error: a gate is never left out because it is new.
import { z } from 'zod'
import { checkedText } from '../core/checked-text.js'
import type { GateConfig } from '../core/gate-config.js'
import type { JsonObject } from '../core/json.js'
import { checkTagPattern } from '../core/tag-pattern.js'
import { trustedLine, type TrustedLine } from '../core/trusted-line.js'
import { schemes } from '../core/version.js'
import { failAll } from '../errors/release-error.js'
import type { AnyStep } from '../ports/step.js'
import { explainIssues } from './explain.js'
import { inFileOrder, readText } from './load-config.js'
import { gateSchema } from './schema.js'

export interface GatedLine extends TrustedLine {
  readonly gate: GateConfig
}

const schema = z.looseObject({
  version: z.literal(1),
  lines: z.record(z.string(), z.looseObject({ tag: checkedText(checkTagPattern).default('{version}'), scheme: z.enum(schemes).default('semver'), gate: gateSchema.prefault({}) })),
})

export const loadGates = (text: string, file: string, steps: readonly AnyStep[]): readonly GatedLine[] => {
  const { raw, place } = readText(text, file)
  const parsed = schema.safeParse(raw, { reportInput: true })
  if (!parsed.success) failAll([...explainIssues(parsed.error.issues, steps, place)].sort(inFileOrder))
  const { lines } = parsed.data as z.output<typeof schema>
  return Object.entries(lines).map(([name, { tag, scheme, gate, ...rest }]) => ({ ...trustedLine({ name, tag, scheme }, rest as JsonObject), gate: plainGates(gate) }))
}

/** As a config that was loaded has it. */
const plainGates = (gate: unknown): GateConfig => JSON.parse(JSON.stringify(gate)) as GateConfig

/** Of a project without a config. */
export const usualGates = (): GateConfig => plainGates(gateSchema.parse({}))
