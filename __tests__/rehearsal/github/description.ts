// GitHub's own description of its API as a judge: every answer of the rehearsed GitHub must be one that it describes, and
// every request that was accepted must be one that it allows. Where GitHub and its description differ the difference is
// written here, and in docs/world.md.
import { readFileSync } from 'node:fs'
import { OpenAPIBackend, OpenAPIValidator, type Document } from 'openapi-backend'
import addFormats from 'ajv-formats'
import type { WorldRequest, WorldResponse } from '../../../src/rehearsal/http/handler.js'
import { prefixes } from '../../../src/rehearsal/github/addresses.js'

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** `nullable` of OpenAPI 3.0 as JSON Schema has it: among the types, the values of an enum, and the alternatives. */
const withNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withNulls)
  if (!isObject(value)) return value
  const it = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withNulls(inner)]))
  if (it['nullable'] !== true) return it
  const rest = Object.fromEntries(Object.entries(it).filter(([key]) => key !== 'nullable'))
  if (Array.isArray(rest['enum'])) rest['enum'] = [...(rest['enum'] as unknown[]), null]
  if (typeof rest['type'] === 'string') return { ...rest, type: [rest['type'], 'null'] }
  return { anyOf: [rest, { type: 'null' }] }
}

const read = (): Document => {
  const document = withNulls(JSON.parse(readFileSync(new URL('../../fixtures/openapi/github.json', import.meta.url), 'utf8'))) as Document
  const schemas = (document.components?.schemas ?? {}) as unknown as Record<string, { properties: Record<string, { enum: unknown[] }> }>
  // The description knows `uploaded` and `open`; its text speaks of `starter`, and so does GitHub.
  schemas['release-asset']?.properties['state']?.enum.push('starter')
  return document
}

const backend = new OpenAPIBackend({ definition: read(), quick: true, validate: false, apiRoot: prefixes.api })

/** Compiles the schemas of an operation when it is first judged: all of them at once take seconds. */
const makeValidator = async (): Promise<OpenAPIValidator> => {
  await backend.init()
  return new OpenAPIValidator({
    definition: backend.definition, router: backend.router, lazyCompileValidators: true, coerceTypes: true,
    customizeAjv: (ajv) => {
      addFormats.default(ajv)
      for (const format of ['repo.nwo', 'timestamp']) ajv.addFormat(format, true)
      return ajv
    },
  })
}

const ready = makeValidator()

/** Refusals that any operation may give, whether it lists them or not. */
const common = new Set([400, 401, 403, 404, 409, 422, 429])

interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
}

export interface Exchange {
  readonly request: WorldRequest
  readonly sent: string | undefined
  readonly response: WorldResponse
  readonly received: unknown
}

/** An answer, or an accepted request, that GitHub's description rules out. */
export class AgainstDescription extends Error {
  constructor(problems: readonly string[]) {
    super(`GitHub's description says otherwise:\n${problems.join('\n')}`)
  }
}

/** What is wrong with an exchange by the description; empty when nothing is. `operation` is undefined outside the API. */
export const judge = async ({ request, sent, response, received }: Exchange): Promise<{ operation: string | undefined; problems: readonly string[] }> => {
  const validator = await ready
  const { pathname, search } = request.url
  const path = pathname.startsWith(prefixes.uploads) ? pathname.replace(prefixes.uploads, prefixes.api) : pathname
  if (!path.startsWith(prefixes.api)) return { operation: undefined, problems: [] }
  const isUpload = path !== pathname
  const asked = { method: request.method, path: path + search, headers: { ...request.headers }, ...(sent === undefined || isUpload ? {} : { body: JSON.parse(sent) as Json }) }
  const { operation, path: matchedPath } = matched(asked)
  if (!operation?.operationId) return { operation: undefined, problems: response.status === 501 ? [] : [`no operation for ${request.method} ${path}`] }
  const name = operation.operationId
  const problems: string[] = []
  if (response.status < 300) {
    const { errors } = validator.validateRequest({ ...asked, path: matchedPath }, name)
    problems.push(...(errors ?? []).map((it) => `the request was accepted, but ${it.instancePath} ${it.message ?? ''}`))
  }
  problems.push(...judgeAnswer(operation, response, received, validator))
  return { operation: name, problems: problems.map((it) => `${name} ${response.status}: ${it}`) }
}

/** The description writes one piece for what may have slashes (`heads/main`), encoded or not. */
type Matched = NonNullable<ReturnType<typeof backend.router.matchOperation>>

const matched = (asked: Asked): { operation: Matched | undefined; path: string } => {
  const [path = '', query] = asked.path.split('?')
  const others = slashed.map(([pattern, join]) => pattern.exec(path) && join(pattern.exec(path) ?? [])).filter((it) => typeof it === 'string')
  for (const it of [path, ...others]) {
    const whole = `${it}${query === undefined ? '' : `?${query}`}`
    const operation = backend.router.matchOperation({ ...asked, path: whole })
    if (operation) return { operation, path: whole }
  }
  return { operation: undefined, path: asked.path }
}

const slashed: readonly (readonly [RegExp, (found: readonly string[]) => string])[] = [
  [/^(.*\/(?:git\/ref|git\/refs|git\/matching-refs|contents|branches|compare|releases\/tags|rules\/branches))\/(.+)$/, ([, lead = '', rest = '']) => `${lead}/${encodeURIComponent(decodeURIComponent(rest))}`],
  [/^(.*\/commits)\/(.+?)(\/(?:check-runs|status|statuses|pulls))?$/, ([, lead = '', rest = '', end = '']) => `${lead}/${encodeURIComponent(decodeURIComponent(rest))}${end}`],
]

const judgeAnswer = (operation: Matched, response: WorldResponse, received: unknown, validator: OpenAPIValidator): readonly string[] => {
  const { status } = response
  const described = (operation.responses ?? {}) as Json
  const isDescribed = String(status) in described
  if (isDescribed && status < 400) {
    const type = (response.headers['content-type'] ?? '').split(';')[0] ?? ''
    if (type !== 'application/json') return []
    const { errors } = validator.validateResponse(received, operation.operationId ?? '', status)
    return (errors ?? []).map((it) => `${it.instancePath} ${it.message ?? ''} ${JSON.stringify(it.params)}`)
  }
  if (!isDescribed && !common.has(status)) return [`the status is not described`]
  return isRefusal(received) ? [] : [`a refusal has a message and a link, and not ${JSON.stringify(received).slice(0, 200)}`]
}

const isRefusal = (value: unknown): boolean => isObject(value) && typeof value['message'] === 'string' && typeof value['documentation_url'] === 'string'

/** All operations of the slice. */
export const describedOperations = async (): Promise<readonly string[]> => {
  await ready
  return backend.router.getOperations().map((it) => it.operationId ?? '')
}
