// Releases: what a draft is, what publishing does, which one is the latest.
import { createHash } from 'node:crypto'
import semver from 'semver'
import { isRefName } from '../git/git-object.js'
import { can, type Where } from './access.js'
import { invalid, notFound, refuse, type Detail } from './refusal.js'
import { carryOut, changedWorkflow, forbids, type Forbidden } from './ref-moves.js'
import type { Release, RepositoryState } from './state.js'

export interface ReleaseFields {
  readonly tag: string
  readonly target: string
  readonly name: string | null
  readonly body: string | null
  readonly draft: boolean
  readonly prerelease: boolean
  /** `true`, `false` or `legacy`; undefined when it was not said. */
  readonly makeLatest: string | undefined
}

const longestBody = 125_000
const longestName = 256

const custom = (message: string, field?: string): Detail => ({ resource: 'Release', code: 'custom', ...(field === undefined ? {} : { field }), message })

/** Drafts are for those who may write. */
export const mayKnow = (where: Where, release: Release): boolean =>
  !release.draft || !where.forge.rules.has('W-REL-02') || can(where, 'contents', 'write')

/** The newest commit first, as GitHub lists them. */
export const listed = (where: Where): readonly Release[] =>
  [...where.repo.releases.values()].filter((it) => mayKnow(where, it)).sort((a, b) => (where.forge.rules.has('W-REL-21') ? b.createdAt - a.createdAt || b.id - a.id : a.id - b.id))

export const releaseById = (where: Where, id: number): Release => {
  const release = where.repo.releases.get(id)
  return release && mayKnow(where, release) ? release : notFound()
}

export const releaseByTag = ({ forge, repo }: Where, tag: string): Release => {
  const found = [...repo.releases.values()].filter((it) => it.tag === tag && (!it.draft || !forge.rules.has('W-REL-01')))
  return found.find((it) => !it.draft) ?? found[0] ?? notFound()
}

const bySemver = (a: Release, b: Release): number => {
  const [one, other] = [semver.parse(a.tag, { loose: true }), semver.parse(b.tag, { loose: true })]
  return one && other ? semver.rcompare(one, other) : 0
}

const full = (repo: RepositoryState): readonly Release[] => [...repo.releases.values()].filter((it) => !it.draft && !it.prerelease)

/** By the time of the commit, and among equals by version. */
const latestByTime = ({ forge, repo }: Where): Release | undefined => {
  const byTime = (a: Release, b: Release): number => (forge.rules.has('W-REL-10') ? b.createdAt - a.createdAt : (b.publishedAt ?? 0) - (a.publishedAt ?? 0))
  return [...full(repo)].sort((a, b) => byTime(a, b) || (forge.rules.has('W-REL-13') ? bySemver(a, b) : 0) || b.id - a.id)[0]
}

export const latest = (where: Where): Release | undefined => {
  const named = where.repo.latest.get('id')
  return full(where.repo).find((it) => it.id === named) ?? latestByTime(where)
}

const mustNotBeTooLong = (rules: Where['forge']['rules'], fields: ReleaseFields): void => {
  if (rules.has('W-REL-09') && (fields.body?.length ?? 0) > longestBody) return invalid(custom('body is too long (maximum is 125000 characters)', 'body'))
  if (rules.has('W-REL-25') && (fields.name?.length ?? 0) > longestName) return invalid(custom('name is too long (maximum is 256 characters)', 'name'))
}

const mustHaveAGoodTag = (fields: ReleaseFields): void => {
  if (isRefName(`refs/tags/${fields.tag}`)) return
  const published = fields.draft ? [] : [custom('tag_name is not a valid tag', 'tag_name'), custom('Published releases must have a valid tag')]
  invalid(...published, custom('tag_name is not well-formed', 'tag_name'))
}

