// How many requests a service still takes in its hour, as its answers tell (`x-ratelimit-remaining`). Requests that are under way may
// or may not be in that number yet; they are taken off, so that the last one is never followed by one too many.
import type { Told } from './limits.js'

/** The same hour ends a second sooner or later from answer to answer. */
const sameReset = 60_000

export class Remaining {
  private told: Told | undefined
  private underWay = 0

  /** `free`; or until when nothing is left; or that an answer has to come first. */
  look(now: number): 'free' | 'later' | { readonly until: number } {
    if (this.told && this.told.reset <= now) this.told = undefined
    if (!this.told || this.told.remaining > this.underWay) return 'free'
    return this.told.remaining <= 0 ? { until: this.told.reset } : 'later'
  }

  begin(): void {
    this.underWay += 1
  }

  /** `hasTold`: an answer came that says how many are left. Without one it is taken for counted. */
  end(hasTold: boolean): void {
    this.underWay -= 1
    if (!hasTold && this.told) this.told.remaining -= 1
  }

  learn(told: Told): void {
    const apart = this.told ? told.reset - this.told.reset : Infinity
    if (apart > sameReset) this.told = { ...told }
    else if (this.told && apart > -sameReset) this.told = { remaining: Math.min(this.told.remaining, told.remaining), reset: Math.max(this.told.reset, told.reset) }
  }
}
