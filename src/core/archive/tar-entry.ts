// What a tar archive says of one member, and how numbers stand in its header.

export type TarType = 'file' | 'folder' | 'link' | 'hardlink'

export interface TarEntry {
  /** `/` between folders, without a closing one. */
  readonly name: string
  readonly type: TarType
  /** Bytes of content; 0 for everything but files. */
  readonly size: number
  /** Permission bits. */
  readonly mode: number
  /** Seconds since 1970. */
  readonly mtime: number
  /** Target of a link as written; of a hard link the name of another member. */
  readonly linkName: string
}

export const blockSize = 512

/** Bytes that fill the last block of a content of this size. */
export const paddingOf = (size: number): number => (blockSize - (size % blockSize)) % blockSize

/** Where the fields of a header block lie: offset and length. */
export const fields = {
  name: [0, 100], mode: [100, 8], uid: [108, 8], gid: [116, 8], size: [124, 12], mtime: [136, 12], checksum: [148, 8], type: [156, 1],
  linkName: [157, 100], magic: [257, 8], deviceMajor: [329, 8], deviceMinor: [337, 8], prefix: [345, 155],
} as const

export const typeLetters: Readonly<Record<TarType, string>> = { file: '0', hardlink: '1', link: '2', folder: '5' }

/** The sum of all bytes of the block, with the sum's own field taken for blanks. */
export const checksumOf = (block: Uint8Array): number => {
  let sum = 0
  for (let index = 0; index < blockSize; index++) sum += index >= 148 && index < 156 ? 32 : (block[index] ?? 0)
  return sum
}
