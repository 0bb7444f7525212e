// The config after loading: strict, with defaults, the same for every room that reads it.
import type { Digest } from './digest.js'
import type { GateConfig } from './gate-config.js'
import type { JsonObject } from './json.js'
import type { Place } from '../errors/entry.js'
import type { Scheme } from './version.js'

export interface LineConfig {
  readonly name: string
  readonly tag: string
  readonly scheme: Scheme
  readonly path?: string
  /** Lines with the same word share one tracking issue; left out: the name of the line. */
  readonly issue?: string
  readonly gate: GateConfig
  /** Entries by slot: `build.wheel` → [{ name: 'wheel', … }]. */
  readonly slots: Readonly<Record<string, readonly JsonObject[]>>
  /** Where each entry stands in the file, by slot and name: `build.wheel/wheel`. For messages; a config made without a file has none. */
  readonly places?: Readonly<Record<string, Place>>
  /** The line as it stands after defaults, for printing and for templates. */
  readonly effective: JsonObject
}

/** The commit that a config was read from, when it is not the tagged one. */
export interface ConfigCommit {
  readonly branch: string
  readonly commit: string
}

export interface Config {
  readonly file: string
  readonly lines: readonly LineConfig[]
  readonly effective: JsonObject
  readonly digest: Digest
  readonly from?: ConfigCommit
}
