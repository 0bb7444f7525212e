// What people and other systems do on GitHub while a run goes on: push, tag, merge, comment, draft a release, report a check.
// They do it at once and may do everything; what a run may do is tried through the handler.
import { formatTag } from '../git/git-object.js'
import type { Entry } from '../git/git-repository.js'
import type { Where } from './access.js'
import { commitChanges, personFor } from './commits.js'
import type { Forge } from './forge.js'
import { addComment, addIssue, editComment, ensureLabel, setIssueState } from './issues.js'
import { mergePull, openPull, type MergeMethod } from './pulls.js'
import { carryOut } from './ref-moves.js'
import { createRelease, type ReleaseFields } from './releases.js'
import { keyOf } from './state.js'
import type { CheckRun, Comment, CommitStatus, Issue, Release, RepositoryState, WorkflowRun } from './state.js'

export class Person {
  constructor(private readonly forge: Forge, private readonly repo: RepositoryState, private readonly login: string) {
    forge.user(login)
  }

  /** The owner's rights, under this name. */
  private get where(): Where {
    const token = { name: this.login, secret: '', login: this.login, kind: 'app' as const, permissions: { contents: 'write', workflows: 'write' } as const }
    return { forge: this.forge, repo: this.repo, actor: { login: this.login, token } }
  }

  private alone<T>(work: () => Promise<T>): Promise<T> {
    return this.forge.exclusive(work, () => undefined)
  }

  /** A commit on top of a branch (made if it is not there), with these files; undefined removes one. Its id. */
  commit(branch: string, files: Readonly<Record<string, string | Uint8Array | undefined>>, message: string): Promise<string> {
    return this.alone(async () => {
      const ref = `refs/heads/${branch}`
      const git = this.forge.git(this.repo)
      const from = this.repo.refs.get(ref)
      const on = from ?? this.repo.refs.get(`refs/heads/${this.repo.settings.defaultBranch}`)
      const changes = new Map<string, Entry | undefined>()
      const tree = on === undefined ? undefined : (await git.commit(on)).tree
      for (const [path, content] of Object.entries(files)) {
        const old = tree === undefined ? undefined : await git.entry(tree, path)
        changes.set(path, content === undefined ? undefined : await git.addFile(Buffer.from(content), old?.mode === '100755' || (!old && isScript(content)) ? '100755' : '100644'))
      }
      const author = personFor(this.forge, this.login)
      const to = await commitChanges(this.forge, this.repo, on, { changes, message, author, committer: author })
      await carryOut(this.forge, this.repo, { ref, from, to })
      return to
    })
  }

  /** Moves or makes a ref, wherever it was; undefined removes it. */
  moveRef(ref: string, to: string | undefined): Promise<void> {
    return this.alone(() => carryOut(this.forge, this.repo, { ref, from: this.repo.refs.get(ref), to }))
  }

  /** A tag, annotated when there is a message; moved when it is there. The id that the ref has then. */
  tag(name: string, commit: string, message?: string): Promise<string> {
    return this.alone(async () => {
      const tagger = personFor(this.forge, this.login)
      const id = message === undefined ? commit : await this.forge.git(this.repo).add(formatTag({ object: commit, type: 'commit', name, tagger, message: `${message}\n` }))
      await carryOut(this.forge, this.repo, { ref: `refs/tags/${name}`, from: this.repo.refs.get(`refs/tags/${name}`), to: id })
      return id
    })
  }

  release(fields: Partial<ReleaseFields> & { readonly tag: string }): Promise<Release> {
    const all = { target: this.repo.settings.defaultBranch, name: null, body: null, draft: true, prerelease: false, makeLatest: undefined, ...fields }
    return this.alone(() => createRelease(this.where, all))
  }

  openIssue(title: string, body: string, labels: readonly string[] = []): Promise<Issue> {
    return this.alone(async () => addIssue(this.forge, this.repo, { title, body, user: this.login, labels, assignees: [] }))
  }

  comment(issue: number, body: string): Promise<Comment> {
    return this.alone(async () => addComment(this.forge, this.repo, { issue, body, user: this.login }))
  }

  editComment(id: number, body: string): Promise<Comment> {
    return this.alone(async () => editComment(this.forge, this.repo, must(this.repo.comments.get(id), `comment ${id}`), body))
  }

  /** The text of an issue, as a person edits it. */
  editIssue(number: number, body: string): Promise<Issue> {
    return this.alone(async () => {
      const issue = { ...must(this.repo.issues.get(number), `issue ${number}`), body, updatedAt: this.forge.now() }
      this.repo.issues.set(number, issue)
      return issue
    })
  }

