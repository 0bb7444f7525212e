// Sliding windows: when may a request go so that a limit that the service has published is never broken? Pure but for what it was
// told. A request counts from the moment it is sent until its answer came and the window after that is over: the server may have
// counted it at any moment between the two.
import type { Quota } from '../../ports/http.js'

type Costs = Readonly<Record<string, number>>

/** A request that took its share; `over` is undefined while it is under way. */
export interface Share {
  readonly costs: Costs
  over: number | undefined
}

/** `at` is undefined when it depends on the requests that are under way. */
export type Opening = { readonly at: number | undefined; readonly what: string }

/** Servers count in whole seconds. */
const margin = 1000

type Window = Quota['windows'][number]

export class Pace {
  private shares: Share[] = []
  private readonly longest: number

  constructor(private readonly quota: Quota) {
    this.longest = Math.max(0, ...quota.windows.map((it) => it.ms)) + margin
  }

  /** Undefined: now. */
  opening(costs: Costs, now: number): Opening | undefined {
    this.shares = this.shares.filter((it) => it.over === undefined || it.over > now - this.longest)
    const openings = this.quota.windows.flatMap((it) => this.openingOf(it, costs[it.unit] ?? 0, now) ?? [])
    const open = openings.find((it) => it.at === undefined)
    return open ?? openings.sort((a, b) => (b.at ?? 0) - (a.at ?? 0))[0]
  }

  private openingOf(window: Window, cost: number, now: number): Opening | undefined {
    if (cost === 0) return undefined
    const costOf = (it: Share): number => it.costs[window.unit] ?? 0
    const inside = this.shares.filter((it) => costOf(it) > 0 && (it.over === undefined || it.over > now - window.ms - margin))
    let taken = inside.reduce((sum, it) => sum + costOf(it), 0)
    // What costs more than there is goes alone.
    const most = Math.max(window.most, cost)
    if (taken + cost <= most) return undefined
    const ends = inside.flatMap((it) => (it.over === undefined ? [] : [{ over: it.over, cost: costOf(it) }])).sort((a, b) => a.over - b.over)
    for (const end of ends) {
      taken -= end.cost
      if (taken + cost <= most) return { at: end.over + window.ms + margin, what: window.what }
    }
    return { at: undefined, what: window.what }
  }

  take(costs: Costs): Share {
    const share: Share = { costs, over: undefined }
    this.shares.push(share)
    return share
  }

  used(unit: string, times: readonly number[]): void {
    for (const over of times) this.shares.push({ costs: { [unit]: 1 }, over })
  }
}
