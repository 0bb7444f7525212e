// A change of an image list: these promotions, among those of others. Pure.
import { growImageList, promotionsIn, type Promotion } from './grow-list.js'
import { readImageList } from './read-list.js'
import type { Change } from '../proposal/proposal.js'

const textOf = ({ image, digest, tag }: Promotion): string => `${image} ${digest} ${tag}`

/** What is listed in one and not in the other. */
const between = (before: string, after: string, file: string): readonly Promotion[] => {
  const there = new Set(promotionsIn(readImageList(before, file)).map(textOf))
  return promotionsIn(readImageList(after, file)).filter((it) => !there.has(textOf(it)))
}

export const listChange = (file: string, project: string, promotions: readonly Promotion[]): Change => ({
  apply: (text) => growImageList(text, file, promotions),
  again: (before, after, on) => {
    const added = between(before, after, file)
    return growImageList(before, file, added) === after ? growImageList(on, file, added) : undefined
  },
  describe: (before, after) => {
    const added = between(before, after, file)
    const tags = [...new Set(added.map((it) => it.tag))]
    return { title: `Image promotion for ${project} ${tags.join(' / ')}`, lines: added.map((it) => `- \`${it.image}:${it.tag}\` \`${it.digest}\``) }
  },
})
