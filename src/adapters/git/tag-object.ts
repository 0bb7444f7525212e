// What the bytes of commit and tag objects say. Pure.
import type { GitObject } from './object-reader.js'

export interface TagObject {
  readonly target: string
  readonly type: string
  readonly message: string
  readonly signed: boolean
}

/** Line starts of the three kinds of signature that git appends to a message. */
const signature = /^-----BEGIN (PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----$/m

const headerOf = (text: string, name: string): string | undefined => new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]

const split = (it: GitObject): { head: string; body: string } => {
  const text = it.bytes.toString('utf8')
  const gap = text.indexOf('\n\n')
  return gap < 0 ? { head: text, body: '' } : { head: text.slice(0, gap), body: text.slice(gap + 2) }
}

export const parseTag = (it: GitObject): TagObject => {
  const { head, body } = split(it)
  const cut = signature.exec(body)
  return {
    target: headerOf(head, 'object') ?? '',
    type: headerOf(head, 'type') ?? '',
    message: (cut ? body.slice(0, cut.index) : body).trimEnd(),
    // In repositories of two hash kinds the second signature is a header.
    signed: cut !== null || /^gpgsig(-sha256)? /m.test(head),
  }
}

const timeIn = (it: GitObject, header: string): number | undefined => {
  const seconds = / (\d+) [+-]\d{4}$/.exec(headerOf(split(it).head, header) ?? '')?.[1]
  return seconds === undefined ? undefined : Number(seconds)
}

/** Committer time, seconds since 1970; undefined when the object has none that can be read. */
export const committerTime = (it: GitObject): number | undefined => timeIn(it, 'committer')

/** When a tag object was made; very old ones do not say it. */
export const taggerTime = (it: GitObject): number | undefined => timeIn(it, 'tagger')
