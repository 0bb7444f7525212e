// Codes of the config room.
import { entry } from '../entry.js'

type Elsewhere = 'work tree' | 'HEAD' | 'nowhere'

const notThere: Readonly<Record<Elsewhere, (file: string, commit: string) => string>> = {
  'work tree': (file, commit) => `${file} lies here and is not committed: ${commit} has none`,
  HEAD: (file, commit) => `HEAD has a ${file}, and ${commit} has none`,
  nowhere: (file, commit) => `There is no ${file}${commit === '' ? '' : ` in ${commit}`}`,
}

/** Whoever has written one is not to be told to write it. */
const whatNow: Readonly<Record<Elsewhere, (file: string) => string>> = {
  'work tree': (file) => `Commit it (\`git add ${file}\`, \`git commit\`), and do the same again. \`--config ${file}\` tries it as it lies here.`,
  HEAD: (file) => `A tag from before the config takes that of the default branch with \`--config-from default\` (release, rehearse, build, plan, status, verify), or the file that lies here with \`--config ${file}\`. A branch without one gets it by a merge.`,
  nowhere: (file) => `Add a ${file} and commit it; the README has one to copy. The driver layout (pkg_info.json, setup.py, helm/*/Chart.yaml, docker/Dockerfile, docs/) needs none.`,
}

export const config = {
  CONFIG_MALFORMED: entry<{ file: string; what: string }>({
    kind: 'config',
    message: (f) => `${f.file} is not well-formed YAML: ${f.what}`,
    hint: () => 'Mend the line that is named. Indentation is by spaces, and every key of a mapping stands once.',
    sample: { file: '.slipway.yaml', what: 'Map keys must be unique' },
  }),
  CONFIG_UNKNOWN_KEY: entry<{ key: string; under: string; suggestion?: string; known: string }>({
    kind: 'config',
    message: (f) => `There is no setting \`${f.key}\` ${f.under}.${f.suggestion ? ` Did you mean \`${f.suggestion}\`?` : ''}`,
    hint: (f) => `Known here: ${f.known}.`,
    sample: { key: 'contxt', under: 'under lines.driver.build.image', suggestion: 'context', known: 'context, wheels' },
  }),
  CONFIG_INVALID: entry<{ path: string; what: string }>({
    kind: 'config',
    message: (f) => `The setting \`${f.path}\` is not as it should be: ${f.what}`,
    hint: () => 'docs/config.md lists every setting with its shape and default.',
    sample: { path: 'lines.driver.tag', what: 'expected string, received number' },
  }),
  CONFIG_NOT_FOUND: entry<{ file: string; seen: string; commit?: string; elsewhere?: 'work tree' | 'HEAD' }>({
    kind: 'config',
    message: (f) => `${notThere[f.elsewhere ?? 'nowhere'](f.file, f.commit === undefined ? '' : `the commit ${f.commit.slice(0, 7)}`)}, and the project's layout was not recognised (${f.seen}).`,
    hint: (f) => whatNow[f.elsewhere ?? 'nowhere'](f.file),
    sample: { file: '.slipway.yaml', seen: 'no pkg_info.json beside a setup.py', commit: '5d377e6', elsewhere: 'work tree' },
  }),
  CONFIG_FROM_DEFAULT: entry<{ tag: string; branch: string; commit: string }>({
    kind: 'precondition',
    message: (f) => `The config is that of ${f.branch} at ${f.commit}, as asked for by --config-from default, and not that of the commit that ${f.tag} names.`,
    hint: () => 'This does not stop the run. The record says it too.',
    sample: { tag: '0.9.0', branch: 'main', commit: '2222222222' },
  }),
  CONFIG_UNKNOWN_LINE: entry<{ line: string; known: string }>({
    kind: 'config',
    message: (f) => `The config has no line \`${f.line}\`.`,
    hint: (f) => `Lines of this config: ${f.known}.`,
    sample: { line: 'chrat', known: 'driver, chart' },
  }),
  LINE_NOT_NAMED: entry<{ known: string }>({
    kind: 'config',
    message: (f) => `The config has several lines (${f.known}), and a version alone does not say which one is meant.`,
    hint: () => 'Name the line with --line (or the input `line`).',
    sample: { known: 'driver, chart' },
  }),
  CONFIG_LINES_CLASH: entry<{ tag: string; lines: string }>({
    kind: 'config',
    message: (f) => `The tag ${f.tag} is claimed by more than one line: ${f.lines}.`,
    hint: () => 'Make the tag patterns of the lines differ (for example `v{version}` and `chart/{version}`), or name one with --line.',
    sample: { tag: '1.0.0', lines: 'driver, chart' },
  }),
  CONFIG_UNKNOWN_NAME: entry<{ path: string; name: string; known: string }>({
    kind: 'config',
    message: (f) => `\`${f.path}\` refers to \`${f.name}\`, and nothing in this line has that name.`,
    hint: (f) => `Names and kinds that can be referred to: ${f.known}.`,
    sample: { path: 'lines.driver.publish.release.assets', name: 'doc', known: 'docs, wheel, chart' },
  }),
  CONFIG_NAME_TWICE: entry<{ slot: string; name: string }>({
    kind: 'config',
    message: (f) => `More than one entry of \`${f.slot}\` is called \`${f.name}\`.`,
    hint: (f) => `Give each entry of the list a \`name\` of its own; without one it is called \`${f.slot.slice(f.slot.lastIndexOf('.') + 1)}\`.`,
    sample: { slot: 'build.wheel', name: 'wheel' },
  }),
  SELECTION_NEEDED: entry<{ task: string; giver: string; why: string }>({
    kind: 'config',
    message: (f) => `${f.task} takes what ${f.giver} makes, and that is not done in this run: ${f.why}.`,
    hint: (f) => `Leave ${f.task} out as well (--without wheel,image, say), or keep what it needs.`,
    sample: { task: 'stage:image/image', giver: 'build:image/image', why: 'the wheel wheel that goes into it is left out of this run' },
  }),
  SELECTION_UNKNOWN: entry<{ flag: string; name: string; known: string; suggestion?: string }>({
    kind: 'config',
    message: (f) => `${f.flag} names \`${f.name}\`, and no task of this run is called so.${f.suggestion === undefined ? '' : ` Did you mean \`${f.suggestion}\`?`}`,
    hint: (f) => `Tasks of this run, and what several of them are called by together: ${f.known}.`,
    sample: { flag: '--without', name: 'imgae', suggestion: 'image', known: 'image, wheel, build:image/image, build:wheel/wheel' },
  }),
}
