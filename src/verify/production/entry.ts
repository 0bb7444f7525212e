// `verify.production`: the entry of the config, and the task that is made of it. Pure.
import { z } from 'zod'
import { argvOf, commandsSchema, type Argv } from '../../core/commands.js'
import { parseDuration } from '../../core/duration.js'
import { checkedText } from '../../core/checked-text.js'
import { repositoryText, type Facts } from '../../core/facts.js'
import { parseFolder, printImageName } from '../../core/image-name.js'
import { entriesIn, sourcesOf, type Source } from '../../core/promotion.js'
import { fail } from '../../errors/release-error.js'
import type { Planned } from '../../ports/step.js'
import type { CertificateIdentity } from './certificate.js'

const publicKey = /^-----BEGIN PUBLIC KEY-----[^]+-----END PUBLIC KEY-----\s*$/

const identity = z.union([
  z.strictObject({ key: z.string().regex(publicKey, 'a public key in PEM').describe('The signature must be made with this key.') }),
  z.strictObject({
    certificate: z.string().min(1).describe('Whom the certificate of the signature must name: an address of a workflow, or an e-mail.'),
    issuer: z.string().min(1).optional().describe('Who must have identified them: https://accounts.google.com.'),
    authority: z.string().regex(/^(?:\s*-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----)+\s*$/, 'certificates in PEM').optional().describe('Who must have given the certificate out: certificates in PEM. Default: Sigstore\'s public authority.'),
    log: z.string().regex(publicKey, 'a public key in PEM').optional().describe('The log that must have the signature: its public key in PEM. Default: that of Sigstore\'s public log.'),
  }),
])

export const productionEntry = z.strictObject({
  name: z.string().min(1).default('production'),
  patience: checkedText((text) => parseDuration(text, 'verify.production.patience')).default('5m').describe('How long a run waits for what was promoted to be there. After that it ends as waiting.'),
  platforms: z.array(z.string().regex(/^[a-z0-9]+\/[a-z0-9]+(?:\/[a-z0-9]+)?$/, 'such as linux/arm64')).default([]).describe('Platforms that each image must have. Those of what was built are looked for anyway.'),
  'chart-image': z.boolean().default(true).describe('The image that the chart installs (values.yaml image.repository, and image.tag or appVersion) must be there.'),
  identity: identity.optional().describe('Each image must have a signature of cosign\'s by this identity.'),
  run: commandsSchema.optional().describe('Commands of the project that try what is in production, before the release is published. They find it in SLIPWAY_IMAGE, SLIPWAY_CHART and SLIPWAY_PRODUCTION, by digest.'),
})

export type ProductionEntry = z.output<typeof productionEntry>
export type Identity = { readonly key: string } | CertificateIdentity

export type ProductionTask = {
  readonly sources: readonly Source[]
  /** Null: where it is published is where it is used. */
  readonly production: string | null
  readonly patience: number
  readonly platforms: readonly string[]
  readonly chartImage: boolean
  readonly identity: Identity | null
  readonly commands: readonly Argv[]
  /** Where the GitHub release is: once it is public the commands have passed. */
  readonly release: string | null
}

const identityOf = ({ identity: it }: ProductionEntry): Identity | null =>
  it === undefined ? null : 'key' in it ? it : (JSON.parse(JSON.stringify(it)) as CertificateIdentity)

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Where the line's promotion goes, if it goes anywhere. */
const promotedTo = (facts: Facts): { readonly staging: string | undefined; readonly production: string | null } => {
  const found = entriesIn(facts.config, 'promote', 'images').find((it) => textOf(it['production']) !== undefined)
  const production = textOf(found?.['production'])
  return { staging: textOf(found?.['staging']), production: production === undefined ? null : printImageName(parseFolder(production)) }
}

export const planProduction = (facts: Facts, entry: ProductionEntry): Planned<ProductionTask> => {
  const { staging, production } = promotedTo(facts)
  const sources = sourcesOf(facts, staging)
  if (sources.length === 0) {
    return facts.leftOut.length > 0 ? { skip: 'what would be verified is left out of this run' } : fail('CONFIG_INVALID', { path: `verify.production (${entry.name})`, what: 'this line publishes neither an image nor a chart' })
  }
  const [release] = entriesIn(facts.config, 'publish', 'release')
  if (entry.run && !release) return fail('CONFIG_INVALID', { path: `verify.production.run (${entry.name})`, what: 'a line without publish.release keeps nowhere that the commands have passed' })
  const task: ProductionTask = {
    sources, production, patience: parseDuration(entry.patience, 'verify.production.patience'), platforms: entry.platforms, chartImage: entry['chart-image'],
    identity: identityOf(entry), commands: (entry.run ?? []).map(argvOf), release: release ? (textOf(release['repository']) ?? repositoryText(facts.repository)) : null,
  }
  const from = sources.flatMap((it) => it.entry ?? [])
  return { title: `Verify ${facts.tag.name} ${production === null ? 'where it is published' : `in ${production}`}`, task, from }
}
