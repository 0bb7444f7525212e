// The tags of a repository, over all pages. 404 here means "no tags" also where untagged manifests lie; some registries answer null.
import { fail } from '../../errors/release-error.js'
import type { HttpResponse } from '../../ports/http.js'
import type { ImageName } from '../../ports/registry.js'
import { isAbsent, refused } from './refusal.js'
import type { Sessions } from './session.js'

const mostPages = 1000

const nextOf = (answer: HttpResponse): URL | undefined => {
  const link = /^\s*<([^>]{1,2000})>\s*;[^,]*rel="?next"?/i.exec(answer.headers['link'] ?? '')?.[1]
  if (link === undefined || !URL.canParse(link, answer.url)) return undefined
  const url = new URL(link, answer.url)
  // Registries behind a proxy write their inner address here; the page is the same registry's.
  const here = new URL(answer.url)
  return new URL(`${url.pathname}${url.search}`, here.origin)
}

const tagsIn = (json: unknown): readonly string[] | undefined => {
  const { tags } = (typeof json === 'object' && json !== null ? json : {}) as { tags?: unknown }
  if (tags === null || tags === undefined) return []
  return Array.isArray(tags) ? tags.filter((it): it is string => typeof it === 'string') : undefined
}

export const listTags = async (sessions: Sessions, name: ImageName): Promise<readonly string[]> => {
  const asked = { host: name.host, request: `GET /v2/${name.repository}/tags/list` }
  const all: string[] = []
  let to: string | URL = '/tags/list?n=1000'
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await sessions.send({ name, actions: 'pull', to, request: { method: 'GET', purpose: 'read', idempotent: true } })
    if (isAbsent(answer)) return all
    if (answer.status !== 200) return refused(asked, answer)
    const tags = tagsIn(await answer.json())
    if (!tags) return refused(asked, answer)
    all.push(...tags)
    const next = nextOf(answer)
    if (!next || tags.length === 0) return all
    to = next
  }
  return fail('REGISTRY_REFUSED', { ...asked, status: 200, code: 'PAGES', message: `the list of tags does not end after ${mostPages} pages` })
}
