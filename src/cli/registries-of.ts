// The registries that a config names, so that a rehearsal can put one of its own in place of each.
import type { Config } from '../core/config.js'
import type { JsonObject } from '../core/json.js'
import { parseDestination } from '../core/image-name.js'

const destinationOf = (entry: JsonObject): readonly string[] => (typeof entry['to'] === 'string' ? [entry['to']] : [])

export const registriesOf = (config: Config): readonly string[] => {
  const entries = config.lines.flatMap((line) => ['publish.image', 'publish.chart'].flatMap((slot) => line.slots[slot] ?? []))
  return [...new Set(entries.flatMap(destinationOf).map((to) => parseDestination(to).host))]
}
