// Prepares a release: the references say the version, in one commit, and an annotated (or signed) tag names it. Everything through GitHub's
// API (but a signed tag, which is pushed), on top of the branch as it is then; nothing is forced or moved, and doing it again finds what is there.
import { repositoryText, type Repository } from '../core/facts.js'
import { decodeFile } from '../core/edit/reference-text.js'
import type { PinnedTag } from '../core/plan.js'
import { readTexts, type AlsoSet, type Reference, type Texts } from '../core/reference.js'
import { setReferences, type Edits } from '../core/set-references.js'
import type { Version } from '../core/version.js'
import { fail, ReleaseError } from '../errors/release-error.js'
import type { FileChange, GitHub, RefTarget } from '../ports/github.js'

/** One section of a file that people keep: the same text with it, or as it is when it is there already. */
export interface ChangelogEdit {
  readonly file: string
  readonly insert: (text: string) => string
}

export interface Preparation {
  readonly github: GitHub
  readonly repository: Repository
  readonly branch: string
  readonly references: readonly Reference[]
  readonly alsoSet: readonly AlsoSet[]
  /** Names of the images that the line publishes. */
  readonly images?: readonly string[]
  /** Of image tags that stand in the source. */
  readonly revision?: Edits['revision']
  readonly version: Version
  readonly changelog?: ChangelogEdit | undefined
  /** Fails where the branch, as it is by then, says what this version must not replace. */
  readonly mayReplace?: ((texts: Texts) => Promise<void>) | undefined
  readonly tagName: string
  /** Message of the tag. */
  readonly message: string
  /** Makes the tag in another way than GitHub does: signed, say. The id of its object; fails when the ref is there. */
  readonly makeTag?: (commit: string) => Promise<string>
  /** Looked at before each write. */
  readonly signal: AbortSignal
}

/** The branch may move while we look at it; more often than this in a row it moves by somebody's loop. */
const mostTries = 5

export const prepareRelease = async (it: Preparation): Promise<PinnedTag> => {
  const there = await it.github.ref(it.repository, `refs/tags/${it.tagName}`)
  if (there) return accepted(it, there)
  const commit = await releaseCommit(it)
  it.signal.throwIfAborted()
  try {
    const object = await (it.makeTag ?? ((at) => tagByApi(it, at)))(commit)
    return { name: it.tagName, object, commit, kind: it.makeTag ? 'signed' : 'annotated' }
  } catch (failure) {
    if (!(failure instanceof ReleaseError) || !maybeThere.has(failure.code)) throw failure
    // Another run of the same preparation was faster, or the answer was lost: a tag that says the same is as good.
    const other = await it.github.ref(it.repository, `refs/tags/${it.tagName}`)
    if (!other) throw failure
    return accepted(it, other)
  }
}

const maybeThere = new Set<string>(['REF_EXISTS', 'TAG_PUSH_FAILED'])

const tagByApi = async (it: Preparation, commit: string): Promise<string> => {
  const object = await it.github.createTag(it.repository, { name: it.tagName, message: it.message, commit })
  it.signal.throwIfAborted()
  await it.github.createRef(it.repository, `refs/tags/${it.tagName}`, object)
  return object
}

/** A tag that is there already is the one that was to be made, when the references at its commit say this version. */
const accepted = async (it: Preparation, target: RefTarget): Promise<PinnedTag> => {
  const commit = await it.github.commitOf(it.repository, target)
  // Of a changelog that lacks the section it is a tag all the same.
  const changes = await changesAt({ ...it, changelog: undefined, mayReplace: undefined }, commit)
  const [first] = changes
  if (first) return fail('TAG_EXISTS', { tag: it.tagName, repository: repositoryText(it.repository), commit, why: `${changes.map((change) => change.path).join(', ')} would have to change there` })
  return { name: it.tagName, object: target.object, commit, kind: target.type === 'tag' ? 'annotated' : 'lightweight' }
}

/** The head of the branch if it says the version already, else a commit on top of it. */
const releaseCommit = async (it: Preparation): Promise<string> => {
  for (let tries = 1; ; tries++) {
    const { head, takesCommits, reason } = await it.github.branch(it.repository, it.branch)
    if (head === undefined) return fail('BRANCH_MISSING', { branch: it.branch, repository: repositoryText(it.repository) })
    const changes = await changesAt(it, head)
    if (changes.length === 0) return head
    if (!takesCommits) return fail('BRANCH_PROTECTED', { branch: it.branch, said: reason ?? 'its rules say so' })
    it.signal.throwIfAborted()
    try {
      const made = await it.github.commit(it.repository, it.branch, { expectedHead: head, headline: 'Set version numbers for release', body: '', changes })
      return made.id
    } catch (failure) {
      if (!(failure instanceof ReleaseError) || failure.code !== 'BRANCH_MOVED' || tries === mostTries) throw failure
    }
  }
}

/** What the references at a commit lack. */
export const changesAt = async (it: Preparation, commit: string): Promise<readonly FileChange[]> => {
  const { github, repository, references, alsoSet, version, images = [], revision = { from: 0 }, changelog } = it
  const read = async (file: string): Promise<string | undefined> => {
    const bytes = await github.file(repository, file, commit)
    return bytes && decodeFile(bytes, file)
  }
  const texts = await readTexts(references, alsoSet, read)
  const edited = setReferences({ references, alsoSet, texts, version, images, revision, mode: 'release' })
  await it.mayReplace?.(texts)
  const all = new Map(edited)
  if (changelog) {
    const text = all.get(changelog.file) ?? (await read(changelog.file)) ?? ''
    const inserted = changelog.insert(text)
    if (inserted !== text) all.set(changelog.file, inserted)
  }
  return [...all].map(([path, text]) => ({ path, bytes: Buffer.from(text) }))
}
