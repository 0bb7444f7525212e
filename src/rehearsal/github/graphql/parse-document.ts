// A small, strict reader of GraphQL documents: operations, variables, fields, arguments, inline fragments. What it does not
// know (directives, named fragments, subscriptions) it refuses, so that nothing is answered that was not understood.

export type Value =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Value>> }
  | { readonly kind: 'constant'; readonly value: string | number | boolean | null }

export interface Field {
  /** The name under which the answer stands. */
  readonly alias: string
  readonly name: string
  readonly args: Readonly<Record<string, Value>>
  readonly selection: readonly Selected[] | undefined
  readonly line: number
  readonly column: number
}

export type Selected = Field | { readonly onType: string; readonly selection: readonly Selected[] }

export interface Operation {
  readonly kind: 'query' | 'mutation'
  readonly name: string | undefined
  readonly selection: readonly Selected[]
}

export class DocumentError extends Error {}

interface Token {
  readonly text: string
  readonly at: number
}

const tokenPattern = /\s+|,|#[^\n]*|(\.\.\.|[A-Za-z_]\w*|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|[!$()&:=@[\]{|}])/y

const tokensOf = (text: string): readonly Token[] => {
  const tokens: Token[] = []
  tokenPattern.lastIndex = 0
  while (tokenPattern.lastIndex < text.length) {
    const at = tokenPattern.lastIndex
    const found = tokenPattern.exec(text)
    if (!found) throw new DocumentError(`Parse error on ${JSON.stringify(text[at])}`)
    if (found[1] !== undefined) tokens.push({ text: found[1], at })
  }
  return tokens
}

class Reader {
  private next = 0
  private readonly tokens: readonly Token[]

  constructor(private readonly text: string) {
    this.tokens = tokensOf(text)
  }

  get isAtEnd(): boolean {
    return this.next >= this.tokens.length
  }

  get peek(): string {
    return this.tokens[this.next]?.text ?? ''
  }

  take(): Token {
    const token = this.tokens[this.next++]
    if (!token) throw new DocumentError('Unexpected end of document')
    return token
  }

  expect(text: string): void {
    const token = this.take()
    if (token.text !== text) throw new DocumentError(`Expected ${text}, found ${token.text}`)
  }

  has(text: string): boolean {
    if (this.peek !== text) return false
    this.next++
    return true
  }

  name(): Token {
    const token = this.take()
    if (!/^[A-Za-z_]/.test(token.text)) throw new DocumentError(`Expected NAME, found ${token.text}`)
    return token
  }

  placeOf(token: Token): { line: number; column: number } {
    const before = this.text.slice(0, token.at).split('\n')
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
  }

  operation(): Operation {
    if (this.peek === '{') return { kind: 'query', name: undefined, selection: this.selection() }
    const kind = this.take().text
    if (kind !== 'query' && kind !== 'mutation') throw new DocumentError(`Expected query or mutation, found ${kind}`)
    const name = this.peek === '(' || this.peek === '{' ? undefined : this.name().text
    // The types of variables are the client's promise; the resolvers look at the values.
    if (this.has('(')) while (!this.has(')')) this.take()
    return { kind, name, selection: this.selection() }
  }

  selection(): readonly Selected[] {
    this.expect('{')
    const found: Selected[] = []
    while (!this.has('}')) found.push(this.selected())
    return found
  }

  private selected(): Selected {
    if (this.has('...')) {
      this.expect('on')
      return { onType: this.name().text, selection: this.selection() }
    }
    const first = this.name()
    const name = this.has(':') ? this.name().text : first.text
    const args: Record<string, Value> = {}
    if (this.has('(')) {
      while (!this.has(')')) {
        const key = this.name().text
        this.expect(':')
        args[key] = this.value()
      }
    }
    if (this.peek === '@') throw new DocumentError('Directives are not understood here')
    return { alias: first.text, name, args, selection: this.peek === '{' ? this.selection() : undefined, ...this.placeOf(first) }
  }

  private value(): Value {
    if (this.has('$')) return { kind: 'variable', name: this.name().text }
    if (this.has('[')) {
      const items: Value[] = []
      while (!this.has(']')) items.push(this.value())
      return { kind: 'list', items }
    }
    if (this.has('{')) {
      const fields: Record<string, Value> = {}
      while (!this.has('}')) {
        const key = this.name().text
        this.expect(':')
        fields[key] = this.value()
      }
      return { kind: 'object', fields }
    }
    return { kind: 'constant', value: constantOf(this.take().text) }
  }
}

const constantOf = (text: string): string | number | boolean | null => {
  if (text === 'true' || text === 'false') return text === 'true'
  if (text === 'null') return null
  if (text.startsWith('"""')) return text.slice(3, -3)
  if (text.startsWith('"')) return JSON.parse(text) as string
  return /^-?\d/.test(text) ? Number(text) : text
}

export const parseDocument = (text: string): Operation => {
  const reader = new Reader(text)
  const operation = reader.operation()
  if (!reader.isAtEnd) throw new DocumentError('One operation at a time is understood here')
  return operation
}
