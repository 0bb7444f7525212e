// The client of package indexes. Files have names that are given once and for ever, so an upload whose answer was lost is looked up: what
// is there with our bytes is done, and only what is surely not there is sent again.
import { readFile } from 'node:fs/promises'
import { digestOf, type Digest } from '../../core/digest.js'
import { normalised } from '../../core/distribution/name.js'
import { indexName, type IndexPlace } from '../../core/package-index.js'
import { withoutControls } from '../../core/plain-text.js'
import { fail, ReleaseError } from '../../errors/release-error.js'
import type { Clock } from '../../ports/clock.js'
import type { Http, HttpResponse } from '../../ports/http.js'
import type { Log } from '../../ports/log.js'
import type { IndexFile, PackageIndex, Upload, UploadRight } from '../../ports/package-index.js'
import { readSettled } from '../patience.js'
import { createIndexCredentials, type IndexCredentials } from './credentials.js'
import { addressOf, type IndexEndpoints } from './endpoints.js'
import { emptyForm, uploadForm } from './form.js'
import { filesInHtml, filesInJson, pageTypes } from './pages.js'

export interface PackageIndexOptions {
  readonly http: Http
  readonly clock: Clock
  readonly log: Log
  readonly endpoints?: IndexEndpoints
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly token?: string
}

/** Pages of a project with thousands of files are large. */
const largestPage = 64 * 1024 * 1024
const mostSends = 3

interface Parts extends Pick<PackageIndexOptions, 'http' | 'clock' | 'log'> {
  readonly credentials: IndexCredentials
  readonly at: (address: string) => URL
}

export const createPackageIndex = ({ http, clock, log, endpoints = {}, environment = {}, token }: PackageIndexOptions): PackageIndex => {
  const at = (address: string): URL => addressOf(address, endpoints, environment)
  const client = new Client({ http, clock, log, at, credentials: createIndexCredentials({ http, log, clock, environment, at, ...(token === undefined ? {} : { token }) }) })
  return {
    files: (place, project) => client.files(place, project),
    download: (place, file) => client.download(place, file),
    right: (place, isNew) => client.right(place, isNew),
    upload: (place, file) => client.upload(place, file),
  }
}

const keyOf = (place: IndexPlace, project: string): string => `${place.upload} ${normalised(project)}`

class Client {
  /** What this process has uploaded: a page that does not show it is older than that. */
  private readonly own = new Map<string, Map<string, Digest>>()

  private readonly attestations = new Map<string, string>()

  constructor(private readonly parts: Parts) {}

  async files(place: IndexPlace, project: string): Promise<readonly IndexFile[] | undefined> {
    const own = this.own.get(keyOf(place, project))
    const isFresh = (files: readonly IndexFile[] | undefined): boolean => [...(own ?? [])].every(([name]) => files?.some((it) => it.fileName === name))
    return readSettled(() => this.page(place, project), isFresh, this.parts)
  }

  async *download(place: IndexPlace, file: IndexFile): AsyncGenerator<Uint8Array> {
    const answer = await this.read(place, file.url, { accept: '*/*' }, 'stream')
    if (answer.status !== 200) return void (await this.refused(place, `give ${file.fileName}`, answer))
    yield* answer.body()
  }

  async right(place: IndexPlace, isNew: boolean): Promise<UploadRight> {
    const { credentials } = this.parts
    const by = credentials.by(place)
    if (by === 'token') {
      if (place.page !== undefined) await this.mustBeKnown(place)
      return { by, unproven: 'an index tells what a token may do only when a file is sent' }
    }
    // Asking for a token makes the project of a pending publisher.
    if (isNew && credentials.identity()) return { by, unproven: 'the project is new, and asking for a token would make it' }
    await credentials.header(place)
    return { by }
  }

  /** PyPI asks who it is before it looks for a file, of which there is none here. Other indexes may take any request for an upload. */
  private async mustBeKnown(place: IndexPlace): Promise<void> {
    const { http, at, credentials } = this.parts
    const url = at(place.upload)
    const { mediaType, body } = emptyForm()
    const answer = await http.send({ method: 'POST', url: url.href, headers: { 'content-type': mediaType, accept: '*/*' }, body, credential: { origin: url.origin, value: await credentials.header(place) }, purpose: 'access-probe', idempotent: true })
    if (answer.status === 401 || answer.status === 403) fail('INDEX_DENIED', { index: indexName(place), by: 'token', project: 'anything', status: answer.status, said: await wordsOf(answer) })
  }

  async upload(place: IndexPlace, file: Upload): Promise<void> {
    for (let sends = 1; ; sends++) {
      try {
        await this.send(place, file)
        break
      } catch (failure) {
        if (!(failure instanceof ReleaseError) || failure.code !== 'HTTP_ANSWER_LOST') throw failure
        const found = await this.lookUp(place, file)
        if (found) return this.mustBeOurs(place, file, found)
        if (sends === mostSends) throw failure
      }
    }
    this.note(place, file)
  }

  private note(place: IndexPlace, { project, fileName, digest }: Upload): void {
    const key = keyOf(place, project)
    this.own.set(key, new Map([...(this.own.get(key) ?? []), [fileName, digest]]))
  }

  /** With patience: pages are older than what was just taken. */
  private async lookUp(place: IndexPlace, { project, fileName }: Upload): Promise<IndexFile | undefined> {
    const look = async (): Promise<IndexFile | undefined> => (await this.page(place, project))?.find((it) => it.fileName === fileName)
    return readSettled(look, (it) => it !== undefined, this.parts)
  }

