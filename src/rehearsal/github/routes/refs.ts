// refs and tag objects: what stands in git, without a release around it.
import { emptyAnswer, jsonAnswer } from '../../http/answer.js'
import { isAncestor } from '../../git/history.js'
import { formatTag, isRefName, type ObjectType, type Person } from '../../git/git-object.js'
import type { Ask, Route } from '../ask.js'
import { inPath } from '../addresses.js'
import { invalid, notFound, refuse } from '../refusal.js'
import { carryOut, forbids, type Move } from '../ref-moves.js'
import { sayForbidden } from '../say-forbidden.js'
import { nodeId, timeText, type Schemas } from '../shapes/identity.js'
import { personShape, unsigned } from '../shapes/git.js'
import type { RequestBody } from '../request-body.js'

export const writesContents = [{ contents: 'write' }, { contents: 'write', workflows: 'write' }] as const
export const readsContents = [{ contents: 'read' }] as const

const objectUrl = (ask: Ask, type: ObjectType, id: string): string => ask.url(`/git/${type}s/${id}`)

const refShape = async (ask: Ask, ref: string, id: string): Promise<Schemas['git-ref']> => {
  const type = (await ask.git.typeOf(id)) ?? 'commit'
  return { ref, node_id: nodeId('Ref', `${ask.repo.id}:${ref}`), url: ask.url(`/git/${inPath(ref)}`), object: { type, sha: id, url: objectUrl(ask, type, id) } }
}

const mustHaveCommits = (ask: Ask): void => {
  if (ask.repo.refs.size === 0 && ask.forge.rules.has('W-REF-02')) refuse(409, 'Git Repository is empty.')
}

const move = async (ask: Ask, it: Move): Promise<void> => {
  const forbidden = await forbids(ask.forge, ask.repo, it, { actor: ask.actor })
  if (forbidden) sayForbidden(forbidden)
  await carryOut(ask.forge, ask.repo, it)
}

const getRef = async (ask: Ask) => {
  mustHaveCommits(ask)
  const ref = `refs/${ask.param('ref')}`
  const id = ask.repo.refs.get(ref)
  if (id !== undefined) return jsonAnswer(200, await refShape(ask, ref, id))
  // Without the rule, as it was before 2019: whatever begins so.
  const alike = ask.forge.rules.has('W-REF-07') ? [] : [...ask.repo.refs].filter(([name]) => name.startsWith(ref))
  return alike.length > 0 ? jsonAnswer(200, await Promise.all(alike.map(([name, it]) => refShape(ask, name, it)))) : notFound()
}

const matchingRefs = async (ask: Ask) => {
  mustHaveCommits(ask)
  const beginning = `refs/${ask.param('ref')}`
  const found = [...ask.repo.refs].filter(([name]) => name.startsWith(beginning)).sort(([a], [b]) => (a < b ? -1 : 1))
  return jsonAnswer(200, await Promise.all(found.map(([name, id]) => refShape(ask, name, id))))
}

const createRef = async (ask: Ask) => {
  const [ref, sha] = [ask.body.text('ref'), ask.body.text('sha')]
  mustHaveCommits(ask)
  if (ask.forge.rules.has('W-REF-08') && !isRefName(ref)) return refuse(422, 'Reference update failed', [{ message: 'Reference name is not valid' }])
  if (ask.forge.rules.has('W-REF-03') && (await ask.git.typeOf(sha)) === undefined) return refuse(422, 'Object does not exist')
  if (ask.repo.refs.has(ref) && ask.forge.rules.has('W-REF-01')) return refuse(422, 'Reference already exists')
  await move(ask, { ref, from: undefined, to: sha })
  const shape = await refShape(ask, ref, sha)
  return jsonAnswer(201, shape, { location: shape.url })
}

const updateRef = async (ask: Ask) => {
  const ref = `refs/${ask.param('ref')}`
  const sha = ask.body.text('sha')
  const force = ask.body.flagIfSent('force') ?? false
  mustHaveCommits(ask)
  const from = ask.repo.refs.get(ref)
  if (from === undefined && ask.forge.rules.has('W-REF-05')) return refuse(422, 'Reference does not exist')
  if ((await ask.git.typeOf(sha)) === undefined) return refuse(422, 'Object does not exist')
  if (from !== undefined && !force && ask.forge.rules.has('W-REF-04') && !(await isFastForward(ask, from, sha))) return refuse(422, 'Update is not a fast forward')
  await move(ask, { ref, from, to: sha })
  return jsonAnswer(200, await refShape(ask, ref, sha))
}

const isFastForward = async (ask: Ask, from: string, to: string): Promise<boolean> => {
  const [old, now] = [await ask.git.peel(from), await ask.git.peel(to)]
  return old !== undefined && now !== undefined && isAncestor(ask.git, old, now)
}

