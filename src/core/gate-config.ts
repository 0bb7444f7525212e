// What a line demands before anything is built or written, as the config says it.
import { z } from 'zod'

export const tagKinds = ['lightweight', 'annotated', 'signed'] as const
export type TagKind = (typeof tagKinds)[number]

/** By whom a signed tag may be signed. All that is named has to hold. */
export interface TagDemand {
  readonly kind: TagKind
  /** Files on the default branch. */
  readonly signers?: string | readonly string[] | undefined
  /** Public keys, or lines of an allowed_signers file. */
  readonly keys?: readonly string[] | undefined
  /** GitHub itself has to call the signature verified. */
  readonly github?: boolean | undefined
}

/** How many owners have to say that they approve, and how they say it. */
export interface ApprovalsDemand {
  readonly count: number
  /** An OWNERS file on the default branch; left out: those from the line's `path` up to the root. */
  readonly owners?: string | undefined
  readonly commands: readonly ApprovalCommand[]
  readonly plain: boolean
  readonly reviewers: boolean
}

export const approvalCommands = ['lgtm', 'approve'] as const
export type ApprovalCommand = (typeof approvalCommands)[number]

export interface GateConfig {
  readonly references: boolean
  /** Left out: true, as the schema has it. */
  readonly branch?: boolean | readonly string[]
  readonly checks?: 'required' | readonly string[] | undefined
  readonly actors?: { readonly allow: readonly string[] }
  readonly tag: TagKind | TagDemand
  readonly approvals?: ApprovalsDemand | undefined
}

/** Patterns of `branch: true`, beside the default branch. */
export const usualBranches = ['releases/**'] as const
export const usualActors = ['write'] as const

/** Words of `actors.allow`; everything else there is a login. */
export const actorWords = ['write', 'maintain', 'admin', 'anyone', 'schedule'] as const

const text = z.string().min(1)
const path = text.regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$)).+$/, 'a path within the repository, such as .github/allowed_signers')
const kind = z.enum(tagKinds)

const tagDemand = z
  .strictObject({
    kind: kind.default('signed').describe('The least that the tag must be.'),
    signers: z.union([path, z.array(path).min(1)]).optional().describe('Files on the default branch that say who may sign: an allowed_signers file of SSH, or public keys of GPG in armour.'),
    keys: z.array(text).min(1).optional().describe('Public keys of GPG in armour, public keys of SSH, or lines of an allowed_signers file.'),
    github: z.boolean().optional().describe('GitHub itself must call the signature verified. Asked when neither `signers` nor `keys` are named; beside them both must hold.'),
  })
  .refine((it) => it.kind === 'signed' || (it.signers === undefined && it.keys === undefined && it.github !== true), { message: '`signers`, `keys` and `github` belong to `kind: signed`', path: ['kind'] })
  .refine((it) => it.github !== false || it.signers !== undefined || it.keys !== undefined, { message: 'nobody is left who could say whose the signature is: name `signers` or `keys`', path: ['github'] })

/** Additive: every gate brings its own setting. */
export const gateShape = {
  references: z.boolean().default(true).describe('References in the source must say what the tag says.'),
  branch: z
    .union([z.boolean(), z.array(text).min(1)])
    .default(true)
    .describe('Branches that the tagged commit must be on: `true` for the default branch and `releases/**`, or patterns such as `["main", "releases/**"]`.'),
  checks: z.union([z.enum(['required']), z.array(text).min(1)]).optional().describe('Checks that must be green on the tagged commit: their names, or `required` for those that the default branch requires.'),
  actors: z
    .strictObject({
      allow: z.array(text).min(1).default([...usualActors]).describe('Who may start a release: `write`, `maintain` or `admin` for people with that access, logins, `name[bot]`, `schedule` for a schedule, or `anyone`.'),
    })
    .prefault({})
    .describe('Who may start a release.'),
  tag: z.union([kind, tagDemand]).default('lightweight').describe('The least that the tag must be, or how a signed one is judged.'),
  approvals: z
    .strictObject({
      count: z.int().min(1).max(100).default(2).describe('How many different people must approve. The proposer is none of them, nor is a bot.'),
      owners: path.optional().describe('The OWNERS file that names them, read on the default branch. Default: OWNERS of the line\'s `path`, and those of the folders above it.'),
      commands: z.array(z.enum(approvalCommands)).min(1).default([...approvalCommands]).describe('What counts, as Prow reads it: `lgtm` for `/lgtm`, `approve` for `/approve`.'),
      plain: z.boolean().default(false).describe('`LGTM` alone on a line counts too.'),
      reviewers: z.boolean().default(false).describe('Reviewers of OWNERS count too, and not only approvers.'),
    })
    .optional()
    .describe('Owners must approve the release on its tracking issue, which `slipway propose` opens.'),
} as const

/** What the tag must be, with whoever judges it. */
export const tagDemandOf = (tag: GateConfig['tag']): TagDemand & { readonly github: boolean; readonly signers: readonly string[]; readonly keys: readonly string[] } => {
  const it: TagDemand = typeof tag === 'string' ? { kind: tag } : tag
  const [signers, keys] = [[it.signers ?? []].flat(), it.keys ?? []]
  return { kind: it.kind, signers, keys, github: it.kind === 'signed' && (it.github ?? (signers.length === 0 && keys.length === 0)) }
}
