// The next version as an edit of a commit: what would change on top of it, and whether somebody has moved on already.
import { decodeFile } from '../../core/edit/reference-text.js'
import type { Repository } from '../../core/facts.js'
import type { Json } from '../../core/json.js'
import { readTexts, type AlsoSet, type Reference, type Texts } from '../../core/reference.js'
import { setReferences } from '../../core/set-references.js'
import { asVersion, compareVersions, parseVersion, type Scheme, type Version } from '../../core/version.js'
import { writtenVersions } from '../../core/written-versions.js'
import type { FileChange, GitHubReader } from '../../ports/github.js'

export type NextTask = {
  readonly branch: string
  /** The version that was released. */
  readonly released: string
  readonly next: string
  readonly scheme: Scheme
  /** `written-in` and `also-set` of the entry, as plain values. */
  readonly references: Json
  readonly alsoSet: Json
  /** Base of links: https://github.com/accanto/os-vim-driver */
  readonly page: string
}

export interface State {
  /** Empty when the commit says the next version already. */
  readonly changes: readonly FileChange[]
  /** What it says instead, when that is beyond what was released: then the next version is somebody else's affair. */
  readonly beyond?: string
}

export const stateAt = async (task: NextTask, commit: string, { github, repository }: { readonly github: GitHubReader; readonly repository: Repository }): Promise<State> => {
  const references = task.references as readonly Reference[]
  const alsoSet = task.alsoSet as readonly AlsoSet[]
  const texts = await readTexts(references, alsoSet, async (file) => {
    const bytes = await github.file(repository, file, commit)
    return bytes && decodeFile(bytes, file)
  })
  const edited = setReferences({ references, alsoSet, texts, version: parseVersion(task.next, task.scheme), mode: 'next' })
  const changes = [...edited].map(([path, text]): FileChange => ({ path, bytes: Buffer.from(text) }))
  const beyond = beyondReleased(task, references, texts)
  return { changes, ...(beyond === undefined ? {} : { beyond }) }
}

/** All places together, or it is an edit that was left half done. */
const beyondReleased = (task: NextTask, references: readonly Reference[], texts: Texts): string | undefined => {
  const released = parseVersion(task.released, task.scheme)
  const found = references.flatMap((it) => versionsIn(it, texts, task.scheme))
  const isBeyond = found.length > 0 && found.every((it) => compareVersions(it, released) > 0)
  return isBeyond ? found[0]?.text : undefined
}

/** A chart is spelled as SemVer whatever the scheme is. What is no version at all (a placeholder) says nothing. */
const versionsIn = (reference: Reference, texts: Texts, scheme: Scheme): readonly Version[] =>
  writtenVersions(reference, texts, scheme).flatMap((it) => asVersion(it, scheme) ?? asVersion(it, 'semver') ?? asVersion(it, 'pep440') ?? [])
