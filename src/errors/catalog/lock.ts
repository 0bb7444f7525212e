// Codes of the lock that keeps two runs from releasing one tag at the same time.
import { entry } from '../entry.js'

interface Held {
  readonly ref: string
  readonly repository: string
  readonly holder: string
  /** ISO time, by GitHub's clock. */
  readonly until: string
  readonly seconds: number
  readonly command: string
}

export const lock = {
  LOCK_HELD: entry<Held>({
    kind: 'remote',
    message: (f) => `Another run is releasing this tag: ${f.holder} holds ${f.ref} of ${f.repository}, until ${f.until} unless it goes on longer. This run waited ${f.seconds} s and wrote nothing.`,
    hint: (f) => `Nothing has to be done: that run finishes the release. If it is stuck, end it and run the same command again; a lock that nobody renews ends within three minutes. To break it by hand: \`${f.command}\``,
    sample: {
      ref: 'refs/slipway/lock/1.0.0', repository: 'accanto/os-vim-driver', holder: 'workflow run 4711, attempt 1 (https://github.com/accanto/os-vim-driver/actions/runs/4711/attempts/1)', until: '2026-01-05T12:03:00Z',
      seconds: 600, command: 'gh api -X DELETE repos/accanto/os-vim-driver/git/refs/slipway/lock/1.0.0',
    },
  }),
  LOCK_LOST: entry<{ ref: string; repository: string; why: string }>({
    kind: 'remote',
    message: (f) => `This run does not hold ${f.ref} of ${f.repository} any more: ${f.why}. No new effect was begun after that.`,
    hint: () => 'Another run may be finishing the release. Run the same command again: it waits for that run, and finishes what is missing.',
    sample: { ref: 'refs/slipway/lock/1.0.0', repository: 'accanto/os-vim-driver', why: 'somebody took it over, or broke it' },
  }),
  LOCK_BROKEN: entry<{ ref: string; repository: string; what: string; command: string }>({
    kind: 'precondition',
    message: (f) => `${f.ref} of ${f.repository} is there, and it is no lock that this version of Slipway could read: ${f.what}.`,
    hint: (f) => `Who holds it cannot be told, so nothing was written. If no run of Slipway is at work on this tag, remove it with \`${f.command}\`, and run again.`,
    sample: { ref: 'refs/slipway/lock/1.0.0', repository: 'accanto/os-vim-driver', what: 'it leads to a commit', command: 'gh api -X DELETE repos/accanto/os-vim-driver/git/refs/slipway/lock/1.0.0' },
  }),
}
