// A part of a list, as GraphQL gives it; cursors are opaque, here as there.
import type { Ask } from '../ask.js'
import { nodeId } from '../shapes/identity.js'
import { FieldRefusal, node, type Args, type Node } from './execute.js'

const most = 100

interface Listed<It> {
  /** Of the field, for what is said when nothing limits it. */
  readonly name: string
  readonly type: string
  readonly all: readonly It[]
}

export const connection = <It extends { readonly id: number }>(ask: Ask, { name, type, all }: Listed<It>, { first, after }: Args, shape: (it: It) => unknown): Node => {
  const hasPages = ask.forge.rules.has('W-ISS-10')
  if ((typeof first !== 'number' || first < 1 || first > most) && hasPages) throw new FieldRefusal('MISSING_PAGINATION_BOUNDARIES', `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`)
  const begin = typeof after === 'string' ? all.findIndex((it) => nodeId('cursor', it.id) === after) + 1 : 0
  const end = hasPages ? begin + Number(first) : all.length
  const part = all.slice(begin, end)
  const last = part.at(-1)
  return node(type, {
    totalCount: all.length, nodes: part.map(shape),
    pageInfo: () => node('PageInfo', { hasNextPage: end < all.length, endCursor: last ? nodeId('cursor', last.id) : null }),
  })
}
