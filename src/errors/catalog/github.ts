// Codes of the GitHub adapter. GitHub's own words are kept: they are what people search for.
import { entry } from '../entry.js'

interface Refused {
  /** What was being done: `create the draft release 1.0.0 in accanto/os-vim-driver`. */
  readonly what: string
  readonly status: number
  /** GitHub's message, and its errors[] in one line each. */
  readonly said: string
}
const refused: Refused = { what: 'create a draft release of accanto/os-vim-driver', status: 422, said: 'Validation Failed (body is too long)' }

export const github = {
  GITHUB_TOKEN_REFUSED: entry<{ what: string; said: string }>({
    kind: 'precondition',
    message: (f) => `GitHub does not accept the token (asked to ${f.what}): ${f.said}`,
    hint: () => 'The token is missing, expired or mistyped. In a workflow leave the input `token` at its default; elsewhere set GITHUB_TOKEN. A token of a job lives for six hours at most.',
    sample: { what: refused.what, said: 'Bad credentials' },
  }),
  GITHUB_PERMISSION: entry<{ what: string; permission: string; said: string }>({
    kind: 'precondition',
    message: (f) => `The token may not ${f.what}: ${f.said}`,
    hint: (f) => {
      const scopes = f.permission.split(/[;,]/).map((it) => it.trim()).filter((it) => it !== '')
      if (scopes.length === 0) return 'GitHub does not name the permission. Check that the token may write to this repository.'
      const lines = [...new Set(scopes)].map((it) => `\`${it.replace('=', ': ').replaceAll('_', '-')}\``).join(' or ')
      const workflows = scopes.some((it) => it.startsWith('workflows')) ? ' The token of a workflow can never have `workflows: write`: use one of a GitHub App for this.' : ''
      return `Add ${lines} to the \`permissions:\` of the job. Naming one permission sets all others to none, so keep those that are there.${workflows}`
    },
    sample: { what: refused.what, permission: 'contents=write', said: 'Resource not accessible by integration' },
  }),
  GITHUB_PULLS_FORBIDDEN: entry<{ what: string; said: string }>({
    kind: 'precondition',
    message: (f) => `The repository does not let workflows ${f.what}: ${f.said}`,
    hint: () => 'Switch on "Allow GitHub Actions to create and approve pull requests" in the settings of the repository (Actions, General), or give a token of a GitHub App.',
    sample: { what: 'open a pull request in accanto/os-vim-driver', said: 'GitHub Actions is not permitted to create or approve pull requests.' },
  }),
  GITHUB_NOT_FOUND: entry<{ what: string; url: string }>({
    kind: 'precondition',
    message: (f) => `GitHub knows nothing at ${f.url} (asked to ${f.what}), or hides it from this token.`,
    hint: () => 'Check the name of the repository, and that the token may read it: GitHub says "not found" also to those who may not look.',
    sample: { what: 'read the repository accanto/os-vim-driver', url: 'https://api.github.com/repos/accanto/os-vim-driver' },
  }),
  GITHUB_REFUSED: entry<Refused>({
    kind: 'remote',
    message: (f) => `GitHub refused to ${f.what}. It answered ${f.status}: ${f.said}`,
    hint: () => 'GitHub\'s words say why. After the cause is gone, run the same command again: it goes on from what is there.',
    sample: refused,
  }),
  GITHUB_ANSWER: entry<{ what: string; field: string; found: string }>({
    kind: 'remote',
    message: (f) => `GitHub answered the request to ${f.what}, but \`${f.field}\` of the answer is ${f.found}.`,
    hint: () => 'The answer is not as GitHub documents it; something between here and GitHub may have made it. Run the same command again, and open an issue if it stays so.',
    sample: { what: 'list the releases of accanto/os-vim-driver', field: '[0].upload_url', found: 'missing' },
  }),
  GITHUB_TOO_MANY: entry<{ what: string; limit: number }>({
    kind: 'precondition',
    message: (f) => `To ${f.what} GitHub would have to be asked for more than ${f.limit} entries, and it gives no more.`,
    hint: () => 'Remove drafts and releases that nobody needs.',
    sample: { what: 'list the releases of accanto/os-vim-driver', limit: 10_000 },
  }),
  GITHUB_ORIGIN: entry<{ url: string; api: string }>({
    kind: 'remote',
    message: (f) => `GitHub at ${f.api} named ${f.url} as the place for uploads, which does not belong to it. The token was not sent there.`,
    hint: () => 'Check GITHUB_API_URL and GITHUB_SERVER_URL. Whoever answers in the place of GitHub could collect tokens so.',
    sample: { url: 'https://uploads.example.com/', api: 'https://api.github.com' },
  }),
  GITHUB_RULES: entry<{ what: string; said: string }>({
    kind: 'precondition',
    message: (f) => `A ruleset of the repository does not let this token ${f.what}: ${f.said}`,
    hint: () => 'The token of a workflow cannot bypass rulesets. Add a GitHub App to the bypass list of the ruleset and give its token as the input `token`.',
    sample: { what: 'publish the release 1.0.0', said: 'Repository rule violations found. Cannot create ref due to creations being restricted.' },
  }),
  TAG_BURNED: entry<{ tag: string; repository: string }>({
    kind: 'conflict',
    message: (f) => `The tag name ${f.tag} of ${f.repository} once belonged to an immutable release, and GitHub never gives it again, not even after that release was deleted.`,
    hint: () => 'Nothing can bring the name back. Release the same content under the next version number.',
    sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver' },
  }),
  RELEASE_EXISTS: entry<{ tag: string; repository: string }>({
    kind: 'conflict',
    message: (f) => `${f.repository} has a published release ${f.tag} already, and it is another one than this run was making.`,
    hint: () => 'Nothing was overwritten. Look who published it; release a new version, or delete that release if nobody uses it, and run again.',
    sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver' },
  }),
  RELEASE_IMMUTABLE: entry<{ what: string; said: string }>({
    kind: 'conflict',
    message: (f) => `GitHub does not let anybody ${f.what} any more, as the release is immutable: ${f.said}`,
    hint: () => 'What is published stays as it is. Release a new version.',
    sample: { what: 'upload a.tgz', said: 'Cannot upload assets to an immutable release.' },
  }),
  ASSET_EXISTS: entry<{ name: string; release: string; found: string; wanted: string }>({
    kind: 'conflict',
    message: (f) => `The release ${f.release} holds an asset ${f.name} with other content. Found ${f.found}, wanted ${f.wanted}.`,
    hint: () => 'Nothing was overwritten. If somebody else uploaded it, find out why; if it may go, delete it there and run the same command again.',
    sample: { name: 'driver-1.0.0-docs.tgz', release: '1.0.0', found: 'sha256:1111', wanted: 'sha256:2222' },
  }),
  ASSET_RENAMED: entry<{ asked: string; got: string }>({
    kind: 'precondition',
    message: (f) => `GitHub stored the asset ${f.asked} under the name ${f.got}.`,
    hint: () => 'Give the file a name that GitHub keeps: letters, digits and . _ + -',
    sample: { asked: 'driver docs.tgz', got: 'driver.docs.tgz' },
  }),
  ASSET_DIGEST: entry<{ name: string; found: string; wanted: string }>({
    kind: 'remote',
    message: (f) => `The asset ${f.name} was uploaded, and GitHub holds other bytes than were sent. Found ${f.found}, wanted ${f.wanted}.`,
    hint: () => 'Run the same command again: the release is still a draft, and the asset is uploaded anew.',
    sample: { name: 'driver-1.0.0-docs.tgz', found: 'sha256:1111', wanted: 'sha256:2222' },
  }),
  REF_EXISTS: entry<{ ref: string; repository: string; found: string; wanted: string }>({
    kind: 'conflict',
    message: (f) => `${f.repository} has ${f.ref} already, at another object. Found ${f.found}, wanted ${f.wanted}.`,
    hint: () => 'Nothing was moved. If it may go, delete it there and run the same command again.',
    sample: { ref: 'refs/tags/1.0.0', repository: 'accanto/os-vim-driver', found: '1111111', wanted: '2222222' },
  }),
  BRANCH_PROTECTED: entry<{ branch: string; said: string }>({
    kind: 'precondition',
    message: (f) => `The branch ${f.branch} takes no commit from this token: ${f.said}`,
    hint: () => 'The change can go as a pull request (`version.as: pull-request`, or --as pull-request); or add a GitHub App to the bypass list of the protection and give its token.',
    sample: { branch: 'main', said: 'Changes must be made through a pull request.' },
  }),
  BRANCH_MOVED: entry<{ branch: string; expected: string }>({
    kind: 'remote',
    message: (f) => `The branch ${f.branch} has moved on from ${f.expected} while a commit for it was being made.`,
    hint: () => 'Somebody pushed at the same time. Run the same command again: the change is made afresh on top of what is there.',
    sample: { branch: 'main', expected: '1111111' },
  }),
}
