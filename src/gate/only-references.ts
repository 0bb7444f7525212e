// Does a commit differ from the one that was approved only in what Slipway itself would write? Not by what a diff looks like: the edit is
// made anew on the approved commit, by the default branch's config, and must give the tagged content byte for byte.
import { decodeFile } from '../core/edit/reference-text.js'
import type { Facts } from '../core/facts.js'
import { readTexts } from '../core/reference.js'
import { setReferences } from '../core/set-references.js'
import { matchTag } from '../core/tag-pattern.js'
import type { Proposal } from '../core/tracking.js'
import type { TrustedLine } from '../core/trusted-line.js'
import { parseVersion } from '../core/version.js'
import { ReleaseError } from '../errors/release-error.js'
import type { GateWorld } from '../ports/gate-world.js'

/** Lines that one issue names; of more of them not every combination is tried. */
const mostLines = 6

type Files = ReadonlyMap<string, Uint8Array>

interface Compared {
  /** The approved commit. */
  readonly named: string
  readonly facts: Facts
  readonly world: GateWorld
}

/** Paths that differ and must not; none: the approvals hold. `proposals`: whose references may have been written. */
export const otherFiles = async (named: string, proposals: readonly Proposal[], { facts, world }: Omit<Compared, 'named'>): Promise<readonly string[]> => {
  const compared = { named, facts, world }
  const changed = await changedPaths(compared)
  if (changed.length === 0) return []
  const lines = proposals.flatMap((it) => lineOf(it, world.lines) ?? []).slice(0, mostLines)
  let nearest = changed
  for (const chosen of subsets(lines)) {
    const wrong = await differing(changed, await written(chosen, compared), compared)
    if (wrong.length === 0) return []
    if (wrong.length < nearest.length) nearest = wrong
  }
  return nearest
}

const changedPaths = async ({ named, facts, world: { git, bring, edited } }: Compared): Promise<readonly string[]> => {
  const commit = (await git.commit(named)) ?? (await bring(named))
  const [there, here] = [await git.entries(commit), await git.entries(facts.tag.commit)]
  const paths = new Set([...there.keys(), ...here.keys(), ...(edited?.keys() ?? [])])
  return [...paths].filter((it) => there.get(it) !== here.get(it) || edited?.has(it)).sort()
}

interface Named {
  readonly line: TrustedLine
  readonly version: string
}

/** A proposal may say what it likes; what counts of it is a line of the default branch whose tags are like this one. */
const lineOf = ({ line: name, tag }: Proposal, lines: readonly TrustedLine[]): Named | undefined => {
  const line = lines.find((it) => it.name === name)
  const match = line && matchTag(line.tag, line.scheme, tag)
  return line?.version && match ? { line, version: match.text } : undefined
}

const subsets = (all: readonly Named[]): readonly (readonly Named[])[] => all.reduce<readonly (readonly Named[])[]>((sets, it) => [...sets, ...sets.map((set) => [...set, it])], [[]])

/** What Slipway would write on the approved commit. What it could not write, it has not written. */
const written = async (lines: readonly Named[], { named, facts, world }: Compared): Promise<Files> => {
  const texts = new Map<string, string>()
  try {
    for (const { line, version } of lines) {
      const entry = line.version
      if (!entry) continue
      const read = async (file: string): Promise<string | undefined> => {
        const bytes = texts.has(file) ? undefined : await world.git.show(named, file)
        return texts.get(file) ?? (bytes && decodeFile(bytes, file))
      }
      const given = facts.words['revision']
      const edits = setReferences({
        references: entry['written-in'], alsoSet: entry['also-set'], texts: await readTexts(entry['written-in'], entry['also-set'], read), version: parseVersion(version, line.scheme),
        mode: 'release', images: line.images, revision: { given: given === undefined || line.name !== facts.line ? undefined : Number(given), from: line.firstRevision },
      })
      for (const [file, text] of edits) texts.set(file, text)
    }
  } catch (failure) {
    if (!(failure instanceof ReleaseError)) throw failure
    return new Map()
  }
  return new Map([...texts].map(([file, text]) => [file, Buffer.from(text)]))
}

/** Exactly these files, each with exactly these bytes, and still the same kind of file. */
const differing = async (changed: readonly string[], wanted: Files, { named, facts, world: { git, edited } }: Compared): Promise<readonly string[]> => {
  const [there, here] = [await git.entries(named), await git.entries(facts.tag.commit)]
  const mode = (entries: ReadonlyMap<string, string>, path: string): string => entries.get(path)?.split(' ')[0] ?? 'none'
  const wrong: string[] = []
  for (const path of new Set([...changed, ...wanted.keys()])) {
    const bytes = edited?.has(path) ? Buffer.from(edited.get(path) ?? '') : await git.show(facts.tag.commit, path)
    const should = wanted.get(path) ?? (await git.show(named, path))
    const isPlain = mode(there, path).startsWith('100') && mode(there, path) === mode(here, path)
    if (!isPlain || !bytes || !should || !Buffer.from(bytes).equals(Buffer.from(should))) wrong.push(path)
  }
  return wrong
}
