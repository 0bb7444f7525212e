// A package index inside this process, which pip and twine take for one, and the address at which a runner gives a job its identity.
import { normalised } from '../../core/distribution/name.js'
import { bytesAnswer, jsonAnswer, readBody, redirectAnswer, textAnswer } from '../http/answer.js'
import type { Handler, WorldRequest, WorldResponse } from '../http/handler.js'
import { Journal } from '../http/journal.js'
import { giveAudience, giveIdentity, mint } from './identities.js'
import { readMultipart } from './multipart.js'
import { filePath, htmlPage, provenance, provenancePath, jsonPage, legacyJson } from './pages.js'
import type { IndexRule } from './rules.js'
import { usualSettings, type IndexSettings } from './settings.js'
import { IndexState, type HeldFile, type Project } from './state.js'
import { takeUpload, type Uploading } from './uploads.js'

export interface IndexParts {
  /** As it stands in the journal: `pypi.org`. */
  readonly host: string
  readonly now: () => number
  readonly settings?: Partial<IndexSettings>
  readonly journal?: Journal
  readonly state?: IndexState
}

interface Done {
  readonly answer: WorldResponse
  readonly purpose: string
  readonly write?: boolean
}

const mostBody = 256 * 1024 * 1024
const notFound = (): WorldResponse => textAnswer(404, '404 Not Found')

export class EmbeddedIndex {
  readonly host: string
  readonly journal: Journal
  readonly state: IndexState
  settings: IndexSettings
  /** What pages showed before the last upload, and how many looks it is shown for still. */
  private readonly old = new Map<string, { readonly project: Project | undefined; looks: number }>()

  constructor(private readonly parts: IndexParts) {
    this.host = parts.host
    this.journal = parts.journal ?? new Journal()
    this.state = parts.state ?? new IndexState()
    this.settings = { ...usualSettings, ...parts.settings }
  }

  /** With a state and a journal that go their own ways; pages that are late stay as late. */
  copy({ now = this.parts.now, journal = this.journal.copy() }: Partial<Pick<IndexParts, 'now' | 'journal'>> = {}): EmbeddedIndex {
    const copy = new EmbeddedIndex({ ...this.parts, now, settings: this.settings, journal, state: this.state.copy() })
    for (const [name, it] of this.old) copy.old.set(name, { ...it })
    return copy
  }

  /** Pages that show what was, and for how many looks still. */
  get late(): readonly (readonly [string, number])[] {
    return [...this.old].filter(([, { looks }]) => looks > 0).map(([name, { looks }]) => [name, looks])
  }

  files(project: string): readonly HeldFile[] {
    return this.state.projects.get(normalised(project))?.files ?? []
  }

  /** Somebody else uploads, without asking. */
  put(project: string, file: Omit<HeldFile, 'uploaded'>): void {
    this.state.put(normalised(project), project, { ...file, uploaded: this.parts.now() })
  }

  yank(project: string, fileName: string, reason = ''): void {
    const file = this.files(project).find((it) => it.fileName === fileName)
    if (!file) throw new Error(`there is no ${fileName}`)
    this.state.put(normalised(project), project, { ...file, yanked: reason })
  }

  delete(project: string, fileName: string): void {
    const held = this.state.projects.get(normalised(project))
    if (held) this.state.projects.set(normalised(project), { ...held, files: held.files.filter((it) => it.fileName !== fileName) })
  }

  /** Bound, so that it can be handed over as it is. */
  readonly handle: Handler = async (request) => {
    const call = { service: this.host, method: request.method, path: request.url.pathname }
    try {
      const { answer, purpose, write = false } = await this.answer(request)
      this.journal.note({ ...call, status: answer.status, write: write && answer.status < 300, purpose })
      return request.method === 'HEAD' ? { ...answer, body: undefined } : answer
    } catch (failure) {
      this.journal.note({ ...call, status: 0, write: false, purpose: 'broken off' })
      throw failure
    }
  }

  private has(rule: IndexRule): boolean {
    return !this.settings.without.includes(rule)
  }

  private get uploading(): Uploading {
    return { settings: this.settings, state: this.state, now: this.parts.now(), has: (rule) => this.has(rule) }
  }

  private async answer(request: WorldRequest): Promise<Done> {
    const { pathname } = request.url
    const reads = request.method === 'GET' || request.method === 'HEAD'
    const done = reads ? this.read(request, pathname) : request.method === 'POST' ? await this.write(request, pathname) : undefined
    return done ?? { answer: this.has('P-API-01') ? jsonAnswer(501, { message: `this index has no ${request.method} ${pathname}` }) : notFound(), purpose: 'other' }
  }

  private async write(request: WorldRequest, pathname: string): Promise<Done | undefined> {
    if (pathname === this.settings.upload) return this.upload(request)
    if (pathname === '/api/v2/signingCert') return { answer: this.state.sigstore.certify(this.uploading, (await readBody(request)).toString('utf8')), purpose: 'certify key' }
    if (pathname === '/api/v1/log/entries') return { answer: this.state.sigstore.record(this.uploading, (await readBody(request)).toString('utf8')), purpose: 'log entry' }
    if (!pathname.startsWith('/_/oidc/')) return undefined
    return { answer: mint(this.uploading, pathname.slice('/_/oidc/'.length), (await readBody(request)).toString('utf8')), purpose: 'mint token' }
  }

