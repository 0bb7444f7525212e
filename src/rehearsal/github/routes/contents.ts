// Files at a commit, and writing one file as one commit.
import { bytesAnswer, jsonAnswer } from '../../http/answer.js'
import type { WorldResponse } from '../../http/handler.js'
import type { Entry } from '../../git/git-repository.js'
import type { Ask, Route } from '../ask.js'
import { commitChanges } from '../commits.js'
import { notFound, Refusal, refuse } from '../refusal.js'
import { carryOut, forbids, type Move } from '../ref-moves.js'
import { entryShape, gitCommitShape } from '../shapes/git.js'
import { personOf, readsContents, writesContents } from './refs.js'

const mebibyte = 1024 * 1024

const plainPath = (ask: Ask): string => ask.param('path').replace(/^\/+|\/+$/g, '')

/** A link to a file within the repository is answered as the file. */
const followed = async (ask: Ask, tree: string, path: string, entry: Entry): Promise<Entry> => {
  if (entry.mode !== '120000' || !ask.forge.rules.has('W-COM-14')) return entry
  const target = (await ask.git.blob(entry.id)).toString('utf8')
  const to = new URL(target, `http://x/${path}`).pathname.slice(1)
  const found = target.startsWith('/') ? undefined : await ask.git.entry(tree, decodeURIComponent(to))
  return found && (found.mode === '100644' || found.mode === '100755') ? found : entry
}

const rawAnswer = (bytes: Buffer): WorldResponse => bytesAnswer(200, bytes, { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' })

const fileShape = (ask: Ask, at: { path: string; ref: string }, it: { id: string; bytes: Buffer }): object => {
  const isLarge = it.bytes.length > mebibyte && ask.forge.rules.has('W-COM-09')
  return {
    ...entryShape(ask, at, { id: it.id, size: it.bytes.length, type: 'file' }),
    content: isLarge ? '' : (it.bytes.toString('base64').match(/.{1,60}/g) ?? []).map((line) => `${line}\n`).join(''), encoding: isLarge ? 'none' : 'base64',
  }
}

const folderAnswer = async (ask: Ask, at: { path: string; ref: string }, id: string): Promise<WorldResponse> => {
  const entries = await Promise.all((await ask.git.tree(id)).map(async (it) => {
    const type = it.mode === '40000' ? 'dir' : it.mode === '120000' ? 'symlink' : 'file'
    const size = it.mode === '40000' || it.mode === '160000' ? 0 : (await ask.git.blob(it.id)).length
    return entryShape(ask, { path: at.path === '' ? it.name : `${at.path}/${it.name}`, ref: at.ref }, { id: it.id, size, type })
  }))
  return jsonAnswer(200, entries)
}

const getContent = async (ask: Ask): Promise<WorldResponse> => {
  const ref = ask.query('ref') ?? ask.repo.settings.defaultBranch
  const path = plainPath(ask)
  const commit = await ask.git.resolve(ref)
  if (commit === undefined) return refuse(404, ask.query('ref') === undefined ? 'This repository is empty.' : `No commit found for the ref ${ref}`)
  const { tree } = await ask.git.commit(commit)
  const found = await ask.git.entry(tree, path)
  if (!found) return notFound()
  const at = { path, ref }
  if (found.mode === '40000') return folderAnswer(ask, at, found.id)
  if (found.mode === '160000') return jsonAnswer(200, { ...entryShape(ask, at, { id: found.id, size: 0, type: 'submodule' }), submodule_git_url: null })
  const entry = await followed(ask, tree, path, found)
  const bytes = await ask.git.blob(entry.id)
  if (ask.accepts('raw') && ask.forge.rules.has('W-COM-10')) return rawAnswer(bytes)
  if (entry.mode === '120000') return jsonAnswer(200, { ...entryShape(ask, at, { id: entry.id, size: bytes.length, type: 'symlink' }), target: bytes.toString('utf8') })
  return jsonAnswer(200, fileShape(ask, at, { id: found.id === entry.id ? found.id : entry.id, bytes }))
}

const mustFitOld = (ask: Ask, path: string, old: Entry | undefined): void => {
  const sha = ask.body.textIfSent('sha') ?? undefined
  if (old && sha === undefined && ask.forge.rules.has('W-COM-06')) throw new Refusal(422, 'Invalid request.\n\n"sha" wasn\'t supplied.')
  if (sha !== undefined && sha !== old?.id && ask.forge.rules.has('W-COM-07')) throw new Refusal(409, `${path} does not match ${sha}`)
}

const moveBranch = async (ask: Ask, move: Move, verb: 'create' | 'update'): Promise<void> => {
  const { forge, repo, actor } = ask
  const forbidden = forge.rules.has('W-COM-08') ? await forbids(forge, repo, move, { actor }) : undefined
  if (forbidden?.by === 'rules') return refuse(409, `Repository rule violations found\n\n${forbidden.lines.join('\n\n')}\n\n`)
  if (forbidden?.by === 'protection') return refuse(409, `Could not ${verb} file: ${forbidden.lines.join(' ')}`)
  await carryOut(forge, repo, move)
}

const putContent = async (ask: Ask): Promise<WorldResponse> => {
  const { body, forge, repo, git } = ask
  const [message, content] = [body.text('message'), body.text('content')]
  const branch = body.textIfSent('branch') ?? repo.settings.defaultBranch
  const path = plainPath(ask)
  const ref = `refs/heads/${branch}`
  const from = repo.refs.get(ref)
  if (from === undefined && repo.refs.size > 0) return refuse(404, `Branch ${branch} not found`)
  if (path.startsWith('.github/workflows/') && !ask.can('workflows', 'write') && forge.rules.has('W-COM-13')) return refuse(403, 'Resource not accessible by integration')
  const old = from === undefined ? undefined : await git.entry((await git.commit(from)).tree, path)
  mustFitOld(ask, path, old)
  const bytes = Buffer.from(content, 'base64')
  const given = body.within('author') ?? body.within('committer')
  const author = personOf(ask, given)
  const entry = await git.addFile(bytes, old?.mode === '100755' ? '100755' : '100644')
  const commit = await commitChanges(forge, repo, from, { changes: new Map([[path, entry]]), message, author, ...(given ? { committer: author } : {}) })
  const move = { ref, from, to: commit }
  await moveBranch(ask, move, old ? 'update' : 'create')
  const shape = { content: entryShape(ask, { path, ref: branch }, { id: entry.id, size: bytes.length, type: 'file' }), commit: gitCommitShape(ask, await git.commit(commit)) }
  return jsonAnswer(old ? 200 : 201, shape)
}

export const contentRoutes: readonly Route[] = [
  { method: 'GET', path: '/repos/{owner}/{repo}/contents/{+path}', operation: 'repos/get-content', needs: readsContents, handle: getContent },
  { method: 'PUT', path: '/repos/{owner}/{repo}/contents/{+path}', operation: 'repos/create-or-update-file-contents', needs: writesContents, handle: putContent },
]
