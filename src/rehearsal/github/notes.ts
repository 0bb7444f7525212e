// Generated notes: what was merged between two tags. The text is returned and kept nowhere.
import { walkHistory } from '../git/history.js'
import type { Ask } from './ask.js'
import { notFound, refuse } from './refusal.js'

const tagCommit = async (ask: Ask, tag: string): Promise<string | undefined> => {
  const id = ask.repo.refs.get(`refs/tags/${tag}`)
  return id === undefined ? undefined : ask.git.peel(id)
}

/** The nearest tag below, by ancestry; that is how old changes come up again. */
const previousTag = async (ask: Ask, head: string, self: string): Promise<string | undefined> => {
  const tags = new Map<string, string>()
  for (const [ref] of ask.repo.refs) {
    const name = ref.startsWith('refs/tags/') ? ref.slice('refs/tags/'.length) : self
    const commit = name === self ? undefined : await tagCommit(ask, name)
    if (commit !== undefined) tags.set(commit, name)
  }
  for await (const commit of walkHistory(ask.git, [head])) {
    const tag = tags.get(commit.id)
    if (tag !== undefined) return tag
  }
  return undefined
}

export const generateNotes = async (ask: Ask): Promise<{ name: string; body: string }> => {
  const tag = ask.body.text('tag_name')
  const target = ask.body.textIfSent('target_commitish') ?? ask.repo.settings.defaultBranch
  const head = (await tagCommit(ask, tag)) ?? (await ask.git.resolve(target)) ?? notFound()
  const wanted = ask.forge.rules.has('W-REL-22') ? (ask.body.textIfSent('previous_tag_name') ?? undefined) : undefined
  if (wanted !== undefined && (await tagCommit(ask, wanted)) === undefined) refuse(422, 'Invalid previous_tag parameter')
  const previous = wanted ?? (await previousTag(ask, head, tag))
  const since = previous === undefined ? undefined : await tagCommit(ask, previous)
  const commits = new Set<string>()
  for await (const commit of walkHistory(ask.git, [head], since === undefined ? [] : [since])) commits.add(commit.id)
  const merged = [...ask.repo.issues.values()]
    .filter(({ pull }) => pull?.mergedAt !== null && pull?.mergeCommit !== undefined && pull.mergeCommit !== null && commits.has(pull.mergeCommit))
    .sort((a, b) => (a.pull?.mergedAt ?? 0) - (b.pull?.mergedAt ?? 0))
  const lines = merged.map((it) => `* ${it.title} by @${it.user} in ${ask.page(`/pull/${it.number}`)}`)
  const changes = lines.length > 0 ? `## What's Changed\n${lines.join('\n')}\n\n\n` : ''
  const link = previous === undefined ? ask.page(`/commits/${tag}`) : ask.page(`/compare/${previous}...${tag}`)
  return { name: tag, body: `${changes}**Full Changelog**: ${link}` }
}
