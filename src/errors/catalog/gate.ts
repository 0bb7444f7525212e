// Codes of the gates.
import { entry } from '../entry.js'

export const gate = {
  TAG_TOO_WEAK: entry<{ tag: string; kind: string; wanted: string }>({
    kind: 'gate',
    message: (f) => `The tag ${f.tag} is ${f.kind}, and this line wants it ${f.wanted}.`,
    hint: (f) => `Make the next one with \`git tag ${f.wanted === 'signed' ? '-s' : '-a'} VERSION\`; a tag that is public should not be moved.`,
    sample: { tag: '1.0.0', kind: 'lightweight', wanted: 'annotated' },
  }),
}
