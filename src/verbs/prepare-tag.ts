// A version instead of a tag: set the references, commit, tag; then the release goes on in the same run, because a tag that
// is pushed with the workflow's own token starts no workflow.
import { decodeFile } from '../core/edit/reference-text.js'
import type { Facts } from '../core/facts.js'
import { imagesOf } from '../core/line-images.js'
import { setReferences } from '../core/set-references.js'
import { tagName } from '../core/tag-pattern.js'
import type { Trigger } from '../core/trigger.js'
import { parseVersion } from '../core/version.js'
import { fail, failAll } from '../errors/release-error.js'
import { preflight } from '../engine/preflight.js'
import { prepareRelease, type ChangelogEdit, type Preparation } from '../prepare/prepare.js'
import { forgetPreparation, proposeEdit, type Proposal } from '../prepare/propose-edit.js'
import type { Ports } from '../ports/ports.js'
import { changelogEdit } from './changelog-edit.js'
import { revisionToWrite } from './decide-revision.js'
import type { Start } from './find-start.js'
import { mustNotGoBack } from './not-back.js'
import { makeWorld, planRelease, type ReleaseWork } from './plan-release.js'
import { readReleaseConfig } from './read-config.js'
import { signedTag, signerFor, tagMessage } from './tag-to-be.js'
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
  const there = await github.ref(repository, `refs/tags/${tag.name}`)
  const mayReplace = mustNotGoBack({ line, version, branch }, work.ports)
  if (!there) await mayReplace(await commitTexts(line, tag.commit, work.ports))
  const changelog = there ? undefined : await changelogEdit({ config, line, version, tag }, work.ports)
  const preparation: Preparation = {
    github, repository, branch, version, tagName: tag.name,
    references: entry['written-in'], alsoSet: entry['also-set'], images: imagesOf(line), ...(there ? {} : { revision: await revisionToWrite({ config, line, version, tag }, work) }),
    message: `Release ${version.text}`, signal, changelog, mayReplace,
  }
  // What may be tagged is asked when it is about to be; a proposal is for people to judge.
  const proposal = (work.request.as ?? entry.as) === 'pull-request' ? await proposeEdit({ ...preparation, line: line.name }) : undefined
  if (proposal) return { kind: 'proposed', tag: tag.name, ...proposal }
  const made = await prepareRelease({ ...preparation, ...(there ? {} : await checkedTag({ config, line, version, tag }, { branch, work, changelog })) })
  await forgetPreparation(preparation)
  await work.ports.bring(`refs/tags/${tag.name}`)
  return { kind: 'tag', tag: tag.name, commit: made.commit }
}

/** How the tag is to be made, once everything that can be checked without it was checked; a signature is tried before. */
const checkedTag = async (start: Start, { branch, work, changelog }: { readonly branch: string; readonly work: ReleaseWork; readonly changelog: ChangelogEdit | undefined }): Promise<Pick<Preparation, 'message' | 'makeTag'>> => {
  const { ports } = work
  const { name, commit } = start.tag
  const signer = await signerFor(start.line, ports)
  const trial = signer && (await signedTag(signer, { name, commit, message: 'To be made', time: ports.clock.now() }))
  const facts = await checkFirst({ ...start, ...(trial ? { trial, tag: { ...start.tag, kind: 'signed' } } : {}) }, work, changelog)
  const message = await tagMessage(facts, ports)
  if (!signer) return { message }
  const makeTag = async (at: string): Promise<string> => {
    // The commit was made on GitHub a moment ago.
    if ((await ports.git.commit(at)) === undefined) await ports.bring(`refs/heads/${branch}`)
    const bytes = await signedTag(signer, { name, commit: at, message, time: ports.clock.now() })
    ports.signal.throwIfAborted()
    return ports.pushTag(name, bytes)
  }
  return { message, makeTag }
}

/** The release as it would be from the head of the branch, with a tag that is not there yet. */
export const intended = async (asked: VersionTrigger, { request, ports, steps }: ReleaseWork): Promise<Start & { readonly branch: string }> => {
  const { github, repository } = ports
  const branch = asked.branch ?? (await github.repository(repository)).defaultBranch
  const { head } = await github.branch(repository, branch)
  if (head === undefined) return fail('BRANCH_MISSING', { branch, repository: `${repository.owner}/${repository.name}` })
  if ((await ports.git.commit(head)) === undefined) await ports.bring(`refs/heads/${branch}`)
  const commit = request.commit === undefined ? head : await knownCommit(request.commit, ports)
  const config = await readReleaseConfig(commit, request, ports, steps)
  const line = onlyLine(config, request)
  const version = parseVersion(asked.version, line.scheme)
  return { config, line, version, branch, tag: { name: tagName(line.tag, version), object: commit, commit, kind: 'annotated' } }
}

/** By its id, as the clone knows it; a whole id is asked of GitHub too. */
const knownCommit = async (id: string, ports: ReleaseWork['ports']): Promise<string> => {
  const commit = (await ports.git.commit(id)) ?? (id.length < 40 ? undefined : await ports.bring(id))
  return commit ?? fail('USAGE', { what: `There is no commit ${id} in this clone; its whole id would be asked of GitHub.` })
}

/** Whoever plans sees the changelog as it will be. */
const withSection = async (edited: ReadonlyMap<string, string>, commit: string, { changelog, git }: { readonly changelog: ChangelogEdit | undefined; readonly git: Ports['git'] }): Promise<ReadonlyMap<string, string>> => {
  if (!changelog) return edited
  const bytes = await git.show(commit, changelog.file)
  return new Map([...edited, [changelog.file, changelog.insert(edited.get(changelog.file) ?? (bytes ? decodeFile(bytes, changelog.file) : ''))]])
}

/** The commit and the tag are writes like any other: everything that can be checked without them is checked before. */
const checkFirst = async (start: Start, work: ReleaseWork, changelog: ChangelogEdit | undefined): Promise<Facts> => {
  const entry = versionEntryOf(start.line)
  const texts = await commitTexts(start.line, start.tag.commit, work.ports)
  const edited = setReferences({ references: entry['written-in'], alsoSet: entry['also-set'], texts, version: start.version, mode: 'release', images: imagesOf(start.line), revision: await revisionToWrite(start, work) })
  const planned = await planRelease(start, work, await withSection(edited, start.tag.commit, { changelog, git: work.ports.git }))
  // Tools are asked for where it is built.
  const tasks = planned.plan.tasks.filter((it) => it.phase !== 'build' || (!work.request.tagOnly && !work.request.noBuild))
  const findings = await preflight({ plan: { ...planned.plan, tasks }, steps: work.steps, frozen: planned.frozen.artifacts, world: await makeWorld(planned.plan, work.ports) })
  // That the tag is not there is what is about to change.
  failAll(findings.filter((it) => it.severity === 'error' && it.problem.code !== 'TAG_MOVED').map((it) => it.problem))
  return planned.facts
}
