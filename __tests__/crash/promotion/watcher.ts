// What must hold at every instant of a promotion, beside what holds of every release.
import { Watcher } from '../invariants/watcher.js'
import { assetsOf, imagesOf, repositoryOf, withoutWaiting } from '../simulation/end-state.js'
import type { Universe } from '../simulation/universe.js'
import { production, staging, tags, target } from './project.js'
import { digestAt, trackingIssues } from './whole.js'

type Say = (what: string) => void

export class PromotionWatcher extends Watcher {
  private assets: string | undefined

  protected override instant(universe: Universe, say: Say): void {
    this.digestsStay(withoutWaiting(imagesOf(universe)), say)
    this.imagesAreWhole(universe, say)
    this.releaseIsPromoted(universe, say)
    this.nothingTwice(universe, say)
    this.announcedLast(universe, say)
  }

  /** The release is public once, with all of its files, and only when what it speaks of is in production. */
  private releaseIsPromoted(universe: Universe, say: Say): void {
    const repo = repositoryOf(universe)
    const visible = [...repo.releases.values()].filter((it) => !it.draft)
    this.wasPublic ||= visible.length > 0
    if (visible.length > 1 || visible.some((it) => it.tag !== tags.image)) say(`the public releases are ${visible.map((it) => it.tag).join(', ')}`)
    for (const release of visible) {
      const assets = JSON.stringify(assetsOf(repo, release.id))
      if (!assets.includes('slipway.json') || assets.includes('starter')) say(`the release is public with ${assets}`)
      if (this.assets !== undefined && this.assets !== assets) say(`the public release had ${this.assets} and has ${assets}`)
      this.assets = assets
      const [staged, there] = [digestAt(universe, staging, 'driver'), digestAt(universe, production, 'driver')]
      if (staged === undefined || staged !== there) say(`the release is public, and the image in production is ${there ?? 'missing'} (staged: ${staged ?? 'nothing'})`)
    }
  }

  /** One pull request in all; of issues and messages two runs side by side may make a second, which they take back at once. */
  private nothingTwice(universe: Universe, say: Say): void {
    const pulls = [...universe.github.repository(target.owner, target.name).issues.values()]
    if (pulls.length > 1) say(`there are ${pulls.length} pull requests`)
    if (this.watched.isInTurn !== true) return
    const issues = trackingIssues(universe)
    if (issues.length > 1) say(`there are ${issues.length} tracking issues`)
    if (universe.chat.messages.length > 1) say(`there are ${universe.chat.messages.length} messages`)
    const drafts = [...repositoryOf(universe).releases.values()].filter((it) => it.draft)
    if (drafts.length > 1) say(`there are ${drafts.length} drafts`)
  }

  private announcedLast(universe: Universe, say: Say): void {
    if (universe.chat.messages.length === 0) return
    if (!this.wasPublic) say('it was announced before the release was public')
    if (digestAt(universe, production, 'charts/driver') === undefined) say('it was announced before the chart was in production')
  }
}
