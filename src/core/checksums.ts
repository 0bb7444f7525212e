// SHA256SUMS: the file that `sha256sum -c` reads. Sorted, LF, final names only.
import { hexOf, isDigest, type Digest } from './digest.js'

export interface Summed {
  readonly name: string
  readonly digest: Digest
}

export const checksumsName = 'SHA256SUMS'

/** By code unit, not by the machine's locale: the same files give the same bytes everywhere. */
export const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

export const renderChecksums = (files: readonly Summed[]): string =>
  [...files].sort(byName).map((it) => `${hexOf(it.digest)}  ${it.name}\n`).join('')

/** Lines that are none are left out; whoever needs a certain file sees that it is missing. */
export const parseChecksums = (text: string): readonly Summed[] =>
  text.split('\n').flatMap((line) => {
    const space = line.indexOf(' ')
    const digest = `sha256:${line.slice(0, space)}`
    const name = line.slice(space + 2)
    return space > 0 && isDigest(digest) && name !== '' ? [{ name, digest }] : []
  })
