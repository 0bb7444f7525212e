// What was asked of Slipway, whichever door it came through. Plain values; no secret is among them.
import type { Json } from './json.js'
import type { NotesSource } from './notes/notes-source.js'

export const verbs = ['rehearse', 'release', 'build', 'continue', 'plan', 'status', 'verify', 'check', 'set-version', 'propose', 'prepare', 'notes', 'prune'] as const
export type Verb = (typeof verbs)[number]

/** Verbs that look at the clone alone: they need no secret, and need not know where the clone lives on GitHub. */
const local = new Set<Verb>(['check', 'set-version'])
export const isLocal = (verb: Verb): boolean => local.has(verb)

/** Verbs that need no credential of the release, and are given none: `build` runs code of the project, but knows where it lives. */
export const needsNoToken = (verb: Verb): boolean => isLocal(verb) || verb === 'build'

/** Verbs that only read, and ask nobody but GitHub: credentials of registries, of a chat and of other repositories are none of their business. */
export const asksGitHubAlone = (verb: Verb): boolean => verb === 'notes'

/** What a stranger's event may ask for: of a pull request also the notes, with the token that GitHub gives it, which may read at most. */
export const strangersMayAsk = (verb: Verb, event: string): boolean => isLocal(verb) || (asksGitHubAlone(verb) && event === 'pull_request')

/** The event of the runner, as it stands in its file. */
export interface EventFacts {
  readonly name: string
  readonly payload: Json
  /** `GITHUB_REF`, `GITHUB_SHA`. */
  readonly ref: string
  readonly sha: string
}

/** Who started a run, as the runner says it: the person (or bot) who pushed, dispatched, or ran it again; or the repository's own schedule. */
export type Actor = { readonly login: string } | { readonly schedule: true }

export const defaultMaxWaitMs = 600_000

/** Where the config is read: the tagged commit, or the head of the default branch (for an old tag with today's config). */
export const configSources = ['tag', 'default'] as const
export type ConfigSource = (typeof configSources)[number]

/** How the edit of a version comes to its branch. */
export const editWays = ['commit', 'pull-request'] as const
export type EditWay = (typeof editWays)[number]

/** Most releases that `continue` goes on with in one run. */
export const defaultLimit = 10

/** What `prune` is told beside the config. */
export interface PruneAsked {
  /** A pattern of names, in place of the policies of the config. */
  readonly match?: string
  readonly keep?: number
  /** Days. */
  readonly olderThan?: number
  /** Tags go with their releases. */
  readonly withTag?: true
  /** Without it nothing is removed. */
  readonly yes?: true
}

export interface Request {
  readonly verb: Verb
  readonly tag?: string
  readonly version?: string
  /** What a commit without a tag is to be released as. */
  readonly name?: string
  /** Of `name`: a revision; default: what the run was started for, or HEAD. Of `propose`: the id of what is to be tagged; default: the head of the default branch. */
  readonly commit?: string
  readonly line?: string
  /** Of `propose`, when there are several. */
  readonly lines?: readonly string[]
  /** Path of the config; default `.slipway.yaml` in the tagged commit. */
  readonly config?: string
  /** Default: tag. */
  readonly configFrom?: ConfigSource
  /** Take over a release (or draft) of the tag that was begun by other means. */
  readonly adopt?: boolean
  /** Of `continue`. */
  readonly limit?: number
  /** How the edit of a version is brought in; default: as the config says. */
  readonly as?: EditWay
  /** Of the image tags, instead of the next free one. */
  readonly revision?: number
  readonly prune?: PruneAsked
  /** Of `notes`: of every release of the line. */
  readonly all?: boolean
  /** Of `notes`: another source than the config names. */
  readonly source?: NotesSource
  readonly dryRun: boolean
  /** Longest that the run as a whole waits: for limits of a service, or for another run's lock. */
  readonly maxWaitMs?: number
  /** Folders of artifacts that other jobs have built, absolute. Nothing is built in this run then (`build` builds what is not among them). */
  readonly artifacts?: readonly string[]
  /** Digests that those jobs handed over, one for each folder. */
  readonly artifactsDigest?: readonly string[]
  /** Build nothing; what is not frozen is left to a job of its own. */
  readonly noBuild?: boolean
  /** Of `build`: the folder that is handed on, absolute. */
  readonly out?: string
  /** Of `build`: images of this platform only. */
  readonly platform?: string
  /** Of `plan`: what the jobs of a workflow's matrix are. */
  readonly matrix?: boolean
  /** Of `prepare`: the commit and the tag, and nothing after them. */
  readonly tagOnly?: boolean
  readonly only: readonly string[]
  readonly without: readonly string[]
  readonly event?: EventFacts
  /** Its tag was found by `continue`; nobody named it. */
  readonly found?: true
  /** It is one of the releases of a job whose event it does not carry. */
  readonly inJob?: true
  /** Undefined where no runner says it. */
  readonly actor?: Actor
  /** How the same run is asked for again, for messages: `slipway release --tag 1.0.0`. */
  readonly again: string
}
