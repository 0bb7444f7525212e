// The page of a verb says of its flags what they do there.
import { expect, test } from '@jest/globals'
import { helpText } from '../../src/cli/help.js'

test.each([
  ['prune', 'Nothing of it is removed', 'Remove the one that is named although other people made it.'],
  ['prune', 'Build and ask', 'Remove nothing, also with --yes.'],
  ['check', 'then it is released', 'The version that the references of the work tree should say.'],
  ['check', '.slipway.yaml of the tagged commit, else', '.slipway.yaml of the work tree, of the tagged commit when a tag is named'],
  ['set-version', '.slipway.yaml of the tagged commit, else', '.slipway.yaml of the work tree'],
  ['set-version', 'the next free one in the registry', 'Default: the first one.'],
  ['prepare', '.slipway.yaml of the tagged commit, else', '.slipway.yaml of the head of the default branch'],
  ['propose', '.slipway.yaml of the tagged commit, else', '.slipway.yaml of the proposed commit'],
  ['propose', 'The commit of --name', 'The commit to propose'],
  ['propose', 'Build and ask', 'Show what the issue would say, and write nothing.'],
])('the page of %s does not say %j, which is true of other verbs', (verb, wrong, right) => {
  const page = helpText(verb)
  expect(page).not.toContain(wrong)
  expect(page).toContain(right)
})

test('other verbs keep the common words', () => {
  expect(helpText('release')).toContain('Nothing of it is removed')
  expect(helpText('release')).toContain('Build and ask every destination, but write nothing.')
})