  private read(request: WorldRequest, pathname: string): Done | undefined {
    const { simple } = this.settings
    if (pathname === '/_/oidc/audience') return { answer: giveAudience(this.uploading), purpose: 'audience' }
    if (pathname === '/_/runner/identity') return { answer: giveIdentity(this.uploading, request), purpose: 'identity' }
    if (pathname.startsWith(simple) && pathname !== simple) return { answer: this.simple(request, pathname.slice(simple.length)), purpose: 'page' }
    if (pathname.startsWith('/integrity/')) return { answer: this.provenance(pathname), purpose: 'provenance' }
    if (pathname.startsWith('/api/v1/log/entries/')) return { answer: this.state.sigstore.entry(pathname.slice('/api/v1/log/entries/'.length), this.parts.now()), purpose: 'log entry' }
    if (pathname.startsWith('/packages/')) return { answer: this.file(pathname), purpose: 'file' }
    return /^\/pypi\/[^/]+\/(?:[^/]+\/)?json$/.test(pathname) ? { answer: this.json(request, pathname), purpose: 'json' } : undefined
  }

  private async upload(request: WorldRequest): Promise<Done> {
    const parts = readMultipart(request.headers['content-type'] ?? '', await readBody(request, mostBody))
    if (!parts) return { answer: textAnswer(400, 'Upload payload is no form.'), purpose: 'upload' }
    const before = new Map(this.state.projects)
    const answer = takeUpload(this.uploading, request.headers['authorization'] ?? '', parts)
    const changed = [...this.state.projects].find(([name, project]) => before.get(name) !== project)?.[0]
    if (changed !== undefined && this.settings.lag > 0 && this.has('P-SIM-06')) this.old.set(changed, { project: before.get(changed), looks: this.settings.lag })
    return { answer, purpose: `upload ${parts.find((it) => it.fileName !== undefined)?.fileName ?? ''}`, write: changed !== undefined }
  }

  /** As a page shows it now, which may be what it was. */
  private shown(name: string): Project | undefined {
    const old = this.old.get(name)
    if (!old || old.looks === 0) return this.state.projects.get(name)
    old.looks--
    return old.project
  }

  private simple({ url, headers }: WorldRequest, rest: string): WorldResponse {
    const [asked = '', ...more] = rest.split('/')
    const name = normalised(decodeURIComponent(asked))
    if (more.length !== 1 || more[0] !== '' || (name !== asked && this.has('P-SIM-03'))) return more.join('') === '' ? redirectAnswer(301, `${this.settings.simple}${name}/`) : notFound()
    const project = this.shown(name) ?? (this.has('P-SIM-04') ? undefined : { name, files: [] })
    if (!project) return notFound()
    const shown = { ...project, files: project.files.map((it) => this.seen(it)) }
    return wantsJson(headers['accept'] ?? '') && this.has('P-SIM-02') ? jsonPage(name, shown, url.origin) : this.has('P-SIM-01') ? htmlPage(shown, url.origin) : textAnswer(200, '')
  }

  private seen({ yanked, ...file }: HeldFile): HeldFile {
    return yanked === undefined || !this.has('P-SIM-05') ? file : { ...file, yanked }
  }

  private file(pathname: string): WorldResponse {
    const all = [...this.state.projects.values()].flatMap((it) => it.files)
    const file = this.has('P-FIL-01') ? all.find((it) => filePath(it) === pathname) : undefined
    return file ? bytesAnswer(200, file.bytes, { 'content-type': 'application/octet-stream' }) : notFound()
  }

  private provenance(pathname: string): WorldResponse {
    const all = [...this.state.projects].flatMap(([name, { files }]) => files.map((file) => ({ name, file })))
    const found = this.has('P-ATT-03') ? all.find(({ name, file }) => file.attestations !== undefined && provenancePath(name, file) === pathname) : undefined
    return found ? provenance(found.file) : jsonAnswer(404, { message: 'No provenance available' })
  }

  private json({ url }: WorldRequest, pathname: string): WorldResponse {
    const [name = '', version] = pathname.slice('/pypi/'.length, -'/json'.length).split('/')
    const project = this.shown(normalised(name))
    return (this.has('P-JSN-01') && project ? legacyJson(project, version, url.origin) : undefined) ?? jsonAnswer(404, { message: 'Not Found' })
  }
}

/** By the quality that each type is asked for with; HTML where both are the same. */
const wantsJson = (accept: string): boolean => {
  const quality = (type: RegExp): number => Math.max(0, ...accept.split(',').filter((it) => type.test(it)).map((it) => Number(/;\s*q=([\d.]+)/.exec(it)?.[1] ?? '1')))
  return quality(/application\/vnd\.pypi\.simple\.v1\+json/) > quality(/text\/html|vnd\.pypi\.simple\.v1\+html/)
}
