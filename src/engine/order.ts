// Carries out tasks as soon as what they wait for is done, side by side. Knows edges, not work.

export interface Node {
  readonly id: string
  readonly after: readonly string[]
}

/**
 * Calls `work` for every node once all nodes of its `after` (within this list) have succeeded. After the first failure no
 * new work is begun; what runs is awaited, so that nothing goes on behind the back of the caller. Returns all failures.
 */
export const inOrder = async <N extends Node>(nodes: readonly N[], work: (node: N) => Promise<void>): Promise<readonly unknown[]> => {
  const known = new Set(nodes.map((it) => it.id))
  const waiting = new Map(nodes.map((it) => [it.id, new Set(it.after.filter((id) => known.has(id)))]))
  const failures: unknown[] = []
  const running = new Map<string, Promise<void>>()
  const start = (node: N): void => {
    const promise = work(node).then(
      () => waiting.forEach((left) => left.delete(node.id)),
      (failure: unknown) => void failures.push(failure),
    )
    running.set(node.id, promise.finally(() => running.delete(node.id)))
  }
  for (;;) {
    if (failures.length === 0) {
      for (const node of nodes) {
        if (waiting.get(node.id)?.size !== 0) continue
        waiting.delete(node.id)
        start(node)
      }
    }
    if (running.size === 0) break
    await Promise.race(running.values())
  }
  return failures
}
