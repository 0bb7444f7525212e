// Codes of the gates.
import { entry } from '../entry.js'

export const gate = {
  TAG_TOO_WEAK: entry<{ tag: string; kind: string; wanted: string }>({
    kind: 'gate',
    message: (f) => `The tag ${f.tag} is ${f.kind}, and this line wants it ${f.wanted}.`,
    hint: (f) => `Make the next one with \`git tag ${f.wanted === 'signed' ? '-s' : '-a'} VERSION\`; a tag that is public should not be moved.`,
    sample: { tag: '1.0.0', kind: 'lightweight', wanted: 'annotated' },
  }),
  TAG_NAME_INSIDE: entry<{ tag: string; inside: string; object: string }>({
    kind: 'gate',
    message: (f) => `The ref ${f.tag} leads to a tag object (${f.object}) that calls itself ${f.inside}: it was made, and perhaps signed, for another release.`,
    hint: (f) => `Make a tag object for this release (\`git tag -a ${f.tag}\` or \`git tag -s ${f.tag}\`). If nobody of yours pushed this one, remove it, and find out who could.`,
    sample: { tag: 'v9.9.9', inside: 'v0.0.3', object: '4444444444' },
  }),
  TAG_OF_TAG: entry<{ tag: string; type: string; object: string }>({
    kind: 'gate',
    message: (f) => `The tag object of ${f.tag} (${f.object}) names a ${f.type}, and not a commit.`,
    hint: (f) => `Tag the commit itself: \`git tag -s ${f.tag} COMMIT\`. What a tag of a tag says of the commit was said by somebody else.`,
    sample: { tag: 'v1.0.0', type: 'tag', object: '4444444444' },
  }),
  TAG_SIGNATURE: entry<{ tag: string; by: string; why: string }>({
    kind: 'gate',
    message: (f) => `The signature of the tag ${f.tag} is not accepted: ${f.why} (judged by ${f.by}).`,
    hint: () => 'Have the tag made by somebody whose key is among the signers on the default branch, or add the key there by a pull request. A key that has expired is renewed by its owner, and replaced there.',
    sample: { tag: 'v1.0.0', by: '.github/allowed_signers of main', why: 'it was made with a key that is not among them' },
  }),
  TAG_BYTES: entry<{ tag: string; object: string }>({
    kind: 'gate',
    message: (f) => `The bytes of the tag object ${f.object} (${f.tag}) could not be had as they are on GitHub, so its signature cannot be judged.`,
    hint: () => 'Run it again. If it stays so, the tag was signed over text that does not survive the API and the clone; make it again.',
    sample: { tag: 'v1.0.0', object: '4444444444' },
  }),
  SIGNERS_MISSING: entry<{ file: string; branch: string; what: string }>({
    kind: 'gate',
    message: (f) => `${f.file} on ${f.branch} should say who may sign tags, and ${f.what}.`,
    hint: () => 'It is an allowed_signers file of SSH (`release@example.com ssh-ed25519 AAAA…`), or public keys of GPG in armour (`gpg --armor --export KEY`). It is read on the default branch only.',
    sample: { file: '.github/allowed_signers', branch: 'main', what: 'it is not there' },
  }),
  BRANCH_STRAY: entry<{ commit: string; tag: string; branches: string }>({
    kind: 'gate',
    message: (f) => `The commit ${f.commit}, which ${f.tag} names, is on none of the branches that releases come from: ${f.branches}.`,
    hint: () => 'Merge it first, and tag what was merged (a squash makes another commit). `gate.branch` names the branches.',
    sample: { commit: '3333333333', tag: 'v1.0.0', branches: 'main, releases/**' },
  }),
  CHECKS_RED: entry<{ checks: string; commit: string }>({
    kind: 'gate',
    message: (f) => `On ${f.commit} not every check is green: ${f.checks}.`,
    hint: () => 'Mend what they found, and tag the commit that passes; or run a check again that failed by accident, and then this.',
    sample: { checks: 'unit (failure)', commit: '3333333333' },
  }),
  CHECKS_MISSING: entry<{ checks: string; commit: string; reported: string }>({
    kind: 'gate',
    message: (f) => `Nobody has reported these checks for ${f.commit}: ${f.checks}.${f.reported === '' ? '' : ` Reported were: ${f.reported}.`}`,
    hint: () => 'Checks are reported for the commit that was pushed to a branch or a pull request; after a merge it is another one. Have them run on the branch that releases come from, or correct the names in `gate.checks`.',
    sample: { checks: 'unit', commit: '3333333333', reported: 'Unit tests, lint' },
  }),
  CHECKS_RUNNING: entry<{ checks: string; commit: string }>({
    kind: 'gate',
    message: (f) => `Checks of ${f.commit} are still running: ${f.checks}.`,
    hint: () => 'A release waits for them as long as --max-wait allows. Run it again when they are done; `slipway continue` does so too.',
    sample: { checks: 'unit (in_progress)', commit: '3333333333' },
  }),
  CHECKS_NONE: entry<{ branch: string }>({
    kind: 'gate',
    message: (f) => `\`gate.checks: required\` asks for the checks that ${f.branch} requires, and it requires none.`,
    hint: () => 'Require checks there (a ruleset or branch protection), or name them in `gate.checks`. A gate that asks for nothing would look like one that was passed.',
    sample: { branch: 'main' },
  }),
  CHECKS_TO_COME: entry<{ files: string; checks: string }>({
    kind: 'gate',
    message: (f) => `The release would be a commit that does not exist yet (${f.files} have to change), and this line wants checks on it first: ${f.checks}.`,
    hint: () => 'Bring the references in first: `slipway set-version VERSION`, a pull request, its merge. Then `slipway prepare` tags what was checked.',
    sample: { files: 'pkg_info.json', checks: 'those that main requires' },
  }),
  ACTOR_REFUSED: entry<{ actor: string; why: string; allowed: string }>({
    kind: 'gate',
    message: (f) => `${f.actor} may not start a release of this line: ${f.why}. Allowed: ${f.allowed}.`,
    hint: () => 'Have it started by somebody who may: in Actions by running the workflow again, or by --tag. `gate.actors.allow` on the default branch says who may; bots only by their names (`name[bot]`).',
    sample: { actor: 'renovate[bot]', why: 'a bot has to be named', allowed: 'people with write access' },
  }),
  ACTOR_UNKNOWN: entry<{ allowed: string }>({
    kind: 'gate',
    message: (f) => `Who started this run is not known, as its token is nobody's in person. Allowed: ${f.allowed}.`,
    hint: () => 'In Actions the runner says it. On a command line use a token of your own (`gh auth token`) in place of a workflow\'s or an app\'s.',
    sample: { allowed: 'people with write access' },
  }),
  GATES_LINE_MISSING: entry<{ line: string; branch: string; commit: string; known: string }>({
    kind: 'gate',
    message: (f) => `The config on ${f.branch} (${f.commit}) has no line \`${f.line}\`, so there are no gates that this tag could pass. Lines there: ${f.known}.`,
    hint: () => 'Gates are read from the default branch, never from the tagged commit. Keep the line there as long as its tags are to be released, under the name that it has in the tagged commit.',
    sample: { line: 'driver', branch: 'main', commit: '2222222222', known: 'image, chart' },
  }),
  GATES_LINE_OTHER: entry<{ line: string; branch: string; tag: string; pattern: string }>({
    kind: 'gate',
    message: (f) => `On ${f.branch} the line \`${f.line}\` has the tags ${f.pattern}, and ${f.tag} is none of them.`,
    hint: () => 'Gates are read from the default branch, and belong to the tags that the line has there. Let the patterns agree.',
    sample: { line: 'nightly', branch: 'main', tag: 'v1.0.0', pattern: 'nightly-{version}' },
  }),
  GATES_DIFFER: entry<{ line: string; branch: string; commit: string; where: string; differences: string }>({
    kind: 'precondition',
    message: (f) => `The gates of \`${f.line}\` are those of ${f.branch} (${f.commit}); ${f.where} asks for others, which do not count: ${f.differences}.`,
    hint: () => 'This does not stop the run. What is to hold for releases is changed on the default branch.',
    sample: { line: 'driver', branch: 'main', commit: '2222222222', where: '.slipway.yaml of the tagged commit', differences: 'tag: signed there, lightweight here' },
  }),
  GATES_NO_CONFIG: entry<{ branch: string; where: string }>({
    kind: 'precondition',
    message: (f) => `There is no .slipway.yaml on ${f.branch}, so the usual gates hold (a commit of ${f.branch} or releases/**, started by somebody with write access), and beside them those of ${f.where}.`,
    hint: () => 'This does not stop the run. Put the config on the default branch: only there can it not be changed by whoever makes a tag.',
    sample: { branch: 'main', where: '.slipway.yaml of the tagged commit' },
  }),
  ACTOR_UNPROVEN: entry<{ allowed: string }>({
    kind: 'precondition',
    message: (f) => `Who started this run is not known, as its token is nobody's in person; that it may write is the proof there is. Allowed: ${f.allowed}.`,
    hint: () => 'This does not stop the run. In Actions the runner says who it is; on a command line a token of your own does.',
    sample: { allowed: 'people with write access' },
  }),
}
