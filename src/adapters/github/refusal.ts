// An answer that is no success → the code that fits. GitHub says the same thing by several statuses, and the right hint
// depends on its words; they are compared here and nowhere else.
import { withoutControls } from '../../core/plain-text.js'
import { fail } from '../../errors/release-error.js'

export interface Refusal {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly url: string
  readonly value: unknown
}

/** What was asked, for messages. */
export interface Asked {
  /** `create a draft release of accanto/os-vim-driver` */
  readonly what: string
  readonly method: string
  readonly repository?: string
  readonly tag?: string
  readonly branch?: string
}

interface Detail {
  readonly resource?: string
  readonly code?: string
  readonly field?: string
  readonly message?: string
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

export const detailsOf = (value: unknown): readonly Detail[] => {
  const errors = isObject(value) ? value['errors'] : undefined
  if (!Array.isArray(errors)) return typeof errors === 'string' ? [{ message: errors }] : []
  return errors.map((it: unknown): Detail => {
    if (!isObject(it)) return { message: textOf(it) }
    return { resource: textOf(it['resource']), code: textOf(it['code']), field: textOf(it['field']), message: textOf(it['message']) }
  })
}

const detailText = (it: Detail): string => it.message || [it.resource, it.field, it.code].filter(Boolean).join(' ')

/** GitHub's message and the lines of errors[], as one line. */
export const saidBy = (value: unknown): string => {
  const message = isObject(value) ? textOf(value['message']) : ''
  const details = detailsOf(value).map(detailText).filter((it) => it !== '')
  const text = [message, details.length > 0 ? `(${details.join('; ')})` : ''].filter(Boolean).join(' ')
  return withoutControls(text.replace(/\s+/g, ' ')).slice(0, 600) || 'nothing more'
}

const isRules = (said: string): boolean => /rule violations|pre_receive|creations being restricted/i.test(said)
const isProtected = (said: string): boolean => /protected branch|through a pull request|BRANCH_PROTECTION_RULE_VIOLATION/i.test(said)

export const refuse = (answer: Refusal, asked: Asked): never => {
  const said = saidBy(answer.value)
  const { what } = asked
  if (answer.status === 401) return fail('GITHUB_TOKEN_REFUSED', { what, said })
  if (asked.branch !== undefined && (isProtected(said) || isRules(said))) return fail('BRANCH_PROTECTED', { branch: asked.branch, said })
  if (isRules(said)) return fail('GITHUB_RULES', { what, said })
  if (answer.status === 403) return forbidden(answer, what, said)
  if (answer.status === 404) return notFound(answer, asked, said)
  if (answer.status === 422) invalid(answer, asked, said)
  return fail('GITHUB_REFUSED', { what, status: answer.status, said }, { place: { url: answer.url } })
}

const forbidden = (answer: Refusal, what: string, said: string): never => {
  if (/not permitted to create or approve pull requests/i.test(said)) return fail('GITHUB_PULLS_FORBIDDEN', { what, said })
  return fail('GITHUB_PERMISSION', { what, permission: answer.headers['x-accepted-github-permissions'] ?? '', said }, { place: { url: answer.url } })
}

/** To those who may not write, GitHub often says that the place does not exist. */
const notFound = (answer: Refusal, asked: Asked, said: string): never => {
  if (asked.method !== 'POST') return fail('GITHUB_NOT_FOUND', { what: asked.what, url: answer.url })
  const permission = answer.headers['x-accepted-github-permissions'] ?? ''
  return fail('GITHUB_PERMISSION', { what: asked.what, permission, said: `${said} (GitHub says so also to those who lack the right)` }, { place: { url: answer.url } })
}

const invalid = (answer: Refusal, asked: Asked, said: string): void => {
  const { what, repository = '', tag = '' } = asked
  const details = detailsOf(answer.value)
  const ofTag = details.filter((it) => it.field === 'tag_name')
  if (ofTag.some((it) => /immutable/i.test(it.message ?? '')) || /tag_name was used by an immutable release/i.test(said)) return fail('TAG_BURNED', { tag, repository })
  if (/immutable release/i.test(said)) return fail('RELEASE_IMMUTABLE', { what, said })
  if (ofTag.some((it) => it.code === 'already_exists')) return fail('RELEASE_EXISTS', { tag, repository })
}
