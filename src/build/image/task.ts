// The entry `build.image` of the config, and the task it becomes.
import { z } from 'zod'
import type { Facts } from '../../core/facts.js'
import type { Json, JsonObject } from '../../core/json.js'
import { templateText } from '../../core/checked-text.js'
import { parseImageName, printImageName } from '../../core/image-name.js'
import { argvOf, commandSchema, type Argv } from '../../core/commands.js'
import { hostedRunner, normalPlatform, platformPattern } from '../../core/platform.js'
import { fillTemplate, renderTemplate } from '../../core/template.js'
import { fail } from '../../errors/release-error.js'
import type { BuildPart, Planned } from '../../ports/step.js'
import { fileName, isBelow, joinPath, pathWithin } from '../names.js'

const platform = z.string().regex(platformPattern, 'os/architecture')
const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable')

export const imageEntry = z.strictObject({
  name: z.string().min(1).default('image').describe('Name of the entry.'),
  run: commandSchema.optional().describe('A command of the project that makes the image in the engine, instead of a Dockerfile: a text that is cut at its spaces, or a list of words. It finds SLIPWAY_VERSION, SLIPWAY_TAG, SLIPWAY_COMMIT and SLIPWAY_LINE, and no token.'),
  take: templateText().optional().describe('What the image is called in the engine after `run`: kontainapp/runenv-python, or with a tag; a template.'),
  path: z.string().min(1).default('.').describe('Folder of the repository in which `run` runs.'),
  context: z.string().min(1).default('docker').describe('Folder that the build may see.'),
  dockerfile: z.string().min(1).optional().describe('Path of the Dockerfile in the repository; default: the one in the context.'),
  wheels: z.string().min(1).optional().describe('Folder within the context that is emptied and gets the wheel of this release.'),
  wheel: z.string().min(1).optional().describe('Name of the build.wheel entry; default: all of them.'),
  'extra-wheels': z.array(z.string().min(1)).default([]).describe('Further wheels of the repository for the same folder.'),
  args: z.record(variable, templateText(z.string())).default({}).describe('Build arguments; templates.'),
  labels: z.record(z.string().min(1), templateText(z.string())).default({}).describe('Labels besides those of OCI; templates.'),
  target: z.string().min(1).optional().describe('Stage of the Dockerfile to build.'),
  platform: platform.optional().describe('Platform other than that of the engine.'),
  platforms: z.array(platform).min(1).default([]).describe('Platforms of an image for several: each is built by itself, here or on a machine of its own, and Slipway writes the index.'),
  runners: z.record(platform, z.union([z.string().min(1), z.array(z.string().min(1)).min(1)])).default({}).describe('Runner of a platform in the matrix of a workflow, where it is not one of GitHub for amd64 or arm64: a label, or several.'),
  'at-once': z.union([z.boolean(), z.string().regex(/^[\w.-]+$/)]).default(false).describe('Let buildx build all platforms at once, where it can: true, or the name of its builder (remote, Kubernetes).'),
  pull: z.boolean().default(false).describe('Ask the registry for a newer base image first.'),
  env: z.array(variable).default([]).describe('Names of environment variables that become build arguments when they are set; of `run`, those that it may see.'),
  secrets: z.array(variable).default([]).describe('Names of environment variables that the build gets as secrets (RUN --mount=type=secret,id=NAME).'),
  save: z.union([z.boolean(), templateText()]).default(false).describe('Give a tar for docker load as well; a template for its name without .tar.'),
  'saved-as': templateText().optional().describe('What the image is called once that tar is loaded; default: where it is published, with the version.'),
})

export type ImageEntry = z.output<typeof imageEntry>

/** A command that makes the image. */
export type ImageCommand = {
  readonly argv: Argv
  readonly path: string
  readonly take: string
  readonly version: string
}

