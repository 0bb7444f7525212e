// Templates of names and texts: a fixed set of words in braces, and nothing else. No conditions, no functions, no values from
// the environment. An unknown word is an error, never an empty place.
import { fail } from '../errors/release-error.js'
import { suggest } from './suggest.js'
import type { Version } from './version.js'

export const templateWords = ['version', 'pep440', 'semver', 'major', 'minor', 'patch', 'tag', 'sha', 'date', 'revision', 'line'] as const
export type TemplateWord = (typeof templateWords)[number]
/** A word that has no value in this run is absent. */
export type Words = Readonly<Record<string, string>>

const isWord = (text: string): text is TemplateWord => (templateWords as readonly string[]).includes(text)

/** Words that a version alone gives, and those that the run knows besides. */
export const wordsOf = (version: Version, around: Readonly<Partial<Record<'tag' | 'sha' | 'date' | 'revision' | 'line', string>>> = {}): Words => {
  const { text, semver, pep440, release } = version
  const [major, minor = 0, patch = 0] = release
  return {
    version: text,
    ...(pep440 === undefined ? {} : { pep440 }),
    ...(semver === undefined ? {} : { semver }),
    ...(major === undefined ? {} : { major: String(major), minor: String(minor), patch: String(patch) }),
    ...around,
  }
}

type Piece = { readonly text: string } | { readonly word: TemplateWord }

/** `{{` and `}}` stand for braces; every other `{` begins a word. One pass, whatever the text is. */
const piecesOf = (template: string): readonly Piece[] =>
  [...template.matchAll(/\{\{|\}\}|\{[^{}]{0,64}\}?|\}|[^{}]+/g)].map(([piece]): Piece => {
    if (piece === '{{' || piece === '}}') return { text: piece.slice(1) }
    if (!piece.startsWith('{')) return { text: piece }
    const word = piece.replace(/^\{|\}$/g, '')
    if (piece.endsWith('}') && isWord(word)) return { word }
    const suggestion = suggest(word.trim(), templateWords)
    const known = templateWords.map((it) => `{${it}}`).join(', ')
    return fail('TEMPLATE_WORD', { word, template: template.slice(0, 120), known, ...(suggestion === undefined ? {} : { suggestion }) })
  })

/** The words that a template uses; fails with TEMPLATE_WORD when one of them is none. */
export const wordsIn = (template: string): readonly TemplateWord[] => [...new Set(piecesOf(template).flatMap((it) => ('word' in it ? [it.word] : [])))]

/** `oci`: the values are made fit for an image tag, in which `+` is written `_`. */
export const renderTemplate = (template: string, words: Words, spelling: 'plain' | 'oci' = 'plain'): string =>
  piecesOf(template).map((piece) => {
    if ('text' in piece) return piece.text
    const value = words[piece.word]
    if (value === undefined) return fail('TEMPLATE_NO_VALUE', { word: piece.word, template: template.slice(0, 120) })
    return spelling === 'oci' ? value.replaceAll('+', '_') : value
  }).join('')

/** The same under the name that the publishing rooms use. */
export const fillTemplate = renderTemplate
