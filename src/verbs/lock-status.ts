// Who holds the lock of a tag, for people: read only, never waited for.
import { breakCommand, holderText, lockRef, parseLock } from '../core/lock.js'
import type { LockStatus } from '../core/status.js'
import { whyOver } from '../engine/lock/wait-for-holder.js'
import type { Ports } from '../ports/ports.js'

export const lockStatus = async (ports: Pick<Ports, 'github' | 'repository' | 'holder'>, tag: string): Promise<LockStatus | undefined> => {
  const { github, repository } = ports
  const ref = lockRef(tag)
  const target = await github.ref(repository, ref)
  if (!target) return undefined
  const breakWith = breakCommand(repository, ref)
  const lock = target.type === 'tag' ? parseLock(await github.tagText(repository, target.object), tag) : undefined
  if (!lock) return { ref, holder: 'somebody who cannot be read from it', until: 'nobody knows when', breakWith }
  const over = await whyOver(ports, lock, true)
  return { ref, holder: holderText(lock.holder), until: new Date(lock.expires).toISOString(), breakWith, ...(over === undefined ? {} : { over }) }
}
