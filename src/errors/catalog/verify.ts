// Codes of verification: what was released is looked at as whoever uses it would.
import { entry } from '../entry.js'

export const verify = {
  VERIFY_FAILED: entry<{ command: string; code: number }>({
    kind: 'precondition',
    message: (f) => `What is in production did not pass: \`${f.command}\` ended with exit code ${f.code}. The release is not published.`,
    hint: () => 'The log has what it said. If the fault lies elsewhere, run the same command again; if it lies in what was promoted, release a new version: what is promoted stays.',
    sample: { command: './canary.sh', code: 1 },
  }),
  SIGNATURE_INVALID: entry<{ image: string; why: string }>({
    kind: 'conflict',
    message: (f) => `No signature of ${f.image} is by the identity that the config names: ${f.why}.`,
    hint: () => 'Nothing was published. Find out who signed it; `identity:` of `verify.production` says who should have.',
    sample: { image: 'registry.k8s.io/demo/demo@sha256:1111', why: 'its certificate names somebody@example.com' },
  }),
}
