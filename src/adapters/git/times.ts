// The one time of a release. Every file of an export gets the commit's time, so that no tool packs the time of the checkout.
import { lutimes, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Files, links and folders below and including the folder; repositories' own folders are left alone. */
export const setTimes = async (folder: string, time: number): Promise<void> => {
  const entries = await readdir(folder, { withFileTypes: true })
  await Promise.all(entries.filter((it) => !it.isDirectory()).map(async (it) => lutimes(join(folder, it.name), time, time)))
  for (const it of entries) if (it.isDirectory() && it.name !== '.git') await setTimes(join(folder, it.name), time)
  await lutimes(folder, time, time)
}
