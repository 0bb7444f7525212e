// What a release brought, in groups, as lists for people.
import type { BodyForm } from './section-style.js'

export interface Group {
  /** Empty for a list without words above it. */
  readonly title: string
  /** One line of Markdown each, safe to show. */
  readonly items: readonly string[]
}

/** As github_changelog_generator writes them. */
export const usualForm: BodyForm = { before: '**', after: ':**', blanks: 1, bullet: '- ' }

/** Empty groups are left out. */
export const renderGroups = (groups: readonly Group[], { before, after, blanks, bullet }: BodyForm): string =>
  groups
    .filter((it) => it.items.length > 0)
    .map(({ title, items }) => `${title === '' ? '' : `${before}${title}${after}\n${'\n'.repeat(blanks)}`}${items.map((it) => `${bullet}${it}`).join('\n')}`)
    .join('\n\n')
