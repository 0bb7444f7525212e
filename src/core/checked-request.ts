// What was asked, checked as a whole: what cannot be meant together is said by both doors, before anything is begun. And the way back:
// the command that asks for a release again.
import { fail } from '../errors/release-error.js'
import { isDigest } from './digest.js'
import { notesSources, type NotesSource } from './notes/notes-source.js'
import type { PinnedTag } from './plan.js'
import { configSources, editWays, type ConfigSource, type EditWay, type Request, type Verb } from './request.js'
import { shellCommand } from './shell-word.js'

type Asked = Pick<Request, 'all' | 'source' | 'prune' | 'name' | 'commit' | 'artifacts' | 'artifactsDigest' | 'noBuild' | 'out' | 'platform' | 'matrix' | 'tagOnly' | 'verb' | 'tag' | 'version' | 'config' | 'configFrom' | 'adopt' | 'limit' | 'as' | 'revision' | 'only' | 'without' | 'dryRun'>

const readsTaggedConfig = new Set<Verb>(['release', 'rehearse', 'plan', 'status', 'verify', 'continue', 'build'])
const mayPropose = new Set<Verb>(['release', 'rehearse', 'prepare'])
const mayRevise = new Set<Verb>(['release', 'build', 'rehearse', 'plan', 'prepare', 'propose', 'set-version'])
const mayAdopt = new Set<Verb>(['release', 'plan', 'prune'])

/** What cannot be meant together; said by both doors before anything is begun. */
export const checkedRequest = <R extends Asked>(request: R): R => {
  const { verb, config, configFrom, adopt, limit, as, revision } = request
  const no = (what: string): never => fail('USAGE', { what })
  if (configFrom !== undefined && config !== undefined) return no('`config` names a file and `config-from` a commit, and only one of them can be the config.')
  if (configFrom !== undefined && !readsTaggedConfig.has(verb)) return no(`\`slipway ${verb}\` does not take \`config-from\`.`)
  if (adopt === true && !mayAdopt.has(verb)) return no(`\`slipway ${verb}\` takes nothing over: \`adopt\` is asked for one tag at a time, with \`slipway release --tag TAG --adopt\`.`)
  if (as !== undefined && !mayPropose.has(verb)) return no(`\`slipway ${verb}\` does not take \`as\`.`)
  if (revision !== undefined && !mayRevise.has(verb)) return no(`\`slipway ${verb}\` does not take \`revision\`.`)
  if (limit !== undefined && verb !== 'continue') return no(`\`slipway ${verb}\` does not take \`limit\`.`)
  checkName(request, no)
  checkPrune(request, no)
  checkNotes(request, no)
  checkHandover(request, no)
  return verb === 'continue' ? checkContinue(request, no) : request
}

const namesRuns = new Set<Verb>(['release', 'rehearse', 'plan', 'status', 'verify', 'build'])

/** What is proposed is named by no branch or tag: that could mean another commit tomorrow. */
const checkId = (commit: string, no: (what: string) => never): void =>
  void (/^[0-9a-f]{7,64}$/.test(commit) || no(`\`commit\` is ${JSON.stringify(commit)}; of \`propose\` it is the id of a commit, or its first seven characters or more.`))

/** A commit without a tag, and what it is to be released as. */
const checkName = ({ verb, name, commit, tag, version }: Asked, no: (what: string) => never): void => {
  if (verb === 'propose' && commit !== undefined) checkId(commit, no)
  else if (commit !== undefined && name === undefined) no('`commit` is released as something: `name` says what it is called.')
  if (name === undefined) return
  if (!namesRuns.has(verb)) no(`\`slipway ${verb}\` does not take \`name\`.`)
  if (tag !== undefined || version !== undefined) no('`name` is for a commit without a tag; `tag` and `version` are other requests.')
}

const checkPrune = ({ verb, prune, only, without }: Asked, no: (what: string) => never): void => {
  if (prune !== undefined && verb !== 'prune') no(`\`slipway ${verb}\` takes no ${prune.yes ? '`yes`' : prune.withTag ? '`with-tag`' : '`match`, `keep-last` and `older-than`'}: they are of \`slipway prune\`.`)
  if (verb === 'prune' && only.length + without.length > 0) no('`slipway prune` takes no `only` and no `without`.')
}

