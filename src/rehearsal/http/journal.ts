// What was asked of a world, call by call. Tests count writes in it, name a call by its number to arrange a fault there, and look at
// the whole history instead of the end alone.

export interface WorldCall {
  /** From 1, over all services that share the journal. */
  readonly number: number
  /** `github`, `docker.io` */
  readonly service: string
  readonly method: string
  /** Path and query, without what is secret in it. */
  readonly path: string
  readonly status: number
  /** Something that others can see was made, changed or removed, or would have been had it not been there already. */
  readonly write: boolean
  /** What it was, in the words of the service: `push manifest`. */
  readonly purpose: string
}

export class Journal {
  private readonly noted: WorldCall[]

  constructor(calls: Iterable<WorldCall> = []) {
    this.noted = [...calls]
  }

  note(call: Omit<WorldCall, 'number'>): WorldCall {
    const numbered = { number: this.noted.length + 1, ...call }
    this.noted.push(numbered)
    return numbered
  }

  get calls(): readonly WorldCall[] {
    return this.noted
  }

  get writes(): readonly WorldCall[] {
    return this.noted.filter((it) => it.write)
  }

  copy(): Journal {
    return new Journal(this.noted)
  }
}
