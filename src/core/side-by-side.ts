// Some work for each of many things, a few at a time.

/**
 * At most `width` at once, results in the order of the things. After the first failure nothing new is begun; what runs is
 * awaited, so that nothing goes on behind the back of the caller, and then that failure is thrown.
 */
export const sideBySide = async <T, R>(things: readonly T[], width: number, work: (thing: T) => Promise<R>): Promise<readonly R[]> => {
  const results = new Map<number, R>()
  const failures: unknown[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    while (failures.length === 0 && next < things.length) {
      const index = next++
      try {
        results.set(index, await work(things[index] as T))
      } catch (failure) {
        failures.push(failure)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, things.length) }, lane))
  if (failures.length > 0) throw failures[0]
  return things.map((_, index) => results.get(index) as R)
}
