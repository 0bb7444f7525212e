// Codes of building.
import { entry } from '../entry.js'

export const build = {
  ARCHIVE_UNREADABLE: entry<{ archive: string; reason: string }>({
    kind: 'precondition',
    message: (f) => `${f.archive} cannot be read: ${f.reason}.`,
    hint: () => 'It is damaged, or was made by a tool whose format is not known here. Build it again; if that does not help, please open an issue with the tool and its version.',
    sample: { archive: 'image.tar', reason: 'it ends in the middle of a member' },
  }),
  DOCS_MISSING: entry<{ folder: string; commit: string }>({
    kind: 'precondition',
    message: (f) => `The docs folder ${f.folder} is not in the tagged commit ${f.commit}.`,
    hint: () => 'Set `build.docs.from` to the folder as git has it (an empty folder is not in git), or remove `build.docs`.',
    sample: { folder: 'docs', commit: '0f3c9e1d2b4a' },
  }),
  LINK_ESCAPES: entry<{ path: string; target: string; folder: string }>({
    kind: 'precondition',
    message: (f) => `The link ${f.path} leads to ${f.target}, which is outside of ${f.folder}: whoever unpacks the archive would find nothing there, or something of their own machine.`,
    hint: () => 'Put a copy of the file in place of the link, or let the link lead to a file within the folder.',
    sample: { path: 'docs/passwd', target: '/etc/passwd', folder: 'docs' },
  }),
}
