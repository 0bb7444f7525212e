// A rehearsal's report as its reader can use it. The run itself speaks to the world by the names of the real one, and plan,
// record and digests keep them; only commands and links are put into words that work.
import type { Report } from '../core/report.js'
import type { Problem } from '../errors/release-error.js'
import type { Outcome } from '../core/result.js'
import type { Log } from '../ports/log.js'

export interface RehearsedWorld {
  /** `http://127.0.0.1:38035`, in place of https://github.com. */
  readonly server: string
  /** By public name: `docker.io` → `http://127.0.0.1:40001`. */
  readonly registries: Readonly<Record<string, string>>
  /** By host: `pypi.org` → `http://127.0.0.1:40002`. */
  readonly indexes?: Readonly<Record<string, string>>
}

type Reword = (text: string) => string

/** While the world stays, commands name its own addresses, so that they can be copied. */
const ofTheWorld = (world: RehearsedWorld): Reword => (command) => (command.startsWith('pip install ') ? ofTheIndex(world, command) : ofTheRegistry(world, command))

const ofTheIndex = ({ indexes = {} }: RehearsedWorld, command: string): string => {
  const [, simple, rest] = /^pip install (?:--index-url (\S+) )?([A-Za-z0-9._-]+==\S+)$/.exec(command) ?? []
  if (rest === undefined) return command
  const url = new URL(simple ?? 'https://pypi.org/simple/')
  const base = indexes[url.host]
  return base === undefined ? command : `pip install --index-url ${base}${url.pathname} ${rest}`
}

const ofTheRegistry = ({ registries }: RehearsedWorld, command: string): string =>
  Object.entries(registries).reduce((text, [host, url]) => {
    const at = new URL(url).host
    if (text.startsWith(`helm pull oci://${host}/`)) return `${text.replace(`oci://${host}/`, `oci://${at}/`)} --plain-http`
    return text.startsWith(`docker pull ${host}/`) ? text.replace(` ${host}/`, ` ${at}/`) : text
  }, command)

/** The run names the source as the real release will, in labels and links; here it is looked at in the world. */
const linkIntoTheWorld = ({ server }: RehearsedWorld): Reword => (url) => url.replace(/^https:\/\/github\.com\//, `${server}/`)

/** Once the world is gone, its addresses are nobody's: they are those of the release that is to come. */
const ofTheRelease = ({ server }: Pick<RehearsedWorld, 'server'>): Reword => (text) => text.replaceAll(`${server}/`, 'https://github.com/')

const everyText = (value: unknown, reword: Reword): unknown => {
  if (typeof value === 'string') return reword(value)
  if (Array.isArray(value)) return value.map((it) => everyText(it, reword))
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, it]) => [key, everyText(it, reword)])) : value
}

/** All that a report says, in the words of the release that is rehearsed. */
export const reportOfTheRelease = (report: Report, world: Pick<RehearsedWorld, 'server'>): Report => everyText(report, ofTheRelease(world)) as Report

/** The same for what is told on the way. */
export const logOfTheRelease = (log: Log, world: Pick<RehearsedWorld, 'server'>): Log => {
  const reword = ofTheRelease(world)
  return {
    info: (text) => log.info(reword(text)), warn: (text) => log.warn(reword(text)), error: (text) => log.error(reword(text)), debug: (text) => log.debug(reword(text)),
    child: (source, line) => log.child(source, line), secret: (value) => log.secret(value),
  }
}

const reworded = (outcome: Outcome, { command, url }: { readonly command: Reword; readonly url: Reword }): Outcome => ({
  ...outcome,
  ...(outcome.commands ? { commands: outcome.commands.map(command) } : {}),
  ...(outcome.url === undefined ? {} : { url: url(outcome.url) }),
})

/** Summaries that are no sentence on what happened where. */
const isApart = ({ outcome, summary }: Report): boolean => outcome === 'nothing-to-do' || summary.endsWith('left out')

const doneIn = { stays: ' in a world of its own, which stays', gone: ' in a world of its own, which is gone; nothing left this machine' }
const failedIn = { stays: '; the world of the rehearsal stays, and nothing left this machine', gone: '; it was a rehearsal, and nothing left this machine' }

const wholePlay = '`slipway rehearse --play FILE` plays a whole procedure, with everything that comes before (docs/plays.md of Slipway)'

const waitsForOthers = (report: Report): boolean => report.outcome === 'waiting' && report.problems.length === 0
const elsewhere = `. Nobody does in this world what it waits for: ${wholePlay}`

/** Registries of a rehearsal begin empty: what was released before is not there, and releasing it does not bring it there. */
const advised = (it: Problem): Problem =>
  it.code === 'CHART_IMAGE_MISSING' ? { ...it, hint: `Registries of a rehearsal begin empty, so that an image which is public already is missing as well. ${wholePlay}: let it release the image first, and then the chart.` } : it

export const rehearsedReport = (report: Report, world: RehearsedWorld, keep: boolean): Report => {
  const words = keep ? { command: ofTheWorld(world), url: linkIntoTheWorld(world) } : { command: ofTheRelease(world), url: ofTheRelease(world) }
  const where = keep ? 'stays' : 'gone'
  const told = keep ? report : reportOfTheRelease(report, world)
  const { resume, ...rest } = told
  return {
    ...rest,
    // Rehearsed again, it would wait again.
    ...(resume === undefined || waitsForOthers(report) ? {} : { resume }),
    problems: told.problems.map(advised),
    summary: `${told.summary}${report.problems.length > 0 || isApart(told) ? failedIn[where] : doneIn[where]}${waitsForOthers(report) ? elsewhere : ''}`,
    results: told.results.map((it) => (it.outcome ? { ...it, outcome: reworded(it.outcome, words) } : it)),
  }
}
