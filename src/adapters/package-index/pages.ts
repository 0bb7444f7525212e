// The page of a project (PEP 503 and its JSON, PEP 691) → its files. An address that would leave https, or lead to this machine, is none.
import { isDigest, type Digest } from '../../core/digest.js'
import type { IndexFile } from '../../ports/package-index.js'
import { isLocalOnly } from '../http/hosts.js'

export const pageTypes = 'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1'

/** `base`: what an address is relative to. What it may lead to goes by the page, which is where it was asked for. */
const addressOn = (page: URL, text: string, base: URL = page): URL | undefined => {
  if (!URL.canParse(text, base.href)) return undefined
  const url = new URL(text, base.href)
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && page.protocol === 'http:')
  return isSafe && !url.username && !url.password && (isLocalOnly(page.hostname) || !isLocalOnly(url.hostname)) ? url : undefined
}

const digestIn = (hex: unknown): { readonly digest?: Digest } => {
  const digest = typeof hex === 'string' ? `sha256:${hex.toLowerCase()}` : ''
  return isDigest(digest) ? { digest } : {}
}

const fieldOf = (value: unknown, key: string): unknown => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined)

const yankedIn = (value: unknown): { readonly yanked?: string } => (value === undefined || value === false ? {} : { yanked: typeof value === 'string' ? value : '' })

/** Undefined when it is no such page. */
export const filesInJson = (page: URL, value: unknown): readonly IndexFile[] | undefined => {
  const files = fieldOf(value, 'files')
  if (!Array.isArray(files)) return undefined
  return (files as readonly unknown[]).flatMap((it): readonly IndexFile[] => {
    const [fileName, text, size] = [fieldOf(it, 'filename'), fieldOf(it, 'url'), fieldOf(it, 'size')]
    const url = typeof text === 'string' ? addressOn(page, text) : undefined
    if (typeof fileName !== 'string' || !url) return []
    return [{ fileName, url: withoutHash(url), ...digestIn(fieldOf(fieldOf(it, 'hashes'), 'sha256')), ...(typeof size === 'number' ? { size } : {}), ...yankedIn(fieldOf(it, 'yanked')) }]
  })
}

const withoutHash = (url: URL): string => {
  const bare = new URL(url)
  bare.hash = ''
  return bare.href
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': '\'', '#x27': '\'' }
const plain = (text: string): string => text.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name: string) => entities[name] ?? '')
const attribute = (tag: string, name: string): string | undefined => {
  const [, quoted, single] = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag) ?? []
  const value = quoted ?? single
  if (value !== undefined) return plain(value)
  return new RegExp(`\\s${name}(?:\\s|>|$)`, 'i').test(tag) ? '' : undefined
}

/** The first one that says an address counts, as for a browser and for pip. */
const baseOf = (page: URL, text: string): URL => {
  const [href] = [...text.matchAll(/<base\b([^>]*)>/gi)].flatMap(([, tag = '']) => attribute(tag, 'href') ?? [])
  return href !== undefined && URL.canParse(href, page.href) ? new URL(href, page.href) : page
}

/** A page without a single link is one of a project that has no files; whether it is such a page at all its own words say. */
export const filesInHtml = (page: URL, text: string): readonly IndexFile[] | undefined => {
  const links = [...text.matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a\s*>/gi)]
  if (links.length === 0 && !/<title>\s*Links for/i.test(text) && !/pypi:repository-version/i.test(text)) return undefined
  const base = baseOf(page, text)
  return links.flatMap(([, tag = '', content = '']): readonly IndexFile[] => {
    const url = addressOn(page, attribute(tag, 'href') ?? '', base)
    const fileName = plain(content.replace(/<[^>]*>/g, '')).trim()
    if (!url || fileName === '') return []
    return [{ fileName, url: withoutHash(url), ...digestIn(/^#(?:.*&)?sha256=([0-9a-fA-F]{64})\b/.exec(url.hash)?.[1]), ...yankedIn(attribute(tag, 'data-yanked')) }]
  })
}
