// What every entry that proposes a change of another repository has.
import { z } from 'zod'

const repository = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/, 'owner/name')

const login = z.string().regex(/^@?[A-Za-z0-9][A-Za-z0-9-]*(?:\/[A-Za-z0-9._-]+)?$/, 'a login, or organisation/team')

export const proposalShape = {
  repository: repository.describe('Repository that is changed, as owner/name.'),
  branch: z.string().min(1).optional().describe('Branch that the pull request goes into. Default: its default branch.'),
  fork: z.union([z.literal('auto'), repository]).default('auto').describe('Where the branch with the change is pushed. auto: to the repository itself with the right to, else to the fork of the token\'s account, which is made when there is none.'),
  hold: z.boolean().default(false).describe('Writes /hold, so that somebody has to release it.'),
  cc: z.array(login).default([]).describe('Logins and teams that the text names.'),
  reviewers: z.array(login).default([]).describe('Logins and teams that are asked for a review, where the branch is pushed to the repository itself; from a fork, which may not ask, the text names them.'),
} as const
