// How a registry says no: an error of the distribution specification, thrown below a route and made an answer in one place.

export type ErrorCode =
  | 'BLOB_UNKNOWN' | 'BLOB_UPLOAD_INVALID' | 'BLOB_UPLOAD_UNKNOWN' | 'DIGEST_INVALID' | 'MANIFEST_BLOB_UNKNOWN' | 'MANIFEST_INVALID' | 'MANIFEST_UNKNOWN'
  | 'NAME_INVALID' | 'NAME_UNKNOWN' | 'RANGE_INVALID' | 'SIZE_INVALID' | 'UNAUTHORIZED' | 'UNSUPPORTED' | 'TAG_INVALID'

const words: Readonly<Record<ErrorCode, string>> = {
  BLOB_UNKNOWN: 'blob unknown to registry',
  BLOB_UPLOAD_INVALID: 'blob upload invalid',
  BLOB_UPLOAD_UNKNOWN: 'blob upload unknown to registry',
  DIGEST_INVALID: 'provided digest did not match uploaded content',
  MANIFEST_BLOB_UNKNOWN: 'blob unknown to registry',
  MANIFEST_INVALID: 'manifest invalid',
  MANIFEST_UNKNOWN: 'manifest unknown',
  NAME_INVALID: 'invalid repository name',
  NAME_UNKNOWN: 'repository name not known to registry',
  RANGE_INVALID: 'invalid content range',
  SIZE_INVALID: 'provided length did not match content length',
  TAG_INVALID: 'manifest tag did not match URI',
  UNAUTHORIZED: 'authentication required',
  UNSUPPORTED: 'The operation is unsupported.',
}

export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: ErrorCode,
    readonly detail?: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${status} ${code}`)
    this.name = 'Refusal'
  }

  get body(): unknown {
    return { errors: [{ code: this.code, message: words[this.code], ...(this.detail === undefined ? {} : { detail: this.detail }) }] }
  }
}

export const refuse = (status: number, code: ErrorCode, detail?: unknown): never => {
  throw new Refusal(status, code, detail)
}
