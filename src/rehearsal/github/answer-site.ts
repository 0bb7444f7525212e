// The site itself: git over HTTP, downloads, raw files, and a plain page for a repository, a release, a commit and a file, so that the
// links of a run lead somewhere. Everything else of GitHub's pages is not implemented.
import { bytesAnswer, emptyAnswer, redirectAnswer, textAnswer } from '../http/answer.js'
import type { WorldResponse } from '../http/handler.js'
import { advertiseReceives, receivePack } from '../git/receive-pack.js'
import { advertiseUploads, uploadPack } from '../git/upload-pack.js'
import { actorOf, can, canSee, nobody, type Actor, type Where } from './access.js'
import { addressesAt } from './addresses.js'
import type { Answering } from './answer-api.js'
import { decidePush } from './push.js'
import { Refusal } from './refusal.js'
import { latest } from './releases.js'
import type { Asset, Release, RepositoryState } from './state.js'
import { storageUrl } from './storage.js'

const notFoundPage = (): WorldResponse => textAnswer(404, 'Not Found')

const mayRead = (where: Where): boolean => canSee(where) && can(where, 'contents', 'read')

const sitePath = /^\/(?<owner>[^/]+)\/(?<name>[^/]+?)(?:\.git)?(?:\/(?<rest>.*))?$/

export const answerSite = async (answering: Answering): Promise<WorldResponse> => {
  const { request, missing, call, forge } = answering
  const path = sitePath.exec(decodeURIComponent(request.url.pathname))
  const { owner = '', name = '', rest = '' } = path?.groups ?? {}
  if (rest === 'info/refs' || rest === 'git-upload-pack' || rest === 'git-receive-pack') return answerGit(answering, forge.repository(owner, name), rest)
  const repo = forge.repository(owner, name)
  const actor = actorAt(answering)
  if (!actor) return textAnswer(401, 'Bad credentials')
  call.token = actor.token?.name
  const page = path && isLook(request) ? pageOf(rest) : undefined
  if (page) {
    call.operation = page.operation
    return repo && mayRead({ forge, actor, repo }) ? page.answer({ forge, actor, repo }, answering) : notFoundPage()
  }
  missing(`${request.method} ${request.url.pathname}`)
  return textAnswer(501, `${request.url.pathname} is not implemented in the rehearsal`)
}

const isLook = ({ method }: Answering['request']): boolean => method === 'GET' || method === 'HEAD'

/** Undefined: the credential is none. */
const actorAt = ({ forge, request }: Answering): Actor | undefined => {
  try {
    return actorOf(forge, request.headers['authorization'])
  } catch (failure) {
    if (failure instanceof Refusal) return undefined
    throw failure
  }
}

interface Page {
  readonly operation: string
  readonly answer: (where: Where, answering: Answering) => WorldResponse | Promise<WorldResponse>
}

const pageOf = (rest: string): Page | undefined => {
  const [, tag = '', file = ''] = /^releases\/download\/(.+)\/([^/]+)$/.exec(rest) ?? []
  if (file !== '') return { operation: 'download', answer: (where, answering) => download(where, answering, releaseOf(where, tag), file) }
  const [, newest] = /^releases\/latest\/download\/([^/]+)$/.exec(rest) ?? []
  if (newest !== undefined) return { operation: 'download', answer: (where, answering) => toLatest(where, answering, newest) }
  const [, shown] = /^releases\/tag\/(.+)$/.exec(rest) ?? []
  if (shown !== undefined) return { operation: 'page', answer: (where, answering) => releasePage(where, answering, releaseOf(where, shown)) }
  const [, commit] = /^commit\/([0-9a-f]{40})$/.exec(rest) ?? []
  if (commit !== undefined) return { operation: 'page', answer: (where) => commitPage(where, commit) }
  if (rest === '') return { operation: 'page', answer: (where, answering) => frontPage(where, answering) }
  const [, shownFile] = /^blob\/(.+)$/.exec(rest) ?? []
  if (shownFile !== undefined) return { operation: 'page', answer: (where) => rawFile(where, shownFile) }
  const [, raw] = /^raw\/(.+)$/.exec(rest) ?? []
  return raw === undefined ? undefined : { operation: 'raw', answer: (where) => rawFile(where, raw) }
}

/** What everybody can see; a draft is not there, whoever asks. */
const releaseOf = ({ repo, forge }: Where, tag: string): Release | undefined =>
  [...repo.releases.values()].find((it) => (!it.draft || !forge.rules.has('W-AST-10')) && it.tag === tag)

const assetsIn = (repo: RepositoryState, release: Release): readonly Asset[] => [...repo.assets.values()].filter((it) => it.release === release.id && it.state === 'uploaded')

const download = ({ repo }: Where, { request }: Answering, release: Release | undefined, file: string): WorldResponse => {
  const asset = release && assetsIn(repo, release).find((it) => it.name === file)
  return asset ? redirectAnswer(302, storageUrl(addressesAt(request.url.origin), asset)) : notFoundPage()
}