const checkContinue = <R extends Asked>(request: R, no: (what: string) => never): R => {
  const { tag, version, only, without, dryRun } = request
  if (tag !== undefined || version !== undefined) return no('`slipway continue` looks for what is unfinished by itself; `slipway release --tag TAG` finishes one release.')
  if (only.length > 0 || without.length > 0 || dryRun) return no('`slipway continue` finishes whole releases: it takes no `only`, no `without` and no `dry-run`.')
  return request
}

const checkNotes = ({ verb, all, source, tag, version }: Asked, no: (what: string) => never): void => {
  if (verb !== 'notes' && (all === true || source !== undefined)) no(`\`slipway ${verb}\` does not take \`${all === true ? 'all' : 'from'}\`.`)
  if (all === true && (tag ?? version ?? source) !== undefined) no('`all` is of every release, from its commits: it takes no tag, no version and no `from`.')
}

/** What is built in one job and released in another. */
const checkHandover = ({ verb, artifacts, artifactsDigest = [], noBuild, out, platform, matrix, tagOnly }: Asked, no: (what: string) => never): void => {
  const only = (isGiven: boolean, name: string, ...verbs: readonly Verb[]): void => void (isGiven && !verbs.includes(verb) && no(`\`slipway ${verb}\` does not take \`${name}\`.`))
  only(artifacts !== undefined, 'artifacts', 'release', 'build')
  only(platform !== undefined, 'platform', 'build')
  only(out !== undefined, 'out', 'build', 'rehearse')
  only(matrix === true, 'matrix', 'plan')
  only(tagOnly === true, 'tag-only', 'prepare')
  only(noBuild === true, 'no-build', 'release', 'continue')
  if (artifactsDigest.length > 0 && artifacts === undefined) no('`artifacts-digest` is what `artifacts` are compared with, and there are none.')
  const odd = artifactsDigest.find((it) => !isDigest(it))
  if (odd !== undefined) no(`\`artifacts-digest\` is ${JSON.stringify(odd)}; a digest is sha256: and 64 hex digits.`)
  if (verb === 'build' && out === undefined) no('`slipway build` needs a folder to put the artifacts into: `--out DIR`.')
}

/** Folders as the run needs them: it works in another one than whoever asked. */
export const withFolders = <R extends Pick<Request, 'artifacts' | 'out'>>(request: R, absolute: (path: string) => string): R => ({
  ...request,
  ...(request.artifacts === undefined ? {} : { artifacts: request.artifacts.map(absolute) }),
  ...(request.out === undefined ? {} : { out: absolute(request.out) }),
})

export const parseConfigSource = (text: string, name: string): ConfigSource => {
  const source = configSources.find((it) => it === text)
  return source ?? fail('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is tag or default.` })
}

export const parseLimit = (text: string, name: string): number =>
  /^[1-9]\d{0,3}$/.test(text) ? Number(text) : fail('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is a number from 1 to 9999.` })

export const parseWay = (text: string, name: string): EditWay =>
  editWays.find((it) => it === text) ?? fail('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is commit or pull-request.` })

const previews = notesSources.filter((it) => it !== 'file' && it !== 'none')

export const parseSource = (text: string, name: string): NotesSource =>
  previews.find((it) => it === text) ?? fail('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is one of ${previews.join(', ')}.${text === 'file' ? ' A file is named in the config: { from: file, file: docs/news.md }.' : ''}` })

export const parseRevision = (text: string, name: string): number =>
  /^(?:0|[1-9]\d{0,8})$/.test(text) ? Number(text) : fail('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is a number from 0 on.` })

/** The command that finishes the release of one tag, with what this run was told about the config. */
export const releaseCommand = (tag: string | Pick<PinnedTag, 'name' | 'commit' | 'kind'>, { line, config, configFrom }: Pick<Request, 'line' | 'config' | 'configFrom'>, more: readonly string[] = []): string =>
  shellCommand([
    'slipway', 'release', ...(typeof tag === 'string' ? ['--tag', tag] : tag.kind === 'none' ? ['--name', tag.name, '--commit', tag.commit] : ['--tag', tag.name]),
    ...(line === undefined ? [] : ['--line', line]), ...(config === undefined ? [] : ['--config', config]), ...(configFrom === undefined ? [] : ['--config-from', configFrom]), ...more,
  ])
