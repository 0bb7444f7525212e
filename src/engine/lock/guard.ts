// The ports of a run that may write only while it holds the lock. Steps do not know of it: whatever they write goes through here.
import type { Chat, ChatReader } from '../../ports/chat.js'
import type { GitHub, GitHubReader } from '../../ports/github.js'
import type { Issues, IssuesReader } from '../../ports/issues.js'
import type { PackageIndex, PackageIndexReader } from '../../ports/package-index.js'
import type { Pulls, PullsReader } from '../../ports/pull-requests.js'
import type { Registry, RegistryReader } from '../../ports/registry.js'
import type { World } from '../../ports/world.js'

type Writes<Port, Reader> = { readonly [K in Exclude<keyof Port, keyof Reader>]: true }

const githubWrites: Writes<GitHub, GitHubReader> = {
  createRelease: true, updateRelease: true, deleteRelease: true, swapReleases: true, uploadAsset: true, renameAsset: true, deleteAsset: true, createRef: true, moveRef: true,
  createTag: true, commit: true, createPullRequest: true,
}

const issuesWrites: Writes<Issues, IssuesReader> = { open: true, update: true, comment: true }

const pullsWrites: Writes<Pulls, PullsReader> = { makeFork: true, createBranch: true, commit: true, moveBranch: true, open: true, update: true, askForReview: true }

const chatWrites: Writes<Chat, ChatReader> = { post: true, send: true }

const indexWrites: Writes<PackageIndex, PackageIndexReader> = { upload: true }

const registryWrites: Writes<Registry, RegistryReader> = { putBlob: true, putManifest: true, deleteTag: true }

type Method = (...args: readonly unknown[]) => Promise<unknown>

const guarded = <Port extends object>(port: Port, writes: object, before: () => Promise<void>): Port => {
  const methods = port as Readonly<Record<string, Method>>
  const wrapped = Object.keys(writes).map((name) => [name, async (...args: readonly unknown[]) => {
    await before()
    return methods[name]?.(...args)
  }] as const)
  return { ...port, ...Object.fromEntries(wrapped) }
}

/** Where nothing but GitHub is written to. */
export const guardGitHub = (github: GitHub, before: () => Promise<void>): GitHub => guarded(github, githubWrites, before)

/** `before` resolves when a write may begin, and fails when none may any more. */
export const guard = (world: World, before: () => Promise<void>): World => ({
  ...world, github: guardGitHub(world.github, before), issues: guarded(world.issues, issuesWrites, before), pulls: guarded(world.pulls, pullsWrites, before),
  chat: guarded(world.chat, chatWrites, before), registry: guarded(world.registry, registryWrites, before), index: guarded(world.index, indexWrites, before),
})