const mustBeWellFormed = ({ forge, repo }: Where, fields: ReleaseFields): void => {
  const { rules } = forge
  if (repo.refs.size === 0 && !fields.draft && rules.has('W-REL-18')) return invalid(custom('Repository is empty.'))
  mustNotBeTooLong(rules, fields)
  if (rules.has('W-REL-23')) mustHaveAGoodTag(fields)
  if (rules.has('W-REL-12') && fields.makeLatest === 'true' && (fields.draft || fields.prerelease)) return invalid(custom('Latest release cannot be draft or prerelease.'))
}

/** A rule that stops the tag, as a release tells it. */
const preReceive = (lines: readonly string[]): readonly [Detail, Detail] =>
  [custom(`pre_receive Repository rule violations found\n\n${lines.join('\n\n')}\n\n`, 'pre_receive'), custom('Published releases must have a valid tag')]

const mustBeFree = ({ forge, repo }: Where, fields: ReleaseFields, self: Release | undefined): void => {
  const { rules } = forge
  if (rules.has('W-IMM-05') && repo.burned.has(fields.tag) && self?.tag !== fields.tag) {
    const [first, last] = preReceive(['Cannot create ref due to creations being restricted.'])
    const isTagMissing = !fields.draft && !repo.refs.has(`refs/tags/${fields.tag}`)
    const used = custom('tag_name was used by an immutable release', 'tag_name')
    return isTagMissing ? invalid(first, used, last) : invalid(used)
  }
  const others = [...repo.releases.values()].filter((it) => it.id !== self?.id && it.tag === fields.tag)
  const isTaken = fields.draft ? !rules.has('W-REL-03') && others.length > 0 : rules.has('W-REL-04') && others.some((it) => !it.draft)
  if (isTaken) invalid({ resource: 'Release', code: 'already_exists', field: 'tag_name' })
}

/** The commit that the release is of: the tag's, if there is one. A draft in an empty repository has none. */
const commitFor = async ({ forge, repo }: Where, fields: ReleaseFields): Promise<string | undefined> => {
  const git = forge.git(repo)
  if (repo.refs.size === 0) return undefined
  const tagged = repo.refs.get(`refs/tags/${fields.tag}`)
  if (tagged !== undefined && forge.rules.has('W-REL-07')) return (await git.peel(tagged)) ?? tagged
  const target = await git.resolve(fields.target)
  if (target !== undefined) return target
  if (forge.rules.has('W-REL-08')) return invalid({ resource: 'Release', code: 'invalid', field: 'target_commitish' })
  return (await git.resolve(repo.settings.defaultBranch)) ?? notFound()
}

/** Whoever may not change workflows may not release a commit that does. */
const mustNotChangeWorkflows = async (where: Where, fields: ReleaseFields, commit: string | undefined): Promise<void> => {
  const { forge, repo, actor } = where
  if (commit === undefined) return
  if (!forge.rules.has('W-REL-16') || repo.refs.has(`refs/tags/${fields.tag}`) || can(where, 'workflows', 'write')) return
  if ((await changedWorkflow(forge, repo, repo.refs.get(`refs/heads/${repo.settings.defaultBranch}`), commit)) === undefined) return
  if (actor.token?.kind === 'classic') return notFound()
  refuse(403, 'Resource not accessible by integration')
}

const sayInRelease = (it: Forbidden): never => invalid(...preReceive(it.by === 'rules' || it.by === 'protection' ? it.lines : ['Cannot create ref.']))

const makeTag = async ({ forge, repo, actor }: Where, tag: string, commit: string): Promise<void> => {
  const ref = `refs/tags/${tag}`
  if (repo.refs.has(ref) || !forge.rules.has('W-REL-06')) return
  const move = { ref, from: undefined, to: commit }
  const forbidden = forge.rules.has('W-REL-17') ? await forbids(forge, repo, move, { actor }) : undefined
  if (forbidden) sayInRelease(forbidden)
  await carryOut(forge, repo, move)
}

