// All codes, joined from one file per room. Codes are permanent: they are part of what users may match on.
import { general } from './catalog/general.js'
import type { Entry } from './entry.js'

export const catalog = { ...general }

export type Code = keyof typeof catalog
export type FactsOf<C extends Code> = (typeof catalog)[C] extends Entry<infer F> ? F : never
