// Package indexes: where files are sent, and where people (and we) look for them. PyPI is known by its name; any other index by the address
// that twine would be given.
import { fail } from '../errors/release-error.js'

/** JSON: it goes into the plan and the record, with the names of the real world. */
export type IndexPlace = {
  /** `https://upload.pypi.org/legacy/` */
  readonly upload: string
  /** `https://pypi.org/simple/` */
  readonly simple: string
  /** Where trusted publishing is asked for: `https://pypi.org` */
  readonly trust: string
  /** PyPI's own rules are known, and its pages: `https://pypi.org/project/`. */
  readonly page?: string
}

const known: Readonly<Record<string, IndexPlace>> = {
  pypi: { upload: 'https://upload.pypi.org/legacy/', simple: 'https://pypi.org/simple/', trust: 'https://pypi.org', page: 'https://pypi.org/project/' },
  testpypi: { upload: 'https://test.pypi.org/legacy/', simple: 'https://test.pypi.org/simple/', trust: 'https://test.pypi.org', page: 'https://test.pypi.org/project/' },
}

const isThisMachine = (url: URL): boolean => url.hostname === '127.0.0.1' || url.hostname === 'localhost' || url.hostname === '[::1]'

/** A token goes there: https, or this machine. */
const address = (text: string): URL => {
  const wrong = (why: string): never => fail('INDEX_PLACE', { text, why })
  const url = URL.canParse(text) ? new URL(text) : wrong('it is neither pypi, nor testpypi, nor an address')
  if (url.username || url.password) return wrong('it carries a user name')
  if (url.search || url.hash) return wrong('it has a query or a fragment')
  return url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url)) ? url : wrong('tokens go over https only, except to this machine')
}

const withSlash = (text: string): string => (text.endsWith('/') ? text : `${text}/`)

/** Where an index that is only known by its upload address has its pages: beside `legacy/`, else below it. */
const simpleBeside = (upload: URL): string => {
  const path = withSlash(upload.pathname)
  return `${upload.origin}${path.endsWith('/legacy/') ? `${path.slice(0, -'legacy/'.length)}simple/` : `${path}simple/`}`
}

export const parseIndex = (to: string, simple?: string): IndexPlace => {
  const place = known[to] ?? Object.values(known).find((it) => it.upload === withSlash(to))
  if (place) return simple === undefined ? place : { ...place, simple: withSlash(address(simple).href) }
  const upload = address(to)
  return { upload: upload.href, simple: simple === undefined ? simpleBeside(upload) : withSlash(address(simple).href), trust: upload.origin }
}

/** As people call it: `PyPI`, `TestPyPI`, or its host. */
export const indexName = ({ upload }: Pick<IndexPlace, 'upload'>): string => {
  if (upload === known['pypi']?.upload) return 'PyPI'
  return upload === known['testpypi']?.upload ? 'TestPyPI' : new URL(upload).host
}

/** The hosts that a rehearsal stands in for. */
export const hostsOf = ({ upload, simple, trust }: IndexPlace): readonly string[] => [...new Set([upload, simple, trust].map((it) => new URL(it).host))]
