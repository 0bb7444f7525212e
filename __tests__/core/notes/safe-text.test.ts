import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { safeHeadline, safeMarkdown, safeTitle } from '../../../src/core/notes/safe-text.js'

describe('Markdown of others stays Markdown, and calls nobody', () => {
  test.each([
    ['thanks @ann and @acme/team', 'thanks @&#8203;ann and @&#8203;acme/team'],
    ['(@ann) **@bob** _@cy_ [@dan](https://x)', '(@&#8203;ann) **@&#8203;bob** _@&#8203;cy_ [@&#8203;dan](https://x)'],
    ['mail ann@example.com or see https://x/@ann', 'mail ann@example.com or see https://x/@ann'],
    ['code `@ann <b>` stays', 'code `@ann <b>` stays'],
    ['```\n@ann <b>\n```\n@bob', '```\n@ann <b>\n```\n@&#8203;bob'],
    ['<script>x</script> <!-- slipway: {} --> <https://x.org/>', '&lt;script>x&lt;/script> &lt;!-- slipway: {} --> <https://x.org/>'],
    ['red \u001b[31mred\u001b[0m \u202eabc\u202c \u2066x\u2069 a\u0007b\u200bc', 'red red abc x abc'],
    ['\u{1f469}\u200d\u{1f4bb} stays', '\u{1f469}\u200d\u{1f4bb} stays'],
    // What only looks like code.
    ['\\`@ann\\`', '\\`@&#8203;ann\\`'],
    ['- `a\n- @ann`', '- `a\n- @&#8203;ann`'],
    ['| `a | @ann` |', '| `a | @&#8203;ann` |'],
    ['- a\n  ```\n@ann', '- a\n  ```\n@&#8203;ann'],
    ['``` a`b\n@ann', '``` a`b\n@&#8203;ann'],
    ['~~~\n@code\n~~~\n@ann', '~~~\n@code\n~~~\n@&#8203;ann'],
    ['``@ann', '``@&#8203;ann'],
    // What GitHub shows as a name.
    ['\\@ann', '\\@&#8203;ann'],
    ['&#64;ann &#x40;bob &#0064;cy &commat;dan', '@&#8203;ann @&#8203;bob @&#8203;cy @&#8203;dan'],
    ['@&#97;nn', '@&#8203;&#97;nn'],
    ['see/@ann, and ann&#64;example.com', 'see/@&#8203;ann, and ann@example.com'],
    // The first mark of a line may close what one of the line above has opened.
    ['a `x\nb` @ann <img src=x> `c', 'a `x\nb` @&#8203;ann &lt;img src=x> `c'],
    ['a `x\n\nb `@ann`', 'a `x\n\nb `@ann`'],
  ])('%j', (text, safe) => expect(safeMarkdown(text)).toBe(safe))
})

test('a title is text, as github_changelog_generator escapes it; code in it stays code', () => {
  expect(safeTitle('Fix <b> *x* _y_ (z) [a](b) #3 back\\slash `stack_id <1>` by @ann\nsecond')).toBe('Fix \\<b\\> \\*x\\* \\_y\\_ \\(z\\) \\[a\\]\\(b\\) \\#3 back\\\\slash `stack_id <1>` by @&#8203;ann second')
})

test('a headline keeps its signs, and shows no picture and no link', () => {
  expect(safeHeadline('feat: a_b *c* (#12) ![p](https://track) [l](https://x) <img src=x>')).toBe('feat: a_b *c* (#12) !\\[p]\\(https://track) [l]\\(https://x) &lt;img src=x>')
})

test('a headline says of no version where its heading leads', () => {
  expect(safeHeadline('[1.2.0]: https://evil.example')).toBe('[1.2.0]\\: https://evil.example')
  expect(safeHeadline('by &#64;ann')).toBe('by @&#8203;ann')
  expect(safeHeadline('> [1.2.0]: https://evil.example `dict[str]: int`')).toBe('> [1.2.0]\\: https://evil.example `dict[str]: int`')
})

test('a title calls nobody by an entity', () => {
  expect(safeTitle('by &#64;ann, \\@bob and @&#97;nn')).toBe('by @&#8203;ann, \\\\@&#8203;bob and @&#8203;&\\#97;nn')
})

test('an endless title is cut', () => expect(safeTitle('x'.repeat(5000)).length).toBe(301))

test('twice is the same as once, and nobody is called outside of code', () => {
  const sign = fc.constantFrom('@', 'ann', '`', '``', '```', '\n', '\n\n', ' ', '<', '>', '\\', '|', '- ', 'x', '~~~', '](', '\u202e', '&#64;', '/', 'https://x')
  fc.assert(fc.property(fc.array(sign, { maxLength: 30 }), (parts) => {
    const safe = safeMarkdown(parts.join(''))
    expect(safeMarkdown(safe)).toBe(safe)
    expect(safe).not.toContain('\u202e')
    if (!safe.includes('`') && !safe.includes('~~~')) expect(safe).not.toMatch(/(^|[^A-Za-z0-9/])@ann/)
  }), { numRuns: 500 })
})
