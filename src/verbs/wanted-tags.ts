// The list of tags that `continue` is to release: read with the other refs, written before the first release when there is something in
// it that only this moment's lists tell, and removed when all of it is released. A finished project has none, and costs no write.
import { repositoryText } from '../core/facts.js'
import type { ContinuedRelease } from '../core/continued.js'
import type { Verdict } from '../core/unfinished.js'
import { parseWanted, renderWanted, wantedRef, wantedTagName } from '../core/wanted-tags.js'
import { asProblems } from '../engine/failures.js'
import type { Ports } from '../ports/ports.js'
import { defaultHead } from './read-config.js'

export interface Noted {
  /** Names of all refs below refs/slipway. */
  readonly refs: readonly string[]
  /** Where the list stands; undefined when there is none. */
  readonly object?: string
  readonly tags: readonly string[]
}

export const readWanted = async ({ github, repository }: Ports): Promise<Noted> => {
  const refs = await github.refs(repository, 'refs/slipway/')
  const target = refs.includes(wantedRef) ? await github.ref(repository, wantedRef) : undefined
  if (!target) return { refs, tags: [] }
  const text = target.type === 'tag' ? await github.tagText(repository, target.object) : ''
  return { refs, object: target.object, tags: parseWanted(text, repositoryText(repository)) }
}

/** Releases are made without it as well; then a run that is cut off leaves some of them to people. */
const attempted = async (what: string, { log, signal }: Ports, work: () => Promise<Noted>, otherwise: Noted): Promise<Noted> => {
  try {
    return await work()
  } catch (failure) {
    if (signal.aborted) throw failure
    log.warn(`${wantedRef} could not be ${what}: ${asProblems(failure, signal)[0]?.message ?? ''}`)
    return otherwise
  }
}

/** Before the first release: what this run is about to make look forgotten. */
export const noteWanted = (noted: Noted, verdicts: readonly Verdict[], ports: Ports): Promise<Noted> => {
  const open = verdicts.flatMap((it) => (it.verdict === 'ask' ? [it] : []))
  const fresh = open.filter((it) => it.isFresh === true).map((it) => it.tag.name)
  if (fresh.length === 0) return Promise.resolve(noted)
  const tags = [...new Set([...noted.tags.filter((name) => open.some((it) => it.tag.name === name)), ...fresh])]
  return attempted('written', ports, () => write(noted, tags, ports), noted)
}

const write = async (noted: Noted, tags: readonly string[], ports: Ports): Promise<Noted> => {
  const { github, repository, signal } = ports
  const { commit } = await defaultHead(ports)
  signal.throwIfAborted()
  const object = await github.createTag(repository, { name: wantedTagName, message: renderWanted(repositoryText(repository), tags), commit })
  signal.throwIfAborted()
  if (noted.object === undefined) await github.createRef(repository, wantedRef, object)
  // Another run of `continue` has written its own meanwhile: it found the same.
  else if (!(await github.moveRef(repository, wantedRef, { from: noted.object, to: object }))) return noted
  return { ...noted, object, tags }
}

const isDone = new Set<string>(['released', 'resumed', 'already-released', 'nothing-to-do', 'left-alone'])

/** What is not released yet stays noted, and with it the list. A tag that is not among the releases is finished, or gone. */
export const forgetWanted = async ({ object, tags, refs }: Noted, releases: readonly ContinuedRelease[], ports: Ports): Promise<void> => {
  if (object === undefined || tags.some((name) => releases.some((it) => it.tag === name && !isDone.has(it.outcome)))) return
  await attempted('removed', ports, async () => {
    ports.signal.throwIfAborted()
    await ports.github.moveRef(ports.repository, wantedRef, { from: object })
    return { refs, tags: [] }
  }, { refs, tags: [] })
}
