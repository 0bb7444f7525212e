// Answers an operation from a tree of resolvers: each object says which fields it has, and nothing else is answered.
import type { Field, Operation, Selected, Value } from './parse-document.js'

export type Args = Readonly<Record<string, unknown>>

export interface Node {
  readonly type: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** A value, or how to get it. */
export type Resolver = (args: Args) => unknown

export interface GraphqlError {
  readonly type?: string
  readonly path?: readonly (string | number)[]
  readonly message: string
  readonly extensions?: object
  readonly locations?: readonly object[]
}

/** Says no within an answer; the field is null then. */
export class FieldRefusal extends Error {
  constructor(readonly type: string, message: string) {
    super(message)
  }
}

/** A field that GitHub may have, and this world has not. */
export class UnknownField extends Error {
  constructor(readonly field: string, readonly onType: string) {
    super(`Field '${field}' doesn't exist on type '${onType}'`)
  }
}

export const node = (type: string, fields: Readonly<Record<string, unknown>>): Node => ({ type, fields })

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'fields' in value && 'type' in value

const valueOf = (value: Value, variables: Args): unknown => {
  switch (value.kind) {
    case 'variable': return variables[value.name]
    case 'constant': return value.value
    case 'list': return value.items.map((it) => valueOf(it, variables))
    case 'object': return Object.fromEntries(Object.entries(value.fields).map(([key, it]) => [key, valueOf(it, variables)]))
  }
}

const fieldsOf = (selection: readonly Selected[], type: string): readonly Field[] =>
  selection.flatMap((it) => ('onType' in it ? (it.onType === type ? fieldsOf(it.selection, type) : []) : [it]))

export interface Execution {
  readonly data: Readonly<Record<string, unknown>>
  readonly errors: readonly GraphqlError[]
}

export const execute = async (operation: Operation, root: Node, variables: Args): Promise<Execution> => {
  const errors: GraphqlError[] = []

  const complete = async (value: unknown, field: Field, path: readonly (string | number)[]): Promise<unknown> => {
    if (Array.isArray(value)) return Promise.all(value.map((it, index) => complete(it, field, [...path, index])))
    if (!isNode(value)) return value ?? null
    if (!field.selection) throw new UnknownField(`${field.name} without a selection`, value.type)
    return select(value, field.selection, path)
  }

  const resolve = async (from: Node, field: Field, path: readonly (string | number)[]): Promise<unknown> => {
    if (field.name === '__typename') return from.type
    if (!(field.name in from.fields)) throw new UnknownField(field.name, from.type)
    const found = from.fields[field.name]
    const args = Object.fromEntries(Object.entries(field.args).map(([key, it]) => [key, valueOf(it, variables)]))
    try {
      return await complete(typeof found === 'function' ? await (found as Resolver)(args) : found, field, path)
    } catch (failure) {
      if (!(failure instanceof FieldRefusal)) throw failure
      errors.push({ type: failure.type, path, locations: [{ line: field.line, column: field.column }], message: failure.message })
      return null
    }
  }

  const select = async (from: Node, selection: readonly Selected[], path: readonly (string | number)[]): Promise<Readonly<Record<string, unknown>>> => {
    const answer: Record<string, unknown> = {}
    for (const field of fieldsOf(selection, from.type)) answer[field.alias] = await resolve(from, field, [...path, field.alias])
    return answer
  }

  return { data: await select(root, operation.selection, []), errors }
}
