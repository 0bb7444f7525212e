// A play as it stands in its file: what is wrong in it is said at its line and column.
import { expect, test } from '@jest/globals'
import { parsePlay } from '../../../src/cli/play/play-file.js'
import { ReleaseError, type Problem } from '../../../src/errors/release-error.js'

const refused = (text: string): Problem | undefined => {
  try {
    parsePlay(text, 'play.yaml')
  } catch (failure) {
    if (failure instanceof ReleaseError) return failure.problems[0]
    throw failure
  }
  return undefined
}

const deeds = 'people: { ann: admin }\ndeeds:\n  - { as: ann, tag: v1 }\n'

test.each([
  ['a deed that is none', `${deeds}  - { as: ann, sing: la }\n`, '4:5', /deeds\.1: this is none of the deeds that a play knows \(slipway, .*promote\)/],
  ['two deeds in one', `${deeds}  - { as: ann, tag: v2, comment: hm }\n`, '4:5', /deeds\.1: one deed cannot be comment and tag at once/],
  ['an unknown key of a deed', `${deeds}  - slipway: continue\n    end: waiting\n`, '5:5', /deeds\.1: there is no key end/],
  ['a deed of nobody', `${deeds}  - comment: LGTM\n`, '4:5', /deeds\.1\.as: /],
  ['an outcome that there is not', `${deeds}  - slipway: continue\n    ends: realeased\n`, '5:11', /deeds\.1\.ends: .*"released"/],
  ['a repository without an owner', `${deeds}  - { as: ann, merge: infra }\n`, '4:23', /deeds\.1\.merge: .*owner\/name/],
  ['a key of an inner mapping', `${deeds}  - as: ann\n    promote: { list: a, in: a/b, from: c, to: d, too: e }\n`, '5:50', /deeds\.1\.promote: there is no key too/],
  ['an unknown key of the play', `poeple: {}\n${deeds}`, '1:1', /the play: there is no key poeple/],
  ['an access that there is not', deeds.replace('admin', 'root'), '1:16', /people\.ann: /],
  ['YAML that is none', `${deeds}  - { as: ann\n`, '5:1', /./],
  ['a play without deeds', 'people: {}\n', '1:1', /deeds: /],
  ['nothing', '', '1:1', /the play: /],
])('%s is told where it stands', (_, text, at, what) => {
  const problem = refused(text)
  expect([problem?.code, problem?.place?.file, `${String(problem?.place?.line)}:${String(problem?.place?.column)}`]).toEqual(['PLAY_INVALID', 'play.yaml', at])
  expect(problem?.message).toMatch(what)
  expect(problem?.hint).toContain('docs/plays.md')
})

test('what a good play says stands where it is looked for', () => {
  const play = parsePlay(deeds, 'play.yaml')
  expect(play.placeOf(['deeds', 0])).toEqual({ file: 'play.yaml', line: 3, column: 5 })
  expect(play.placeOf(['deeds', 0, 'say'])).toEqual({ file: 'play.yaml', line: 3, column: 5 })
})
