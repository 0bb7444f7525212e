// The four kinds of git object as bytes and as values, and their ids. Written here and not taken from the product's reader of
// git: a world that shared its mistakes could not show them.
import { createHash } from 'node:crypto'

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag'

export interface GitObject {
  readonly type: ObjectType
  readonly bytes: Buffer
}

export interface TreeEntry {
  /** `100644`, `100755`, `120000`, `40000`, `160000` */
  readonly mode: string
  readonly name: string
  readonly id: string
}

export interface Person {
  readonly name: string
  readonly email: string
  /** Seconds since 1970. */
  readonly time: number
  /** `+0200` */
  readonly zone: string
}

export interface Commit {
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: Person
  readonly committer: Person
  readonly message: string
  readonly signature?: string
}

export interface Tag {
  readonly object: string
  readonly type: ObjectType
  readonly name: string
  readonly tagger: Person | undefined
  readonly message: string
}

export const idOf = (it: GitObject): string =>
  createHash('sha1').update(`${it.type} ${it.bytes.length}\0`).update(it.bytes).digest('hex')

export const isId = (text: string): boolean => /^[0-9a-f]{40}$/.test(text)

export const noId = '0'.repeat(40)

export const blobOf = (bytes: Uint8Array): GitObject => ({ type: 'blob', bytes: Buffer.from(bytes) })

/** Git sorts folders as if their names ended in a slash. */
const sortName = (it: TreeEntry): Buffer => Buffer.from(it.mode === '40000' ? `${it.name}/` : it.name)

export const formatTree = (entries: readonly TreeEntry[]): GitObject => {
  const sorted = entries.map((it) => ({ it, by: sortName(it) })).sort((a, b) => Buffer.compare(a.by, b.by))
  return { type: 'tree', bytes: Buffer.concat(sorted.flatMap(({ it }) => [Buffer.from(`${it.mode} ${it.name}\0`), Buffer.from(it.id, 'hex')])) }
}

export const parseTree = (bytes: Buffer): readonly TreeEntry[] => {
  const entries: TreeEntry[] = []
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at)
    const end = bytes.indexOf(0, space)
    entries.push({
      mode: bytes.subarray(at, space).toString('latin1'),
      name: bytes.subarray(space + 1, end).toString('utf8'),
      id: bytes.subarray(end + 1, end + 21).toString('hex'),
    })
    at = end + 21
  }
  return entries
}

const formatPerson = (it: Person): string => `${it.name} <${it.email}> ${it.time} ${it.zone}`

const parsePerson = (text: string): Person => {
  const found = /^(.*?) ?<([^>]*)> ?(\d+)? ?([+-]\d{4})?$/.exec(text)
  return { name: found?.[1] ?? '', email: found?.[2] ?? '', time: Number(found?.[3] ?? 0), zone: found?.[4] ?? '+0000' }
}

interface Parts {
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly message: string
}

/** A header goes on in the next line when that begins with a space. */
const parseParts = (bytes: Buffer): Parts => {
  const text = bytes.toString('utf8')
  const end = text.indexOf('\n\n')
  const head = end < 0 ? text : text.slice(0, end)
  const headers: [string, string][] = []
  for (const line of head.split('\n')) {
    const last = headers.at(-1)
    if (line.startsWith(' ') && last) last[1] += `\n${line.slice(1)}`
    else headers.push([line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)])
  }
  return { headers, message: end < 0 ? '' : text.slice(end + 2) }
}

const valueOf = (parts: Parts, name: string): string | undefined => parts.headers.find(([it]) => it === name)?.[1]

export const parseCommit = (bytes: Buffer): Commit => {
  const parts = parseParts(bytes)
  const signature = valueOf(parts, 'gpgsig')
  return {
    tree: valueOf(parts, 'tree') ?? noId,
    parents: parts.headers.filter(([it]) => it === 'parent').map(([, id]) => id),
    author: parsePerson(valueOf(parts, 'author') ?? ''),
    committer: parsePerson(valueOf(parts, 'committer') ?? ''),
    message: parts.message,
    ...(signature === undefined ? {} : { signature }),
  }
}

export const formatCommit = (it: Commit): GitObject => {
  const lines = [`tree ${it.tree}`, ...it.parents.map((id) => `parent ${id}`), `author ${formatPerson(it.author)}`, `committer ${formatPerson(it.committer)}`]
  if (it.signature !== undefined) lines.push(`gpgsig ${it.signature.trimEnd().replaceAll('\n', '\n ')}`)
  return { type: 'commit', bytes: Buffer.from(`${lines.join('\n')}\n\n${it.message}`) }
}

export const parseTag = (bytes: Buffer): Tag => {
  const parts = parseParts(bytes)
  const tagger = valueOf(parts, 'tagger')
  return {
    object: valueOf(parts, 'object') ?? noId,
    type: (valueOf(parts, 'type') ?? 'commit') as ObjectType,
    name: valueOf(parts, 'tag') ?? '',
    tagger: tagger === undefined ? undefined : parsePerson(tagger),
    message: parts.message,
  }
}

export const formatTag = (it: Tag): GitObject => {
  const lines = [`object ${it.object}`, `type ${it.type}`, `tag ${it.name}`, ...(it.tagger ? [`tagger ${formatPerson(it.tagger)}`] : [])]
  return { type: 'tag', bytes: Buffer.from(`${lines.join('\n')}\n\n${it.message}`) }
}

/** `refs/heads/x` as git-check-ref-format would have it; git itself is not asked, as names come in by the thousand. */
export const isRefName = (name: string): boolean =>
  /^refs\/[^/]+\/./.test(name) && !/[\0-\x20\x7f~^:?*[\\]|\.\.|\/\/|@\{|\/\.|\.$|\.lock(?=\/|$)|\/$/.test(name)
