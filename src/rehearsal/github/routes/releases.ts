// Releases.
import { emptyAnswer, jsonAnswer } from '../../http/answer.js'
import type { WorldResponse } from '../../http/handler.js'
import type { Ask, Route } from '../ask.js'
import { generateNotes } from '../notes.js'
import { notFound, Refusal } from '../refusal.js'
import { createRelease, deleteRelease, latest, listed, releaseById, releaseByTag, updateRelease, type ReleaseFields } from '../releases.js'
import { releaseShape } from '../shapes/release.js'
import { readsContents, writesContents } from './refs.js'

const list = (ask: Ask): WorldResponse => ask.list(listed(ask), (it) => releaseShape(ask, it))

const get = (ask: Ask): WorldResponse => jsonAnswer(200, releaseShape(ask, releaseById(ask, ask.number('release_id'))))

const getByTag = (ask: Ask): WorldResponse => jsonAnswer(200, releaseShape(ask, releaseByTag(ask, ask.param('tag'))))

const getLatest = (ask: Ask): WorldResponse => jsonAnswer(200, releaseShape(ask, latest(ask) ?? notFound()))

const latestWish = (ask: Ask): string | undefined => {
  const wish = ask.body.textIfSent('make_latest') ?? undefined
  if (wish === undefined || ['true', 'false', 'legacy'].includes(wish)) return wish
  throw new Refusal(422, `Invalid request.\n\n${wish} is not a member of ["true", "false", "legacy"].`)
}

const create = async (ask: Ask): Promise<WorldResponse> => {
  const { body } = ask
  const tag = body.text('tag_name')
  const isGenerated = body.flagIfSent('generate_release_notes') ?? false
  const notes = isGenerated ? await generateNotes(ask) : undefined
  const given = body.textIfSent('body') ?? null
  const fields: ReleaseFields = {
    tag, target: body.textIfSent('target_commitish') ?? ask.repo.settings.defaultBranch, name: body.textIfSent('name') ?? notes?.name ?? null,
    body: notes ? [given, notes.body].filter((it) => it !== null).join('\n\n') : given, draft: body.flagIfSent('draft') ?? false,
    prerelease: body.flagIfSent('prerelease') ?? false, makeLatest: latestWish(ask),
  }
  const shape = releaseShape(ask, await createRelease(ask, fields))
  return jsonAnswer(201, shape, { location: shape.url })
}

const update = async (ask: Ask): Promise<WorldResponse> => {
  const { body } = ask
  const old = releaseById(ask, ask.number('release_id'))
  const [tag, target, draft, prerelease, makeLatest] = [body.textIfSent('tag_name'), body.textIfSent('target_commitish'), body.flagIfSent('draft'), body.flagIfSent('prerelease'), latestWish(ask)]
  const sent: Partial<ReleaseFields> = {
    ...(tag ? { tag } : {}), ...(target ? { target } : {}), ...(body.has('name') ? { name: body.textIfSent('name') ?? null } : {}),
    ...(body.has('body') ? { body: body.textIfSent('body') ?? null } : {}), ...(draft === undefined ? {} : { draft }),
    ...(prerelease === undefined ? {} : { prerelease }), ...(makeLatest === undefined ? {} : { makeLatest }),
  }
  return jsonAnswer(200, releaseShape(ask, await updateRelease(ask, old, sent)))
}

const remove = (ask: Ask): WorldResponse => {
  deleteRelease(ask, releaseById(ask, ask.number('release_id')))
  return emptyAnswer(204)
}

const notes = async (ask: Ask): Promise<WorldResponse> => jsonAnswer(200, await generateNotes(ask))

const immutability = (ask: Ask): WorldResponse => jsonAnswer(200, { enabled: ask.repo.settings.immutableReleases, enforced_by_owner: false })

export const releaseRoutes: readonly Route[] = [
  { method: 'GET', path: '/repos/{owner}/{repo}/releases', operation: 'repos/list-releases', needs: readsContents, lists: true, handle: list },
  { method: 'POST', path: '/repos/{owner}/{repo}/releases', operation: 'repos/create-release', needs: writesContents, creates: true, handle: create },
  { method: 'POST', path: '/repos/{owner}/{repo}/releases/generate-notes', operation: 'repos/generate-release-notes', needs: writesContents, handle: notes },
  { method: 'GET', path: '/repos/{owner}/{repo}/releases/latest', operation: 'repos/get-latest-release', needs: readsContents, handle: getLatest },
  { method: 'GET', path: '/repos/{owner}/{repo}/releases/tags/{+tag}', operation: 'repos/get-release-by-tag', needs: readsContents, handle: getByTag },
  { method: 'GET', path: '/repos/{owner}/{repo}/releases/{release_id}', operation: 'repos/get-release', needs: readsContents, handle: get },
  { method: 'PATCH', path: '/repos/{owner}/{repo}/releases/{release_id}', operation: 'repos/update-release', needs: writesContents, handle: update },
  { method: 'DELETE', path: '/repos/{owner}/{repo}/releases/{release_id}', operation: 'repos/delete-release', needs: writesContents, handle: remove },
  { method: 'GET', path: '/repos/{owner}/{repo}/immutable-releases', operation: 'repos/check-immutable-releases', needs: [{ administration: 'read' }], handle: immutability },
]
