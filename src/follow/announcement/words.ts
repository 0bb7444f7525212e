// The text of an announcement, and whom else it is about: lines that are released together from one commit are announced once, by the run
// that finds all of them out. Pure.
import { wordsIn, renderTemplate, wordsOf } from '../../core/template.js'
import { readReference } from '../../core/edit/reference-text.js'
import { repositoryText, type Facts, type OtherLine } from '../../core/facts.js'
import { printImageName } from '../../core/image-name.js'
import type { Json, JsonObject } from '../../core/json.js'
import { makeMarker, type Marked } from '../../core/marker.js'
import { digestOf, hexOf } from '../../core/digest.js'
import { entriesIn, productionOf, sharedWord, sourcesOf, type Source } from '../../core/promotion.js'
import { matchTag } from '../../core/tag-pattern.js'
import { parseVersion, schemes } from '../../core/version.js'
import { ReleaseError } from '../../errors/release-error.js'

/** Another release of the same group, as far as it can be known before: whether its tag is at the same commit is asked later. */
export type Together = {
  readonly tag: string
  /** Where its GitHub release is; null: it makes none. */
  readonly release: string | null
  /** `registry/path:tag`, each of which must be there when it is out. */
  readonly places: readonly (readonly [string, string])[]
  /** The tracking issue names it: it is waited for even when it is not there yet. */
  readonly named: boolean
}

/** Beside the words of templates: known only when everything is out. */
const lateWords = /(\{url\}|\{tags\})/
export const checkText = (text: string): void => void text.split(lateWords).filter((it) => !lateWords.test(it)).forEach((it) => wordsIn(it))

export type Text = {
  /** Rendered, with {url} and {tags} still in it as entries of their own. */
  readonly parts: readonly string[]
}

/** `escape`: values are made harmless where they are put in; the text around them is the config's own. */
export const partsOf = (text: string, facts: Facts, escape: (value: string) => string): readonly string[] => {
  const words = Object.fromEntries(Object.entries(facts.words).map(([name, value]) => [name, escape(value)]))
  return text.split(lateWords).map((it) => (lateWords.test(it) ? it : renderTemplate(it, words)))
}

export const joined = (parts: readonly string[], late: { readonly url: string; readonly tags: string }): string =>
  parts.map((it) => (it === '{url}' ? late.url : it === '{tags}' ? late.tags : it)).join('')

export type About = {
  readonly tag: string
  readonly release: string | null
  /** Base URL for links. */
  readonly page: string
  readonly own: string
  readonly commit: string
  readonly together: readonly Together[]
  /** What the announcement is known by. */
  readonly marker: string
  /** The same as a part of the name of a ref. */
  readonly key: string
}

const mostTags = 5

const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined)

const releaseOf = (config: JsonObject, own: string): string | null => {
  const [release] = entriesIn(config, 'publish', 'release')
  return release ? (textOf(release['repository']) ?? own) : null
}

/** A chart's name stands in its Chart.yaml. */
const chartNameOf = (config: JsonObject, entry: string | null, facts: Facts): string | undefined => {
  const built = entriesIn(config, 'build', 'chart').find((it) => (textOf(it['name']) ?? 'chart') === entry)
  const file = `${(textOf(built?.['path']) ?? '').replace(/\/+$/, '')}/Chart.yaml`
  try {
    return facts.texts[file] === undefined ? undefined : readReference(facts.texts[file], file, { at: '/name' }).value
  } catch (failure) {
    if (failure instanceof ReleaseError) return undefined
    throw failure
  }
}

const placesOf = (source: Source, { config, facts, version }: { config: JsonObject; facts: Facts; version: string }): readonly (readonly [string, string])[] => {
  const promoted = entriesIn(config, 'promote', 'images').map((it) => textOf(it['production'])).find((it) => it !== undefined)
  const chart = source.kind === 'chart' ? chartNameOf(config, source.entry, facts) : ''
  if (chart === undefined) return []
  const below = (path: string): string => [path, chart].filter((it) => it !== '').join('/')
  const place = promoted === undefined ? below(source.staging) : printImageName(productionOf(promoted, { name: below(source.path) }))
  return (source.kind === 'chart' ? [version.replaceAll('+', '_')] : source.tags.slice(0, 1)).map((tag) => [place, tag] as const)
}

const togetherOf = (facts: Facts, line: OtherLine): readonly Together[] => {
  const { config } = line
  const scheme = schemes.find((it) => it === config['scheme']) ?? 'semver'
  const pattern = textOf(config['tag']) ?? '{version}'
  const { named } = line
  const tags = [...new Set([...(named === undefined ? [] : [named]), ...line.tags.slice(0, mostTags)])]
  return tags.flatMap((tag): readonly Together[] => {
    const match = matchTag(pattern, scheme, tag)
    if (!match) return []
    const version = parseVersion(match.text, scheme)
    const words = wordsOf(version, { tag, sha: facts.tag.commit, line: line.name, ...(facts.words['date'] === undefined ? {} : { date: facts.words['date'] }), ...(facts.words['revision'] === undefined ? {} : { revision: facts.words['revision'] }) })
    try {
      const sources = sourcesOf({ ...facts, config, words, version, leftOut: [] }, entriesIn(config, 'promote', 'images').flatMap((it) => textOf(it['staging']) ?? [])[0])
      return [{ tag, release: releaseOf(config, repositoryText(facts.repository)), places: sources.flatMap((it) => placesOf(it, { config, facts, version: words['semver'] ?? version.text })), named: tag === named }]
    } catch (failure) {
      // What is wrong with another line is for its own run to say.
      if (failure instanceof ReleaseError) return tag === named ? [{ tag, release: null, places: [], named: true }] : []
      throw failure
    }
  })
}

/** `to`: where it is announced; other lines with the same word that announce there too are announced with it. */
export const aboutOf = (facts: Facts, to: string, announcesThere: (config: JsonObject) => boolean): About => {
  const own = repositoryText(facts.repository)
  const word = sharedWord(facts, announcesThere)
  const { tag } = facts
  const group = word === undefined ? [] : (facts.others ?? []).filter((it) => (textOf(it.config['issue']) ?? it.name) === word && announcesThere(it.config))
  const marked: Marked = { kind: 'announcement', repository: own, tag: word ?? tag.name, object: word === undefined ? tag.object : tag.commit }
  const marker = hexOf(digestOf(`${makeMarker(marked)} ${to}`))
  return {
    tag: tag.name, release: releaseOf(facts.config, own), page: facts.server, own, commit: tag.commit, together: group.flatMap((it) => togetherOf(facts, it)), marker,
    key: word === undefined ? tag.name : `${word}/${tag.commit.slice(0, 12)}`,
  }
}