export type ImageTask = {
  readonly name: string
  /** In place of a Dockerfile. */
  readonly command?: ImageCommand
  readonly context: string
  readonly dockerfile: string
  readonly wheels: string | null
  readonly extraWheels: readonly string[]
  readonly args: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  readonly target: string | null
  readonly platform: string | null
  /** Of an image for several: one build for each, and an index over them. */
  readonly platforms: readonly string[]
  readonly runners: Readonly<Record<string, string | readonly string[]>>
  readonly atOnce: boolean | string
  readonly pull: boolean
  readonly env: readonly string[]
  readonly secrets: readonly string[]
  /** File name and reference of the tar for docker load. */
  readonly save: { readonly file: string; readonly reference: string } | null
  /** Seconds since 1970. */
  readonly time: number
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

const entriesAt = (facts: Facts, section: string, noun: string): readonly JsonObject[] => {
  const all = facts.config[section]
  const slot = isObject(all) ? all[noun] : undefined
  return Array.isArray(slot) ? (slot as readonly Json[]).filter(isObject) : isObject(slot) ? [slot] : []
}

/** Names of the wheel entries whose wheels go into the image. */
const wheelNames = (facts: Facts, entry: ImageEntry): readonly string[] => {
  const names = entriesAt(facts, 'build', 'wheel').map((it) => (typeof it['name'] === 'string' ? it['name'] : 'wheel'))
  if (entry.wheel === undefined) return names.length > 0 ? names : fail('CONFIG_INVALID', { path: `build.image (${entry.name}).wheels`, what: 'there is no build.wheel whose wheel could go there' })
  return names.includes(entry.wheel) ? [entry.wheel] : fail('CONFIG_UNKNOWN_NAME', { path: `build.image (${entry.name}).wheel`, name: entry.wheel, known: names.join(', ') || 'none' })
}

const ociLabels = (facts: Facts): Readonly<Record<string, string>> => ({
  'org.opencontainers.image.version': facts.version.text,
  'org.opencontainers.image.revision': facts.tag.commit,
  'org.opencontainers.image.source': `${facts.server}/${facts.repository.owner}/${facts.repository.name}`,
  'org.opencontainers.image.created': `${new Date(facts.commitTime * 1000).toISOString().slice(0, 19)}Z`,
})

const filled = (templates: Readonly<Record<string, string>>, facts: Facts): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(templates).map(([key, value]) => [key, fillTemplate(value, facts.words)]))

/** Where the image is published, if there is one such place: what people will call it. */
const publishedAs = (facts: Facts, entry: ImageEntry): string => {
  const places = entriesAt(facts, 'publish', 'image').filter((it) => (it['image'] ?? it['name'] ?? 'image') === entry.name)
  const to = places.length === 1 ? places[0]?.['to'] : undefined
  return typeof to === 'string' ? to : facts.repository.name.toLowerCase()
}

const saveOf = (facts: Facts, entry: ImageEntry): ImageTask['save'] => {
  if (entry.save === false) return null
  const setting = `build.image (${entry.name})`
  const name = entry.save === true ? `${entry.name === 'image' ? facts.repository.name : entry.name}-{version}-image` : entry.save
  const reference = entry['saved-as'] ?? `${publishedAs(facts, entry)}:{version}`
  const file = `${fileName(fillTemplate(name, facts.words), `${setting}.save`).replace(/\.tar$/, '')}.tar`
  return { file, reference: printImageName(parseImageName(fillTemplate(reference, facts.words, 'oci'), { familiar: true })) }
}

const platformsOf = (entry: ImageEntry, setting: string): Pick<ImageTask, 'platforms' | 'runners' | 'atOnce'> => {
  const platforms = [...new Set(entry.platforms.map(normalPlatform))].sort()
  const no = (path: string, what: string): never => fail('CONFIG_INVALID', { path: `${setting}.${path}`, what })
  if (platforms.length !== entry.platforms.length) return no('platforms', 'one platform stands there twice')
  if (platforms.length > 0 && entry.platform !== undefined) return no('platform', 'there is `platforms` as well, and only one of them can be meant')
  if (platforms.length > 0 && entry.save !== false) return no('save', 'a tar for docker load is of one platform, and there are `platforms`')
  const runners = Object.fromEntries(Object.entries(entry.runners).map(([name, runner]) => [normalPlatform(name), runner]))
  const odd = Object.keys(runners).find((it) => !platforms.includes(it))
  if (odd !== undefined) return no('runners', `${odd} is none of the platforms`)
  return { platforms, runners, atOnce: platforms.length > 0 && entry['at-once'] }
}

/** Where each platform of an image may be built. */
export const partsOf = ({ platforms, runners }: ImageTask): readonly BuildPart[] =>
  platforms.map((it) => {
    const runner = runners[it]
    return { platform: it, ...(runner === undefined ? hostedRunner(it) : { runner, emulated: false }) }
  })

