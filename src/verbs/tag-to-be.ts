// The tag that `prepare` makes: what it says (the changes since the release before), and who signs it, if somebody does.
import { mostChanges, renderChanges } from '../core/changes.js'
import type { LineConfig } from '../core/config.js'
import type { Facts } from '../core/facts.js'
import { tagDemandOf } from '../core/gate-config.js'
import type { Ports } from '../ports/ports.js'
import type { Signer } from '../ports/signatures.js'

/** For people who read the tag, and for the release, whose text it is by default. */
export const tagMessage = async ({ version, previous, config, tag }: Pick<Facts, 'version' | 'previous' | 'config' | 'tag'>, { git }: Pick<Ports, 'git'>): Promise<string> => {
  const from = previous === undefined ? undefined : (await git.resolveTag(previous)).commit
  const path = typeof config['path'] === 'string' ? config['path'].replace(/^(?:\.\/)+|\/+$/g, '').replace(/^\.$/, '') : ''
  const below = path === '' ? undefined : path
  const changes = await git.changes({ to: tag.commit, limit: mostChanges + 1, ...(from === undefined ? {} : { from }), ...(below === undefined ? {} : { path: below }) })
  return `Release ${version.text}\n\n${renderChanges(changes, below)}`
}

export const signerFor = (line: LineConfig, { signatures }: Pick<Ports, 'signatures'>): Promise<Signer | undefined> => signatures.signer(tagDemandOf(line.gate.tag).kind === 'signed')

interface Tag {
  readonly name: string
  readonly commit: string
  readonly message: string
  /** Milliseconds since 1970. */
  readonly time: number
}

/** As git writes it. */
export const signedTag = (signer: Signer, { name, commit, message, time }: Tag): Promise<Uint8Array> => {
  const { name: who, email } = signer.tagger
  return signer.sign(`object ${commit}\ntype commit\ntag ${name}\ntagger ${who} <${email}> ${Math.floor(time / 1000)} +0000\n\n${message.trimEnd()}\n`)
}
