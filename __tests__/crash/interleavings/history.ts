// What a run has been told so far, without what differs between two histories that mean the same: times, and names that were given out by
// counting or by time (numbers of objects, ids of commits). They are renamed in the order in which the run has met them.
import { createHash } from 'node:crypto'
import type { TracedCall } from '../simulation/simulation.js'

const named = /\b[0-9a-f]{40}\b|\b1[0-9]{6}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b|\buntagged-[0-9a-f]+\b/g
const times = /\b20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z\b|\b1[0-9]{9}(?:\.[0-9]{6})?\b/g

/** Names by the order in which they appear. */
export class Renaming {
  private readonly names = new Map<string, string>()

  of(text: string): string {
    return text.replaceAll(/"node_id":"[^"]*"/g, '').replaceAll(times, 'then').replaceAll(named, (name) => {
      const known = this.names.get(name) ?? `#${this.names.size}`
      this.names.set(name, known)
      return known
    })
  }
}

const answerText = ({ played }: TracedCall): string => {
  if (!('answer' in played)) return 'none'
  return `${played.answer.status} ${Buffer.concat(played.answer.parts).toString('latin1')}`
}

export class History {
  private digest = ''
  private readonly renaming = new Renaming()
  calls = 0

  add(call: TracedCall): void {
    this.calls++
    const text = this.renaming.of(`${call.method} ${call.url} ${answerText(call)}`)
    this.digest = createHash('sha256').update(`${this.digest} ${text}`).digest('hex')
  }

  /** Calls that go side by side in one run come in an order of no meaning; what they are told is the same. */
  get text(): string {
    return this.digest
  }
}
