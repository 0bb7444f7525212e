// A version instead of a tag: set the references, commit, tag; then the release goes on in the same run, because a tag that
// is pushed with the workflow's own token starts no workflow.
import { imagesOf } from '../core/line-images.js'
import { firstRevision } from '../core/revision.js'
import { setReferences } from '../core/set-references.js'
import { tagName } from '../core/tag-pattern.js'
import type { Trigger } from '../core/trigger.js'
import { parseVersion } from '../core/version.js'
import { fail, failAll } from '../errors/release-error.js'
import { preflight } from '../engine/preflight.js'
import { prepareRelease, type Preparation } from '../prepare/prepare.js'
import { forgetPreparation, proposeEdit, type Proposal } from '../prepare/propose-edit.js'
import type { Start } from './find-start.js'
import { makeWorld, planRelease, type ReleaseWork } from './plan-release.js'
import { readReleaseConfig } from './read-config.js'
import { commitTexts, onlyLine, versionEntryOf } from './work-tree.js'

type VersionTrigger = Extract<Trigger, { kind: 'version' }>
type TagTrigger = Extract<Trigger, { kind: 'tag' }>
type Proposed = Proposal & { readonly kind: 'proposed'; readonly tag: string }

/** The tag that is to be released; or the pull request that has to be merged before. */
export const prepareTag = async (asked: VersionTrigger, work: ReleaseWork): Promise<TagTrigger | Proposed> => {
  const { github, repository, signal } = work.ports
  const { config, line, version, tag, branch } = await intended(asked, work)
  if (work.request.dryRun) return fail('DRY_RUN_OF_VERSION', { version: version.text })
  const entry = versionEntryOf(line)
  const preparation: Preparation = {
    github, repository, branch, version, tagName: tag.name,
    references: entry['written-in'], alsoSet: entry['also-set'], images: imagesOf(line), revision: { given: work.request.revision, from: firstRevision(line.effective) },
    message: `Release ${version.text}`,
    signal,
  }
  // What may be tagged is asked when it is about to be; a proposal is for people to judge.
  const proposal = (work.request.as ?? entry.as) === 'pull-request' ? await proposeEdit({ ...preparation, line: line.name }) : undefined
  if (proposal) return { kind: 'proposed', tag: tag.name, ...proposal }
  const there = await github.ref(repository, `refs/tags/${tag.name}`)
  if (!there) await checkFirst({ config, line, version, tag }, work)
  const made = await prepareRelease(preparation)
  await forgetPreparation(preparation)
  await work.ports.bring(`refs/tags/${tag.name}`)
  return { kind: 'tag', tag: tag.name, commit: made.commit }
}

/** The release as it would be from the head of the branch, with a tag that is not there yet. */
export const intended = async (asked: VersionTrigger, { request, ports, steps }: ReleaseWork): Promise<Start & { readonly branch: string }> => {
  const { github, repository } = ports
  const branch = asked.branch ?? (await github.repository(repository)).defaultBranch
  const { head } = await github.branch(repository, branch)
  if (head === undefined) return fail('BRANCH_MISSING', { branch, repository: `${repository.owner}/${repository.name}` })
  if ((await ports.git.commit(head)) === undefined) await ports.bring(`refs/heads/${branch}`)
  const config = await readReleaseConfig(head, request, ports, steps)
  const line = onlyLine(config, request)
  const version = parseVersion(asked.version, line.scheme)
  return { config, line, version, branch, tag: { name: tagName(line.tag, version), object: head, commit: head, kind: 'annotated' } }
}

/** The commit and the tag are writes like any other: everything that can be checked without them is checked before. */
const checkFirst = async (start: Start, work: ReleaseWork): Promise<void> => {
  const entry = versionEntryOf(start.line)
  const texts = await commitTexts(start.line, start.tag.commit, work.ports)
  const edited = setReferences({ references: entry['written-in'], alsoSet: entry['also-set'], texts, version: start.version, mode: 'release', images: imagesOf(start.line), revision: { given: work.request.revision, from: firstRevision(start.line.effective) } })
  const planned = await planRelease(start, work, edited)
  // Tools are asked for where it is built.
  const tasks = planned.plan.tasks.filter((it) => it.phase !== 'build' || !work.request.tagOnly)
  const findings = await preflight({ plan: { ...planned.plan, tasks }, steps: work.steps, frozen: planned.frozen.artifacts, world: await makeWorld(planned.plan, work.ports) })
  // That the tag is not there is what is about to change.
  failAll(findings.filter((it) => it.severity === 'error' && it.problem.code !== 'TAG_MOVED').map((it) => it.problem))
}
