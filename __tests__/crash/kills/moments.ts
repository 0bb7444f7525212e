// When each process of a sweep is killed, and how. Pure: the same seed gives the same kills. A moment is told by what the run has
// asked until then and the time since, because a busy machine stretches seconds: "35 ms after the 12th request".
export const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const
export type KillSignal = (typeof signals)[number]

export interface Moment {
  /** Requests that GitHub and the registry have seen. */
  readonly requests: number
  /** Milliseconds after the last of them. */
  readonly after: number
}

export interface Kill {
  /** From 1. */
  readonly number: number
  readonly signal: KillSignal
  readonly moment: Moment
  /** Where the same command is run again. */
  readonly again: 'same disk' | 'fresh clone'
  /** On GitHub: a further attempt of the run, or a run of its own. */
  readonly as: 'attempt' | 'run'
  /** With SIGKILL: does the job go on to its post steps, or is the machine gone with all that it had? */
  readonly post: boolean
}

/** An undisturbed run: when each request came, and when it ended, in milliseconds since its start. */
export interface Course {
  readonly requests: readonly number[]
  readonly end: number
}

/** A long wait for a build counts no more than this, else nearly all kills would hit builds. */
const longestGap = 120

/** Small, quick and the same everywhere (mulberry32). */
export const chanceOf = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The moment at a part (0 to 1) of a course whose long gaps were cut short. */
export const momentAt = ({ requests, end }: Course, part: number): Moment => {
  const times = [0, ...requests, end]
  const gaps = times.slice(1).map((time, at) => ({ requests: at, real: time - (times[at] ?? 0) }))
  let left = part * gaps.reduce((sum, { real }) => sum + Math.min(real, longestGap), 0)
  for (const { requests: seen, real } of gaps) {
    const counted = Math.min(real, longestGap)
    if (left < counted) return { requests: seen, after: Math.floor((left / counted) * real) }
    left -= counted
  }
  return { requests: requests.length, after: 0 }
}

/** Signals, disks and ways to go on in turn, moments from the first to the last, each within its share by chance. */
export const planKills = (course: Course, count: number, seed: number): readonly Kill[] => {
  const chance = chanceOf(seed)
  return Array.from({ length: count }, (_, at) => ({
    number: at + 1,
    signal: signals[at % 3] ?? 'SIGKILL',
    moment: momentAt(course, (at + chance()) / count),
    again: Math.floor(at / 3) % 2 === 0 ? 'same disk' : 'fresh clone',
    as: Math.floor(at / 6) % 2 === 0 ? 'attempt' : 'run',
    post: Math.floor(at / 12) % 2 === 1,
  }))
}

export const describeKill = ({ number, signal, moment, again, as, post }: Kill, count: number): string =>
  `${number} of ${count}: ${signal} ${moment.after} ms after request ${moment.requests}, again from the ${again} as a further ${as}${signal === 'SIGKILL' && !post ? ', the machine gone' : ''}`

/** One word that tells a kill, without the course that its moment was taken from: another one gives other moments. */
export const renderKill = ({ signal, moment, again, as, post }: Kill): string =>
  [signal, `${moment.requests}+${moment.after}`, again.replace(' ', '-'), as, post ? 'post' : 'gone'].join(',')

export const parseKill = (text: string): Kill | undefined => {
  const found = /^(SIGINT|SIGTERM|SIGKILL),(\d+)\+(\d+),(same-disk|fresh-clone),(attempt|run),(post|gone)$/.exec(text)
  if (!found) return undefined
  const [, signal, requests, after, again, as, post] = found
  return {
    number: 1, signal: signal as KillSignal, moment: { requests: Number(requests), after: Number(after) },
    again: again === 'same-disk' ? 'same disk' : 'fresh clone', as: as as Kill['as'], post: post === 'post',
  }
}
