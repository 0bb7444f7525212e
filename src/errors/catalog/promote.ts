// Codes of promotion: what goes into a list or a file of another repository, through a pull request.
import { entry } from '../entry.js'

export const promote = {
  IMAGE_LIST: entry<{ file: string; what: string }>({
    kind: 'precondition',
    message: (f) => `${f.file} is no image list that can be grown: ${f.what}.`,
    hint: () => 'Put it right in its repository first. Nothing was proposed there.',
    sample: { file: 'registry.k8s.io/images/k8s-staging-demo/images.yaml', what: '"sha256:12" is no digest: sha256: with 64 hex digits is expected' },
  }),
  IMAGE_LIST_CONFLICT: entry<{ file: string; image: string; tag: string; found: string; wanted: string }>({
    kind: 'conflict',
    message: (f) => `${f.image}:${f.tag} is promoted already with another digest (${f.file}). Found ${f.found}, wanted ${f.wanted}.`,
    hint: () => 'A tag that is promoted never moves, and no pull request was opened for it. Release the new bytes under a new version (or revision).',
    sample: { file: 'registry.k8s.io/images/k8s-staging-demo/images.yaml', image: 'demo', tag: 'v1.0.0', found: 'sha256:1111', wanted: 'sha256:2222' },
  }),
  PROMOTE_MOVING_TAG: entry<{ image: string; tag: string }>({
    kind: 'config',
    message: (f) => `${f.image}:${f.tag} is not promoted: a promoted tag never moves, and ${f.tag} is one that does.`,
    hint: () => 'Promote tags with a version. `pointers:` of `publish.image` are never promoted.',
    sample: { image: 'demo', tag: 'latest' },
  }),
  CANARY_FAILED: entry<{ command: string; code: number }>({
    kind: 'precondition',
    message: (f) => `What is staged did not pass: \`${f.command}\` ended with exit code ${f.code}. Nothing was proposed for promotion.`,
    hint: () => 'The log has what it said. If the fault lies in what was released, release a new version (or revision); if it lies elsewhere, run the same command again: it goes on from what is staged.',
    sample: { command: './canary.sh', code: 1 },
  }),
  PROMOTE_FILE_MISSING: entry<{ file: string; repository: string; branch: string }>({
    kind: 'precondition',
    message: (f) => `${f.repository} has no ${f.file} on ${f.branch}.`,
    hint: () => 'Check `file:` and `branch:` of the entry. A list of a new project has to be made there first, with its owners.',
    sample: { file: 'registry.k8s.io/images/k8s-staging-demo/images.yaml', repository: 'kubernetes/k8s.io', branch: 'main' },
  }),
  PROMOTE_DIGEST_MOVED: entry<{ image: string; found: string; wanted: string }>({
    kind: 'conflict',
    message: (f) => `${f.image} is not what was pushed any more. Found ${f.found}, wanted ${f.wanted}.`,
    hint: () => 'Somebody pushed the tag again after this release did, another build of the same tag for one. No pull request was opened. Find out who, and bring the tag back to the digest of this release, or release a new version.',
    sample: { image: 'us-central1-docker.pkg.dev/k8s-staging-images/demo/demo:v1.0.0', found: 'sha256:1111', wanted: 'sha256:2222' },
  }),
  PROMOTE_NOT_STAGED: entry<{ image: string }>({
    kind: 'precondition',
    message: (f) => `${f.image} is to be promoted, and the registry has no such tag.`,
    hint: () => 'What is promoted has to be staged first: by `publish:` of this line, or by the system that pushes it (`from:`). Run the same command when it is there.',
    sample: { image: 'us-central1-docker.pkg.dev/k8s-staging-images/demo/demo:v1.0.0' },
  }),
  FORK_MISSING: entry<{ repository: string; fork: string; why: string }>({
    kind: 'precondition',
    message: (f) => `There is no right to push to ${f.repository}, and ${f.fork === '' ? 'no fork of it' : `the fork ${f.fork}`} to push to: ${f.why}.`,
    hint: (f) => `Fork ${f.repository} under the account that is to open the pull request, give a token of that account (with repo, and workflow where the fork is behind) as \`target-token\` or in SLIPWAY_TARGET_TOKEN, and name another fork as \`fork: owner/name\`.`,
    sample: { repository: 'kubernetes/k8s.io', fork: '', why: 'the token belongs to a workflow or an app, which has no fork and can make none' },
  }),
  PROMOTION_CLOSED: entry<{ url: string; branch: string }>({
    kind: 'precondition',
    message: (f) => `The pull request ${f.url} was closed without being merged.`,
    hint: (f) => `Somebody has decided so, and Slipway opens no second one against that. Ask there; reopen it to go on with it. To have a new one opened, delete the branch ${f.branch} and run the same command.`,
    sample: { url: 'https://github.com/kubernetes/k8s.io/pull/7871', branch: 'me:demo-v1.0.0-image-promotion' },
  }),
  PROMOTION_REVERTED: entry<{ url: string; file: string; base: string; merged: string }>({
    kind: 'precondition',
    message: (f) => `The pull request ${f.url} was merged (${f.merged}), and what it brought is not in ${f.file} on ${f.base} any more.`,
    hint: () => 'Somebody took it out again, by a revert for one. Ask there. When it is back in the file, run the same command: it goes on from there. Else release a new version.',
    sample: { url: 'https://github.com/kubernetes/k8s.io/pull/7871', file: 'registry.k8s.io/images/k8s-staging-demo/images.yaml', base: 'main', merged: '2026-01-05T12:00:00Z' },
  }),
  PROMOTION_BRANCH: entry<{ branch: string; file: string; base: string }>({
    kind: 'conflict',
    message: (f) => `The branch ${f.branch} holds changes that Slipway did not make, and ${f.file} has changed on ${f.base} since.`,
    hint: () => 'Nothing was overwritten. Rebase the branch by hand; or delete it, and the change is made anew.',
    sample: { branch: 'me:demo-v1.0.0-image-promotion', file: 'images.yaml', base: 'main' },
  }),
  PROMOTION_FOREIGN: entry<{ url: string; branch: string }>({
    kind: 'conflict',
    message: (f) => `The pull request ${f.url} comes from ${f.branch}, where the change of this release belongs, and Slipway did not open it (or its last line was taken out).`,
    hint: () => 'Nothing was changed there. Close it, or put its last line back, and run the same command.',
    sample: { url: 'https://github.com/kubernetes/k8s.io/pull/7871', branch: 'me:demo-v1.0.0-image-promotion' },
  }),
  PROMOTION_BUSY: entry<{ branch: string; tries: number }>({
    kind: 'remote',
    message: (f) => `The branch ${f.branch} or its base moved each of the ${f.tries} times that the change was made.`,
    hint: () => 'Others write there right now. Run the same command again: it goes on from what is there.',
    sample: { branch: 'me:demo-v1.0.0-image-promotion', tries: 8 },
  }),
  PROMOTE_REVIEWERS: entry<{ url: string; said: string }>({
    kind: 'precondition',
    message: (f) => `Nobody was asked to review ${f.url}: ${f.said}`,
    hint: () => 'This does not stop the run. GitHub takes collaborators of the repository only; name others with `cc:`.',
    sample: { url: 'https://github.com/kubernetes/k8s.io/pull/7871', said: 'Reviews may only be requested from collaborators.' },
  }),
}
