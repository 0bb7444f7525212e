// follow:announce. One message in a channel, when everything else is done. It is looked for before it is posted, and after an answer that
// was lost, so that it stands there exactly once.
import { z } from 'zod'
import { checkedText } from '../../core/checked-text.js'
import { entriesIn } from '../../core/promotion.js'
import { releaseTime } from '../../core/release-time.js'
import type { Probe } from '../../core/result.js'
import { problem } from '../../errors/release-error.js'
import { defineStep } from '../../ports/step.js'
import type { ReadWorld } from '../../ports/world.js'
import { groupOf, waitNote } from '../announcement/group.js'
import { aboutOf, checkText, joined, partsOf, type About } from '../announcement/words.js'

const slackEntry = z.strictObject({
  name: z.string().min(1).default('slack'),
  channel: z.string().regex(/^[CG][A-Z0-9]{2,}$/, 'the id of a channel, such as C0409NGC1TK').describe('Id of the channel. The app of the token has to be in it.'),
  text: checkedText(checkText).default('{tags} is released: {url}').describe('What is said: a template, which may also have {url} (the release) and {tags} (all that is announced together). The app\'s token comes as chat-token, or in SLIPWAY_CHAT_TOKEN.'),
})

type SlackEntry = z.output<typeof slackEntry>

type AnnounceTask = {
  readonly channel: string
  readonly parts: readonly string[]
  readonly about: About
}

/** Slack's own rule: these three, and nothing else. */
export const escapeSlack = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The machine that tagged may be ahead of Slack's. */
const clockSkew = 3600

const sinceOf = async ({ git, tag }: ReadWorld): Promise<number> => (await releaseTime(tag, git)) - clockSkew

export const announceSlack = defineStep<SlackEntry, AnnounceTask>({
  name: 'follow:announce',
  phase: 'follow',
  slot: 'announce.slack',
  takes: [],
  gives: [],
  schema: slackEntry,
  reads: (_entry, paths) => paths.filter((it) => it.endsWith('/Chart.yaml') && !it.includes('/charts/')),
  plan: (facts, { channel, text }) => ({
    title: `Announce ${facts.tag.name} in ${channel}`,
    task: { channel, parts: partsOf(text, facts, escapeSlack), about: aboutOf(facts, channel, (config) => entriesIn(config, 'announce', 'slack').some((it) => it['channel'] === channel)) },
  }),
  preflight: async ({ channel }, { chat }) => (chat.hasToken() ? [] : [{ severity: 'warning', problem: problem('CHAT_TOKEN_MISSING', { channel }) }]),
  probe: async ({ channel, about }, _inputs, world): Promise<Probe> => {
    const there = await world.chat.find(channel, about.marker, await sinceOf(world))
    if (there) return { state: 'done', outcome: { where: `${channel} at ${there.id}` } }
    const { missing } = await groupOf(about, world)
    // At least one of the runs sees the others out: it looks after its own last write.
    return missing.length === 0 ? { state: 'absent' } : { state: 'done', outcome: { where: channel, note: waitNote(missing) } }
  },
  apply: async ({ channel, parts, about }, _inputs, world) => {
    const { tags, url } = await groupOf(about, world)
    const since = await sinceOf(world)
    world.signal.throwIfAborted()
    await world.chat.post(channel, { text: joined(parts, { url, tags: escapeSlack(tags.join(', ')) }), marker: about.marker }, since)
  },
})