  private async mustBeOurs(place: IndexPlace, file: Upload, { digest }: IndexFile): Promise<void> {
    if (digest !== undefined && digest !== file.digest) return fail('INDEX_FILE_TAKEN', { index: indexName(place), file: file.fileName, found: digest, wanted: file.digest })
    this.note(place, file)
  }

  private async send(place: IndexPlace, file: Upload): Promise<void> {
    const { http, at, credentials } = this.parts
    const url = at(place.upload)
    const bytes = await readFile(file.path)
    const digest = digestOf(bytes)
    if (digest !== file.digest) return fail('INDEX_DIGEST', { index: 'this disk', file: file.fileName, wanted: file.digest, found: digest })
    const { mediaType, body } = uploadForm([...file.fields, ...(await this.attested(place, file))], { fileName: file.fileName, bytes, digest })
    const credential = { origin: url.origin, value: await credentials.header(place) }
    const answer = await http.send({ method: 'POST', url: url.href, headers: { 'content-type': mediaType, accept: '*/*' }, body, credential, timeoutMs: 300_000, purpose: 'write', idempotent: false })
    if (answer.status >= 200 && answer.status < 300) return mustBeNoPage(url, answer)
    return this.judge(place, file, answer)
  }

  /** Indexes take attestations from trusted publishers only. Made once for a file, also when it has to be sent again. */
  private async attested(place: IndexPlace, { attest, fileName, digest }: Upload): Promise<readonly (readonly [string, string])[]> {
    const { credentials, http, log, at } = this.parts
    const source = credentials.identity()
    if (!attest || !source || credentials.by(place) !== 'trusted publisher') return []
    const made = this.attestations.get(fileName) ?? JSON.stringify([await (await import('./attest.js')).attest({ fileName, digest }, { http, log, source, at })])
    this.attestations.set(fileName, made)
    return [['attestations', made]]
  }

  private async judge(place: IndexPlace, file: Upload, answer: HttpResponse): Promise<void> {
    const said = await wordsOf(answer)
    const facts = { index: indexName(place), file: file.fileName }
    if (answer.status === 401 || answer.status === 403) {
      const by = this.parts.credentials.by(place)
      this.parts.credentials.forget(place)
      return fail('INDEX_DENIED', { index: facts.index, by, project: file.project, status: answer.status, said })
    }
    if (/previously been used|already been used/i.test(said)) return fail('INDEX_NAME_USED', { ...facts, said })
    // Nexus, Artifactory and others say it in their own words and numbers; what is there decides.
    if (answer.status === 409 || /already exists|already been (taken|uploaded)|does not allow updating|cannot.*(overwrite|redeploy)/i.test(said)) {
      const found = await this.lookUp(place, file)
      return found ? this.mustBeOurs(place, file, found) : fail('INDEX_FILE_TAKEN', { ...facts, found: `a file that its pages do not show (${said})`, wanted: file.digest })
    }
    return this.refused(place, `take ${file.fileName}`, answer)
  }

  private async page(place: IndexPlace, project: string): Promise<readonly IndexFile[] | undefined> {
    const name = normalised(project)
    const url = this.parts.at(`${place.simple}${name}/`)
    const answer = await this.read(place, url.href, { accept: pageTypes }, 'whole')
    if (answer.status === 404) return undefined
    if (answer.status !== 200) return this.refused(place, `show the files of ${name}`, answer)
    const type = answer.headers['content-type'] ?? ''
    const at = new URL(answer.url)
    const files = /json/i.test(type) ? filesInJson(at, await answer.json().catch(() => undefined)) : filesInHtml(at, await answer.text())
    return files ?? fail('INDEX_ANSWER', { index: indexName(place), what: `for ${name}`, found: `status 200, ${type || 'of no type'}` })
  }

  /** As anybody; and only where the index wants to know who asks, with the token that was given, to the origin that it is for. */
  private async read(place: IndexPlace, url: string, headers: Readonly<Record<string, string>>, answer: 'whole' | 'stream'): Promise<HttpResponse> {
    const { http, at, credentials } = this.parts
    const request = { method: 'GET', url, headers, answer, limit: largestPage, purpose: 'read', idempotent: true } as const
    const first = await http.send(request)
    const { origin } = at(place.upload)
    if ((first.status !== 401 && first.status !== 403) || new URL(url).origin !== origin) return first
    const given = credentials.given(place)
    return given === undefined ? first : http.send({ ...request, credential: { origin, value: given } })
  }

  private async refused(place: IndexPlace, what: string, answer: HttpResponse): Promise<never> {
    return fail('INDEX_REFUSED', { index: indexName(place), what, status: answer.status, said: await wordsOf(answer) })
  }
}

/** A success is empty, or a line. Whoever answers with a page of HTML may be a proxy on the way, and the index may never have heard of it. */
const mustBeNoPage = async (url: URL, answer: HttpResponse): Promise<void> => {
  const text = await answer.text().catch(() => '')
  if (/^\s*<(?:!doctype html|html)\b/i.test(text)) fail('HTTP_ANSWER_LOST', { method: 'POST', url: url.href, what: `it was answered with ${answer.status} and a page of HTML` })
}

/** The reason as people can read it: indexes answer with a page, a line, or JSON. */
const wordsOf = async (answer: HttpResponse): Promise<string> => {
  const text = await answer.text().catch(() => '')
  const plain = withoutControls(text.replace(/<(title|head|style|script)\b[\s\S]*?<\/\1\s*>/gi, ' ').replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim()
  return plain.slice(0, 500) || 'it gave no reason'
}
