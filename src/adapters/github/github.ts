// The GitHub port over HTTP. No octokit: it repeats POSTs on a 502, which makes twins, and loads undici at the start.
import type { Access, GitHub } from '../../ports/github.js'
import { canDo } from './access.js'
import { Api, type GitHubSettings } from './api.js'
import { Assets } from './assets.js'
import { Branches } from './branches.js'
import { OwnWrites } from './own-writes.js'
import { Pulls } from './pulls.js'
import { RefMoves } from './ref-moves.js'
import { Refs } from './refs.js'
import { ReleaseNotes } from './release-notes.js'
import { Releases } from './releases.js'
import { createRights } from './rights.js'
import { workflowRun } from './workflow-run.js'

export const createGitHub = (settings: GitHubSettings): GitHub => gitHubOver(new Api(settings))

/** Several ports stand over one API, so that they share its limits and its clock. */
export const gitHubOver = (api: Api): GitHub => {
  const own = new OwnWrites()
  const ids = new Map<string, string>()
  const releases = new Releases(api, own)
  const assets = new Assets(api, own)
  const refs = new Refs(api, own, ids)
  const moves = new RefMoves(api, own, ids)
  const branches = new Branches(api, own)
  const pulls = new Pulls(api, own)
  const notes = new ReleaseNotes(api)
  const rights = new Map<string, Promise<Access>>()
  return {
    ...createRights(api),
    repository: (repository) => refs.repository(repository),
    releasesByTag: (repository, tag) => releases.byTag(repository, tag),
    releases: (repository) => releases.all(repository),
    release: (repository, id) => releases.byId(repository, id),
    assets: (repository, release) => assets.list(repository, release),
    latestRelease: (repository) => releases.latest(repository),
    immutableReleases: (repository) => releases.areImmutable(repository),
    asset: (repository, asset) => assets.bytes(repository, asset),
    download: (repository, asset) => assets.download(repository, asset),
    ref: (repository, ref) => refs.find(repository, ref),
    refs: (repository, beginning) => refs.names(repository, beginning),
    commitOf: (repository, target) => refs.commitOf(repository, target),
    tagText: (repository, object) => refs.tagText(repository, object),
    file: (repository, path, ref) => refs.file(repository, path, ref),
    branch: (repository, branch) => branches.rules(repository, branch),
    pullRequest: (repository, head) => pulls.find(repository, head),
    can: (repository, scope) => {
      // Several steps need the same right; a token's rights do not change within a run.
      const key = `${repository.owner}/${repository.name} ${scope}`
      const answer = rights.get(key) ?? canDo(api, repository, scope)
      rights.set(key, answer)
      return answer
    },
    pullsOf: (repository, commits) => notes.pullsOf(repository, commits),
    closedIssues: (repository, since) => notes.closedIssues(repository, since),
    generatedNotes: (repository, of) => notes.generatedNotes(repository, of),
    workflowRun: (repository, id) => workflowRun(api, repository, id),
    time: () => api.time(),
    createRelease: (repository, fields) => releases.create(repository, fields),
    updateRelease: (repository, id, fields) => releases.update(repository, id, fields),
    deleteRelease: (repository, id) => releases.remove(repository, id),
    swapReleases: (repository, swap) => releases.swap(repository, swap),
    uploadAsset: (repository, release, file) => assets.upload(repository, release, file),
    renameAsset: (repository, id, name) => assets.rename(repository, id, name),
    deleteAsset: (repository, id) => assets.remove(repository, id),
    createRef: (repository, ref, object) => refs.create(repository, ref, object),
    moveRef: (repository, ref, move, signal) => moves.move(repository, ref, move, signal),
    createTag: (repository, tag) => refs.createTag(repository, tag),
    commit: (repository, branch, commit) => branches.commit(repository, branch, commit),
    createPullRequest: (repository, pull) => pulls.create(repository, pull),
  }
}
