// The JSON that a client sends, field by field, with GitHub's words for what is missing or of another type.
import { Refusal } from './refusal.js'
import type { Rules } from './rules.js'

type Fields = Readonly<Record<string, unknown>>

const shown = (value: unknown): string => (value === null ? 'nil' : JSON.stringify(value))

export class RequestBody {
  constructor(private readonly fields: Fields, private readonly rules: Rules) {}

  static parse(text: string, rules: Rules): RequestBody {
    if (text.trim() === '') return new RequestBody({}, rules)
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      if (rules.has('W-API-03')) throw new Refusal(400, 'Problems parsing JSON')
      value = {}
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal(400, 'Body should be a JSON object')
    return new RequestBody(value as Fields, rules)
  }

  has(key: string): boolean {
    return this.fields[key] !== undefined
  }

  get(key: string): unknown {
    return this.fields[key]
  }

  private wrong(key: string, type: string): never {
    throw new Refusal(422, `Invalid request.\n\nFor 'properties/${key}', ${shown(this.fields[key])} is not ${type}.`)
  }

  private missing(key: string): never {
    throw new Refusal(422, `Invalid request.\n\n"${key}" wasn't supplied.`)
  }

  text(key: string): string {
    const value = this.fields[key]
    if (value === undefined) return this.rules.has('W-API-08') ? this.missing(key) : ''
    return typeof value === 'string' ? value : this.wrong(key, 'a string')
  }

  /** Undefined when it was not sent; null is a value of its own. */
  textIfSent(key: string): string | null | undefined {
    const value = this.fields[key]
    if (value === undefined || value === null || typeof value === 'string') return value
    return this.rules.has('W-API-09') ? this.wrong(key, 'a string') : JSON.stringify(value)
  }

  flagIfSent(key: string): boolean | undefined {
    const value = this.fields[key]
    if (value === undefined || value === null) return undefined
    return typeof value === 'boolean' ? value : this.wrong(key, 'a boolean')
  }

  list(key: string): readonly unknown[] {
    const value = this.fields[key]
    if (value === undefined) return this.missing(key)
    return Array.isArray(value) ? (value as readonly unknown[]) : this.wrong(key, 'an array')
  }

  textsIfSent(key: string): readonly string[] | undefined {
    if (this.fields[key] === undefined || this.fields[key] === null) return undefined
    return this.list(key).map((it) => (typeof it === 'string' ? it : this.wrong(key, 'an array of strings')))
  }

  /** An object within. */
  within(key: string): RequestBody | undefined {
    const value = this.fields[key]
    if (value === undefined || value === null) return undefined
    return typeof value === 'object' && !Array.isArray(value) ? new RequestBody(value as Fields, this.rules) : this.wrong(key, 'an object')
  }
}
