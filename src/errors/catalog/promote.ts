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
}
