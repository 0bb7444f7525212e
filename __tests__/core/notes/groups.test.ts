import { expect, test } from '@jest/globals'
import { renderGroups, usualForm } from '../../../src/core/changelog/groups.js'
import { commitGroups } from '../../../src/core/notes/commit-groups.js'
import { issuesOf, labelGroups, type NotedIssue, type NotedPull } from '../../../src/core/notes/label-groups.js'

const base = 'https://github.com/acme/widget'
const commit = (message: string): { commit: string; message: string } => ({ commit: 'a'.repeat(40), message })
const grouped = (...messages: readonly string[]): unknown => commitGroups(messages.map(commit), { base })
const issue = (number: number, title: string, labels: readonly string[] = [], more: Partial<NotedIssue> = {}): NotedIssue => ({ number, title, labels, url: `${base}/issues/${number}`, closedAt: 50, ...more })
const pull = (number: number, title: string, labels: readonly string[] = [], more: Partial<NotedPull> = {}): NotedPull => ({ number, title, labels, url: `${base}/pull/${number}`, author: { login: 'ann', url: 'https://github.com/ann' }, ...more })

test('Conventional Commits are grouped by type, breaking ones first, and what is only of the inside is left out', () => {
  expect(grouped(
    'feat(cli): a flag (#3)', 'fix: a leak', 'chore: tidy', 'build(deps): bump x to 2', 'fix!: other bytes', 'refactor: move\n\nBREAKING CHANGE: paths', 'Merge pull request #9 from ann/x\n\ndocs: a page', 'by hand',
  )).toEqual([
    { title: 'Breaking changes', items: ['other bytes', 'move'] },
    { title: 'Features', items: [`**cli:** a flag ([\\#3](${base}/issues/3))`] },
    { title: 'Bug fixes', items: ['a leak'] },
    { title: 'Documentation', items: [`a page ([\\#9](${base}/issues/9))`] },
    { title: 'Dependencies', items: ['bump x to 2'] },
    { title: 'Other changes', items: ['by hand'] },
  ])
})

test('plain commits are one list, and so is a release of nothing but chores', () => {
  expect(grouped('Add a thing', 'Fix @bob')).toEqual([{ title: '', items: ['Add a thing', 'Fix @&#8203;bob'] }])
  expect(grouped('chore: a', 'ci: b')).toEqual([{ title: '', items: ['a', 'b'] }])
  expect(grouped()).toEqual([])
})

test('issues and pull requests are grouped, excluded and written as github_changelog_generator does', () => {
  const issues = [issue(1, 'A *wish*', ['enhancement', 'bug']), issue(2, 'Asked', ['question']), issue(3, 'Plain')]
  const pulls = [pull(4, 'Mend it', ['bug']), pull(5, 'Loose end'), pull(6, 'Break', ['breaking', 'bug']), pull(7, 'Gone', ['Meta: Exclude From Changelog'])]
  expect(renderGroups(labelGroups({ issues, pulls }), usualForm)).toBe([
    '**Breaking changes:**\n\n- Break [\\#6](https://github.com/acme/widget/pull/6) ([ann](https://github.com/ann))',
    '**Implemented enhancements:**\n\n- A \\*wish\\* [\\#1](https://github.com/acme/widget/issues/1)',
    '**Fixed bugs:**\n\n- Mend it [\\#4](https://github.com/acme/widget/pull/4) ([ann](https://github.com/ann))',
    '**Closed issues:**\n\n- Plain [\\#3](https://github.com/acme/widget/issues/3)',
    '**Merged pull requests:**\n\n- Loose end [\\#5](https://github.com/acme/widget/pull/5) ([ann](https://github.com/ann))',
  ].join('\n\n'))
})

test('own sections and exclusions take the place of the usual ones; an account that is gone has no name', () => {
  const { number, title, url, labels } = pull(1, 'One', ['driver'])
  const orphan = { number, title, url, labels }
  expect(labelGroups({ issues: [], pulls: [orphan, pull(2, 'Two', ['skip']), pull(3, 'Three', ['question'])] }, { sections: [{ title: 'Drivers', labels: ['driver'] }], exclude: ['skip'] })).toEqual([
    { title: 'Drivers', items: ['One [\\#1](https://github.com/acme/widget/pull/1)'] },
    { title: 'Merged pull requests', items: ['Three [\\#3](https://github.com/acme/widget/pull/3) ([ann](https://github.com/ann))'] },
  ])
})

test('an issue belongs to the release after which it was closed, unless its milestone names another', () => {
  const names = new Set(['1.0.0', '1.1.0'])
  const asked = { since: 10, until: 60, names, own: new Set(['1.1.0']) }
  const all = [issue(1, 'in'), issue(2, 'before', [], { closedAt: 10 }), issue(3, 'after', [], { closedAt: 61 }), issue(4, 'other', [], { milestone: '1.0.0' }), issue(5, 'late, and ours', [], { closedAt: 99, milestone: '1.1.0' }), issue(6, 'a milestone of no tag', [], { milestone: 'Soon' })]
  expect(issuesOf(all, asked).map((it) => it.number)).toEqual([1, 5, 6])
})
