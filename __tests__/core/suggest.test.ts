import { expect, test } from '@jest/globals'
import { suggest } from '../../src/core/suggest.js'

const known = ['context', 'wheels', 'extra-wheels', 'args', 'tag']
test.each([['contxt', 'context'], ['wheel', 'wheels'], ['Context', 'context'], ['tga', 'tag'], ['xyz', undefined], ['tags', 'tag'], ['something', undefined], ['', undefined], ['x'.repeat(1_000_000), undefined]])(
  '%.20s suggests %s',
  (written, meant) => expect(suggest(written, known)).toBe(meant),
)
