// The pages of an index: PEP 503 (HTML), PEP 691 (JSON), and PyPI's own JSON.
import { hexOf } from '../../core/digest.js'
import { jsonAnswer, textAnswer } from '../http/answer.js'
import type { WorldResponse } from '../http/handler.js'
import type { HeldFile, Project } from './state.js'

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Content addresses, as PyPI has them. */
export const filePath = ({ digest, fileName }: HeldFile): string => {
  const hex = hexOf(digest)
  return `/packages/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex.slice(4)}/${encodeURIComponent(fileName)}`
}

export const provenancePath = (name: string, { version, fileName }: HeldFile): string => `/integrity/${name}/${version}/${encodeURIComponent(fileName)}/provenance`

/** PEP 740, as PyPI's integrity API has it. */
export const provenance = ({ attestations, publisher = '' }: HeldFile): WorldResponse =>
  jsonAnswer(200, { version: 1, attestation_bundles: [{ publisher: { kind: 'GitHub', repository: publisher, workflow: 'release.yml', environment: '' }, attestations }] }, { 'content-type': 'application/vnd.pypi.integrity.v1+json' })

export const htmlPage = (project: Project, origin: string): WorldResponse => {
  const links = project.files.map((it) => {
    const more = [...(it.requiresPython === undefined ? [] : [` data-requires-python="${escaped(it.requiresPython)}"`]), ...(it.yanked === undefined ? [] : [` data-yanked="${escaped(it.yanked)}"`])]
    return `    <a href="${origin}${filePath(it)}#sha256=${hexOf(it.digest)}"${more.join('')}>${escaped(it.fileName)}</a><br />`
  })
  const text = `<!DOCTYPE html>\n<html>\n  <head>\n    <meta name="pypi:repository-version" content="1.1">\n    <title>Links for ${escaped(project.name)}</title>\n  </head>\n  <body>\n    <h1>Links for ${escaped(project.name)}</h1>\n${links.join('\n')}\n  </body>\n</html>\n`
  return textAnswer(200, text, { 'content-type': 'text/html; charset=utf-8' })
}

export const jsonPage = (name: string, project: Project, origin: string): WorldResponse =>
  jsonAnswer(200, {
    meta: { 'api-version': '1.1' }, name, versions: [...new Set(project.files.map((it) => it.version))],
    files: project.files.map((it) => ({
      filename: it.fileName, url: `${origin}${filePath(it)}`, hashes: { sha256: hexOf(it.digest) }, size: it.bytes.length, 'upload-time': new Date(it.uploaded).toISOString(),
      ...(it.attestations === undefined ? {} : { provenance: `${origin}${provenancePath(name, it)}` }),
      ...(it.requiresPython === undefined ? {} : { 'requires-python': it.requiresPython }), yanked: it.yanked === undefined ? false : it.yanked === '' ? true : it.yanked,
    })),
  }, { 'content-type': 'application/vnd.pypi.simple.v1+json' })

const release = (it: HeldFile, origin: string): object => ({
  filename: it.fileName, packagetype: it.type, url: `${origin}${filePath(it)}`, digests: { sha256: hexOf(it.digest) }, size: it.bytes.length, yanked: it.yanked !== undefined, yanked_reason: it.yanked ?? null,
})

/** `/pypi/NAME/json` of the newest upload, `/pypi/NAME/VERSION/json` of one version; undefined when there is none. */
export const legacyJson = (project: Project, version: string | undefined, origin: string): WorldResponse | undefined => {
  const wanted = version ?? project.files.at(-1)?.version
  const own = project.files.filter((it) => it.version === wanted)
  if (own.length === 0) return undefined
  const releases = Object.fromEntries([...new Set(project.files.map((it) => it.version))].map((it) => [it, project.files.filter((file) => file.version === it).map((file) => release(file, origin))]))
  return jsonAnswer(200, { info: { name: project.name, version: wanted }, urls: own.map((it) => release(it, origin)), ...(version === undefined ? { releases } : {}) })
}
