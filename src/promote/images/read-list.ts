// Reads an image list of a promoter (`images.yaml`): images by name, each with its digests and their tags, and where all of it stands in
// the text. What the promoter would refuse is refused here, with line and column, and so is what could not be edited byte by byte.
import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml'
import { isDigest, type Digest } from '../../core/digest.js'
import { placeAt } from '../../core/edit/spot.js'
import { composeYaml } from '../../core/edit/yaml-spot.js'
import { isTag } from '../../core/image-name.js'
import { fail, ReleaseError } from '../../errors/release-error.js'

export interface ListedTag {
  readonly tag: string
  /** Offsets of what stands there, quotes included. */
  readonly start: number
  readonly end: number
}

export interface ListedDigest {
  readonly digest: Digest
  /** Where its key begins. */
  readonly start: number
  /** After the last character of its value; a comment may follow on the line. */
  readonly end: number
  readonly tags: readonly ListedTag[]
  /** `["a","b"]`, and not one line for each. */
  readonly flow: boolean
  /** Where the value begins. */
  readonly value: number
}

export interface ListedImage {
  readonly name: string
  /** Where its mapping begins, after the hyphen. */
  readonly start: number
  readonly end: number
  readonly digests: readonly ListedDigest[]
  /** Where the key `dmap` begins and where its line could go on; its value is empty when there are no digests. */
  readonly dmap: { readonly key: number; readonly start: number; readonly end: number }
}

export interface ImageList {
  readonly text: string
  readonly file: string
  readonly images: readonly ListedImage[]
  /** `[]`: the characters of an empty list, which the first image replaces. */
  readonly empty?: { readonly start: number; readonly end: number }
}

type Text = Pick<ImageList, 'text' | 'file'>

const wrong = (it: Text, offset: number, what: string): never =>
  fail('IMAGE_LIST', { file: it.file, what }, { place: placeAt(it.text, it.file, offset) })

const startOf = (node: unknown): number => (node as { readonly range?: readonly number[] | null } | null)?.range?.[0] ?? 0
const endOf = (node: unknown): number => (node as { readonly range?: readonly number[] | null } | null)?.range?.[1] ?? 0

const kindOf = (node: Node | null): string =>
  isMap(node) ? 'a mapping' : isSeq(node) ? 'a list' : isAlias(node) ? 'an alias' : isScalar(node) && node.value !== null ? `the text ${JSON.stringify(textOf(node).slice(0, 60))}` : 'nothing'

/** As written: a tag 1.10 is not the tag 1.1. */
const textOf = (node: Scalar): string => (typeof node.value === 'string' ? node.value : (node.source ?? ''))

const keyed = (map: YAMLMap, it: Text): readonly { readonly key: Scalar; readonly name: string; readonly value: Node | null }[] => {
  const seen = new Set<string>()
  return (map.items as Pair<Node, Node | null>[]).map(({ key, value }) => {
    if (!isScalar(key)) return wrong(it, startOf(key), `a key is expected here, and ${kindOf(key)} stands there`)
    const name = textOf(key)
    if (seen.has(name)) return wrong(it, startOf(key), `${name} stands there twice`)
    seen.add(name)
    return { key, name, value }
  })
}

/** It is a file of others, and no reference of this project. */
const composed = (it: Text): Document => {
  try {
    return composeYaml({ ...it, where: 'the list of images' })
  } catch (failure) {
    const place = failure instanceof ReleaseError ? failure.problems[0]?.place : undefined
    if (!place) throw failure
    return fail('IMAGE_LIST', { file: it.file, what: 'what stands there is not well-formed YAML' }, { place, cause: failure })
  }
}

