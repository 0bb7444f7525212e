// What a push may do, ref by ref, and what git shows to the person who pushes.
import type { Decide, Decision, RefChange, Verdict } from '../git/receive-pack.js'
import type { Where } from './access.js'
import { carryOut, forbids, type Forbidden } from './ref-moves.js'

interface Judged extends Verdict {
  readonly messages: readonly string[]
}

const workflowWords = (where: Where, path: string): string => {
  const isPerson = where.actor.token?.kind === 'classic' || where.actor.token?.kind === 'fine-grained'
  return isPerson
    ? `refusing to allow a Personal Access Token to create or update workflow \`${path}\` without \`workflow\` scope`
    : `refusing to allow a GitHub App to create or update workflow \`${path}\` without \`workflows\` permission`
}

const said = (where: Where, ref: string, it: Forbidden, server: string): Omit<Judged, 'ref'> => {
  const { owner, name } = where.repo
  switch (it.by) {
    case 'rules': return {
      refused: 'push declined due to repository rule violations',
      messages: [`error: GH013: Repository rule violations found for ${ref}.`, `Review all repository rules at ${server}/${owner}/${name}/rules?ref=${encodeURIComponent(ref)}`, '', ...it.lines.flatMap((line) => [`- ${line}`, ''])],
    }
    case 'protection': return { refused: 'protected branch hook declined', messages: [`error: GH006: Protected branch update failed for ${ref}.`, '', ...it.lines.map((line) => `- ${line}`)] }
    case 'workflow': return { refused: workflowWords(where, it.path), messages: [] }
    case 'default-branch': return { refused: `refusing to delete the current branch: ${ref}`, messages: [] }
    case 'hidden': return { refused: 'deny updating a hidden ref', messages: [] }
  }
}

/** Rules that exist for pushes only can be left out like the others. */
const isKnown = ({ forge }: Where, it: Forbidden): boolean => {
  if (it.by === 'rules') return forge.rules.has('W-GIT-04')
  return it.by === 'protection' ? forge.rules.has('W-GIT-07') : true
}

const judge = async (where: Where, change: RefChange, server: string): Promise<Judged> => {
  const { forge, repo, actor } = where
  const { ref } = change
  const now = repo.refs.get(ref)
  if (now !== change.from && forge.rules.has('W-GIT-11')) {
    return { ref, refused: now === undefined ? `cannot lock ref '${ref}': unable to resolve reference '${ref}'` : `cannot lock ref '${ref}': is at ${now} but expected ${change.from ?? '0'.repeat(40)}`, messages: [] }
  }
  const forbidden = await forbids(forge, repo, change, { actor, isPush: true })
  return forbidden && isKnown(where, forbidden) ? { ref, ...said(where, ref, forbidden, server) } : { ref, messages: [] }
}

export const decidePush = (where: Where, server: string): Decide => async (changes, isAtomic): Promise<Decision> => {
  const { forge, repo } = where
  const judged: Judged[] = []
  for (const change of changes) judged.push(await judge(where, change, server))
  const isRefused = judged.some((it) => it.refused !== undefined)
  const isAll = isRefused && ((isAtomic && forge.rules.has('W-GIT-06')) || !forge.rules.has('W-GIT-05'))
  const verdicts = judged.map(({ ref, refused }): Verdict => {
    if (refused !== undefined) return { ref, refused }
    return isAll ? { ref, refused: 'atomic push failure' } : { ref }
  })
  for (const change of changes) if (verdicts.find((it) => it.ref === change.ref)?.refused === undefined) await carryOut(forge, repo, change)
  return { verdicts, messages: judged.flatMap((it) => it.messages) }
}
