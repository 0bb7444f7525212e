// The order of a set-up. Looking is free and comes first; only what is missing is provided, under the lock, side by side where it can be.
import { installPackages } from './debian.mjs'
import { say } from './talk.mjs'
import { withLock } from './lock.mjs'
import { sweep } from './cache.mjs'

/**
 * @param provisions each { name, find(ground), make(ground), packages?(ground), after?: names } — find answers { note, path?, env? } or undefined
 * @returns what was found or made, in the order of the provisions
 */
export async function provide(provisions, ground) {
  const found = await look(provisions, ground)
  if (provisions.every(({ name }) => found.has(name))) return listed(provisions, found)
  await withLock(ground.cache, async () => {
    sweep(ground.cache)
    const missing = async () => {
      const open = provisions.filter(({ name }) => !found.has(name))
      await look(open, ground, found)
      return open.filter(({ name }) => !found.has(name))
    }
    const { refused, without } = await installWhatIsPackaged(await missing(), ground)
    const possible = (await missing()).filter(({ name, after }) => ![name, ...(after ?? [])].some((each) => without.has(each)))
    const failed = [...refused, ...(await makeAll(possible, ground, found))]
    if (failed.length > 0) throw new AggregateError(failed, failed.map((cause) => cause.message).join('\n'))
  }, { say })
  return listed(provisions, found)
}

async function look(provisions, ground, found = new Map()) {
  const ask = async ({ name, find }) => {
    const thing = await find(ground)
    if (thing) found.set(name, thing)
  }
  await Promise.all(provisions.filter(({ after }) => !after).map(ask))
  // What stands on something else is asked for only when that is there: no image without an engine.
  await Promise.all(provisions.filter(({ after }) => after?.every((name) => found.has(name))).map(ask))
  return found
}

/** One question and one transaction for all Debian packages. A refusal is returned, so that everything that is missing is told at once. */
async function installWhatIsPackaged(missing, ground) {
  const wishes = await Promise.all(missing.map(async ({ name, packages }) => ({ name, wish: await packages?.(ground) })))
  const wanted = wishes.filter(({ wish }) => wish)
  if (wanted.length === 0) return { refused: [], without: new Set() }
  const packages = [...new Set(wanted.flatMap(({ wish }) => wish.packages))]
  try {
    await installPackages(packages, wanted.map(({ wish }) => wish.reason).join('; '), ground)
    return { refused: [], without: new Set() }
  } catch (cause) {
    return { refused: [cause], without: new Set(wanted.map(({ name }) => name)) }
  }
}

async function makeAll(missing, ground, found) {
  const making = new Map()
  for (const provision of missing) {
    making.set(provision.name, (async () => {
      await Promise.all((provision.after ?? []).map((name) => making.get(name)))
      const thing = (await provision.find(ground)) ?? (await provision.make(ground))
      found.set(provision.name, { ...thing, told: true })
      say(`${provision.name}: ${thing.note}`)
    })())
  }
  // One cause may stop several: it is told once.
  return [...new Set((await Promise.allSettled(making.values())).filter(({ status }) => status === 'rejected').map(({ reason }) => reason))]
}

const listed = (provisions, found) => provisions.map(({ name }) => ({ name, ...found.get(name) }))
