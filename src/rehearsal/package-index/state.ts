// What a package index holds. A copy goes its own way.
import type { Digest } from '../../core/digest.js'
import { EmbeddedSigstore } from './sigstore.js'

export interface HeldFile {
  readonly fileName: string
  readonly version: string
  readonly type: string
  readonly bytes: Uint8Array
  readonly digest: Digest
  /** Milliseconds since 1970. */
  readonly uploaded: number
  readonly requiresPython?: string
  readonly yanked?: string
  /** PEP 740, as they were uploaded. */
  readonly attestations?: readonly unknown[]
  /** Who uploaded it, where that was a trusted publisher. */
  readonly publisher?: string
}

export interface Project {
  /** As its author writes it. */
  readonly name: string
  readonly files: readonly HeldFile[]
}

export interface Minted {
  readonly projects: readonly string[]
  readonly until: number
  /** `owner/name` */
  readonly repository: string
}

/** By normalised name. */
export class IndexState {
  constructor(readonly projects = new Map<string, Project>(), readonly minted = new Map<string, Minted>(), readonly used = new Set<string>(), readonly sigstore = new EmbeddedSigstore()) {}

  copy(): IndexState {
    return new IndexState(new Map(this.projects), new Map(this.minted), new Set(this.used), this.sigstore.copy())
  }

  put(project: string, name: string, file: HeldFile): void {
    const before = this.projects.get(project) ?? { name, files: [] }
    this.projects.set(project, { ...before, files: [...before.files.filter((it) => it.fileName !== file.fileName), file] })
    this.used.add(file.fileName)
  }
}
