// Codes of verification: what was released is looked at as whoever uses it would.
import { entry } from '../entry.js'

export const verify = {
  VERIFY_FAILED: entry<{ command: string; code: number }>({
    kind: 'precondition',
    message: (f) => `What is in production did not pass: \`${f.command}\` ended with exit code ${f.code}. The release is not published.`,
    hint: () => 'The log has what it said. If the fault lies elsewhere, run the same command again; if it lies in what was promoted, release a new version: what is promoted stays.',
    sample: { command: './canary.sh', code: 1 },
  }),
  VALIDATION_OF_DRAFT: entry<{ command: string; code: number; url: string; tag: string }>({
    kind: 'precondition',
    message: (f) => `The assets of ${f.tag} did not pass: \`${f.command}\` ended with exit code ${f.code}. The release stays a draft, which nobody sees: ${f.url}`,
    hint: () => 'The log has what it said. If the fault lies elsewhere, run the same command again: it goes on with the draft. If it lies in the assets, delete the draft, put it right, and tag a new version.',
    sample: { command: './install.sh', code: 1, url: 'https://github.com/kontainapp/km-releases/releases/tag/untagged-1a2b', tag: 'v0.9-beta' },
  }),
  VALIDATION_FAILED: entry<{ command: string; code: number; url: string; tag: string }>({
    kind: 'precondition',
    message: (f) => `What anybody downloads of ${f.tag} did not pass: \`${f.command}\` ended with exit code ${f.code}. The release is public at ${f.url}; no pointer has moved to it.`,
    hint: () => 'The log has what it said. If the fault lies elsewhere, run the same command again: it verifies again, and then moves the pointers. If it lies in the assets, say so in the release and release a new version: published bytes stay. `before: flip` would have found it on the draft.',
    sample: { command: './install.sh', code: 1, url: 'https://github.com/kontainapp/km-releases/releases/tag/v0.9-beta', tag: 'v0.9-beta' },
  }),
  VALIDATION_ASSET: entry<{ url: string; name: string; found: string; wanted: string }>({
    kind: 'conflict',
    message: (f) => `Downloaded from ${f.url}, ${f.name} is ${f.found}, and it should be ${f.wanted}.`,
    hint: () => 'Look who has changed the release. Nothing of it is overwritten.',
    sample: { url: 'https://github.com/kontainapp/km-releases/releases/tag/v0.9-beta', name: 'kontain.tar.gz', found: 'sha256:00aa', wanted: 'sha256:11bb' },
  }),
  SIGNATURE_INVALID: entry<{ image: string; why: string }>({
    kind: 'conflict',
    message: (f) => `No signature of ${f.image} is by the identity that the config names: ${f.why}.`,
    hint: () => 'Nothing was published. Find out who signed it; `identity:` of `verify.production` says who should have.',
    sample: { image: 'registry.k8s.io/demo/demo@sha256:1111', why: 'its certificate names somebody@example.com' },
  }),
}
