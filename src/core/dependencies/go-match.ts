// Matches as RE2 does: all ways through a pattern at once, so that no pattern takes longer than its size times the length of the text.
// Those of JavaScript try one way after the other, and a pattern of a few characters can keep them busy for ever. What a file asks for in
// all is bounded too.
import { fail } from '../../errors/release-error.js'

export type Node =
  | { readonly kind: 'set'; readonly has: (character: string) => boolean; readonly literal?: string }
  | { readonly kind: 'edge'; readonly holds: (characters: readonly string[], at: number) => boolean }
  | { readonly kind: 'all'; readonly parts: readonly Node[] }
  | { readonly kind: 'any'; readonly ways: readonly Node[] }
  | { readonly kind: 'repeat'; readonly of: Node; readonly least: number; readonly most: number; readonly lazy: boolean }

/** `next`: in the order in which ways are preferred. */
type Instruction = { readonly set?: Extract<Node, { kind: 'set' }>; readonly edge?: Extract<Node, { kind: 'edge' }>; next: number[] }

/** Shared by patterns that are tried together. */
export interface Effort {
  left: number
}

/** A few seconds; a project of the size of Kubernetes needs less than a hundredth of it. */
export const mostEffort = 100_000_000
const mostInstructions = 10_000

class Compiler {
  readonly program: Instruction[] = []
  private visited = 0

  /** Also of what is empty, and repeated. */
  get isTooLarge(): boolean {
    return this.visited > mostInstructions
  }

  /** The way through the node, to what comes after it; -1 is a match. */
  add(node: Node, next: number): number {
    this.visited++
    if (this.isTooLarge) return next
    switch (node.kind) {
      case 'set': return this.push({ set: node, next: [next] })
      case 'edge': return this.push({ edge: node, next: [next] })
      case 'all': return node.parts.reduceRight((after, part) => this.add(part, after), next)
      case 'any': return this.push({ next: node.ways.map((way) => this.add(way, next)) })
      case 'repeat': return this.repeat(node, next)
    }
  }

  private push(it: Instruction): number {
    this.program.push(it)
    return this.program.length - 1
  }

  private choice(into: number, past: number, lazy: boolean): number[] {
    return lazy ? [past, into] : [into, past]
  }

  private repeat({ of, least, most, lazy }: Extract<Node, { kind: 'repeat' }>, next: number): number {
    let after = next
    if (most === Infinity) {
      const loop = this.push({ next: [] })
      const into = this.add(of, loop)
      const instruction = this.program[loop]
      if (instruction) instruction.next = this.choice(into, next, lazy)
      after = loop
    } else for (let at = least; at < most && !this.isTooLarge; at++) after = this.push({ next: this.choice(this.add(of, after), next, lazy) })
    for (let at = 0; at < least && !this.isTooLarge; at++) after = this.add(of, after)
    return after
  }
}

interface Thread {
  readonly at: number
  readonly start: number
}

export interface Match {
  /** Offsets in the text. */
  readonly start: number
  readonly end: number
}

export class GoRegexp {
  private constructor(private readonly source: string, private readonly program: readonly Instruction[], private readonly begin: { readonly first: number; readonly prefix: string }, private readonly effort: Effort) {}

  /** Undefined: it is too large. */
  static of(source: string, node: Node, effort: Effort): GoRegexp | undefined {
    const compiler = new Compiler()
    const first = compiler.add(node, -1)
    return compiler.isTooLarge ? undefined : new GoRegexp(source, compiler.program, { first, prefix: prefixOf(node) }, effort)
  }

  test(text: string): boolean {
    return this.find(text) !== undefined
  }

  /** The leftmost, and of those the one that Go prefers (but for repetitions of what may be empty, where Go has rules of its own). */
  find(text: string): Match | undefined {
    this.spend(1 + text.length / 50)
    if (!text.includes(this.begin.prefix)) return undefined
    const characters = [...text]
    let threads: Thread[] = []
    let found: { start: number; end: number } | undefined
    for (let at = 0; at <= characters.length; at++) {
      if (threads.length === 0 && found) break
      const ready = this.ready(threads, { characters, at, isOver: found !== undefined })
      threads = []
      for (const { at: index, start } of ready) {
        const instruction = this.program[index]
        if (!instruction) {
          found = { start, end: at }
          break
        }
        const [next] = instruction.next
        if (next !== undefined && at < characters.length && instruction.set?.has(characters[at] ?? '') === true) threads.push({ at: next, start })
      }
    }
    const offset = (index: number): number => characters.slice(0, index).join('').length
    return found && { start: offset(found.start), end: offset(found.end) }
  }

  /** Where threads stand once they took every step that reads nothing, in the order of preference; each place once. */
  private ready(threads: readonly Thread[], { characters, at, isOver }: { readonly characters: readonly string[]; readonly at: number; readonly isOver: boolean }): readonly Thread[] {
    const seen = new Set<number>()
    const ready: Thread[] = []
    const open = [...(isOver ? [] : [{ at: this.begin.first, start: at }]), ...[...threads].reverse()]
    for (let one = open.pop(); one; one = open.pop()) {
      if (seen.has(one.at)) continue
      seen.add(one.at)
      const { start } = one
      const instruction = this.program[one.at]
      if (!instruction || instruction.set) ready.push(one)
      else if (instruction.edge?.holds(characters, at) !== false) for (const next of [...instruction.next].reverse()) open.push({ at: next, start })
    }
    this.spend(seen.size)
    return ready
  }

  private spend(steps: number): void {
    this.effort.left -= steps
    if (this.effort.left < 0) fail('PATTERN_EFFORT', { pattern: this.source.slice(0, 120) })
  }
}

/** What every match begins with, as far as it is plain. */
const prefixOf = (node: Node): string => {
  if (node.kind === 'set') return node.literal ?? ''
  if (node.kind !== 'all') return ''
  let prefix = ''
  for (const part of node.parts) {
    if (part.kind === 'set' && part.literal !== undefined) prefix += part.literal
    else return prefix + (part.kind === 'all' ? prefixOf(part) : '')
  }
  return prefix
}
