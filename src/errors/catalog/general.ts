// Codes that belong to no single room.
import { entry } from '../entry.js'

export const general = {
  BUG: entry<{ what: string }>({
    kind: 'bug',
    message: (f) => `Slipway met a state that it holds to be impossible: ${f.what}`,
    hint: () => 'This is a fault of Slipway. Please open an issue with the log of this run; running the same command again is safe.',
    sample: { what: 'a task without a step' },
  }),
  PLAY_INVALID: entry<{ file: string; what: string }>({
    kind: 'config',
    message: ({ file, what }) => `The play ${file} cannot be played: ${what}.`,
    hint: () => 'docs/plays.md of Slipway shows every deed and every key of a play; examples/dra/rehearsal.yaml is one to read.',
    sample: { file: 'rehearsal.yaml', what: 'deeds.3: this is none of the deeds that a play knows' },
  }),
  PLAY_ENDED_OTHERWISE: entry<{ command: string; outcome: string; wanted: string; summary: string }>({
    kind: 'precondition',
    message: ({ command, outcome, wanted, summary }) => `In the play, \`slipway ${command}\` ended as ${outcome} and not as ${wanted}: ${summary}.`,
    hint: () => 'What stopped it is told above; mend it, or the play.',
    sample: { command: 'release --tag v1.0.0', outcome: 'blocked', wanted: 'waiting', summary: 'stopped by one problem' },
  }),
  PLAY_STOPPED: entry<{ command: string; outcome: string; summary: string }>({
    kind: 'precondition',
    message: ({ command, outcome, summary }) => `The play stops here: \`slipway ${command}\` ended as ${outcome}: ${summary}.`,
    hint: ({ outcome }) => `What stopped it is told above. If the play is to come to this, say \`ends: ${outcome}\` in that deed, and it goes on. The rehearsal ends with the exit code of that command.`,
    sample: { command: 'release --tag v1.0.0', outcome: 'blocked', summary: 'stopped by one problem' },
  }),
  USAGE: entry<{ what: string; suggestion?: string; verb?: string }>({
    kind: 'config',
    message: (f) => `${f.what}${f.suggestion ? ` Did you mean ${f.suggestion}?` : ''}`,
    hint: (f) => (f.verb === undefined ? 'See `slipway --help` for the verbs and their flags.' : `\`slipway ${f.verb} --help\` shows its flags.`),
    sample: { what: 'There is no flag --tagg.', suggestion: '--tag' },
  }),
  DURATION: entry<{ name: string; text: string; most: string }>({
    kind: 'config',
    message: (f) => `${f.name} is \`${f.text}\`, which is no length of time up to ${f.most}.`,
    hint: () => 'Give numbers with their units, for example 30m, 600s, 1h or 1h30m; 0s is not to wait at all.',
    sample: { name: '--max-wait', text: 'ten', most: '24h' },
  }),
  CANCELLED: entry<{ signal: string }>({
    kind: 'precondition',
    message: (f) => `The run was stopped by ${f.signal}. No new effect was begun after it.`,
    hint: () => 'Run the same command again: it finishes what is missing.',
    sample: { signal: 'SIGTERM' },
  }),
}
