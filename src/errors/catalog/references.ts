// Codes of references: reading and editing the places in the source where a version stands.
import { entry } from '../entry.js'

export const references = {
  REFERENCE_DISAGREES: entry<{ file: string; where: string; found: string; wanted: string; version: string }>({
    kind: 'gate',
    message: (f) => `${f.file} says ${f.found}${f.where ? ` at ${f.where}` : ''}; the version is ${f.version}, so it should say ${f.wanted}.`,
    hint: (f) => `\`slipway set-version ${f.version}\` writes every reference. Commit that, and tag the commit; a tag that is public already is better followed by a new version than moved.`,
    sample: { file: 'helm/os-vim-driver/Chart.yaml', where: '/version', found: '1.1.0.dev0', wanted: '2.0.0', version: '2.0.0' },
  }),
  REVISION_DIFFERS: entry<{ file: string; found: string; revision: string; version: string }>({
    kind: 'gate',
    message: (f) => `${f.file} says ${f.found}, and the images of ${f.version} get the revision ${f.revision}.`,
    hint: (f) => `The release is as good as any other; the files of its commit name an image that is not of it. \`slipway set-version ${f.version} --revision ${f.revision}\` writes the other one, for a tag that is not there yet; \`--revision\` of a release gives the one of the files, where it is free.`,
    sample: { file: 'dependencies.yaml', found: 'v4.5.1-0', revision: '1', version: '4.5.1' },
  }),
  REFERENCE_IMAGE: entry<{ file: string; where: string; found: string; wanted: string }>({
    kind: 'gate',
    message: (f) => `${f.file} names the image ${f.found}${f.where ? ` at ${f.where}` : ''}; this release publishes ${f.wanted}.`,
    hint: () => 'Change the name in the file, or where the image goes (`publish.image.to`). Whoever installs from the file would otherwise get another image.',
    sample: { file: 'helm/os-vim-driver/values.yaml', where: '/docker/image', found: 'ibmcom/os-vim-driver', wanted: 'docker.io/accanto/os-vim-driver' },
  }),
  REFERENCE_MISSING: entry<{ file: string; where: string; nearest: string }>({
    kind: 'gate',
    message: (f) => `${f.file} has nothing at ${f.where}${f.nearest ? ` (${f.nearest})` : ''}.`,
    hint: () => 'Mend `version.written-in` (or `also-set`) of the line: `at` is a JSON pointer such as /docker/version, `pattern` a text with one {version} in it.',
    sample: { file: 'helm/os-vim-driver/values.yaml', where: '/docker/verison', nearest: 'keys there: image, version' },
  }),
  REFERENCE_FILE_MISSING: entry<{ file: string; suggestion?: string }>({
    kind: 'gate',
    message: (f) => `There is no file ${f.file}.${f.suggestion ? ` Did you mean ${f.suggestion}?` : ''}`,
    hint: () => 'Mend `version.written-in` (or `also-set`) of the line; paths are relative to the root of the repository. Files that git ignores are in no commit.',
    sample: { file: 'osvimdriver/pkginfo.json', suggestion: 'osvimdriver/pkg_info.json' },
  }),
  REFERENCE_NOT_TEXT: entry<{ file: string; where: string; found: string }>({
    kind: 'gate',
    message: (f) => `${f.file} has ${f.found} at ${f.where}, where a version is to stand.`,
    hint: () => 'A reference is a text on one line. Name the place of the text itself, or write the value there in quotes.',
    sample: { file: 'pyproject.toml', where: '/project', found: 'a table' },
  }),
  REFERENCE_AMBIGUOUS: entry<{ file: string; where: string; found: string }>({
    kind: 'gate',
    message: (f) => `${f.file} has more than one place for ${f.where}: ${f.found}.`,
    hint: () => 'A reference is one place, so that never the wrong one is changed. Take the double key out, or make the pattern longer until only one place fits.',
    sample: { file: 'README.md', where: 'the pattern `driver=={version}`', found: 'lines 12 and 40' },
  }),
  REFERENCE_ALIAS: entry<{ file: string; where: string; anchor: string }>({
    kind: 'gate',
    message: (f) => `${f.file} has the alias *${f.anchor} at ${f.where}; changing it would change another place of the file as well.`,
    hint: () => 'Name the place that has the anchor in `version.written-in`, or write the value out here.',
    sample: { file: 'values.yaml', where: '/docker/version', anchor: 'version' },
  }),
  REFERENCE_FORMAT: entry<{ file: string }>({
    kind: 'config',
    message: (f) => `${f.file} has no keys that \`at\` could name: it is neither .json nor .yaml, .yml or .toml.`,
    hint: () => 'Use `pattern` for it (such as `version = "{version}"`), or neither of both when the version is all that stands in the file.',
    sample: { file: 'setup.py' },
  }),
  REFERENCE_PATTERN: entry<{ pattern: string; what: string }>({
    kind: 'config',
    message: (f) => `The pattern \`${f.pattern}\` cannot be used: ${f.what}.`,
    hint: () => 'A pattern is plain text, as it stands in the file, with one {version} in it ({image} for an image, {value} in `also-set`), and {revision} where digits follow that stay as they are.',
    sample: { pattern: 'version', what: 'it has no {version}' },
  }),
  REFERENCE_POINTER: entry<{ pointer: string }>({
    kind: 'config',
    message: (f) => `\`${f.pointer}\` is no JSON pointer.`,
    hint: () => 'A pointer is the keys from the top, each with a slash before it: /docker/version, /dependencies/0/version. A slash inside a key is written ~1, a tilde ~0.',
    sample: { pointer: 'docker.version' },
  }),
  REFERENCE_VALUE: entry<{ file: string; where: string; value: string }>({
    kind: 'config',
    message: (f) => `\`${f.value}\` cannot be written to ${f.file} at ${f.where}: a value is one line of text.`,
    hint: () => 'Mend the value in `version.also-set`.',
    sample: { file: 'pkg_info.json', where: '/ignition-version', value: '==2.0.4 …' },
  }),
  REFERENCE_CLASH: entry<{ file: string; where: string; found: string; wanted: string }>({
    kind: 'config',
    message: (f) => `Two settings want different texts in ${f.file} at ${f.where}: ${f.wanted}, and ${f.found}.`,
    hint: () => 'Leave one of them out of `version.written-in` and `also-set`, or give both the same `spelling`.',
    sample: { file: 'Chart.yaml', where: '/version', found: '1.0.0rc1', wanted: '1.0.0-rc1' },
  }),
  DEPENDENCIES_MALFORMED: entry<{ file: string; what: string }>({
    kind: 'gate',
    message: (f) => `${f.file} is not as zeitgeist has it: ${f.what}.`,
    hint: () => 'Under `dependencies` there is a list of entries with `name`, `version` and `refPaths`, and each of those has a `path` and perhaps a `match`.',
    sample: { file: 'dependencies.yaml', what: '"golang" has no version' },
  }),
  DEPENDENCIES_REGEXP: entry<{ file: string; name: string; pattern: string; what: string }>({
    kind: 'gate',
    message: (f) => `${f.file}: the \`match\` of "${f.name}" cannot be used, because of ${f.what}: ${f.pattern}`,
    hint: () => 'A `match` is a regular expression of Go (RE2), tried on each line. Write it without what is named; zeitgeist refuses most of that as well.',
    sample: { file: 'dependencies.yaml', name: 'golang', pattern: 'go (?=1)', what: 'the look-around (?=…), which Go has not' },
  }),
  PATTERN_EFFORT: entry<{ pattern: string }>({
    kind: 'gate',
    message: (f) => `The regular expressions of dependencies.yaml (or OWNERS) take too long on the files that they are tried on; it ended at: ${f.pattern}`,
    hint: () => 'Let the patterns begin with plain text, and repeat less: `.*` within a repetition is seldom meant. Files that are very long need not be named there.',
    sample: { pattern: '(.*)*(.*)*=' },
  }),
  DEPENDENCIES_DISAGREE: entry<{ file: string; name: string; version: string; dependencies: string; found: string }>({
    kind: 'gate',
    message: (f) => `${f.file} does not hold ${f.version}, the version of "${f.name}" in ${f.dependencies}: ${f.found}.`,
    hint: (f) => `Change one of the two, or the \`match\` in ${f.dependencies}; \`slipway check\` shows all of them.`,
    sample: { file: 'go.mod', name: 'golang: go.mod', version: '1.26', dependencies: 'dependencies.yaml', found: 'line 3 says "go 1.25.1"' },
  }),
  DEPENDENCIES_NO_ENTRY: entry<{ file: string; name: string; known: string; suggestion?: string }>({
    kind: 'config',
    message: (f) => `${f.file} has no entry "${f.name}".${f.suggestion === undefined ? '' : ` Did you mean "${f.suggestion}"?`} Its entries: ${f.known || 'none'}.`,
    hint: () => 'Mend `entries` of that reference under `version.written-in`, or leave it out: then the entries of the release are found.',
    sample: { file: 'dependencies.yaml', name: 'repo release', known: 'repo release version, golang', suggestion: 'repo release version' },
  }),
  DEPENDENCIES_NONE: entry<{ file: string }>({
    kind: 'config',
    message: (f) => `${f.file} has no entry that carries the version of this line, and nothing else is named where it is written.`,
    hint: () => 'Name the entries: `written-in: [{ dependencies: dependencies.yaml, entries: ["repo release version"] }]`. Found by itself is an entry called "… release version", or one whose file is VERSION.',
    sample: { file: 'dependencies.yaml' },
  }),
  FILE_MALFORMED: entry<{ file: string; format: string; what: string }>({
    kind: 'gate',
    message: (f) => `${f.file} is not well-formed ${f.format}: ${f.what}`,
    hint: () => 'Mend the line that is named. For a template that only becomes this format later, use a `pattern` in place of `at`.',
    sample: { file: 'pkg_info.json', format: 'JSON', what: 'a comma or } is missing' },
  }),
  FILE_TOO_LARGE: entry<{ file: string; size: number; limit: number }>({
    kind: 'gate',
    message: (f) => `${f.file} has ${f.size} characters; references are looked for in files of at most ${f.limit}.`,
    hint: () => 'Keep the version in a smaller file, or use a `pattern`, which may be looked for in larger files.',
    sample: { file: 'values.yaml', size: 2_000_000, limit: 524_288 },
  }),
  FILE_NOT_UTF8: entry<{ file: string }>({
    kind: 'gate',
    message: (f) => `${f.file} is not UTF-8, and editing it would change other bytes than the version.`,
    hint: () => 'Save the file as UTF-8. (A replacement character U+FFFD in it is the mark of a file that was once decoded wrongly.)',
    sample: { file: 'setup.py' },
  }),
}