const deleteRef = async (ask: Ask) => {
  const ref = `refs/${ask.param('ref')}`
  mustHaveCommits(ask)
  const from = ask.repo.refs.get(ref)
  if (from === undefined) return ask.forge.rules.has('W-REF-06') ? refuse(422, 'Reference does not exist') : emptyAnswer(204)
  await move(ask, { ref, from, to: undefined })
  return emptyAnswer(204)
}

const tagShape = async (ask: Ask, id: string): Promise<Schemas['git-tag']> => {
  const tag = await ask.git.tag(id)
  return {
    node_id: nodeId('Tag', id), tag: tag.name, sha: id, url: objectUrl(ask, 'tag', id), message: tag.message,
    tagger: tag.tagger ? personShape(tag.tagger) : { name: '', email: '', date: '1970-01-01T00:00:00Z' },
    object: { sha: tag.object, type: tag.type, url: objectUrl(ask, tag.type, tag.object) }, verification: await tagVerification(ask, id),
  }
}

const signatureStart = /^-----BEGIN (?:PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----$/m

/** Nobody computes here: whose keys are known is what the people of the world say. */
const tagVerification = async (ask: Ask, id: string): Promise<Schemas['verification']> => {
  const [text, tag] = [(await ask.git.read(id))?.bytes.toString('utf8') ?? '', await ask.git.tag(id)]
  const at = signatureStart.exec(text)?.index
  if (at === undefined || !ask.forge.rules.has('W-REF-14')) return unsigned
  const isKnown = ask.repo.settings.knowsKeys === true || ask.repo.signed.has(id) || !ask.forge.rules.has('W-REF-15')
  const verdict = isKnown ? { verified: true, reason: 'valid', verified_at: timeText((tag.tagger?.time ?? 0) * 1000) } : { verified: false, reason: 'unknown_key', verified_at: null }
  return { ...verdict, signature: text.slice(at).trimEnd(), payload: text.slice(0, at) }
}

const getTag = async (ask: Ask) => {
  const id = ask.param('tag_sha')
  return (await ask.git.typeOf(id)) === 'tag' ? jsonAnswer(200, await tagShape(ask, id)) : notFound()
}

/** As the body gives it, else who asks, now. */
export const personOf = (ask: Ask, it: RequestBody | undefined): Person => {
  const user = ask.forge.user(ask.login)
  const date = it?.textIfSent('date')
  const time = date === undefined || date === null ? ask.now : Date.parse(date)
  if (Number.isNaN(time)) return refuse(422, 'Invalid request.\n\ndate is not a valid date')
  return { name: it?.textIfSent('name') ?? user.login, email: it?.textIfSent('email') ?? user.email, time: Math.floor(time / 1000), zone: '+0000' }
}

const createTag = async (ask: Ask) => {
  const { body, git, forge } = ask
  const [name, message, object] = [body.text('tag'), body.text('message'), body.text('object')]
  const type = body.text('type') as ObjectType
  if ((await git.typeOf(object)) !== type) return invalid({ resource: 'Tag', code: 'invalid', field: 'object' })
  const tag = formatTag({ object, type, name, tagger: personOf(ask, body.within('tagger')), message: message.endsWith('\n') ? message : `${message}\n` })
  const id = await git.add(tag)
  if (!forge.rules.has('W-REF-09')) await move(ask, { ref: `refs/tags/${name}`, from: undefined, to: id })
  return jsonAnswer(201, await tagShape(ask, id), { location: objectUrl(ask, 'tag', id) })
}

export const refRoutes: readonly Route[] = [
  { method: 'GET', path: '/repos/{owner}/{repo}/git/ref/{+ref}', operation: 'git/get-ref', needs: readsContents, handle: getRef },
  { method: 'GET', path: '/repos/{owner}/{repo}/git/matching-refs/{+ref}', operation: 'git/list-matching-refs', needs: readsContents, lists: true, handle: matchingRefs },
  { method: 'POST', path: '/repos/{owner}/{repo}/git/refs', operation: 'git/create-ref', needs: writesContents, handle: createRef },
  { method: 'PATCH', path: '/repos/{owner}/{repo}/git/refs/{+ref}', operation: 'git/update-ref', needs: writesContents, handle: updateRef },
  { method: 'DELETE', path: '/repos/{owner}/{repo}/git/refs/{+ref}', operation: 'git/delete-ref', needs: writesContents, handle: deleteRef },
  { method: 'GET', path: '/repos/{owner}/{repo}/git/tags/{tag_sha}', operation: 'git/get-tag', needs: readsContents, handle: getTag },
  { method: 'POST', path: '/repos/{owner}/{repo}/git/tags', operation: 'git/create-tag', needs: writesContents, handle: createTag },
]