export const readImageList = (text: string, file: string): ImageList => {
  const it: Text = { text, file }
  const { contents: top } = composed(it)
  if (top === null || (isScalar(top) && top.value === null)) return { ...it, images: [] }
  if (!isSeq(top)) return wrong(it, startOf(top), `a list of images is expected, and ${kindOf(top)} stands there`)
  if (top.items.length === 0) return { ...it, images: [], empty: { start: startOf(top), end: endOf(top) } }
  if (top.flow === true) return wrong(it, startOf(top), 'the list is written in brackets; write one image below the other, each after a hyphen')
  const images = (top.items as (Node | null)[]).map((item) => readImage(item, startOf(top), it))
  images.forEach((image, index) => {
    if (images.findIndex((other) => other.name === image.name) < index) wrong(it, image.start, `the image ${image.name} stands there twice`)
  })
  return { ...it, images }
}

const readImage = (item: Node | null, top: number, it: Text): ListedImage => {
  if (!isMap(item)) return wrong(it, item === null ? top : startOf(item), `an image with name and dmap is expected, and ${kindOf(item)} stands there`)
  if (item.flow === true) return wrong(it, startOf(item), 'the image is written in braces; write name and dmap on lines of their own')
  const fields = keyed(item, it)
  const other = fields.find((field) => field.name !== 'name' && field.name !== 'dmap')
  if (other) return wrong(it, startOf(other.key), `${other.name} is none of the keys of an image, which are name and dmap`)
  const [name, dmap] = [fields.find((field) => field.name === 'name'), fields.find((field) => field.name === 'dmap')]
  if (!name || !isScalar(name.value) || textOf(name.value) === '') return wrong(it, startOf(name?.value ?? item), 'the image has no name')
  if (!dmap) return wrong(it, startOf(item), `the image ${textOf(name.value)} has no dmap`)
  const [start, end] = [startOf(item), Math.max(...fields.map((field) => Math.max(contentEnd(field.value), endOf(field.key))))]
  const place = { key: startOf(dmap.key), start: startOf(dmap.value), end: endOf(dmap.value) }
  return { name: textOf(name.value), start, end, dmap: place, digests: readDigests(dmap.value, textOf(name.value), it) }
}

/** The end of the last thing in a node: the library's own ends take in comments that stand after it. */
const contentEnd = (node: Node | null): number => {
  if (isMap(node) && node.flow !== true && node.items.length > 0) return Math.max(...(node.items as Pair<Node, Node | null>[]).map((pair) => Math.max(endOf(pair.key), contentEnd(pair.value))))
  if (isSeq(node) && node.flow !== true && node.items.length > 0) return Math.max(...(node.items as (Node | null)[]).map(contentEnd))
  return endOf(node)
}

const readDigests = (dmap: Node | null, image: string, it: Text): readonly ListedDigest[] => {
  if (dmap === null || (isScalar(dmap) && dmap.value === null)) return []
  if (!isMap(dmap)) return wrong(it, startOf(dmap), `the dmap of ${image} has to name digests with their tags, and ${kindOf(dmap)} stands there`)
  if (dmap.flow === true && dmap.items.length > 0) return wrong(it, startOf(dmap), `the dmap of ${image} is written in braces; write each digest on a line of its own`)
  const digests = keyed(dmap, it).map(({ key, name, value }): ListedDigest => {
    if (!isDigest(name)) return wrong(it, startOf(key), `${JSON.stringify(name.slice(0, 80))} is no digest: sha256: with 64 hex digits is expected`)
    if (!isSeq(value)) return wrong(it, startOf(value ?? key), `a list of tags is expected, and ${kindOf(value)} stands there`)
    return { digest: name, start: startOf(key), end: contentEnd(value), value: startOf(value), flow: value.flow === true, tags: readTags(value, it) }
  })
  const seen = new Map<string, Digest>()
  for (const { digest, tags } of digests) {
    for (const { tag, start } of tags) {
      if (seen.has(tag)) wrong(it, start, `the tag ${tag} of ${image} stands there twice`)
      seen.set(tag, digest)
    }
  }
  return digests
}

const readTags = (list: YAMLSeq, it: Text): readonly ListedTag[] =>
  (list.items as (Node | null)[]).map((item) => {
    if (!isScalar(item) || !isTag(textOf(item))) return wrong(it, item === null ? startOf(list) : startOf(item), `a tag is expected, and ${kindOf(item)} stands there`)
    return { tag: textOf(item), start: startOf(item), end: endOf(item) }
  })
