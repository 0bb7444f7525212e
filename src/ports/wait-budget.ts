// How long a run may wait in all: for limits of services, or for another run's lock. One for the whole run (`--max-wait`).
export interface WaitBudget {
  /** Sets how long that is. */
  limit(milliseconds: number): void
  /** Milliseconds that may still be waited from now on. */
  left(): number
  /** Asked before each wait. False when it would be too long in all; else it counts. Waits side by side count once. */
  take(until: number): boolean
  /** Something was waited for since then, however long it was to take. */
  spent(since: number): void
}
