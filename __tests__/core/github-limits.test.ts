import { expect, test } from '@jest/globals'
import { estimate, estimateText, githubWindows, shortestTime } from '../../src/core/github-limits.js'

/** The slow way: one creation after the other, each as soon as every window has room. */
const greedy = (creates: number): number => {
  const times: number[] = []
  for (let sent = 0; sent < creates; sent++) {
    let at = times.at(-1) ?? 0
    for (const { most, ms } of githubWindows.filter((it) => it.unit === 'creates')) if (times.length >= most) at = Math.max(at, (times.at(-most) ?? 0) + ms)
    times.push(at)
  }
  return times.at(-1) ?? 0
}

test.each([0, 1, 79, 80, 81, 160, 161, 480, 499, 500, 501, 580, 581, 600, 999, 1000, 1001])('%i creations take as long as they take when each goes as soon as it may', (creates) => {
  expect(shortestTime({ requests: creates, creates })).toBe(greedy(creates))
})

test('many reads take their minutes, and thousands of requests their hours', () => {
  expect(shortestTime({ requests: 900, creates: 0 })).toBe(0)
  expect(shortestTime({ requests: 901, creates: 0 })).toBe(60_000)
  expect(shortestTime({ requests: 3001, creates: 0 })).toBe(2 * 3_600_000)
})

test('costs add up, and who waits renews a lock meanwhile', () => {
  const sum = estimate([{ requests: 12, creates: 0 }, { requests: 31, creates: 12 }])
  expect(estimateText(sum)).toBe("about 43 requests to GitHub, 12 of them create something: at least 0 s by GitHub's limits")
  expect(estimate([{ requests: 700, creates: 600 }])).toEqual({ requests: 700 + 122, creates: 600, seconds: 3660 })
  expect(estimateText(estimate([{ requests: 700, creates: 600 }]))).toContain('at least 1 h 1 min by')
})
