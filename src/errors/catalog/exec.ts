// Codes of running tools and of the local disk.
import { entry } from '../entry.js'

const bytes = (size: number): string => `${(size / 2 ** 20).toFixed(1)} MiB (${size} bytes)`

export const exec = {
  TOOL_MISSING: entry<{ tool: string; how: string }>({
    kind: 'precondition',
    message: (f) => `The program ${f.tool} is not on PATH of this machine.`,
    hint: (f) => f.how,
    sample: { tool: 'helm', how: 'Install Helm 3 or 4: https://helm.sh/docs/intro/install/ (in a workflow: azure/setup-helm).' },
  }),
  TOOL_NOT_STARTED: entry<{ tool: string; reason: string }>({
    kind: 'precondition',
    message: (f) => `The program ${f.tool} could not be started: ${f.reason}.`,
    hint: () => 'Check that the file may be executed, that its interpreter exists, and that the working folder is there.',
    sample: { tool: '/usr/bin/python3', reason: 'EACCES: permission denied' },
  }),
  TOOL_FAILED: entry<{ tool: string; command: string; code: string; lines: readonly string[] }>({
    kind: 'precondition',
    message: (f) => `\`${f.command}\` ended with ${f.code}.${f.lines.length > 0 ? ` Its last lines:\n${f.lines.map((line) => `  ${line}`).join('\n')}` : ' It printed nothing.'}`,
    hint: (f) => `The cause is in the output of ${f.tool}. Nothing that it was to make is used; after the repair run the same command again.`,
    sample: { tool: 'helm', command: 'helm lint chart', code: 'exit code 1', lines: ['[ERROR] Chart.yaml: version is required'] },
  }),
  DISK_FULL: entry<{ what: string; path: string; said: string }>({
    kind: 'precondition',
    message: (f) => `There is no room on the disk for ${f.path} (${f.what}: ${f.said}).`,
    hint: () => 'Nothing that was half written is used, and nothing is written outside after it. Make room, or set RUNNER_TEMP (or TMPDIR) to a folder on a larger disk; then run the same command again.',
    sample: { what: 'write', path: '/home/runner/work/_temp/slipway-1f/out/driver-1.0.0-docs.tgz', said: 'ENOSPC' },
  }),
  DISK_SPACE: entry<{ folder: string; free: number; needed: number; why: string }>({
    kind: 'precondition',
    message: (f) => `The disk of ${f.folder} has ${bytes(f.free)} left, and ${bytes(f.needed)} are needed (${f.why}).`,
    hint: () => 'Nothing was written outside. Make room there (on a runner: remove tool caches and images that nobody needs), or set RUNNER_TEMP (or TMPDIR) to a folder on a larger disk; then run the same command again.',
    sample: { folder: '/home/runner/work/_temp', free: 734_003_200, needed: 3_221_225_472, why: 'three times the largest image' },
  }),
  TOOL_OUTPUT_TOO_LARGE: entry<{ tool: string; limit: number }>({
    kind: 'precondition',
    message: (f) => `The output of ${f.tool} is larger than the ${f.limit} bytes that are kept, and it is needed whole.`,
    hint: () => 'This is a limit of Slipway. Please open an issue and say how large the repository is.',
    sample: { tool: 'git', limit: 10_485_760 },
  }),
  CHILD_ENV_REFUSED: entry<{ tool: string; name: string }>({
    kind: 'config',
    message: (f) => `The config hands the environment variable ${f.name} to ${f.tool}, but that name holds a credential of the release or of the runner.`,
    hint: () => 'Code that builds never sees a release credential. If the build needs a token of its own, give it another name in the workflow (`env: BUILD_TOKEN: …`) and name that one.',
    sample: { tool: 'python3', name: 'ACTIONS_ID_TOKEN_REQUEST_TOKEN' },
  }),
  BUILD_SECRET_MISSING: entry<{ tool: string; name: string }>({
    kind: 'config',
    message: (f) => `The config gives ${f.tool} the secret ${f.name}, and the environment of this run has none of that name.`,
    hint: (f) => `Set it in the workflow (\`env: ${f.name}: \${{ secrets.… }}\`), or in the terminal before a rehearsal.`,
    sample: { tool: 'docker', name: 'PIP_TOKEN' },
  }),
}
