// Sets the version in dependencies.yaml and in the files that the entries of the release name. An edit changes the characters of the
// version and no others: comments, quotes and line ends stay. Pure.
import { fail, failAll } from '../../errors/release-error.js'
import { editReference } from '../edit/reference-text.js'
import type { Scheme, Version } from '../version.js'
import { followedIn, mustFollow, valueFor, type Asked, type Followed } from './followed.js'
import { readDependencies, type RefPath } from './read-dependencies.js'
import { linesOf, longestLine } from './check-dependencies.js'
import { formOf, readWritten, says, wordsOfLine, type Form, type Written } from './written.js'

export interface Editing extends Asked {
  readonly text: string
  readonly version: Version
  /** The revision of image tags: the one that is given, else the first one. */
  readonly revision: { readonly given?: number | undefined; readonly from: number }
  /** Some other reference holds the version, so that this file need not. */
  readonly mayFollowNone: boolean
}

export interface Edit {
  readonly file: string
  /** Text before → text after. */
  readonly change: (text: string) => string
}

/** One edit for each place; several of them may be in one file, and each gets what the one before it made. */
export const editDependencies = (editing: Editing): readonly Edit[] => {
  const { followed, problems } = followedIn(readDependencies(editing.text, editing.file), editing)
  failAll(problems)
  if (!editing.mayFollowNone) mustFollow(editing, followed.length)
  const values = followed.map((it) => ({ ...it, value: valueFor(it, editing.version, editing.revision) }))
  return [
    ...values.map(({ dependency, value }): Edit => ({ file: editing.file, change: (text) => editReference(text, editing.file, { at: dependency.at }, value) })),
    // Plain versions first: where one line is named by two entries, the whole image tag has the last word.
    ...values.sort((a, b) => a.form.length - b.form.length).flatMap((it) => it.dependency.refPaths.map((ref): Edit => ({ file: ref.path, change: (text) => editLines(text, ref, it, editing.version.scheme) }))),
  ]
}

interface Wanted extends Followed {
  readonly value: string
}

interface Place extends Written {
  /** Of the line. */
  readonly number: number
}

/** The words in what the pattern has matched; a word that it only touches is in it. */
const placesIn = (text: string, ref: RefPath, scheme: Scheme): readonly Place[] =>
  linesOf(text, ref).flatMap((line) => {
    const found = ref.match?.find(line.text.slice(0, longestLine))
    const [start, end] = found ? [found.start, found.end] : [0, line.text.length]
    return wordsOfLine(line.text, scheme).filter((it) => it.start < end && it.end > start).map((it) => ({ ...it, number: line.number }))
  })

const editLines = (text: string, ref: RefPath, { dependency, form, value }: Wanted, scheme: Scheme): string => {
  const places = placesIn(text, ref, scheme)
  const [before, after] = [readWritten(dependency.version, scheme), readWritten(value, scheme)]
  const old = places.filter((it) => says(it, before))
  // Left behind by an earlier release: whatever version stands there alone.
  const chosen = old.length > 0 || places.some((it) => says(it, after)) ? old : leftBehind(places, { ref, form, name: dependency.name })
  return replaced(text, chosen, (it) => (it.text === before.text || form === formOf(it) ? value : `${it.prefix}${after.version ?? value}${it.revision === undefined ? '' : `-${it.revision}`}`))
}

const leftBehind = (places: readonly Place[], { ref, form, name }: { readonly ref: RefPath; readonly form: Form; readonly name: string }): readonly Place[] => {
  const versions = places.filter((it) => it.version !== undefined)
  const alike = versions.filter((it) => formOf(it) === form)
  const candidates = alike.length > 0 ? alike : versions
  const where = JSON.stringify(name)
  const [first] = candidates
  if (!first) return fail('REFERENCE_MISSING', { file: ref.path, where, nearest: 'no version stands there' }, { place: { file: ref.path } })
  if (new Set(candidates.map((it) => it.text)).size === 1) return candidates
  return fail('REFERENCE_AMBIGUOUS', { file: ref.path, where, found: candidates.slice(0, 10).map((it) => `${it.text} in line ${it.number}`).join(', ') }, { place: { file: ref.path, line: first.number } })
}

const replaced = (text: string, places: readonly Place[], valueOf: (place: Place) => string): string => {
  const lines = text.split('\n')
  for (const it of [...places].sort((a, b) => b.start - a.start)) {
    const line = lines[it.number - 1] ?? ''
    lines[it.number - 1] = `${line.slice(0, it.start)}${valueOf(it)}${line.slice(it.end)}`
  }
  return lines.join('\n')
}
