// build:docs: the docs folder as a .tgz under a new root.
import { join } from 'node:path'
import { z } from 'zod'
import type { Artifact } from '../../core/artifact.js'
import type { Facts } from '../../core/facts.js'
import { templateText } from '../../core/checked-text.js'
import { fillTemplate } from '../../core/template.js'
import { fail, failAll, problem, type Problem } from '../../errors/release-error.js'
import { defineStep, type Planned } from '../../ports/step.js'
import type { World } from '../../ports/world.js'
import { outFolder } from '../folders.js'
import { escapingLinks, linksBelow } from '../links.js'
import { fileName, isBelow, pathWithin } from '../names.js'
import { failOnSecrets } from '../packed-secrets.js'
import { packFolder } from './pack.js'

/** A name with template words (`os-vim-driver-{version}-docs`) is the archive's; the entry is then called `docs`. */
const schema = z
  .strictObject({
    name: templateText().default('docs').describe('Name of the entry; or, with template words, name of the archive and of its root folder.'),
    from: z.string().min(1).default('docs').describe('The folder that is packed.'),
    archive: templateText().optional().describe('Name of the archive without .tgz, and of its root folder; default: REPOSITORY-{version}-docs.'),
  })
  .transform(({ name, from, archive }) => ({
    name: name.includes('{') ? 'docs' : name,
    from,
    ...(name.includes('{') ? { archive: archive ?? name } : archive === undefined ? {} : { archive }),
  }))

type Entry = z.output<typeof schema>

export type DocsTask = {
  readonly name: string
  readonly from: string
  readonly root: string
  /** Seconds since 1970. */
  readonly time: number
}

const escapeProblems = (links: ReadonlyMap<string, string>, from: string): readonly Problem[] =>
  escapingLinks(links).map(({ path, target }) => {
    const full = from === '.' ? path : `${from}/${path}`
    return problem('LINK_ESCAPES', { path: full, target, folder: from }, { file: full })
  })

const plan = (facts: Facts, entry: Entry): Planned<DocsTask> => {
  const setting = `build.docs (${entry.name})`
  const from = pathWithin(entry.from, `${setting}.from`)
  const packed = facts.paths.filter((path) => path !== from && isBelow(path, from))
  if (packed.length === 0) return fail('DOCS_MISSING', { folder: from, commit: facts.tag.commit.slice(0, 12) })
  const root = fileName(fillTemplate(entry.archive ?? `${facts.repository.name}-{version}-docs`, facts.words), `${setting}.archive`)
  failOnSecrets(packed, `${root}.tgz`)
  return { title: `Pack ${from} as ${root}.tgz`, task: { name: entry.name, from, root, time: facts.commitTime } }
}

const apply = async (task: DocsTask, world: World): Promise<Artifact> => {
  const { files, workspace } = world
  const folder = join(workspace.source, task.from)
  const target = join(await outFolder(world, 'build:docs', task.name), `${task.root}.tgz`)
  const packed = await packFolder(files, { folder, root: task.root, time: task.time, signal: world.signal }, target)
  const below = packed.members.map((it) => ({ ...it, name: it.name.slice(task.root.length + 1) }))
  // Looked at again: preflight saw the tree of the commit, and submodules are not in it.
  failAll(escapeProblems(new Map(below.flatMap((it) => (it.type === 'link' ? [[it.name, it.linkName] as const] : []))), task.from))
  failOnSecrets(below.map((it) => it.name), `${task.root}.tgz`)
  return { kind: 'docs', name: task.name, fileName: `${task.root}.tgz`, digest: packed.digest, size: packed.size, mediaType: 'application/gzip', path: target }
}

export const buildDocs = defineStep<Entry, DocsTask>({
  name: 'build:docs',
  phase: 'build',
  slot: 'build.docs',
  takes: [],
  gives: ['docs'],
  schema,
  plan,
  preflight: async (task, world) => {
    const links = linksBelow(await world.git.links(world.tag.commit), task.from)
    return escapeProblems(links, task.from).map((it) => ({ severity: 'error', problem: it }))
  },
  probe: async () => ({ state: 'absent' }),
  apply: async (task, _inputs, world) => ({ artifacts: [await apply(task, world)] }),
})
