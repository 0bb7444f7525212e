// GitHub's answers, field by field. What is missing or of another type stops with the field's name, at the place where it is
// read: an `undefined` that travels on shows up in a message or an asset name much later.
import { fail } from '../../errors/release-error.js'

const described = (value: unknown): string => {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `${typeof value} (${JSON.stringify(value).slice(0, 60)})`
}

export class Fields<Shape extends object> {
  private readonly it: Readonly<Record<string, unknown>>

  constructor(value: unknown, private readonly what: string, private readonly path = '') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      fail('GITHUB_ANSWER', { what, field: path || 'the top', found: described(value) })
    }
    this.it = value as Readonly<Record<string, unknown>>
  }

  private at(key: string): string {
    return this.path ? `${this.path}.${key}` : key
  }

  private wrong(key: string): never {
    return fail('GITHUB_ANSWER', { what: this.what, field: this.at(key), found: described(this.it[key]) })
  }

  text(key: keyof Shape & string): string {
    const value = this.it[key]
    return typeof value === 'string' ? value : this.wrong(key)
  }

  /** GitHub gives null where a person left a field empty. */
  textOr(key: keyof Shape & string, fallback: string): string {
    const value = this.it[key]
    return value === null || value === undefined ? fallback : this.text(key)
  }

  textOrNull(key: keyof Shape & string): string | null {
    const value = this.it[key]
    return value === null || value === undefined ? null : this.text(key)
  }

  number(key: keyof Shape & string): number {
    const value = this.it[key]
    return typeof value === 'number' && Number.isSafeInteger(value) ? value : this.wrong(key)
  }

  numberOr(key: keyof Shape & string, fallback: number): number {
    const value = this.it[key]
    return value === null || value === undefined ? fallback : this.number(key)
  }

  flag(key: keyof Shape & string): boolean {
    const value = this.it[key]
    return typeof value === 'boolean' ? value : this.wrong(key)
  }

  flagOr(key: keyof Shape & string, fallback: boolean): boolean {
    const value = this.it[key]
    return value === null || value === undefined ? fallback : this.flag(key)
  }

  list(key: keyof Shape & string): readonly unknown[] {
    const value = this.it[key]
    return Array.isArray(value) ? (value as readonly unknown[]) : this.wrong(key)
  }

  object<Key extends keyof Shape & string>(key: Key): Fields<NonNullable<Shape[Key]> & object> {
    return new Fields<NonNullable<Shape[Key]> & object>(this.it[key], this.what, this.at(key))
  }
}

export const listOf = (value: unknown, what: string): readonly unknown[] =>
  Array.isArray(value) ? (value as readonly unknown[]) : fail('GITHUB_ANSWER', { what, field: 'the top', found: described(value) })
