// The addresses of a registry, and what each needs and does.
import type { WorldResponse } from '../http/handler.js'
import type { Action } from './access.js'
import { cancelUpload, deleteBlob, finishUpload, getBlob, openUpload, patchUpload, uploadStatus } from './blobs.js'
import type { Call } from './call.js'
import { deleteManifest, getManifest, listReferrers, listTags, putManifest } from './manifests.js'

export interface Route {
  readonly methods: readonly string[]
  /** The part after the repository; its group is handed on. */
  readonly path: RegExp
  readonly needs: readonly Action[]
  /** In the journal. */
  readonly purpose: string
  readonly write: boolean
  readonly handle: (call: Call, part: string) => WorldResponse | Promise<WorldResponse>
}

const manifest = /^manifests\/(sha256:[0-9a-f]{64}|[A-Za-z0-9_][A-Za-z0-9._-]{0,127})$/
const blob = /^blobs\/([a-z0-9]+:[^/]+)$/
const uploads = /^blobs\/uploads\/?()$/
const upload = /^blobs\/uploads\/([0-9a-f-]+)$/

export const routes: readonly Route[] = [
  { methods: ['GET', 'HEAD'], path: manifest, needs: ['pull'], purpose: 'read manifest', write: false, handle: getManifest },
  { methods: ['PUT'], path: manifest, needs: ['pull', 'push'], purpose: 'push manifest', write: true, handle: putManifest },
  { methods: ['DELETE'], path: manifest, needs: ['delete'], purpose: 'delete manifest', write: true, handle: deleteManifest },
  { methods: ['GET', 'HEAD'], path: blob, needs: ['pull'], purpose: 'read blob', write: false, handle: getBlob },
  { methods: ['DELETE'], path: blob, needs: ['delete'], purpose: 'delete blob', write: true, handle: deleteBlob },
  { methods: ['POST'], path: uploads, needs: ['pull', 'push'], purpose: 'open upload', write: false, handle: openUpload },
  { methods: ['GET', 'HEAD'], path: upload, needs: ['pull', 'push'], purpose: 'read upload', write: false, handle: uploadStatus },
  { methods: ['PATCH'], path: upload, needs: ['pull', 'push'], purpose: 'continue upload', write: false, handle: patchUpload },
  { methods: ['PUT'], path: upload, needs: ['pull', 'push'], purpose: 'push blob', write: true, handle: finishUpload },
  { methods: ['DELETE'], path: upload, needs: ['pull', 'push'], purpose: 'cancel upload', write: false, handle: cancelUpload },
  { methods: ['GET', 'HEAD'], path: /^tags\/list()$/, needs: ['pull'], purpose: 'list tags', write: false, handle: listTags },
  { methods: ['GET', 'HEAD'], path: /^referrers\/(sha256:[0-9a-f]{64})$/, needs: ['pull'], purpose: 'list referrers', write: false, handle: listReferrers },
]

export interface Place {
  /** `accanto/os-vim-driver` */
  readonly name: string
  readonly rest: string
}

/** A repository may be called `blobs` or `tags`: the last of these words is the one that counts. */
export const placeOf = (path: string): Place | undefined => {
  const [, name, rest] = /^\/v2\/(.+)\/((?:manifests|referrers)\/[^/]+|blobs\/uploads\/?|blobs\/uploads\/[^/]+|blobs\/[^/]+|tags\/list)$/.exec(path) ?? []
  return name === undefined || rest === undefined ? undefined : { name, rest }
}