/** Everything that is checked and done whenever a release is saved; the record as it is then. */
const save = async (where: Where, fields: ReleaseFields, old: Release | undefined): Promise<Release> => {
  const { forge, repo } = where
  mustBeWellFormed(where, fields)
  mustBeFree(where, fields, old)
  const commit = await commitFor(where, fields)
  await mustNotChangeWorkflows(where, fields, commit)
  if (!fields.draft && commit !== undefined) await makeTag(where, fields.tag, commit)
  const { target, name, body, draft, prerelease, tag } = fields
  if (draft && old) mustNotStay(where, old)
  const base = old ?? firstOf(where)
  const isPublished = !draft && base.draft
  const time = commit === undefined ? base.createdAt : (await forge.git(repo).commit(commit)).committer.time * 1000
  const release: Release = {
    ...base, tag, target, name, body, draft, prerelease, updatedAt: forge.now(), publishedAt: publishedAt(where, base, draft),
    immutable: !draft && (base.immutable || (isPublished && repo.settings.immutableReleases && forge.rules.has('W-IMM-01'))),
    createdAt: forge.rules.has('W-REL-15') ? time : base.createdAt,
  }
  repo.releases.set(release.id, release)
  if (!draft) pointLatest(where, release, fields.makeLatest ?? (isPublished ? 'true' : undefined))
  return release
}

const publishedAt = ({ forge }: Where, before: Release, isDraft: boolean): number | null => {
  if (isDraft) return forge.rules.has('W-REL-27') ? null : before.publishedAt
  return before.draft && forge.rules.has('W-REL-27') ? forge.now() : (before.publishedAt ?? forge.now())
}

/** The tag is left alone, as with every change of a release. */
const mustNotStay = ({ forge }: Where, old: Release): void => {
  if (old.draft) return
  if (old.immutable && forge.rules.has('W-IMM-09')) invalid(custom('state cannot be changed when release is immutable.', 'state'))
  if (!forge.rules.has('W-REL-26')) invalid(custom('A release cannot be made a draft again.', 'draft'))
}

/** A release before anything was said about it. */
const firstOf = ({ forge, actor }: Where): Release => {
  const id = forge.nextId()
  const now = forge.now()
  return {
    id, tag: '', untagged: untaggedName(id), target: '', name: null, body: null, draft: true, prerelease: false, immutable: false, author: actor.login ?? 'ghost',
    createdAt: now, updatedAt: now, publishedAt: null,
  }
}

const untaggedName = (id: number): string => `untagged-${createHash('sha1').update(String(id)).digest('hex').slice(0, 20)}`

const pointLatest = (where: Where, release: Release, wish: string | undefined): void => {
  const { repo, forge } = where
  if (release.prerelease || wish === undefined || (wish === 'false' && forge.rules.has('W-REL-11'))) return
  const id = wish === 'legacy' ? latestByTime(where)?.id : release.id
  if (id !== undefined && repo.latest.get('id') !== id) repo.latest.set('id', id)
}

export const createRelease = (where: Where, fields: ReleaseFields): Promise<Release> => save(where, fields, undefined)

/** Fields that were not sent stay as they are, but for the tag of a draft. */
export const updateRelease = (where: Where, old: Release, sent: Partial<ReleaseFields>): Promise<Release> => {
  const isRenamed = sent.tag === undefined && old.draft && where.forge.rules.has('W-REL-05')
  const fields: ReleaseFields = {
    target: old.target, name: old.name, body: old.body, draft: old.draft, prerelease: old.prerelease, makeLatest: undefined, ...sent,
    tag: sent.tag ?? (isRenamed ? old.untagged : old.tag),
  }
  if (old.immutable && fields.tag !== old.tag && where.forge.rules.has('W-IMM-04')) return invalid(custom('tag_name cannot be changed on an immutable release.', 'tag_name'))
  if (old.immutable && !where.forge.rules.has('W-IMM-07')) return invalid(custom('Immutable releases cannot be changed.'))
  return save(where, fields, old)
}

export const deleteRelease = ({ repo, forge }: Where, release: Release): void => {
  for (const asset of repo.assets.values()) if (asset.release === release.id) repo.assets.delete(asset.id)
  repo.releases.delete(release.id)
  if (release.immutable) repo.burned.set(release.tag, true)
  if (!forge.rules.has('W-REL-19')) repo.refs.delete(`refs/tags/${release.tag}`)
}
