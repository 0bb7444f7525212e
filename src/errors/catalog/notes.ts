// Codes of the changelog and of the words about a release.
import { entry } from '../entry.js'

export const notes = {
  CHANGELOG_NO_PLACE: entry<{ file: string; why: string }>({
    kind: 'precondition',
    message: (f) => `There is no place in ${f.file} for the section of a release: ${f.why}.`,
    hint: (f) => `Give ${f.file} a title (\`# Changelog\`) as its first line, or a first section of a version by hand (\`## 1.2.0\`), or name another file in the line's \`changelog\`. Nothing was written.`,
    facts: (f) => ({ file: f.file }),
    sample: { file: 'CHANGELOG.md', why: 'it has text, and neither a title nor the section of any version' },
  }),
  CHANGELOG_NO_SECTION: entry<{ file: string; version: string; tag: string }>({
    kind: 'precondition',
    message: (f) => `In what ${f.tag === f.version ? 'the tag' : `the tag ${f.tag}`} names, ${f.file} has no section of ${f.version}, and the text of the release is to be that section.`,
    hint: (f) => `Write the section before the tag is made (\`changelog: { when: tag }\` lets \`slipway prepare\` do it), or let it be made after (\`changelog: { when: after }\`): then it is what stands under Unreleased, else what is made of the changes. \`slipway notes ${f.version} --from commits\` shows what it could say.`,
    facts: (f) => ({ file: f.file, version: f.version }),
    sample: { file: 'CHANGELOG.md', version: '1.2.0', tag: '1.2.0' },
  }),
  CHANGELOG_EMPTY: entry<{ file: string; version: string; from: string }>({
    kind: 'precondition',
    message: (f) => `The section of ${f.version} in ${f.file} says nothing: ${f.from === 'unreleased' ? 'nothing stands under Unreleased' : `there is nothing from ${f.from}`}.`,
    hint: (f) => `Write what the release brings under \`## [Unreleased]\` in ${f.file} before the tag is made, or name another source in \`changelog.from\` (\`commits\` lists what came to the branch). This does not stop the run.`,
    facts: (f) => ({ file: f.file, version: f.version }),
    sample: { file: 'CHANGELOG.md', version: '1.2.0', from: 'pulls' },
  }),
  CHANGELOG_BY_PULL: entry<{ branch: string; file: string; why: string }>({
    kind: 'precondition',
    message: (f) => `The section of ${f.file} cannot be committed to ${f.branch} (${f.why}); it is proposed in a pull request instead.`,
    hint: () => 'Merge it after the release. This does not stop the run.',
    sample: { branch: 'main', file: 'CHANGELOG.md', why: 'a ruleset demands: pull_request' },
  }),
  NOTES_FILE_MISSING: entry<{ file: string; tag: string }>({
    kind: 'precondition',
    message: (f) => `There is no file ${f.file} at ${f.tag}, and the text of the release is to be what it says.`,
    hint: () => 'Commit the file before the tag is made, or name another source in `notes`.',
    facts: (f) => ({ file: f.file }),
    sample: { file: 'docs/notes.md', tag: '1.2.0' },
  }),
}
