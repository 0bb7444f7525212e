// Codes of the trigger room.
import { entry } from '../entry.js'

export const trigger = {
  TRIGGER_UNSAFE: entry<{ event: string }>({
    kind: 'gate',
    message: (f) => `A release is never made for the event ${f.event}: it can be caused by people who may not release.`,
    hint: () => 'Use `on: push: tags`, `workflow_dispatch` or `schedule` in the workflow that runs Slipway.',
    sample: { event: 'pull_request_target' },
  }),
  TRIGGER_MISSING: entry<{ verb: string }>({
    kind: 'config',
    message: (f) => `\`slipway ${f.verb}\` was not told what to release.`,
    hint: (f) => `Name a tag that exists (\`slipway ${f.verb} --tag 1.0.0\`) or a version to make (\`--version 1.0.0\`).`,
    sample: { verb: 'release' },
  }),
  TRIGGER_BOTH: entry<{ tag: string; version: string }>({
    kind: 'config',
    message: (f) => `Both a tag (${f.tag}) and a version (${f.version}) were given, and they are two different requests.`,
    hint: () => 'Give `--tag` for a tag that exists, or `--version` to have references, commit and tag made.',
    sample: { tag: '1.0.0', version: '1.1.0' },
  }),
  TAG_MOVED_SINCE_EVENT: entry<{ tag: string; event: string; now: string }>({
    kind: 'precondition',
    message: (f) => `The tag ${f.tag} pointed to commit ${f.event} when this run was started, and points to ${f.now} now.`,
    hint: () => 'Somebody moved the tag. Look who and why; the push of the moved tag started a run of its own.',
    sample: { tag: '1.0.0', event: '1111111111', now: '2222222222' },
  }),
}
