// What `slipway --help` and `slipway VERB --help` print.

interface VerbHelp {
  readonly usage: string
  readonly what: string
  readonly more: readonly string[]
  readonly flags: readonly string[]
}

const flags: Readonly<Record<string, string>> = {
  '--repository DIR': 'The git clone to work on. Default: this folder.',
  '--tag TAG': 'A tag that exists.',
  '--version V': 'A version to make: references, commit and tag are made, then it is released.',
  '--line NAME': 'The line of the config, where more than one could be meant.',
  '--config FILE': 'The config. Default: .slipway.yaml of the tagged commit, else the recognised layout.',
  '--only TASK': 'Only these tasks (repeat it, or separate by commas). The release is then incomplete.',
  '--without TASK': 'All tasks but these: `--without image`.',
  '--max-wait TIME': 'Longest wait in all, for limits of a service or for another run: 30m, 600s, 1h. Default: 10m. Beyond it the run ends as `waiting`.',
  '--dry-run': 'Build and ask every destination, but write nothing.',
  '--keep': 'Leave the rehearsal world running and show its addresses; Ctrl-C ends it.',
  '--out DIR': 'Also copy what was built into this folder.',
  '--json': 'The report as JSON on standard output; progress goes to standard error.',
  '--verbose': 'Show the output of every tool, and what is asked of every service.',
}

const common = ['--repository DIR', '--line NAME', '--config FILE', '--json', '--verbose']
const choice = ['--only TASK', '--without TASK']

const verbs: Readonly<Record<string, VerbHelp>> = {
  rehearse: {
    usage: 'slipway rehearse [--tag TAG | --version V] [flags]',
    what: 'Releases into a world that lives inside this process: the same code and the same tools, nothing leaves the machine.',
    more: [
      'Without --tag and --version the version is read from the references: 1.2.0.dev0 is rehearsed as 1.2.0.',
      'Works on any clone, as it is, and leaves it as it was. Uncommitted changes are not part of a release, and are told.',
    ],
    flags: ['--tag TAG', '--version V', '--keep', '--out DIR', ...choice, ...common],
  },
  release: {
    usage: 'slipway release --tag TAG [flags]',
    what: 'Releases a tag, or finishes a release that was begun: run it again and it does what is missing, nothing twice.',
    more: ['Needs GITHUB_TOKEN (or GH_TOKEN) in the environment. Registries: SLIPWAY_REGISTRY_<HOST>_USERNAME and _PASSWORD, or a docker login.'],
    flags: ['--tag TAG', '--version V', '--max-wait TIME', '--dry-run', ...choice, ...common],
  },
  plan: {
    usage: 'slipway plan --tag TAG [flags]',
    what: 'Prints the tasks of a release in their order, and what each destination holds already. Writes nothing.',
    more: [],
    flags: ['--tag TAG', ...choice, ...common],
  },
  check: {
    usage: 'slipway check [--tag TAG | --version V] [flags]',
    what: 'Compares every reference (the places where the version is written) with the tag, or with one another.',
    more: ['Reads the work tree unless a tag is named.'],
    flags: ['--tag TAG', '--version V', ...common],
  },
  'set-version': {
    usage: 'slipway set-version V [flags]',
    what: 'Writes the version into every reference of the work tree. Every other byte of the files stays.',
    more: [],
    flags: common,
  },
  prepare: {
    usage: 'slipway prepare V [flags]',
    what: 'Sets the references on the default branch, commits, tags, and releases that tag in the same run.',
    more: ['Works through the GitHub API; this clone is not touched.'],
    flags: ['--max-wait TIME', ...choice, ...common],
  },
}

export const knownVerbs: readonly string[] = Object.keys(verbs)

const wide = Math.max(...Object.keys(flags).map((it) => it.length))
const flagLines = (names: readonly string[]): string => names.map((name) => `  ${name.padEnd(wide)}  ${flags[name] ?? ''}`).join('\n')

const overview = (): string => `Slipway takes a project from a tag to a finished release.

Usage: slipway VERB [flags]

${Object.entries(verbs).map(([name, it]) => `  ${name.padEnd(12)} ${it.what}`).join('\n')}

Flags:
${flagLines([...Object.keys(flags)])}
  ${'--help'.padEnd(wide)}  This page; with a verb, the page of the verb.
  ${'--version'.padEnd(wide)}  Alone: the version of Slipway.

Exit codes: 0 done (released, already-released, resumed, nothing-to-do, waiting), 2 config, 3 precondition, 4 remote,
10 incomplete, 20 blocked by a gate, 30 conflict, 70 bug. A run that is stopped ends with 128 and the signal's number:
129 SIGHUP, 130 SIGINT, 143 SIGTERM; within five seconds, and the same command goes on. A second signal ends it at once.
`

export const helpText = (verb?: string): string => {
  const it = verb === undefined ? undefined : verbs[verb]
  if (!it) return overview()
  return `${it.what}\n\nUsage: ${it.usage}\n${it.more.map((line) => `\n${line}\n`).join('')}\nFlags:\n${flagLines(it.flags)}\n`
}
