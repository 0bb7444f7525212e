// zeitgeist's check, and the one that it lacks. Every entry: each of its files has a line that fits and holds the version (the way of
// 0.5.4, which later versions only made stricter; a missing `match` is any line). The entries of the release besides: they say what the
// tag says, as a whole word. All that fail are told. Pure.
import type { Place } from '../../errors/entry.js'
import { problem, type Problem } from '../../errors/release-error.js'
import type { Version } from '../version.js'
import { followedIn, valueFor, type Asked, type Followed } from './followed.js'
import { readDependencies, type Dependency, type RefPath } from './read-dependencies.js'
import { readWritten, says, wordsOfLine, type Written } from './written.js'

/** A place that says what it should. */
export interface Said {
  readonly file: string
  readonly where: string
  readonly line: number
  readonly column: number
  readonly found: string
}

export interface CheckedDependencies {
  readonly agreed: readonly Said[]
  readonly problems: readonly Problem[]
  /** How many entries carry the version of this line. */
  readonly followed: number
}

export interface Subject extends Asked {
  readonly text: string
  readonly version: Version
  /** Text of a file; fails when it is not there. */
  readonly textOf: (file: string) => string
  /** Problems of one place do not keep the others from being told. */
  readonly collect: (problems: Problem[], work: () => void) => void
}

/** No line of a real file is longer; patterns are tried on no more than that. */
export const longestLine = 4096

export interface Line {
  readonly number: number
  readonly text: string
}

/** The lines that a path is about. */
export const linesOf = (text: string, { match }: Pick<RefPath, 'match'>): readonly Line[] =>
  text.split('\n').map((it, index) => ({ number: index + 1, text: it.replace(/\r$/, '') })).filter((it) => match === undefined || match.test(it.text.slice(0, longestLine)))

export const checkDependencies = (subject: Subject): CheckedDependencies => {
  const all = readDependencies(subject.text, subject.file)
  const { followed, problems: unknown } = followedIn(all, subject)
  const problems: Problem[] = [...unknown]
  const agreed: Said[] = []
  for (const dependency of all) {
    const own = followed.find((it) => it.dependency === dependency)
    if (own) checkEntry(own, subject, { agreed, problems })
    for (const ref of dependency.refPaths) {
      subject.collect(problems, () => {
        const lines = linesOf(subject.textOf(ref.path), ref)
        const verdict = own ? checkFollowed(own, { ref, lines }, subject) : checkOther(dependency, { ref, lines }, subject)
        if ('code' in verdict) problems.push(verdict)
        else agreed.push(verdict)
      })
    }
  }
  return { agreed, problems, followed: followed.length }
}

const nameText = (name: string): string => JSON.stringify(name)

const checkEntry = (own: Followed, { file, version }: Subject, { agreed, problems }: { readonly agreed: Said[]; readonly problems: Problem[] }): void => {
  const { name, version: found, place } = own.dependency
  const wanted = valueFor(own, version)
  if (found === wanted) agreed.push({ file, where: nameText(name), line: place.line ?? 1, column: place.column ?? 1, found })
  else problems.push(problem('REFERENCE_DISAGREES', { file, where: nameText(name), found: found.slice(0, 120), wanted, version: version.text }, place))
}

interface At {
  readonly ref: RefPath
  readonly lines: readonly Line[]
}

const checkFollowed = (own: Followed, { ref, lines }: At, { version, file }: Subject): Said | Problem => {
  const { name } = own.dependency
  const wanted = valueFor(own, version)
  const value = readWritten(wanted, version.scheme)
  const words = lines.flatMap((line) => wordsOfLine(line.text, version.scheme).map((word) => ({ line, word })))
  const said = words.find((it) => says(it.word, value))
  if (said) return { file: ref.path, where: nameText(name), ...spot(said.line, said.word), found: said.word.text }
  const other = words.find((it) => it.word.version !== undefined)
  if (!other) return nowhere(own.dependency, { ref, lines }, { file, wanted })
  return problem('REFERENCE_DISAGREES', { file: ref.path, where: nameText(name), found: other.word.text, wanted, version: version.text }, { file: ref.path, ...spot(other.line, other.word) })
}

const spot = (line: Line, word: Pick<Written, 'start'>): { readonly line: number; readonly column: number } => ({ line: line.number, column: word.start + 1 })

/** As zeitgeist has it, 1.26 is held by 1.26.3 as well. */
const checkOther = (dependency: Dependency, { ref, lines }: At, { file }: Subject): Said | Problem => {
  const { name, version } = dependency
  const line = lines.find((it) => it.text.includes(version))
  if (!line) return nowhere(dependency, { ref, lines }, { file, wanted: version })
  return { file: ref.path, where: nameText(name), ...spot(line, { start: line.text.indexOf(version) }), found: version }
}

const nowhere = ({ name }: Dependency, { ref, lines }: At, { file, wanted }: { readonly file: string; readonly wanted: string }): Problem => {
  const [line] = lines
  const found = line ? `line ${line.number} says ${JSON.stringify(line.text.trim().slice(0, 80))}` : 'no line of it fits the `match`'
  const place: Place = { file: ref.path, ...(line ? { line: line.number, column: 1 } : {}) }
  return problem('DEPENDENCIES_DISAGREE', { file: ref.path, name, version: wanted, dependencies: file, found }, place)
}
