// Where an index is asked: its public addresses stay in plan and record, and only here become those of a mirror or of a rehearsal.
import { indexVariable } from '../../errors/catalog/package-index.js'
import { fail } from '../../errors/release-error.js'
import { isLoopback } from '../http/hosts.js'

/** Host → base URL, where it is not `https://HOST`. A rehearsal puts its own world here. */
export type IndexEndpoints = Readonly<Record<string, string>>
type Environment = Readonly<Record<string, string | undefined>>

/** `SLIPWAY_INDEX_UPLOAD_PYPI_ORG_URL` goes before the address itself, and a rehearsal's own table before it. */
export const addressOf = (text: string, table: IndexEndpoints, environment: Environment): URL => {
  const url = new URL(text)
  const base = table[url.host] ?? environment[`${indexVariable(url.host)}_URL`]
  if (base === undefined) return url
  if (!URL.canParse(base)) return fail('INDEX_PLACE', { text: base, why: `${indexVariable(url.host)}_URL is no address` })
  const at = new URL(base)
  if (at.protocol !== 'https:' && !(at.protocol === 'http:' && isLoopback(at.hostname))) return fail('INDEX_PLACE', { text: base, why: 'tokens go over https only, except to this machine' })
  return new URL(`${at.origin}${at.pathname.replace(/\/+$/, '')}${url.pathname}`)
}
