// follow:announce-hook. An announcement to an address that takes it and says nothing more: Slack's incoming webhooks, and those of other
// services. It is posted at most once: a ref of our own is made before, and whoever finds it there posts nothing, even if the run that
// made it was killed before it could.
import { z } from 'zod'
import { checkedText, codedIssue } from '../../core/checked-text.js'
import type { Facts } from '../../core/facts.js'
import type { Json } from '../../core/json.js'
import { entriesIn } from '../../core/promotion.js'
import type { Probe } from '../../core/result.js'
import { problem, ReleaseError } from '../../errors/release-error.js'
import { defineStep } from '../../ports/step.js'
import type { World } from '../../ports/world.js'
import { groupOf, waitNote } from '../announcement/group.js'
import { aboutOf, checkText, joined, partsOf, type About } from '../announcement/words.js'

/** A value of JSON whose texts are templates, or one text. */
const template: z.ZodType<Json> = z.json().superRefine((value, context) => {
  try {
    textsIn(value).forEach(checkText)
  } catch (failure) {
    if (!(failure instanceof ReleaseError)) throw failure
    for (const it of failure.problems) context.addIssue(codedIssue(it))
  }
})

const textsIn = (value: Json): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? (value as readonly Json[]).flatMap(textsIn) : value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : []

const hookEntry = z.strictObject({
  name: z.string().min(1).default('webhook'),
  'url-from': z.string().regex(/^SLIPWAY_[A-Z0-9_]*WEBHOOK[A-Z0-9_]*$/, 'a name such as SLIPWAY_WEBHOOK_URL').default('SLIPWAY_WEBHOOK_URL').describe('Variable that holds the address. The address is a secret.'),
  body: template.default({ text: '{tags} is released: {url}' }).describe('What is sent. A mapping is sent as JSON, and its texts are templates; a text is a template of the whole body, in which values are put as JSON writes them. Both may also have {url} and {tags}.'),
  type: checkedText((text) => text, z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/, 'a media type')).default('application/json').describe('Media type of a body that is a text.'),
})

type HookEntry = z.output<typeof hookEntry>

type HookTask = {
  readonly hook: string
  /** The body: texts are cut at {url} and {tags}. */
  readonly body: Json
  readonly type: string
  readonly about: About
  readonly ref: string
}

/** As JSON writes it between quotes. */
const escapeJson = (text: string): string => JSON.stringify(text).slice(1, -1)

/** A text within a mapping, cut. */
const cut = (value: Json, facts: Facts): Json => {
  if (typeof value === 'string') return { parts: partsOf(value, facts, (it) => it) }
  if (Array.isArray(value)) return (value as readonly Json[]).map((it) => cut(it, facts))
  return value !== null && typeof value === 'object' ? { keys: Object.entries(value).map(([key, it]) => [key, cut(it, facts)]) } : value
}

const filled = (value: Json, late: { readonly url: string; readonly tags: string }): Json => {
  if (Array.isArray(value)) return (value as readonly Json[]).map((it) => filled(it, late))
  if (value === null || typeof value !== 'object') return value
  if ('parts' in value) return joined(value['parts'] as readonly string[], late)
  return Object.fromEntries((value as { readonly keys: readonly (readonly [string, Json])[] }).keys.map(([key, it]) => [key, filled(it, late)]))
}

const bodyOf = ({ body }: HookTask, late: { readonly url: string; readonly tags: string }): string =>
  body !== null && typeof body === 'object' && 'whole' in body ? joined(body['whole'] as readonly string[], { url: escapeJson(late.url), tags: escapeJson(late.tags) }) : JSON.stringify(filled(body, late))

const said = 'webhooks post at most once, and cannot be asked whether they did'

export const announceHook = defineStep<HookEntry, HookTask>({
  name: 'follow:announce-hook',
  phase: 'follow',
  slot: 'announce.webhook',
  takes: [],
  gives: [],
  schema: hookEntry,
  reads: (_entry, paths) => paths.filter((it) => it.endsWith('/Chart.yaml') && !it.includes('/charts/')),
  cost: () => ({ requests: 4, creates: 0 }),
  plan: (facts, entry) => {
    const hook = entry['url-from']
    const about = aboutOf(facts, hook, (config) => entriesIn(config, 'announce', 'webhook').some((it) => it['url-from'] === hook))
    const isText = typeof entry.body === 'string'
    const body: Json = isText ? { whole: partsOf(entry.body as string, facts, escapeJson) } : cut(entry.body, facts)
    return { title: `Announce ${facts.tag.name} to ${hook}`, task: { hook, body, type: isText ? entry.type : 'application/json', about, ref: `refs/slipway/announced/${about.key}/${about.marker.slice(0, 12)}` } }
  },
  preflight: async ({ hook }, { chat }) => (chat.hasHook(hook) ? [] : [{ severity: 'warning', problem: problem('WEBHOOK_MISSING', { variable: hook }) }]),
  probe: async ({ hook, about, ref }, _inputs, world): Promise<Probe> => {
    if (await world.github.ref(world.repository, ref)) return { state: 'done', outcome: { where: hook, note: `sent, as far as one can know: ${said}` } }
    const { missing } = await groupOf(about, world)
    return missing.length === 0 ? { state: 'absent' } : { state: 'done', outcome: { where: hook, note: waitNote(missing) } }
  },
  apply: async (task, _inputs, world) => {
    const { tags, url } = await groupOf(task.about, world)
    world.signal.throwIfAborted()
    const claim = await claimed(task, world)
    if (claim === undefined) return
    try {
      await world.chat.send(task.hook, { text: bodyOf(task, { url, tags: tags.join(', ') }), mediaType: task.type })
    } catch (failure) {
      // Surely nothing was sent: then it may be tried again. What may have been sent is not.
      if (!(failure instanceof ReleaseError) || failure.code !== 'WEBHOOK_UNKNOWN') await unclaimed(task, claim, world)
      throw failure
    }
  },
})

/** The object of the ref that is ours; undefined when another run has announced it. Each run's object is one of its own. */
const claimed = async ({ ref, about }: HookTask, { github, repository, clock, tag }: World): Promise<string | undefined> => {
  const object = await github.createTag(repository, { name: 'slipway-announced', message: `${about.marker} ${tag.name} ${clock.now()}`, commit: tag.commit })
  try {
    await github.createRef(repository, ref, object)
    return object
  } catch (failure) {
    if (failure instanceof ReleaseError && failure.code === 'REF_EXISTS') return undefined
    throw failure
  }
}

const unclaimed = async ({ ref }: HookTask, object: string, { github, repository, log }: World): Promise<void> => {
  await github.moveRef(repository, ref, { from: object }).catch((failure: unknown) => log.warn(`${ref} stays, so nothing will be sent: ${failure instanceof Error ? failure.message : ''}`))
}
