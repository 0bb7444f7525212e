// What people and other projects do for a release, as far as a rehearsal without a play can have it: owners approve what is about to be
// released, and say so; what leads into other projects is left out, and said as well, as nobody here knows what is in their files.
import type { Config, LineConfig } from '../core/config.js'
import { repositoryText, type Repository } from '../core/facts.js'
import type { Report } from '../core/report.js'
import type { Request } from '../core/request.js'
import { matchTag } from '../core/tag-pattern.js'
import type { Log } from '../ports/log.js'
import type { GitHubWorld } from '../rehearsal/github/world.js'

/** The line that is meant; undefined when the run itself has to say that it cannot be told. */
const lineOf = ({ lines }: Config, { line, tag }: Request): LineConfig | undefined => {
  const meant = lines.filter((it) => (line === undefined || it.name === line) && (tag === undefined || matchTag(it.tag, it.scheme, tag) !== undefined))
  return meant.length === 1 ? meant[0] : undefined
}

/** Where its lines announce: the ids of channels. */
export const channelsOf = ({ lines }: Config): readonly string[] =>
  [...new Set(lines.flatMap((it) => it.slots['announce.slack'] ?? []).flatMap(({ channel }) => (typeof channel === 'string' ? [channel] : [])))]

export interface Elsewhere {
  /** Steps, as `--without` takes them. */
  readonly without: readonly string[]
  /** `owner/name` */
  readonly repositories: readonly string[]
}

/** What of the line happens in repositories that this world does not have, or waits for somebody there. */
export const elsewhereOf = (config: Config, request: Request): Elsewhere => {
  const slots = lineOf(config, request)?.slots ?? {}
  const [images, edits] = [slots['promote.images'] ?? [], slots['promote.edit'] ?? []]
  const repositories = [...images, ...edits].flatMap(({ repository }) => (typeof repository === 'string' ? [repository] : []))
  if (repositories.length === 0) return { without: [], repositories }
  const has = (slot: string): boolean => (slots[slot] ?? []).length > 0
  return {
    repositories: [...new Set(repositories)],
    without: [
      ...(has('verify.staged') ? ['verify:staged'] : []), ...(images.length > 0 ? ['promote:images'] : []), ...(images.length > 0 && has('verify.production') ? ['verify:production'] : []),
      ...(edits.some((it) => it['before'] === 'release') ? ['promote:edit'] : []), ...(edits.some((it) => it['before'] !== 'release') ? ['follow:rollout'] : []),
    ],
  }
}

const versionOf = ({ tag, scheme }: LineConfig, request: Request): string | undefined => request.version ?? (request.tag === undefined ? undefined : matchTag(tag, scheme, request.tag)?.text)

export interface Approving {
  readonly config: Config
  /** What is tagged, or is to be. */
  readonly commit: string
  readonly github: GitHubWorld
  readonly repository: Repository
  readonly log: Log
  readonly carry: (request: Request) => Promise<Report>
}

/** Neither an owner nor whoever starts the release. */
const proposer = 'proposer'

/** Proposes the release as people would, and lets as many owners approve it as are asked for. The report of a proposal that was refused. */
export const playApprovals = async (request: Request, { config, commit, github, repository, log, carry }: Approving): Promise<Report | undefined> => {
  const line = lineOf(config, request)
  const asked = line?.gate.approvals
  const version = line && versionOf(line, request)
  if (!line || !asked || version === undefined) return undefined
  const { config: file, revision, again } = request
  const given = Object.fromEntries(Object.entries({ config: file, revision, commit: request.tag === undefined ? undefined : commit }).filter(([, value]) => value !== undefined))
  const report = await carry({ verb: 'propose', version, line: line.name, dryRun: false, only: [], without: [], actor: { login: proposer }, again, ...given })
  if (report.problems.length > 0) return report
  const { issues, approvers } = (report.shown ?? {}) as { readonly issues?: readonly { readonly number: number }[]; readonly approvers?: readonly string[] }
  const people = (approvers ?? []).filter((it) => it !== proposer).slice(0, asked.count)
  const [issue] = issues ?? []
  if (!issue) return undefined
  for (const login of people) await github.as(login, repository.owner, repository.name).comment(issue.number, `/${asked.commands[0] ?? 'lgtm'}`)
  log.info(`Approved in this world by ${people.join(' and ') || 'nobody, as OWNERS names nobody'}. In ${repositoryText(repository)} the owners are asked on the issue that \`slipway propose ${version}${config.lines.length > 1 ? ` --line ${line.name}` : ''}\` opens.`)
  return undefined
}
