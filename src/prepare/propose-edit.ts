// The edit of the references as a pull request. People merge it when they will; nothing here waits for them. Doing it again finds the
// one that is open, and brings it up to date.
import { makeMarker, withMarker } from '../core/marker.js'
import { preparationBranch, preparationName, preparationRef, renderPreparation } from '../core/preparation.js'
import { repositoryText } from '../core/facts.js'
import { fail, ReleaseError } from '../errors/release-error.js'
import type { PullRequest } from '../ports/github.js'
import { changesAt, type Preparation } from './prepare.js'

export interface Proposal {
  readonly url: string
  readonly number: number
}

export const titleOf = (tag: string): string => `Release prep: bump version to ${tag}`

/** Undefined when there is nothing to propose: the tag is there, or the branch says the version already. */
export const proposeEdit = async (it: Preparation & { readonly line: string }): Promise<Proposal | undefined> => {
  const { github, repository, branch, tagName } = it
  if (await github.ref(repository, `refs/tags/${tagName}`)) return undefined
  const { head } = await github.branch(repository, branch)
  if (head === undefined) return fail('BRANCH_MISSING', { branch, repository: repositoryText(repository) })
  if ((await changesAt(it, head)).length === 0) return undefined
  const there = await github.pullRequest(repository, preparationBranch(tagName))
  if (there?.state === 'closed' && !there.merged) {
    // A person's answer: it is not asked again by itself.
    await forgetPreparation(it)
    return fail('PREPARATION_CLOSED', { tag: tagName, url: there.url })
  }
  await notePreparation(it, head)
  await bringUp(it, head)
  const pull = there?.state === 'open' ? there : await open(it)
  return { url: pull.url, number: pull.number }
}

/** Before the pull request: one that nobody has noted would be merged, and nothing would come of it. */
const notePreparation = async ({ github, repository, tagName, version, line, branch, signal }: Preparation & { readonly line: string }, head: string): Promise<void> => {
  if (await github.ref(repository, preparationRef(tagName))) return
  const message = renderPreparation({ repository: repositoryText(repository), line, version: version.text, tag: tagName, branch })
  signal.throwIfAborted()
  const object = await github.createTag(repository, { name: preparationName, message, commit: head })
  signal.throwIfAborted()
  try {
    await github.createRef(repository, preparationRef(tagName), object)
  } catch (failure) {
    // Another run of the same preparation was faster.
    if (!(failure instanceof ReleaseError) || failure.code !== 'REF_EXISTS') throw failure
  }
}

export const forgetPreparation = async ({ github, repository, tagName, signal }: Pick<Preparation, 'github' | 'repository' | 'tagName' | 'signal'>): Promise<void> => {
  const there = await github.ref(repository, preparationRef(tagName))
  if (!there) return
  signal.throwIfAborted()
  await github.moveRef(repository, preparationRef(tagName), { from: there.object })
}

/** On top of whatever a person has added to the branch meanwhile. */
const bringUp = async (it: Preparation, base: string): Promise<void> => {
  const { github, repository, tagName, signal } = it
  const branch = preparationBranch(tagName)
  const known = (await github.branch(repository, branch)).head
  if (known === undefined) {
    signal.throwIfAborted()
    await github.createRef(repository, `refs/heads/${branch}`, base)
  }
  const head = known ?? base
  const changes = await changesAt(it, head)
  if (changes.length === 0) return
  signal.throwIfAborted()
  await github.commit(repository, branch, { expectedHead: head, headline: titleOf(tagName), body: '', changes })
}

const open = async ({ github, repository, tagName, branch, signal }: Preparation): Promise<PullRequest> => {
  const marker = makeMarker({ kind: 'prepare', repository: repositoryText(repository), tag: tagName, object: '' })
  const text = `This writes the version of ${tagName} into every place where it stands. When it is merged, \`slipway continue\` (or \`slipway prepare\` again) tags the commit and releases it.`
  signal.throwIfAborted()
  return github.createPullRequest(repository, { head: preparationBranch(tagName), base: branch, title: titleOf(tagName), body: withMarker(text, marker) })
}