  close(number: number): Promise<Issue> {
    return this.alone(async () => {
      const issue = setIssueState(this.forge, must(this.repo.issues.get(number), `issue ${number}`), { state: 'closed', by: this.login })
      this.repo.issues.set(number, issue)
      return issue
    })
  }

  openPull(head: string, base: string, title: string, body = ''): Promise<Issue> {
    return this.alone(() => openPull(this.where, { head, base, title, body, draft: false }))
  }

  merge(number: number, method: MergeMethod = 'merge'): Promise<Issue> {
    return this.alone(() => mergePull(this.where, must(this.repo.issues.get(number), `pull request ${number}`), { method, sha: undefined, title: undefined, message: undefined }))
  }

  /** One that was merged before the world began, by the commit that brought it. */
  mergedPull({ number, title, commit, base }: { readonly number: number; readonly title: string; readonly commit: string; readonly base: string }): Promise<void> {
    return this.alone(async () => {
      const now = this.forge.now()
      const { parents: [before = commit] } = await this.forge.git(this.repo).commit(commit)
      const part = { repository: keyOf(this.repo.owner, this.repo.name) }
      const pull = { head: { ...part, branch: `pull-${number}`, commit }, base: { ...part, branch: base, commit: before }, draft: false, mergedAt: now, mergedBy: this.login, mergeCommit: commit }
      const about = { id: this.forge.nextId(), number, title, body: null, user: this.login, state: 'closed', stateReason: null, closedBy: this.login, labels: [], assignees: [] } as const
      this.repo.issues.set(number, { ...about, createdAt: now, updatedAt: now, closedAt: now, pull })
    })
  }

  /** A tag whose object is these bytes, whatever they say; moved when it is there. The id of the object. */
  tagOf(name: string, bytes: Uint8Array): Promise<string> {
    return this.alone(async () => {
      const id = await this.forge.git(this.repo).add({ type: 'tag', bytes: Buffer.from(bytes) })
      await carryOut(this.forge, this.repo, { ref: `refs/tags/${name}`, from: this.repo.refs.get(`refs/tags/${name}`), to: id })
      return id
    })
  }

  /** The key that signed this tag object belongs to the account of its tagger. */
  knowsKeyOf(object: string): void {
    this.repo.signed.set(object, true)
  }

  /** By the app of GitHub Actions, and in one suite, unless others are named. */
  check(commit: string, name: string, conclusion: CheckRun['conclusion'], { app = actionsApp, suite = 1 }: Partial<Pick<CheckRun, 'app' | 'suite'>> = {}): CheckRun {
    const check: CheckRun = { id: this.forge.nextId(), commit, name, app, suite, status: conclusion === null ? 'in_progress' : 'completed', conclusion, at: this.forge.now() }
    this.repo.checks.set(check.id, check)
    return check
  }

  status(commit: string, context: string, state: CommitStatus['state']): CommitStatus {
    const status: CommitStatus = { id: this.forge.nextId(), commit, context, state, description: null, by: this.login, at: this.forge.now() }
    this.repo.statuses.set(status.id, status)
    return status
  }

  /** A run of a workflow as it is now: begun, begun again, or ended. */
  workflowRun(it: Pick<WorkflowRun, 'id'> & Partial<WorkflowRun>): WorkflowRun {
    const commit = this.repo.refs.get(`refs/heads/${this.repo.settings.defaultBranch}`) ?? ''
    const run: WorkflowRun = { attempt: 1, status: 'in_progress', conclusion: null, commit, actor: this.login, at: this.forge.now(), ...this.repo.runs.get(it.id), ...it }
    this.repo.runs.set(run.id, run)
    return run
  }

  /** What becomes of runs whose machine is gone. */
  endWorkflowRuns(): void {
    for (const it of this.repo.runs.values()) if (it.status !== 'completed') this.workflowRun({ id: it.id, status: 'completed', conclusion: 'cancelled' })
  }

  label(name: string): void {
    ensureLabel(this.forge, this.repo, name)
  }
}

/** The number that GitHub Actions has on github.com. */
const actionsApp = 15_368

const must = <T>(found: T | undefined, what: string): T => {
  if (found === undefined) throw new Error(`there is no ${what} in this world`)
  return found
}

/** Whoever writes one means to run it, and marks it so. */
const isScript = (content: string | Uint8Array): boolean => Buffer.from(content).subarray(0, 2).toString('latin1') === '#!'
