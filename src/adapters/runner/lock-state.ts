// What the main step of the Action leaves for its post step: the lock that it held last. The runner gives it as STATE_lock.
import type { HeldLock } from '../../core/lock.js'

export const lockStateName = 'lock'

export const renderLockState = (held: HeldLock | undefined): string => (held ? JSON.stringify(held) : '')

const isText = (value: unknown): value is string => typeof value === 'string'

/** Undefined for anything else: whatever stands there, the post step deletes nothing but locks. */
export const parseLockState = (text: string): HeldLock | undefined => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const { repository, ref, objects } = (value ?? {}) as { readonly repository?: { readonly owner?: unknown; readonly name?: unknown }; readonly ref?: unknown; readonly objects?: unknown }
  const { owner, name } = repository ?? {}
  if (!isText(owner) || !isText(name) || !isText(ref) || !/^refs\/slipway\/lock\/./.test(ref)) return undefined
  if (!Array.isArray(objects) || !objects.every((it) => isText(it) && /^[0-9a-f]{40,64}$/.test(it))) return undefined
  return { repository: { owner, name }, ref, objects: objects as readonly string[] }
}
