// A package index: its pages, its files, and uploads to it. Places carry the names of the real world; an adapter knows where they are.
import type { Digest } from '../core/digest.js'
import type { IndexPlace } from '../core/package-index.js'

export interface IndexFile {
  readonly fileName: string
  readonly url: string
  /** Undefined: the index names none. */
  readonly digest?: Digest
  readonly size?: number
  /** It is yanked: tools take it only when it is asked for by its exact version. The text is the reason, which may be empty. */
  readonly yanked?: string
}

/** One file to upload, whose bytes lie on this disk. */
export interface Upload {
  readonly project: string
  readonly fileName: string
  readonly path: string
  readonly size: number
  readonly digest: Digest
  /** Everything else of the form: `name`, `version`, `filetype`, `metadata_version` … */
  readonly fields: readonly (readonly [string, string])[]
  /** Attestations are made, where this run uploads as a trusted publisher. */
  readonly attest: boolean
}

export interface UploadRight {
  readonly by: 'token' | 'trusted publisher'
  /** It was not asked whether the index agrees. */
  readonly unproven?: string
}

export interface PackageIndexReader {
  /** All files of a project, of every version; undefined when there is no such project. */
  files(place: IndexPlace, project: string): Promise<readonly IndexFile[] | undefined>
  /** Its bytes, as anybody would download them. */
  download(place: IndexPlace, file: IndexFile): AsyncIterable<Uint8Array>
  /** With what this run would upload; fails when it has nothing. `isNew`: asking for the right of a new project would make that project. */
  right(place: IndexPlace, isNew: boolean): Promise<UploadRight>
}

export interface PackageIndex extends PackageIndexReader {
  /** Done when the index has taken these bytes, now or before. A lost answer is looked up before anything is sent again. */
  upload(place: IndexPlace, file: Upload): Promise<void>
}
