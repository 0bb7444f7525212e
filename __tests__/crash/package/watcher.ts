// What must hold at every instant while a package is released, beside what holds of every release.
import { Watcher } from '../invariants/watcher.js'
import { assetsOf, endStateOf, imagesOf, repositoryOf } from '../simulation/end-state.js'
import { tagName } from '../simulation/project.js'
import type { TracedCall } from '../simulation/simulation.js'
import type { Universe } from '../simulation/universe.js'
import { changelogFile, distribution, imageName } from './project.js'
import { onIndex } from './whole.js'

type Say = (what: string) => void

export class PackageWatcher extends Watcher {
  /** Calls of the index that were looked at. */
  private seen: number | undefined
  private there: Readonly<Record<string, string>> = {}

  override begin(universe: Universe): this {
    this.seen = universe.index.journal.calls.length
    this.there = onIndex(universe)
    return super.begin(universe)
  }

  override look(call: TracedCall, universe: Universe): void {
    const { calls } = universe.index.journal
    const isLate = universe.index.settings.lag > 0
    // Two runs side by side, and pages that are late, may send what is there; the index refuses it.
    if (this.seen !== undefined && this.watched.isInTurn === true && !isLate) {
      for (const { purpose } of calls.slice(this.seen)) {
        const file = purpose.replace(/^upload /, '')
        if (file !== purpose && file in this.there && !(file in (this.watched.foreign?.files ?? {}))) this.broken.push(`after call ${call.number} (${call.key}): ${file} was sent once more, without a look`)
      }
    }
    this.seen = calls.length
    this.there = onIndex(universe)
    super.look(call, universe)
  }

  protected override instant(universe: Universe, say: Say): void {
    super.instant(universe, say)
    this.filesStay(universe, say)
    this.frozenFirst(universe, say)
    this.changelogOnce(universe, say)
  }

  /** Each file is taken once, stays as it is, and all of them are of one build. */
  private filesStay(universe: Universe, say: Say): void {
    const foreign = this.watched.foreign?.files ?? {}
    for (const [name, digest] of Object.entries(foreign)) if (onIndex(universe)[name] !== digest) say(`${name} of other people was ${digest} and is ${onIndex(universe)[name] ?? 'gone'}`)
    const there = Object.fromEntries(Object.entries(onIndex(universe)).filter(([name]) => !(name in foreign)))
    for (const [name, digest] of Object.entries(there)) {
      const before = this.published.get(`asset index ${name}`)
      if (before !== undefined && before !== digest) say(`${name} on the index was ${before} and is ${digest}`)
      this.published.set(`asset index ${name}`, digest)
      const taken = universe.index.journal.writes.filter((it) => it.purpose === `upload ${name}`).length
      if (taken !== 1) say(`${name} was taken ${taken} times`)
    }
    const ofBuild = this.watched.whole.map((it) => Object.entries(there).filter(([name, digest]) => it.told[`${universe.index.host} ${distribution} ${name}`] !== digest))
    if (!ofBuild.some((it) => it.length === 0)) say(`the files on the index are of no one build: ${JSON.stringify(there)}`)
    if (this.wasPublic && Object.keys(there).length < 2) say(`the release is public, and on the index is ${JSON.stringify(there)}`)
  }

  /** Bytes are public somewhere only when it is written down which ones they are. */
  private frozenFirst(universe: Universe, say: Say): void {
    const repo = repositoryOf(universe)
    const isFrozen = [...repo.releases.values()].some((it) => (it.tag === tagName || it.draft) && assetsOf(repo, it.id)['slipway.json']?.startsWith('sha256:') === true)
    const open = [...Object.keys(onIndex(universe)).filter((it) => !(it in (this.watched.foreign?.files ?? {}))), ...(`${imageName}:${tagName}` in imagesOf(universe) ? ['the image'] : []), ...[...repo.releases.values()].filter((it) => !it.draft).map(() => 'the release')]
    if (!isFrozen && open.length > 0) say(`${open.join(', ')} can be seen, and there is no record`)
  }

  /** One commit by us, with one section in it, when the release is public; to the byte where nobody else has committed. */
  private changelogOnce(universe: Universe, say: Say): void {
    const { commits } = endStateOf(universe)
    const ours = commits.filter((it) => it.startsWith(`Update ${changelogFile} `))
    if (ours.length === 0) return
    if (ours.length > 1) say(`there are ${ours.length} commits of ours`)
    if (!this.wasPublic) say(`${changelogFile} speaks of a release that is not public`)
    if (ours.length === commits.length && !this.watched.whole.some((it) => JSON.stringify(it.commits) === JSON.stringify(commits))) say(`the commits are ${JSON.stringify(commits)}`)
  }
}
