// A file of the other repository as whoever reads it over the API gets it. Asked of a copy, so that the world does not know of it; and not of
// a repository on the disk: what is written there, all worlds of a proof would have.
import { secrets } from '../simulation/project.js'
import { origins, type Universe } from '../simulation/universe.js'
import { target } from './project.js'

export const textOnMain = async (universe: Universe, path: string): Promise<string> => {
  const copy = universe.github.copy()
  const url = new URL(`${copy.addresses(origins.github).api}/repos/${target.owner}/${target.name}/contents/${path}?ref=main`)
  const { status, body } = await copy.handler({ method: 'GET', url, headers: { authorization: `Bearer ${secrets.robot}`, 'user-agent': 'a person', accept: 'application/vnd.github.raw+json' }, body: undefined })
  if (status !== 200) throw new Error(`${path} is not read: ${status}`)
  if (body === undefined || body instanceof Uint8Array) return Buffer.from(body ?? []).toString('utf8')
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}