/** The same image for one of its platforms: an ordinary build. */
export const onlyPlatform = (task: ImageTask, of: string): ImageTask => ({ ...task, platform: of, platforms: [], runners: {}, atOnce: false })

const checkPaths = (facts: Facts, task: ImageTask): void => {
  const missing = (path: string, what: string): never => fail('IMAGE_SOURCE_MISSING', { path, what, commit: facts.tag.commit.slice(0, 12) })
  // A context of ignored files only (the wheels folder, say) is not in git, and is made by the build.
  if (!facts.paths.some((path) => isBelow(path, task.context)) && task.wheels === null) missing(task.context, 'context')
  if (!facts.paths.includes(task.dockerfile)) missing(task.dockerfile, 'Dockerfile')
  for (const path of task.extraWheels) if (!facts.paths.includes(path)) missing(path, 'extra wheel')
}

/** What is of a Dockerfile only, and would be passed over in silence. */
const ofDockerfile = (entry: ImageEntry): string | undefined => {
  const given: Readonly<Record<string, boolean>> = {
    dockerfile: entry.dockerfile !== undefined, wheels: entry.wheels !== undefined, wheel: entry.wheel !== undefined, 'extra-wheels': entry['extra-wheels'].length > 0,
    args: Object.keys(entry.args).length > 0, labels: Object.keys(entry.labels).length > 0, target: entry.target !== undefined, platforms: entry.platforms.length > 0,
    'at-once': entry['at-once'] !== false, pull: entry.pull, secrets: entry.secrets.length > 0,
  }
  return Object.keys(given).find((it) => given[it])
}

const commandOf = (facts: Facts, entry: ImageEntry, setting: string): ImageCommand | undefined => {
  const no = (path: string, what: string): never => fail('CONFIG_INVALID', { path: `${setting}.${path}`, what })
  if (entry.run === undefined) return entry.take === undefined ? undefined : no('take', 'there is no `run` that would make that image')
  if (entry.take === undefined) return no('run', '`take` has to say what the image is called when the command has made it')
  const odd = ofDockerfile(entry)
  if (odd !== undefined) return no(odd, 'it is of a Dockerfile, and `run` makes this image')
  const take = renderTemplate(entry.take, facts.words, 'oci')
  parseImageName(take, { familiar: true })
  return { argv: argvOf(entry.run), path: pathWithin(entry.path, `${setting}.path`), take, version: facts.version.text }
}

export const planImage = (facts: Facts, entry: ImageEntry): Planned<ImageTask> => {
  const setting = `build.image (${entry.name})`
  const command = commandOf(facts, entry, setting)
  const context = pathWithin(entry.context, `${setting}.context`)
  const wheels = entry.wheels === undefined ? null : pathWithin(entry.wheels, `${setting}.wheels`)
  if (wheels !== null && (wheels === context || !isBelow(wheels, context))) return fail('CONFIG_INVALID', { path: `${setting}.wheels`, what: `${wheels} is not below the context ${context}, so the build would not see it` })
  const from = wheels === null ? [] : wheelNames(facts, entry)
  const left = from.filter((it) => facts.leftOut.includes(it))
  if (left.length > 0) return { skip: `the wheel ${left.join(', ')} that goes into it is left out of this run` }
  const task: ImageTask = {
    name: entry.name,
    ...(command ? { command } : {}),
    context,
    dockerfile: entry.dockerfile === undefined ? joinPath(context, 'Dockerfile') : pathWithin(entry.dockerfile, `${setting}.dockerfile`),
    wheels,
    extraWheels: entry['extra-wheels'].map((it) => pathWithin(it, `${setting}.extra-wheels`)),
    args: filled(entry.args, facts),
    labels: { ...ociLabels(facts), ...filled(entry.labels, facts) },
    target: entry.target ?? null,
    platform: entry.platform ?? null,
    ...platformsOf(entry, setting),
    pull: entry.pull,
    env: entry.env,
    secrets: entry.secrets,
    save: saveOf(facts, entry),
    time: facts.commitTime,
  }
  if (command) return { title: `Run ${command.argv.join(' ')}${command.path === '.' ? '' : ` in ${command.path}`} and take the image ${command.take}`, task, from }
  checkPaths(facts, task)
  return { title: `Build the image ${entry.name === 'image' ? '' : `${entry.name} `}${facts.version.text}${context === '.' ? '' : ` from ${context}`}`, task, from }
}
