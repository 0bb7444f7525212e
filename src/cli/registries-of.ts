// The registries and the other repositories that a config names, so that a rehearsal can put one of its own in place of each.
import type { Config } from '../core/config.js'
import { repositoryText, type Repository } from '../core/facts.js'
import type { JsonObject } from '../core/json.js'
import { parseDestination, parseFolder } from '../core/image-name.js'
import { parseIndex, type IndexPlace } from '../core/package-index.js'
import { releaseRepositories } from '../verbs/frozen-artifacts.js'

const aliasesOf = ({ aliases }: JsonObject): readonly string[] => (Array.isArray(aliases) ? aliases.filter((it) => typeof it === 'string') : [])

const destinationOf = (entry: JsonObject): readonly string[] => [...(typeof entry['to'] === 'string' ? [entry['to']] : []), ...aliasesOf(entry)]

export const registriesOf = (config: Config): readonly string[] => {
  const entries = config.lines.flatMap((line) => ['publish.image', 'publish.chart'].flatMap((slot) => line.slots[slot] ?? []))
  // A chart is asked whether its image is there, under the name that people take it by.
  const production = config.lines.flatMap((line) => line.slots['promote.images'] ?? []).flatMap((it) => (typeof it['production'] === 'string' ? [parseFolder(it['production']).host] : []))
  return [...new Set([...entries.flatMap(destinationOf).map((to) => parseDestination(to).host), ...production])]
}

const pointerRepositories = ({ lines }: Config): readonly Repository[] =>
  lines.flatMap((line) => line.slots['publish.pointer'] ?? []).flatMap(({ repository }) => {
    const [owner, name] = typeof repository === 'string' ? repository.split('/') : []
    return owner !== undefined && name !== undefined ? [{ owner, name }] : []
  })

/** Where releases go and pointers stand, beside the project's own. */
export const otherRepositories = (config: Config, own: Repository): readonly Repository[] => {
  const all = [...config.lines.flatMap((line) => releaseRepositories(line, own)), ...pointerRepositories(config)].filter((it) => repositoryText(it).toLowerCase() !== repositoryText(own).toLowerCase())
  return [...new Map(all.map((it) => [repositoryText(it).toLowerCase(), it])).values()]
}

/** Package indexes, likewise. */
export const indexesOf = (config: Config): readonly IndexPlace[] => {
  const entries = config.lines.flatMap((line) => line.slots['publish.index'] ?? [])
  const places = entries.map((it) => parseIndex(typeof it['to'] === 'string' ? it['to'] : 'pypi', typeof it['simple'] === 'string' ? it['simple'] : undefined))
  return [...new Map(places.map((it) => [it.upload, it])).values()]
}
