// Local disk. Reading and writing are apart, so that a probe cannot write.

export interface FileStat {
  readonly kind: 'file' | 'folder' | 'link'
  readonly size: number
  readonly mode: number
}

export interface FilesReader {
  exists(path: string): Promise<boolean>
  readText(path: string): Promise<string>
  readBytes(path: string): Promise<Uint8Array>
  stat(path: string): Promise<FileStat | undefined>
  /** Names in a folder, sorted by code unit. */
  list(folder: string): Promise<readonly string[]>
  readLink(path: string): Promise<string>
  /** A stream of a part of a file (whole by default); `end` is the last byte, inclusive. */
  stream(path: string, range?: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array>
  /** SHA-256 of a file without loading it whole. */
  digest(path: string): Promise<{ digest: `sha256:${string}`; size: number }>
  freeSpace(folder: string): Promise<number>
}

export interface FilesWriter {
  makeFolder(path: string): Promise<void>
  /** Written beside and renamed, so that there is never half a file under the name. */
  writeFile(path: string, bytes: Uint8Array | string): Promise<void>
  writeStream(path: string, parts: AsyncIterable<Uint8Array>): Promise<{ digest: `sha256:${string}`; size: number }>
  copy(from: string, to: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  /** Set the modification time of one file or folder (not of a link's target); seconds since 1970. */
  touch(path: string, time: number): Promise<void>
  setMode(path: string, mode: number): Promise<void>
}

export interface Files extends FilesReader, FilesWriter {}
