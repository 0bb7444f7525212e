// New repositories, and forks: made at once, and filled a while later.
import { Table } from '../git/table.js'
import type { Forge } from './forge.js'
import { keyOf, type RepositoryState } from './state.js'

type New = Pick<RepositoryState, 'owner' | 'name' | 'network' | 'settings' | 'refs' | 'roles'>

export const newRepository = (forge: Forge, it: New): RepositoryState => ({
  ...it, id: forge.nextId(), createdAt: forge.now(),
  releases: new Table(), latest: new Table(), burned: new Table(), assets: new Table(), issues: new Table(), comments: new Table(), labels: new Table(),
  checks: new Table(), statuses: new Table(), runs: new Table(), signed: new Table(),
})

const freeName = (forge: Forge, owner: string, name: string): string => {
  let free = name
  for (let at = 1; forge.state.repositories.has(keyOf(owner, free)); at++) free = `${name}-${at}`
  return free
}

/** The fork that somebody has of a repository, or a new one. */
export const forkFor = (forge: Forge, parent: RepositoryState, login: string): RepositoryState => {
  const owner = forge.user(login).login
  const forkOf = keyOf(parent.owner, parent.name)
  const there = [...forge.state.repositories.values()].find((it) => it.owner.toLowerCase() === owner.toLowerCase() && it.settings.forkOf === forkOf)
  if (there && forge.rules.has('W-FRK-02')) return there
  const refs = [...parent.refs].filter(([ref]) => ref.startsWith('refs/heads/') || ref.startsWith('refs/tags/'))
  const isLate = forge.rules.has('W-FRK-01')
  const repo = newRepository(forge, {
    owner, name: freeName(forge, owner, parent.name), network: parent.network, refs: new Table(isLate ? [] : refs), roles: new Table(),
    settings: {
      ...parent.settings, forkOf, immutableReleases: false, rulesets: [], protections: {}, actionsMayOpenPulls: false, hasIssues: false,
      ...(isLate ? { filling: { at: forge.now() + forge.settings.forkTakes, refs } } : {}),
    },
  })
  forge.state.repositories.set(keyOf(repo.owner, repo.name), repo)
  return repo
}
