// Codes of the trigger room.
import { entry } from '../entry.js'

export const trigger = {
  TRIGGER_UNSAFE: entry<{ event: string }>({
    kind: 'gate',
    message: (f) => `A release is never made for the event ${f.event}: it can be caused by people who may not release.`,
    hint: () => 'Use `on: push: tags`, `workflow_dispatch` or `schedule` in the workflow that runs Slipway.',
    sample: { event: 'pull_request_target' },
  }),
  TRIGGER_MISSING: entry<{ verb: string }>({
    kind: 'config',
    message: (f) => `\`slipway ${f.verb}\` was not told what to release.`,
    hint: (f) => `Name a tag that exists (\`slipway ${f.verb} --tag 1.0.0\`) or ${f.verb === 'release' ? 'a version to make (`--version 1.0.0`)' : 'a commit without a tag by what it is released as (`--name NAME`); what making a version would do is shown by `slipway rehearse --version 1.0.0`'}.`,
    sample: { verb: 'release' },
  }),
  TRIGGER_BOTH: entry<{ tag: string; version: string }>({
    kind: 'config',
    message: (f) => `Both a tag (${f.tag}) and a version (${f.version}) were given, and they are two different requests.`,
    hint: () => 'Give `--tag` for a tag that exists, or `--version` to have references, commit and tag made.',
    sample: { tag: '1.0.0', version: '1.1.0' },
  }),
  RUN_NAME: entry<{ line: string; name: string; pattern: string }>({
    kind: 'config',
    message: (f) => `The line ${f.line} calls this run ${f.name} (\`on\`), which is no name of its tags (${f.pattern}).`,
    hint: (f) => `Let \`as\` be a name that ${f.pattern} takes with the line's \`scheme\`; \`scheme: free\` takes names that are no version numbers.`,
    sample: { line: 'km', name: 'daily', pattern: 'v{version}' },
  }),
  RUN_ELSEWHERE: entry<{ line: string; run: string; name: string; branch: string; there: string }>({
    kind: 'gate',
    message: (f) => `By the released commit, ${f.run} releases ${f.name}; by the line ${f.line} on ${f.branch} it releases ${f.there}. What is called how is for ${f.branch} to say.`,
    hint: (f) => `Bring the rule of \`on\` to ${f.branch}, or merge ${f.branch} into the branch that was pushed.`,
    sample: { line: 'km', run: 'a push to releases/beta', name: 'v0.1-test', branch: 'main', there: 'nothing' },
  }),
  TAG_MOVED_SINCE_EVENT: entry<{ tag: string; event: string; now: string }>({
    kind: 'precondition',
    message: (f) => `The tag ${f.tag} pointed to commit ${f.event} when this run was started, and points to ${f.now} now.`,
    hint: () => 'Somebody moved the tag. Look who and why; the push of the moved tag started a run of its own.',
    sample: { tag: '1.0.0', event: '1111111111', now: '2222222222' },
  }),
  TAG_NOT_PUSHED: entry<{ tag: string; repository: string }>({
    kind: 'precondition',
    message: (f) => `The tag ${f.tag} is in this clone, and not in ${f.repository}.`,
    hint: (f) => `Push it (\`git push origin ${f.tag}\`), or rehearse it first: \`slipway rehearse --tag ${f.tag}\`.`,
    sample: { tag: '1.0.0', repository: 'accanto-systems/os-vim-driver' },
  }),
  TAG_DIFFERS: entry<{ tag: string; here: string; there: string }>({
    kind: 'precondition',
    message: (f) => `The tag ${f.tag} is at commit ${f.here} in this clone, and at ${f.there} on GitHub.`,
    hint: (f) => `Fetch the one that counts (\`git fetch --force origin refs/tags/${f.tag}:refs/tags/${f.tag}\`), and look who moved it.`,
    sample: { tag: '1.0.0', here: '1111111', there: '2222222' },
  }),
  BRANCH_MISSING: entry<{ branch: string; repository: string }>({
    kind: 'precondition',
    message: (f) => `${f.repository} has no branch ${f.branch}, so a version cannot be prepared on it.`,
    hint: () => 'Start the workflow from a branch that exists, or push the branch first.',
    sample: { branch: 'main', repository: 'accanto-systems/os-vim-driver' },
  }),
  REPOSITORY_UNKNOWN: entry<{ folder: string }>({
    kind: 'precondition',
    message: (f) => `It is not known which GitHub repository the clone in ${f.folder} belongs to: it has no remote \`origin\` at GitHub with an owner and a name.`,
    hint: () => 'Set GITHUB_REPOSITORY=owner/name, or add the remote. For a GitHub Enterprise server set GITHUB_SERVER_URL and GITHUB_API_URL to its addresses.',
    sample: { folder: '/home/me/project' },
  }),
  TAG_NOT_CLAIMED: entry<{ tag: string; patterns: string; suggestion?: string; isThere?: boolean }>({
    kind: 'config',
    message: (f) => `No line of the config claims the tag ${f.tag}.${f.suggestion === undefined ? '' : ` Did you mean ${f.suggestion}?`}`,
    hint: (f) => `${f.suggestion === undefined || f.isThere === true ? '' : `There is no tag ${f.suggestion} yet: make it on the commit that is meant. `}Tag patterns of the lines: ${f.patterns}. What stands in place of {version} must be a version of the line's scheme.`,
    sample: { tag: '0.5.0', patterns: 'v{version}', suggestion: 'v0.5.0', isThere: false },
  }),
  VERSION_NOT_WRITTEN: entry<{ line: string; version?: string }>({
    kind: 'config',
    message: (f) => `The line ${f.line} does not say where its version is written${f.version === undefined ? ', or no version stands there' : `, so there is no place that ${f.version} could be set in`}.`,
    hint: (f) => (f.version === undefined
      ? 'List the places under `version.written-in`, or name what is meant: a version with --version, or, for a commit without a tag, what it is released as with --name.'
      : `List the places in .slipway.yaml under \`version.written-in\` of the line, such as \`- { file: pyproject.toml, at: /project/version }\`, and do the same again. \`prepare\` and \`rehearse --version ${f.version}\` set it there as well then. Where the build takes the version from its tag, there is nothing to set.`),
    sample: { line: 'driver', version: '0.6.0' },
  }),
  VERSION_LOWER: entry<{ version: string; branch: string; found: string; file: string }>({
    kind: 'precondition',
    message: (f) => `${f.version} is lower than ${f.found}, which ${f.file} says on ${f.branch}: to prepare it there would set the branch back.`,
    hint: (f) => `Prepare it on the branch of that series (check that branch out, or start the workflow from it). Is ${f.version} meant to come from ${f.branch} all the same: \`slipway set-version ${f.version}\`, and commit that on purpose first. Nothing was written.`,
    sample: { version: '0.2.0', branch: 'main', found: '0.4.0', file: 'pyproject.toml' },
  }),
  PREPARATION_CLOSED: entry<{ tag: string; url: string }>({
    kind: 'gate',
    message: (f) => `The edit for ${f.tag} was proposed, and a person closed it without merging it: ${f.url}`,
    hint: () => 'Open it again if the release is wanted after all, and run the same command; or prepare another version.',
    sample: { tag: 'v4.5.1', url: 'https://github.com/kubernetes-sigs/promo-tools/pull/1860' },
  }),
  LINE_UNCHANGED: entry<{ tag: string; path: string; previous: string }>({
    kind: 'precondition',
    message: (f) => `Nothing below ${f.path} has changed between ${f.previous} and ${f.tag}.`,
    hint: () => 'This does not stop the run. If the tag belongs on another commit, make a new version there; if the line is about more than that folder, change its `path`.',
    sample: { tag: 'chart/0.4.1', path: 'deployments/helm/dra-example-driver', previous: 'chart/0.4.0' },
  }),
  DRY_RUN_OF_VERSION: entry<{ version: string }>({
    kind: 'config',
    message: (f) => `A dry run cannot make the version ${f.version}: its commit and tag would be writes.`,
    hint: (f) => `Rehearse it instead: \`slipway rehearse --version ${f.version}\` makes them in a world of its own.`,
    sample: { version: '1.0.0' },
  }),
}
