// Merged pull requests and closed issues as groups by their labels: the sections, labels and signs of github_changelog_generator 1.16
// (lib/github_changelog_generator/parser.rb, generator/section.rb).
import type { Group } from '../changelog/groups.js'
import { safeTitle } from './safe-text.js'

export interface NotedItem {
  readonly number: number
  readonly title: string
  readonly url: string
  readonly labels: readonly string[]
}

export interface NotedPull extends NotedItem {
  /** Undefined when the account is gone. */
  readonly author?: { readonly login: string; readonly url: string }
}

export interface NotedIssue extends NotedItem {
  /** Milliseconds since 1970. */
  readonly closedAt: number
  readonly milestone?: string
}

export interface LabelSection {
  readonly title: string
  readonly labels: readonly string[]
}

/** The generator's `release summary` shows the text of issues, which is none of a list, and is left out here. */
export const usualLabelSections: readonly LabelSection[] = [
  { title: 'Breaking changes', labels: ['backwards-incompatible', 'Backwards incompatible', 'breaking'] },
  { title: 'Implemented enhancements', labels: ['enhancement', 'Enhancement', 'Type: Enhancement'] },
  { title: 'Fixed bugs', labels: ['bug', 'Bug', 'Type: Bug'] },
  { title: 'Deprecated', labels: ['deprecated', 'Deprecated', 'Type: Deprecated'] },
  { title: 'Removed', labels: ['removed', 'Removed', 'Type: Removed'] },
  { title: 'Security fixes', labels: ['security', 'Security', 'Type: Security'] },
]

export const usualExclusions: readonly string[] = [
  'duplicate', 'question', 'invalid', 'wontfix', 'Duplicate', 'Question', 'Invalid', 'Wontfix', 'Meta: Exclude From Changelog',
]

const restOfIssues = 'Closed issues'
const restOfPulls = 'Merged pull requests'

export interface LabelsShown {
  readonly sections?: readonly LabelSection[] | undefined
  readonly exclude?: readonly string[] | undefined
}

const line = ({ title, number, url }: NotedItem): string => `${safeTitle(title)} [\\#${number}](${url})`
const pullLine = (it: NotedPull): string => `${line(it)}${it.author ? ` ([${safeTitle(it.author.login)}](${it.author.url}))` : ''}`

/** The first section that knows one of the labels has it; the rest is listed below, issues before pull requests. */
export const labelGroups = (found: { readonly issues: readonly NotedIssue[]; readonly pulls: readonly NotedPull[] }, shown: LabelsShown = {}): readonly Group[] => {
  const sections = shown.sections ?? usualLabelSections
  const excluded = new Set(shown.exclude ?? usualExclusions)
  const groups = new Map<string, string[]>([...sections.map((it) => it.title), restOfIssues, restOfPulls].map((it) => [it, []]))
  const put = (it: NotedItem, rest: string, text: string): void => {
    if (it.labels.some((label) => excluded.has(label))) return
    const section = sections.find((one) => one.labels.some((label) => it.labels.includes(label)))
    groups.get(section?.title ?? rest)?.push(text)
  }
  for (const it of found.issues) put(it, restOfIssues, line(it))
  for (const it of found.pulls) put(it, restOfPulls, pullLine(it))
  return [...groups].map(([title, items]): Group => ({ title, items })).filter((it) => it.items.length > 0)
}

/** Closed after the release before and up to this one; a milestone named like a tag decides instead. */
export const issuesOf = (issues: readonly NotedIssue[], { since, until, names, own }: { readonly since: number; readonly until: number; readonly names: ReadonlySet<string>; readonly own: ReadonlySet<string> }): readonly NotedIssue[] =>
  issues.filter((it) => {
    if (it.milestone !== undefined && names.has(it.milestone)) return own.has(it.milestone)
    return it.closedAt > since && it.closedAt <= until
  })
