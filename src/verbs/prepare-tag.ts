// A version instead of a tag: set the references, commit, tag; then the release goes on in the same run, because a tag that
// is pushed with the workflow's own token starts no workflow.
import type { Request } from '../core/request.js'
import type { Trigger } from '../core/trigger.js'
import { parseVersion } from '../core/version.js'
import { tagName } from '../core/tag-pattern.js'
import { fail } from '../errors/release-error.js'
import { lineFor } from '../plan/claim.js'
import type { Ports } from '../ports/ports.js'
import type { AnyStep } from '../ports/step.js'
import { prepareRelease } from '../prepare/prepare.js'
import { readConfig } from './read-config.js'
import type { VersionEntry } from '../core/reference.js'

export const prepareTag = async (asked: Extract<Trigger, { kind: 'version' }>, request: Request, ports: Ports, steps: readonly AnyStep[]): Promise<Extract<Trigger, { kind: 'tag' }>> => {
  const { github, repository } = ports
  const branch = asked.branch ?? (await github.repository(repository)).defaultBranch
  const head = (await github.branch(repository, branch)).head ?? fail('BRANCH_MISSING', { branch, repository: `${repository.owner}/${repository.name}` })
  await ports.bring(head)
  const line = lineFor(await readConfig(head, request, ports, steps), request.line)
  const version = parseVersion(asked.version, line.scheme)
  const name = tagName(line.tag, version)
  const entry = (line.slots['version']?.[0] ?? {}) as unknown as Partial<VersionEntry>
  const tag = await prepareRelease({
    github, repository, branch, version, tagName: name,
    references: entry['written-in'] ?? [], alsoSet: entry['also-set'] ?? [],
    message: `Release ${version.text}`,
  })
  await ports.bring(`refs/tags/${name}`)
  return { kind: 'tag', tag: name, commit: tag.commit }
}
