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
}
