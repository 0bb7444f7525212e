// Codes of the owners, the approvals and the tracking issue.
import { entry } from '../entry.js'

export const approvals = {
  OWNERS_MISSING: entry<{ files: string; branch: string }>({
    kind: 'gate',
    message: (f) => `Nobody may approve this release: there is no ${f.files} on ${f.branch}.`,
    hint: () => 'Add an OWNERS file with `approvers:` to the default branch, or name another one by `gate.approvals.owners`.',
    sample: { files: 'deployments/helm/OWNERS or OWNERS', branch: 'main' },
  }),
  OWNERS_MALFORMED: entry<{ file: string; what: string }>({
    kind: 'gate',
    message: (f) => `${f.file} cannot be read: ${f.what}.`,
    hint: () => 'Mend the line that is named, on the default branch: approvals are counted by what stands there.',
    sample: { file: 'OWNERS', what: '`approvers` is a list of names' },
  }),
  OWNERS_ALIAS_UNKNOWN: entry<{ name: string; file: string; known: string; suggestion?: string }>({
    kind: 'gate',
    message: (f) => `${f.file} names \`${f.name}\`, which is no alias of OWNERS_ALIASES and no login.${f.suggestion ? ` Did you mean \`${f.suggestion}\`?` : ''}`,
    hint: (f) => `${f.known === '' ? 'OWNERS_ALIASES of the default branch has no alias.' : `Aliases there: ${f.known}.`} Name the people, or add the alias; an unknown one is nobody, and its name could be registered by anybody.`,
    sample: { name: 'release-approvrs', file: 'OWNERS', known: 'release-approvers', suggestion: 'release-approvers' },
  }),
  ISSUE_CONTESTED: entry<{ url: string; tries: number }>({
    kind: 'remote',
    message: (f) => `Others changed ${f.url} each of the ${f.tries} times that Slipway wrote in it, and its lines are not there.`,
    hint: () => 'Run the same again when nobody edits the issue.',
    sample: { url: 'https://github.com/accanto/demo/issues/7', tries: 5 },
  }),
  APPROVALS_NO_ISSUE: entry<{ tag: string; line: string; version: string; repository: string }>({
    kind: 'gate',
    message: (f) => `${f.tag} needs approvals, and ${f.repository} has no tracking issue for it.`,
    hint: (f) => `\`slipway propose ${f.version} --line ${f.line}\` opens one; owners approve there. An issue counts when it was opened by an App or by somebody of the project.`,
    sample: { tag: 'v0.5.0', line: 'image', version: '0.5.0', repository: 'kubernetes-sigs/dra-example-driver' },
  }),
  APPROVALS_NOT_NAMED: entry<{ url: string; tag: string; version: string }>({
    kind: 'gate',
    message: (f) => `No comment on ${f.url} names the commit that ${f.tag} is to be, or the one that did was edited.`,
    hint: (f) => `\`slipway propose ${f.version}\` names it again. What was approved before then does not count, as nobody knows what it was.`,
    sample: { url: 'https://github.com/accanto/demo/issues/7', tag: 'v0.5.0', version: '0.5.0' },
  }),
  APPROVALS_DROPPED: entry<{ url: string; tag: string }>({
    kind: 'gate',
    message: (f) => `The tracking issue of ${f.tag}, ${f.url}, was closed as not planned.`,
    hint: () => 'Reopen it if the release shall go on.',
    sample: { url: 'https://github.com/accanto/demo/issues/7', tag: 'v0.5.0' },
  }),
  APPROVALS_OTHER_COMMIT: entry<{ url: string; tag: string; version: string; named: string; commit: string; files: string }>({
    kind: 'gate',
    message: (f) => `What was approved on ${f.url} is ${f.named}, and ${f.tag} is at ${f.commit}, which differs from it in more than the references that Slipway writes: ${f.files}.`,
    hint: (f) => `Tag the commit that was approved; or \`slipway propose ${f.version}\` for the commit that is meant, and owners approve anew.`,
    sample: { url: 'https://github.com/accanto/demo/issues/7', tag: 'v0.5.0', version: '0.5.0', named: '1111111111', commit: '2222222222', files: 'src/main.go, Makefile' },
  }),
  APPROVALS_TOO_FEW: entry<{ url: string; tag: string; wanted: number; missing: number; have: string; may: string; ignored: string; how: string }>({
    kind: 'gate',
    message: (f) =>
      `${f.tag} has ${f.wanted - f.missing} of ${f.wanted} approvals on ${f.url}${f.have === '' ? '' : `: ${f.have}`}.${f.ignored === '' ? '' : ` Not counted: ${f.ignored}.`}`,
    hint: (f) => (f.may === '' ? 'Nobody in OWNERS is left who could approve.' : `May still approve: ${f.may}; by a new comment with ${f.how} alone on a line. Then run the same again.`),
    facts: ({ missing, have, may }) => ({ missing, have, may }),
    sample: {
      url: 'https://github.com/accanto/demo/issues/7', tag: 'v0.5.0', wanted: 2, missing: 1, have: 'ana', may: 'ben, cem', how: '/lgtm or /approve',
      ignored: 'mia: not an approver in OWNERS (https://github.com/accanto/demo/issues/7#issuecomment-3)',
    },
  }),
}
