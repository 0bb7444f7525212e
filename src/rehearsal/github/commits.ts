// Commits that the API makes: on top of a branch, as who asked, signed by GitHub when it is GitHub who commits.
import { formatCommit, type Commit, type Person } from '../git/git-object.js'
import type { Entry } from '../git/git-repository.js'
import type { Forge } from './forge.js'
import type { RepositoryState } from './state.js'

export const committedByGitHub = (forge: Forge): Person => ({ name: 'GitHub', email: 'noreply@github.com', time: Math.floor(forge.now() / 1000), zone: '+0000' })

export const personFor = (forge: Forge, login: string): Person => {
  const { email } = forge.user(login)
  return { name: login, email, time: Math.floor(forge.now() / 1000), zone: '+0000' }
}

/** Not a signature that anybody could verify: it only stands where one would. */
const stamp = '-----BEGIN PGP SIGNATURE-----\n\nc2lnbmVkIGJ5IHRoZSByZWhlYXJzYWw=\n-----END PGP SIGNATURE-----'

export const addCommit = async (forge: Forge, repo: RepositoryState, commit: Omit<Commit, 'signature'>, isSigned: boolean): Promise<string> => {
  const { id, isNew } = await forge.git(repo).write(formatCommit({ ...commit, ...(isSigned ? { signature: stamp } : {}) }))
  // No change by itself: a commit is seen when a ref leads to it.
  if (isSigned && isNew) repo.signed.note(id, true)
  return id
}

export type Changes = ReadonlyMap<string, Entry | undefined>

/** One commit with some files changed, as the author and by GitHub; its id. */
export const commitChanges = async (forge: Forge, repo: RepositoryState, on: string | undefined, it: { changes: Changes; message: string; author: Person; committer?: Person }): Promise<string> => {
  const git = forge.git(repo)
  const tree = await git.treeWith(on === undefined ? undefined : (await git.commit(on)).tree, it.changes)
  if (tree === undefined) throw new Error('a commit would leave no file')
  const commit = { tree, parents: on === undefined ? [] : [on], author: it.author, committer: it.committer ?? committedByGitHub(forge), message: it.message }
  return addCommit(forge, repo, commit, it.committer === undefined)
}
