// Codes of housekeeping.
import { entry } from '../entry.js'

export const prune = {
  PRUNE_AGE: entry<{ name: string; text: string }>({
    kind: 'config',
    message: (f) => `${f.name} is ${JSON.stringify(f.text)}, which is no number of days.`,
    hint: () => 'Days or weeks: 30d, 8w.',
    sample: { name: '--older-than', text: '30' },
  }),
  PRUNE_NO_POLICY: entry<{ line: string }>({
    kind: 'config',
    message: (f) => `Neither the config (line ${f.line}) nor a flag says which releases are stale.`,
    hint: () => 'Add `prune: { match: "*-daily", keep: 5, older-than: 30d }` to the line, or say it with --match, --keep-last and --older-than; or name one release: `slipway prune v0.1-old`.',
    sample: { line: 'km' },
  }),
  PRUNE_SEVERAL: entry<{ tag: string; urls: string }>({
    kind: 'precondition',
    message: (f) => `Several releases or drafts are called ${f.tag}: ${f.urls}. Which one is meant cannot be told. Nothing was removed.`,
    hint: () => 'Name the line with --line when they are in different repositories; else remove the one that is meant by hand.',
    sample: { tag: 'v0.1-old', urls: 'https://github.com/kontainapp/km-releases/releases/tag/v0.1-old, https://github.com/kontainapp/km-releases/releases/tag/untagged-1a2b' },
  }),
  PRUNE_UNKNOWN: entry<{ tag: string; where: string; meant: string }>({
    kind: 'precondition',
    message: (f) => `There is no release ${f.tag} in ${f.where}, and no tag of that name. Nothing was removed.`,
    hint: (f) => `${f.meant === '' ? '' : `Did you mean ${f.meant}? `}\`gh release list\` shows which there are. Of one that was pruned nothing is left to remove.`,
    sample: { tag: 'v0.1-odl', where: 'kontainapp/km-releases', meant: 'v0.1-old' },
  }),
  PRUNE_FOREIGN: entry<{ tag: string; url: string }>({
    kind: 'precondition',
    message: (f) => `The release ${f.tag} was not made by Slipway: ${f.url}. Nothing was removed.`,
    hint: () => 'Look whose it is. With --adopt it is removed all the same.',
    sample: { tag: 'v0.1-beta1', url: 'https://github.com/kontainapp/km-releases/releases/tag/v0.1-beta1' },
  }),
  PRUNE_BUSY: entry<{ tag: string; holder: string }>({
    kind: 'precondition',
    message: (f) => `${f.tag} is not removed: ${f.holder}.`,
    hint: (f) => `Wait for that run, or look at it: \`slipway status ${f.tag}\`.`,
    sample: { tag: 'v0.1-test', holder: 'run 42 of kontainapp/km is at work on it' },
  }),
  PRUNE_CHANGED: entry<{ what: string; url: string }>({
    kind: 'precondition',
    message: (f) => `${f.what} has changed since it was looked at, and stays: ${f.url}`,
    hint: () => 'Run the same command again; it looks anew. What was removed before stays removed.',
    sample: { what: 'v0.1-old of kontainapp/km-releases', url: 'https://github.com/kontainapp/km-releases/releases/tag/v0.1-old' },
  }),
}
