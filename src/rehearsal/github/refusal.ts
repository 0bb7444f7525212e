// How GitHub says no. Thrown anywhere below a route, and made an answer in one place.

export interface Detail {
  readonly resource?: string
  readonly code?: string
  readonly field?: string
  readonly message?: string
}

export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly said: string,
    readonly details: readonly (Detail | string)[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${status} ${said}`)
    this.name = 'Refusal'
  }

  get body(): unknown {
    return {
      message: this.said,
      ...(this.details.length > 0 ? { errors: this.details } : {}),
      documentation_url: 'https://docs.github.com/rest',
      status: String(this.status),
    }
  }
}

/** Also for those who may not know that it is there. */
export const notFound = (): never => {
  throw new Refusal(404, 'Not Found')
}

export const refuse = (status: number, said: string, details: readonly (Detail | string)[] = []): never => {
  throw new Refusal(status, said, details)
}

export const invalid = (...details: readonly (Detail | string)[]): never => {
  throw new Refusal(422, 'Validation Failed', details)
}
