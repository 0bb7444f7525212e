// Commits of a release as groups: by the types of Conventional Commits where they have them, else one list.
import { titleOf, type Change } from '../changes.js'
import type { Group } from '../changelog/groups.js'
import { safeHeadline } from './safe-text.js'

export interface CommitSection {
  readonly title: string
  readonly types: readonly string[]
}

export const usualCommitSections: readonly CommitSection[] = [
  { title: 'Features', types: ['feat', 'feature'] },
  { title: 'Bug fixes', types: ['fix', 'bugfix'] },
  { title: 'Performance', types: ['perf'] },
  { title: 'Reverts', types: ['revert'] },
  { title: 'Documentation', types: ['docs', 'doc'] },
  { title: 'Dependencies', types: ['deps', 'dependencies'] },
]

const breaking = 'Breaking changes'
const other = 'Other changes'
/** Of interest to whoever works on the project. */
const inside = new Set(['chore', 'ci', 'test', 'tests', 'style', 'build'])

const form = /^([a-z]+)(?:\(([^()\n]*)\))?(!)?: +(\S.*)$/i

interface Read {
  readonly type: string
  readonly isBreaking: boolean
  readonly text: string
  readonly isConventional: boolean
}

const read = (it: Change): Read => {
  const title = titleOf(it)
  const [, type = '', scope = '', mark, words] = form.exec(title) ?? []
  if (words === undefined) return { type: '', isBreaking: false, text: title, isConventional: false }
  const isBreaking = mark !== undefined || /^BREAKING[ -]CHANGE: /m.test(it.message)
  const isDependency = /^(?:deps|deps-dev|dependencies)$/i.test(scope) && type.toLowerCase() !== 'fix'
  return { type: isDependency ? 'deps' : type.toLowerCase(), isBreaking, text: scope === '' || isDependency ? words : `**${scope}:** ${words}`, isConventional: true }
}

export interface CommitsShown {
  /** https://github.com/owner/name: numbers become links, as in a file of a repository GitHub makes none of them. Empty when nobody knows it. */
  readonly base: string
  readonly sections?: readonly CommitSection[]
}

export const renderCommit = (text: string, base: string): string =>
  base !== '' && text.includes('(#') ? safeHeadline(text).replace(/\(#(\d{1,9})\)/g, (_, number: string) => `([\\#${number}](${base}/issues/${number}))`) : safeHeadline(text)

/** A commit as it will stand in a list. */
export interface CommitItem {
  /** Title of its section; undefined for what is of interest to whoever works on the project. */
  readonly section: string | undefined
  readonly isConventional: boolean
  readonly text: string
}

/** Of one commit by itself, so that a long history is read while it comes. */
export const commitReader = ({ base, sections = usualCommitSections }: CommitsShown): ((it: Change) => CommitItem) => {
  const titled = new Map(sections.flatMap((it) => it.types.map((type) => [type.toLowerCase(), it.title] as const)))
  return (it) => {
    const { type, isBreaking, text, isConventional } = read(it)
    return { section: isBreaking ? breaking : (titled.get(type) ?? (inside.has(type) ? undefined : other)), isConventional, text: renderCommit(text, base) }
  }
}

/** Newest first, as they come. A release in which nobody wrote a type is one list without words above it. */
export const groupsOf = (all: readonly CommitItem[], { sections = usualCommitSections }: CommitsShown): readonly Group[] => {
  const whole = (): readonly Group[] => (all.length === 0 ? [] : [{ title: '', items: all.map((it) => it.text) }])
  if (!all.some((it) => it.isConventional)) return whole()
  const groups = new Map<string, string[]>([breaking, ...sections.map((it) => it.title), other].map((it) => [it, []]))
  for (const { section, text } of all) if (section !== undefined) groups.get(section)?.push(text)
  const found = [...groups].map(([title, items]): Group => ({ title, items })).filter((it) => it.items.length > 0)
  // Rather all of it than nothing.
  return found.length > 0 ? found : whole()
}

export const commitGroups = (changes: readonly Change[], shown: CommitsShown): readonly Group[] => groupsOf(changes.map(commitReader(shown)), shown)
