// The git database: commits, trees and blobs one by one.
import { bytesAnswer, jsonAnswer } from '../../http/answer.js'
import type { WorldResponse } from '../../http/handler.js'
import { blobOf, formatTree, type Person } from '../../git/git-object.js'
import type { Entry } from '../../git/git-repository.js'
import type { Ask, Route } from '../ask.js'
import { addCommit, personFor } from '../commits.js'
import { invalid, notFound, refuse } from '../refusal.js'
import { RequestBody } from '../request-body.js'
import { nodeId } from '../shapes/identity.js'
import { gitCommitShape } from '../shapes/git.js'
import { personOf, readsContents, writesContents } from './refs.js'

const getCommit = async (ask: Ask): Promise<WorldResponse> => {
  const id = ask.param('commit_sha')
  return (await ask.git.typeOf(id)) === 'commit' ? jsonAnswer(200, gitCommitShape(ask, await ask.git.commit(id))) : notFound()
}

const createCommit = async (ask: Ask): Promise<WorldResponse> => {
  const { body, git, forge, repo } = ask
  const [message, tree] = [body.text('message'), body.text('tree')]
  const parents = body.textsIfSent('parents') ?? []
  if ((await git.typeOf(tree)) !== 'tree') return refuse(422, 'Tree SHA does not exist')
  for (const parent of parents) if ((await git.typeOf(parent)) !== 'commit') return refuse(422, 'Parent SHA does not exist or is not a commit object')
  const [author, committer] = [body.within('author'), body.within('committer')]
  const by: Person = author ? personOf(ask, author) : personFor(forge, ask.login)
  // Who names no author is signed for, if it is a bot.
  const isSigned = !author && !committer && forge.user(ask.login).type === 'Bot'
  const id = await addCommit(forge, repo, { tree, parents, author: by, committer: committer ? personOf(ask, committer) : by, message }, isSigned)
  return jsonAnswer(201, gitCommitShape(ask, await git.commit(id)), { location: ask.url(`/git/commits/${id}`) })
}

const modes = { '40000': 'tree', '160000': 'commit' } as const
const typeOfMode = (mode: string): string => modes[mode as keyof typeof modes] ?? 'blob'

const treeShape = async (ask: Ask, id: string, isDeep: boolean): Promise<object> => {
  const tree: object[] = []
  const add = async (path: string, it: Entry): Promise<void> => {
    const type = typeOfMode(it.mode)
    const size = type === 'blob' ? { size: (await ask.git.blob(it.id)).length } : {}
    const url = type === 'commit' ? {} : { url: ask.url(`/git/${type}s/${it.id}`) }
    tree.push({ path, mode: it.mode.padStart(6, '0'), type, sha: it.id, ...size, ...url })
  }
  if (isDeep) for await (const it of ask.git.walk(id)) await add(it.path, it)
  else for (const it of await ask.git.tree(id)) await add(it.name, it)
  return { sha: id, url: ask.url(`/git/trees/${id}`), tree, truncated: false }
}

const getTree = async (ask: Ask): Promise<WorldResponse> => {
  const name = ask.param('tree_sha')
  const commit = (await ask.git.typeOf(name)) === 'tree' ? undefined : await ask.git.resolve(name)
  const id = commit === undefined ? name : (await ask.git.commit(commit)).tree
  return (await ask.git.typeOf(id)) === 'tree' ? jsonAnswer(200, await treeShape(ask, id, ask.query('recursive') !== undefined)) : notFound()
}

const createTree = async (ask: Ask): Promise<WorldResponse> => {
  const { body, git } = ask
  const base = body.textIfSent('base_tree') ?? undefined
  const root = base === undefined ? undefined : (await git.typeOf(base)) === 'commit' ? (await git.commit(base)).tree : base
  if (root !== undefined && (await git.typeOf(root)) !== 'tree') return refuse(404, 'Not Found')
  const changes = new Map<string, Entry | undefined>()
  for (const item of body.list('tree')) {
    const it = new RequestBody(item as Record<string, unknown>, ask.forge.rules)
    const [path, mode, sha, content] = [it.text('path'), it.textIfSent('mode') ?? '100644', it.textIfSent('sha'), it.textIfSent('content')]
    if (typeof content === 'string') changes.set(path, await git.addFile(Buffer.from(content), mode))
    else if (sha === null) changes.set(path, undefined)
    else if (sha === undefined || (typeOfMode(mode) !== 'commit' && (await git.typeOf(sha)) === undefined)) return invalid({ resource: 'Tree', code: 'invalid', field: 'tree.sha', message: 'tree.sha does not exist' })
    else changes.set(path, { mode: mode.replace(/^0/, ''), id: sha })
  }
  const id = (await git.treeWith(root, changes)) ?? (await git.add(formatTree([])))
  return jsonAnswer(201, await treeShape(ask, id, false), { location: ask.url(`/git/trees/${id}`) })
}

const getBlob = async (ask: Ask): Promise<WorldResponse> => {
  const id = ask.param('file_sha')
  if ((await ask.git.typeOf(id)) !== 'blob') return notFound()
  const bytes = await ask.git.blob(id)
  if (ask.accepts('raw')) return bytesAnswer(200, bytes, { 'content-type': 'application/vnd.github.raw; charset=utf-8' })
  const content = (bytes.toString('base64').match(/.{1,60}/g) ?? []).map((line) => `${line}\n`).join('')
  return jsonAnswer(200, { sha: id, node_id: nodeId('Blob', id), size: bytes.length, url: ask.url(`/git/blobs/${id}`), content, encoding: 'base64' })
}

const createBlob = async (ask: Ask): Promise<WorldResponse> => {
  const content = Buffer.from(ask.body.text('content'), ask.body.textIfSent('encoding') === 'base64' ? 'base64' : 'utf8')
  const sha = await ask.git.add(blobOf(content))
  return jsonAnswer(201, { sha, url: ask.url(`/git/blobs/${sha}`) }, { location: ask.url(`/git/blobs/${sha}`) })
}

export const objectRoutes: readonly Route[] = [
  { method: 'GET', path: '/repos/{owner}/{repo}/git/commits/{commit_sha}', operation: 'git/get-commit', needs: readsContents, handle: getCommit },
  { method: 'POST', path: '/repos/{owner}/{repo}/git/commits', operation: 'git/create-commit', needs: writesContents, handle: createCommit },
  { method: 'GET', path: '/repos/{owner}/{repo}/git/trees/{+tree_sha}', operation: 'git/get-tree', needs: readsContents, handle: getTree },
  { method: 'POST', path: '/repos/{owner}/{repo}/git/trees', operation: 'git/create-tree', needs: writesContents, handle: createTree },
  { method: 'GET', path: '/repos/{owner}/{repo}/git/blobs/{file_sha}', operation: 'git/get-blob', needs: readsContents, handle: getBlob },
  { method: 'POST', path: '/repos/{owner}/{repo}/git/blobs', operation: 'git/create-blob', needs: writesContents, handle: createBlob },
]
