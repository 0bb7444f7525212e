// Cuts GitHub's own description of its API down to what the rehearsed GitHub implements, for the tests that hold every answer
// against it: `node script/openapi-slice.mjs`. The whole description is 13 MB (in a package of 394 MB, which is therefore no
// dependency); it is fetched into a temporary folder and removed again. Left out: examples, prose, links to the documentation.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const version = '23.0.2'
const root = new URL('..', import.meta.url).pathname
const target = join(root, '__tests__/fixtures/openapi/github.json')

/** The operations that routes name. Uploads have a server of their own, and no row in the table of routes. */
const implemented = () => {
  const folder = join(root, 'src/rehearsal/github/routes')
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  const names = texts.flatMap((text) => [...text.matchAll(/operation: '([a-z-]+\/[a-z-]+)'/g)].map((it) => it[1]))
  return new Set([...names, 'repos/upload-release-asset'])
}

const fetchDescription = () => {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'))
  try {
    const [packed] = JSON.parse(execFileSync('npm', ['pack', '--json', '--pack-destination', folder, `@octokit/openapi@${version}`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }))
    const inside = 'package/generated/api.github.com.json'
    execFileSync('tar', ['-xzf', join(folder, packed.filename), '-C', folder, inside])
    return JSON.parse(readFileSync(join(folder, inside), 'utf8'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const prose = new Set(['description', 'summary', 'example', 'examples', 'externalDocs', 'tags', 'x-github', 'x-octokit', 'title'])

/** `properties` may have fields that are called `description`; they are no prose. */
const slim = (value, isProperties = false) => {
  if (Array.isArray(value)) return value.map((it) => slim(it))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => isProperties || !prose.has(key)).map(([key, it]) => [key, slim(it, key === 'properties')]))
}

const refsIn = (value, found = new Set()) => {
  if (Array.isArray(value)) value.forEach((it) => refsIn(it, found))
  else if (typeof value === 'object' && value !== null) {
    if (typeof value.$ref === 'string') found.add(value.$ref)
    Object.values(value).forEach((it) => refsIn(it, found))
  }
  return found
}

const cut = (description, operations) => {
  const paths = {}
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (!operations.delete(operation.operationId)) continue
      paths[path] = { ...paths[path], [method]: slim(operation) }
      // Every response keeps a description: the format of the document demands one.
      for (const response of Object.values(paths[path][method].responses)) if (!response.$ref) response.description = ''
    }
  }
  if (operations.size > 0) throw new Error(`GitHub's description has no ${[...operations].join(', ')}`)
  const components = {}
  const waiting = [...refsIn(paths)]
  for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
    const [, , kind, name] = ref.split('/')
    if (components[kind]?.[name] !== undefined) continue
    const part = slim(description.components[kind][name])
    if (kind === 'responses') part.description = ''
    components[kind] = { ...components[kind], [name]: part }
    waiting.push(...refsIn(part))
  }
  return { openapi: description.openapi, info: { title: "GitHub's REST API, cut", version: description.info.version, license: description.info.license }, servers: description.servers, paths, components }
}

const slice = cut(fetchDescription(), implemented())
writeFileSync(target, `${JSON.stringify(slice)}\n`)
console.log(`${Object.values(slice.paths).flatMap(Object.keys).length} operations, ${JSON.stringify(slice).length} bytes`)
