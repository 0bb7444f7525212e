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

test('what comes after a node that waits is not begun, the rest is, and so is what always is', async () => {
  const log: string[] = []
  const nodes: Node[] = [{ id: 'last', after: ['flip', 'other'] }, { id: 'asked', after: [] }, { id: 'flip', after: ['asked'] }, { id: 'point', after: ['flip'] }, { id: 'other', after: [] }]
  const failures = await inOrder(nodes, async ({ id }) => {
    log.push(id)
    return id === 'asked' ? 'waiting' : 'done'
  }, { always: (it) => it.id === 'last' })
  expect([log.sort(), failures]).toEqual([['asked', 'last', 'other'], []])
})

test('where a failure stops only what comes after it, all the rest is carried out', async () => {
  const log: string[] = []
  const nodes: Node[] = [{ id: 'a', after: [] }, { id: 'b', after: ['a'] }, { id: 'c', after: [] }, { id: 'd', after: ['c'] }, { id: 'end', after: ['b', 'd'] }]
  const failures = await inOrder(nodes, async ({ id }) => {
    log.push(id)
    if (id === 'a') throw new Error('a')
  }, { goOn: true, always: (it) => it.id === 'end' })
  expect([log, failures]).toEqual([['a', 'c', 'd', 'end'], [new Error('a')]])
})
