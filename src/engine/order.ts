// Carries out tasks as soon as what they wait for is done, side by side. Knows edges, not work.

export interface Node {
  readonly id: string
  readonly after: readonly string[]
}

/** What became of a node: whoever comes after one that waits for somebody else is not begun. */
export type Went = 'done' | 'waiting'

export interface How<N extends Node> {
  /** Begun when all that it comes after has come to its end, whichever that was. */
  readonly always?: (node: N) => boolean
  /** A failure stops only what comes after it. */
  readonly goOn?: boolean
}

/**
 * Calls `work` for every node once all nodes of its `after` (within this list) are done. After the first failure no new work is begun,
 * unless it is to go on; what runs is awaited, so that nothing goes on behind the back of the caller. Returns all failures.
 */
export const inOrder = async <N extends Node>(nodes: readonly N[], work: (node: N) => Promise<Went | void>, how: How<N> = {}): Promise<readonly unknown[]> => {
  const open = new Set(nodes.map((it) => it.id))
  const unfinished = new Set<string>()
  const failures: unknown[] = []
  const begun = new Set<string>()
  const running = new Map<string, Promise<void>>()
  const start = (node: N): void => {
    begun.add(node.id)
    const promise = work(node).then(
      (went) => void (went === 'waiting' && unfinished.add(node.id)),
      (failure: unknown) => {
        failures.push(failure)
        unfinished.add(node.id)
      },
    )
    running.set(node.id, promise.finally(() => {
      running.delete(node.id)
      open.delete(node.id)
    }))
  }
  for (;;) {
    const mayBegin = how.goOn === true || failures.length === 0
    // A node that is never begun ends here; that may let others end, or begin.
    for (let moved = mayBegin; moved; ) {
      moved = false
      for (const node of nodes.filter((it) => open.has(it.id) && !begun.has(it.id) && !it.after.some((id) => open.has(id)))) {
        if (node.after.some((id) => unfinished.has(id)) && how.always?.(node) !== true) {
          open.delete(node.id)
          unfinished.add(node.id)
          moved = true
        } else start(node)
      }
    }
    if (running.size === 0) break
    await Promise.race(running.values())
  }
  return failures
}
