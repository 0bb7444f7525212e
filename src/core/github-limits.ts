// What GitHub has published of its limits, and how long so many requests take at least. The numbers are its documentation's ("Rate
// limits for the REST API"): what is kept in advance, in the adapter, and what a plan says of its time come from here.

import { durationText } from './duration.js'

/** What work costs at GitHub. */
export interface Cost {
  readonly requests: number
  /** Those among them that create something that people see: a release, an asset, a commit, a pull request. */
  readonly creates: number
}

export const noCost: Cost = { requests: 0, creates: 0 }
export const addCosts = (costs: readonly Cost[]): Cost => costs.reduce((a, b) => ({ requests: a.requests + b.requests, creates: a.creates + b.creates }), noCost)

const minute = 60_000
const hour = 60 * minute

/** A read takes one point, a write five. */
export const points = { read: 1, write: 5 } as const
const most = { createsPerMinute: 80, createsPerHour: 500, pointsPerMinute: 900, requestsPerHour: 1000 } as const

/** What is kept in advance. The hour of requests is not: how many there are left in it stands in each answer. */
export const githubWindows = [
  { unit: 'creates', most: most.createsPerMinute, ms: minute, what: `it takes ${most.createsPerMinute} creations a minute` },
  { unit: 'creates', most: most.createsPerHour, ms: hour, what: `it takes ${most.createsPerHour} creations an hour` },
  { unit: 'points', most: most.pointsPerMinute, ms: minute, what: `it takes ${most.pointsPerMinute} points a minute (a read is ${points.read}, a write is ${points.write})` },
] as const

/** Of bursts of so many in each stretch of time: full stretches before the last one goes. */
const fullBefore = (count: number, burst: number): number => Math.max(0, Math.ceil(count / burst) - 1)

/** Milliseconds that the limits ask for between the first request and the last one. */
export const shortestTime = ({ requests, creates }: Cost): number => {
  const hours = fullBefore(creates, most.createsPerHour)
  const created = hours * hour + fullBefore(creates - hours * most.createsPerHour, most.createsPerMinute) * minute
  const spent = fullBefore((requests - creates) * points.read + creates * points.write, most.pointsPerMinute) * minute
  // For the token of a workflow. Its hour is one of the clock and may be over at any moment; only the further ones last in full.
  const asked = Math.max(0, fullBefore(requests, most.requestsPerHour) - 1) * hour
  return Math.max(created, spent, asked)
}

export interface Estimate extends Cost {
  /** By the limits alone; building and sending come on top. */
  readonly seconds: number
}

/** A run that waits goes on renewing its lock, with two requests a minute. */
const renewals = (milliseconds: number): Cost => ({ requests: 2 * Math.floor(milliseconds / minute), creates: 0 })

export const estimate = (costs: readonly Cost[]): Estimate => {
  const cost = addCosts(costs)
  const milliseconds = shortestTime(cost)
  return { ...addCosts([cost, renewals(milliseconds)]), seconds: milliseconds / 1000 }
}

export const estimateText = ({ requests, creates, seconds }: Estimate): string =>
  `about ${requests} requests to GitHub, ${creates} of them create something: at least ${durationText(seconds * 1000)} by GitHub's limits`
