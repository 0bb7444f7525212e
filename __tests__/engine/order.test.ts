import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { inOrder, type Node } from '../../src/engine/order.js'

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('independent work runs side by side, dependent work after what it waits for', async () => {
  const log: string[] = []
  const nodes: Node[] = [{ id: 'image', after: ['wheel'] }, { id: 'wheel', after: [] }, { id: 'docs', after: [] }]
  await inOrder(nodes, async ({ id }) => {
    log.push(`+${id}`)
    await pause()
    log.push(`-${id}`)
  })
  expect(log.slice(0, 2)).toEqual(['+wheel', '+docs'])
  expect(log.indexOf('+image')).toBeGreaterThan(log.indexOf('-wheel'))
})

test('after a failure nothing new begins, and what runs is awaited', async () => {
  const log: string[] = []
  const failures = await inOrder([{ id: 'a', after: [] }, { id: 'slow', after: [] }, { id: 'b', after: ['a'] }, { id: 'c', after: ['slow'] }], async ({ id }) => {
    if (id === 'a') throw new Error('a')
    await pause()
    await pause()
    log.push(id)
  })
  expect(failures).toEqual([new Error('a')])
  expect(log).toEqual(['slow'])
})

test('every node runs exactly once and after all that it names, for any graph without cycles', async () => {
  const graph = fc.array(fc.array(fc.nat(), { maxLength: 4 }), { maxLength: 25 }).map((rows) => rows.map((row, index): Node => ({ id: `${index}`, after: index === 0 ? [] : row.map((it) => `${it % index}`) })))
  await fc.assert(
    fc.asyncProperty(graph, async (nodes) => {
      const done: string[] = []
      await inOrder([...nodes].reverse(), async (node) => {
        for (const before of node.after) expect(done).toContain(before)
        await Promise.resolve()
        done.push(node.id)
      })
      expect([...done].sort()).toEqual(nodes.map((it) => it.id).sort())
    }),
    { numRuns: 60 },
  )
})
