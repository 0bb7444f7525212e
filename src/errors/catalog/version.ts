// Codes of versions, their tags and the templates that are filled with them.
import { entry } from '../entry.js'

export const version = {
  VERSION_INVALID: entry<{ text: string; scheme: string; allowed: string; suggestion?: string }>({
    kind: 'config',
    message: (f) => `\`${f.text}\` is no version of the scheme ${f.scheme}.${f.suggestion ? ` Did you mean \`${f.suggestion}\`?` : ''}`,
    hint: (f) => `The scheme ${f.scheme} allows ${f.allowed}. Another scheme is a setting of the line (\`scheme\`: semver, pep440 or free).`,
    sample: { text: 'v1.2', scheme: 'semver', allowed: 'three numbers, then perhaps a pre-release and build metadata: 1.2.0, 1.2.0-rc1', suggestion: '1.2.0' },
  }),
  VERSION_NO_SPELLING: entry<{ version: string; spelling: string }>({
    kind: 'config',
    message: (f) => `The version ${f.version} cannot be spelled as ${f.spelling}.`,
    hint: () => 'docs/adr/0005 lists which versions have which spelling. Choose a version that has it (three numbers, then dev, a, b or rc with a number), or leave out what needs it.',
    sample: { version: '2.1.0a1.issue51', spelling: 'SemVer' },
  }),
  VERSION_NO_NEXT: entry<{ version: string; rule: string }>({
    kind: 'config',
    message: (f) => `There is no next version of ${f.version} by the rule \`${f.rule}\`.`,
    hint: () => 'Names of a line with `scheme: free`, and pre-releases of other words than dev, a, b and rc, have no successor: leave `version.next` out for them.',
    sample: { version: 'v0.1-test', rule: 'minor.dev0' },
  }),
  TAG_PATTERN: entry<{ pattern: string; what: string }>({
    kind: 'config',
    message: (f) => `The tag pattern \`${f.pattern}\` cannot be used: ${f.what}.`,
    hint: () => 'A pattern is plain text with one place for the version: `{version}`, `v{version}`, `chart/{version}`, or the same with `*`.',
    sample: { pattern: 'release', what: 'it has no place for the version' },
  }),
  TAG_UNSAFE: entry<{ tag: string; what: string }>({
    kind: 'config',
    message: (f) => `\`${f.tag}\` is refused as a tag: ${f.what}.`,
    hint: () => 'Tags are ASCII letters, digits and . _ + ! @ - /, in the form that `git check-ref-format` accepts, and do not begin with a hyphen.',
    sample: { tag: '-f', what: 'it begins with a hyphen, and tools would take it for an option' },
  }),
  TEMPLATE_WORD: entry<{ word: string; template: string; known: string; suggestion?: string }>({
    kind: 'config',
    message: (f) => `There is no word \`{${f.word}}\` for \`${f.template}\`.${f.suggestion ? ` Did you mean \`{${f.suggestion}}\`?` : ''}`,
    hint: (f) => `Words: ${f.known}. A brace that is meant as such is written twice: {{.`,
    sample: { word: 'versoin', template: 'driver-{versoin}', known: '{version}, {tag}', suggestion: 'version' },
  }),
  TEMPLATE_NO_VALUE: entry<{ word: string; template: string }>({
    kind: 'config',
    message: (f) => `\`{${f.word}}\` in \`${f.template}\` has no value in this run.`,
    hint: () => '{semver} and {pep440} are there when the version can be spelled so, {major} {minor} {patch} unless the scheme is free, {revision} when one is given.',
    sample: { word: 'semver', template: 'chart-{semver}' },
  }),
}
