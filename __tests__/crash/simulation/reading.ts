// A file of a repository as whoever reads it over the API gets it. Asked of a copy, so that the world does not know of it; and not of
// a repository on the disk: what is written there, all worlds of a proof would have.
import type { Repository } from '../../../src/core/facts.js'
import { repository, secrets } from './project.js'
import { origins, type Universe } from './universe.js'

export const textOnMain = async (universe: Universe, of: Repository, path: string): Promise<string> => {
  const copy = universe.github.copy()
  const url = new URL(`${copy.addresses(origins.github).api}/repos/${of.owner}/${of.name}/contents/${path}?ref=main`)
  const { status, body } = await copy.handler({ method: 'GET', url, headers: { authorization: `Bearer ${of.name === repository.name ? secrets.token : secrets.robot}`, 'user-agent': 'a person', accept: 'application/vnd.github.raw+json' }, body: undefined })
  if (status !== 200) throw new Error(`${path} is not read: ${status}`)
  if (body === undefined || body instanceof Uint8Array) return Buffer.from(body ?? []).toString('utf8')
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}