const toLatest = (where: Where, { request }: Answering, file: string): WorldResponse => {
  const release = latest(where)
  return release ? redirectAnswer(302, `${request.url.origin}/${where.repo.owner}/${where.repo.name}/releases/download/${release.tag}/${file}`) : notFoundPage()
}

const releasePage = ({ repo }: Where, { request }: Answering, release: Release | undefined): WorldResponse => {
  if (!release) return notFoundPage()
  const base = `${request.url.origin}/${repo.owner}/${repo.name}/releases/download/${release.tag}`
  const lines = assetsIn(repo, release).map((it) => `${it.digest ?? ''}  ${it.size}  ${base}/${it.name}`)
  return textAnswer(200, [`${repo.owner}/${repo.name} ${release.name ?? release.tag}${release.prerelease ? ' (pre-release)' : ''}`, '', release.body ?? '', '', ...lines, ''].join('\n'))
}

const frontPage = ({ forge, repo }: Where, { request }: Answering): WorldResponse => {
  const base = `${request.url.origin}/${repo.owner}/${repo.name}`
  const refs = [...forge.git(repo).refs].filter(([name]) => /^refs\/(heads|tags)\//.test(name)).map(([name, id]) => `${id}  ${name}`)
  const releases = [...repo.releases.values()].filter((it) => !it.draft).map((it) => `${base}/releases/tag/${it.tag}`)
  return textAnswer(200, [`${repo.owner}/${repo.name}`, '', ...refs, '', ...releases, ''].join('\n'))
}

const commitPage = async ({ forge, repo }: Where, id: string): Promise<WorldResponse> => {
  const git = forge.git(repo)
  if ((await git.resolve(id)) !== id) return notFoundPage()
  const { message, author, parents } = await git.commit(id)
  return textAnswer(200, [`commit ${id}`, ...parents.map((it) => `parent ${it}`), `author ${author.name} <${author.email}>`, '', message, ''].join('\n'))
}

/** `ref/path`, where a ref may have slashes itself. */
const rawFile = async ({ forge, repo }: Where, path: string): Promise<WorldResponse> => {
  const git = forge.git(repo)
  const parts = path.split('/')
  for (let at = 1; at < parts.length; at++) {
    const commit = await git.resolve(parts.slice(0, at).join('/'))
    const entry = commit === undefined ? undefined : await git.entry((await git.commit(commit)).tree, parts.slice(at).join('/'))
    if (entry && entry.mode !== '40000') return bytesAnswer(200, await git.blob(entry.id), { 'content-type': 'text/plain; charset=utf-8' })
  }
  return notFoundPage()
}

const askForLogin = (): WorldResponse => ({ ...textAnswer(401, 'Authentication required'), headers: { 'www-authenticate': 'Basic realm="GitHub"', 'content-type': 'text/plain' } })

const answerGit = async (answering: Answering, repo: RepositoryState | undefined, rest: string): Promise<WorldResponse> => {
  const { forge, request, call } = answering
  const service = rest === 'info/refs' ? request.url.searchParams.get('service') : rest
  const isPush = service === 'git-receive-pack'
  call.operation = isPush ? 'git/push' : 'git/fetch'
  if (!isPush) call.kind = 'read'
  const actor = actorAt(answering)
  if (!actor) return askForLogin()
  call.token = actor.token?.name
  if (!repo || (!mayRead({ forge, actor, repo }) && forge.rules.has('W-GIT-03'))) return actor === nobody ? askForLogin() : textAnswer(404, 'Repository not found.')
  if (service !== 'git-upload-pack' && !isPush) return textAnswer(403, 'Please upgrade your git client.')
  return isPush ? answerPush(answering, { forge, actor, repo }, rest) : answerFetch(answering, repo, rest)
}

const answerFetch = async ({ forge, request }: Answering, repo: RepositoryState, rest: string): Promise<WorldResponse> => {
  const folder = await forge.view(repo)
  return rest === 'info/refs' ? advertiseUploads(folder, request) : uploadPack(folder, request)
}

const answerPush = async ({ forge, request, call }: Answering, where: Where, rest: string): Promise<WorldResponse> => {
  const { actor, repo } = where
  if (actor === nobody && forge.rules.has('W-GIT-01')) return askForLogin()
  if (!can(where, 'contents', 'write') && forge.rules.has('W-GIT-02')) {
    const isOwn = actor.token?.kind === 'actions' || actor.token?.kind === 'app'
    return textAnswer(403, isOwn ? `Permission to ${repo.owner}/${repo.name}.git denied to ${actor.login ?? ''}.` : 'Write access to repository not granted.')
  }
  if (rest === 'info/refs') {
    call.kind = 'read'
    return advertiseReceives(forge.git(repo))
  }
  if (request.method !== 'POST') return emptyAnswer(405)
  const decide = decidePush(where, request.url.origin)
  return receivePack(forge.git(repo), request, (changes, isAtomic) => {
    if (changes.every((it) => it.ref.startsWith('refs/slipway/'))) call.kind = 'bookkeeping'
    return forge.exclusive(() => decide(changes, isAtomic), () => (call.write = true))
  })
}
