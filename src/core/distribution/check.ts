// What an index would refuse a file for, as far as its name and metadata tell: asked before anything is public, as an index takes a version
// file by file, and whatever it has taken stays. Rules of PyPI's own are asked of PyPI and TestPyPI only. Pure.
import { eq, valid, validRange } from '@renovatebot/pep440'
import { allOf, oneOf, type Metadata } from './metadata.js'
import { isProjectName, normalised, type FileName } from './name.js'

export interface Checked {
  readonly fileName: string
  readonly named: FileName
  readonly metadata: Metadata
  readonly size: number
  /** Megabytes that the index takes of one file. */
  readonly limit: number
  /** Of the release. */
  readonly version: string
  /** It goes to PyPI or TestPyPI. */
  readonly isPyPI: boolean
}

/** What the index of today knows; a newer one is refused by name. */
const versions = ['1.0', '1.1', '1.2', '2.1', '2.2', '2.3', '2.4', '2.5', '2.6']
const atLeast = (found: string, wanted: string): boolean => versions.indexOf(found) >= versions.indexOf(wanted)

/** Fields that came with a version: an index refuses them under an older one. License-File is none of them, as setuptools wrote it for years before. */
const since: readonly (readonly [field: string, version: string])[] = [
  ['Description-Content-Type', '2.1'], ['Provides-Extra', '2.1'], ['Dynamic', '2.2'], ['License-Expression', '2.4'], ['Import-Name', '2.5'], ['Import-Namespace', '2.5'],
]
const once = ['Metadata-Version', 'Name', 'Version', 'Summary', 'Description-Content-Type', 'Requires-Python', 'License-Expression']

const contentTypes = ['text/plain', 'text/x-rst', 'text/markdown']
const variants = ['CommonMark', 'GFM']

const megabyte = 1024 * 1024
const platform = /^(any|win32|win_(amd64|arm64|ia64)|(manylinux(1|2010|2014)|(manylinux|musllinux)_\d+_\d+)_[a-z0-9_]+|macosx_\d+_\d+_[a-z0-9_]+|linux_armv[67]l|ios_\d+_\d+_[a-z0-9_]+|android_\d+_[a-z0-9_]+|(pyodide|pyemscripten)_\d+_\d+_wasm32)$/

/** One sentence part for each fault: goes after "would refuse FILE:". */
export const faultsOf = (it: Checked): readonly string[] => [...nameFaults(it), ...fieldFaults(it), ...descriptionFaults(it), ...(it.isPyPI ? ownFaults(it) : [])]

const isSame = (one: string, other: string): boolean => valid(one) !== null && valid(other) !== null && eq(one, other)

const nameFaults = ({ named, metadata, version }: Checked): readonly string[] => {
  const [name = '', said = ''] = [oneOf(metadata, 'Name'), oneOf(metadata, 'Version')]
  return [
    ...(isProjectName(name) ? [] : [`its metadata gives it the name "${name}", which begins and ends with a letter or digit, and has letters, digits and . _ - in between`]),
    ...(isSame(said, version) ? [] : [`its metadata gives it the version "${said}", and the release is ${version}`]),
    ...(normalised(named.name) === normalised(name) ? [] : [`its file name begins with ${named.name}, and its metadata gives it the name ${name}`]),
    ...(isSame(named.version, version) ? [] : [`its file name gives it the version ${named.version}, and the release is ${version}`]),
  ]
}

const fieldFaults = ({ metadata }: Checked): readonly string[] => {
  const said = oneOf(metadata, 'Metadata-Version') ?? ''
  const summary = oneOf(metadata, 'Summary') ?? ''
  const python = oneOf(metadata, 'Requires-Python')
  return [
    ...(versions.includes(said) ? since.filter(([field, version]) => allOf(metadata, field).length > 0 && !atLeast(said, version)).map(([field, version]) => `${field} came with Metadata-Version ${version}, and it says ${said}`) : [`its Metadata-Version is "${said}", and ${versions.join(', ')} are known`]),
    ...once.filter((field) => allOf(metadata, field).length > 1).map((field) => `${field} stands there more than once`),
    ...(/\n/.test(summary) ? ['its Summary has several lines'] : summary.length > 512 ? [`its Summary has ${summary.length} characters, and 512 are allowed`] : []),
    ...(python === undefined || isSpecifier(python) ? [] : [`Requires-Python "${python}" is no version specifier`]),
    ...allOf(metadata, 'Project-URL').flatMap(linkFaults),
  ]
}

/** Parts between commas; an empty one is none. */
const isSpecifier = (text: string): boolean => text.split(',').map((it) => it.trim()).filter((it) => it !== '').every((it) => validRange(it))

const linkFaults = (value: string): readonly string[] => {
  const [, label = '', url = ''] = /^([^,]*),\s*(.*)$/s.exec(value) ?? []
  if (label.trim() === '') return [`the Project-URL "${value}" has no label`]
  if (label.length > 32) return [`the label "${label}" of a Project-URL has more than 32 characters`]
  return URL.canParse(url) && /^(https?|git|ftp|irc|mailto)/.test(url) ? [] : [`the Project-URL ${label} is no address: ${url || 'it is empty'}`]
}

const descriptionFaults = ({ metadata }: Checked): readonly string[] => {
  const text = oneOf(metadata, 'Description-Content-Type')
  if (text === undefined) return []
  const [type = '', ...parameters] = text.split(';').map((it) => it.trim())
  if (!contentTypes.includes(type.toLowerCase())) return [`its Description-Content-Type "${text}" is none of ${contentTypes.join(', ')}`]
  const values = new Map(parameters.map((it) => [it.split('=')[0]?.trim().toLowerCase() ?? '', it.slice(it.indexOf('=') + 1).trim().replace(/^"|"$/g, '')]))
  const [charset, variant] = [values.get('charset'), values.get('variant')]
  return [
    ...(charset === undefined || charset === 'UTF-8' ? [] : [`the charset of its Description-Content-Type is ${charset}, and only UTF-8 is allowed`]),
    ...(type === 'text/markdown' && variant !== undefined && !variants.includes(variant) ? [`the variant of its Description-Content-Type is ${variant}, and only ${variants.join(' and ')} are known`] : []),
  ]
}

const isAddressed = (requirement: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]*\s*(?:\[[^\]]*\])?\s*@/.test(requirement)

const ownFaults = ({ named, metadata, size, limit, version }: Checked): readonly string[] => {
  const classifiers = allOf(metadata, 'Classifier')
  const licenses = classifiers.filter((it) => it.startsWith('License ::'))
  return [
    ...(size > limit * megabyte ? [`it has ${size} bytes, and ${limit} MB are allowed; where the project was granted more, publish.index says so by its \`limit\``] : []),
    ...(version.includes('+') ? [`${version} is a local version, and those are not allowed`] : []),
    ...allOf(metadata, 'Requires-Dist').filter(isAddressed).map((it) => `Requires-Dist names an address (${it}), which is not allowed`),
    ...classifiers.filter((it) => it.startsWith('Private ::')).map((it) => `the classifier "${it}" keeps it from every public index`),
    ...(allOf(metadata, 'License-Expression').length > 0 && licenses.length > 0 ? [`it has a License-Expression and the classifier "${licenses[0] ?? ''}", and may not have both`] : []),
    ...named.platforms.filter((it) => !platform.test(it)).map((it) => `its platform tag ${it} is not allowed there (a wheel for Linux has to be a manylinux or musllinux one)`),
  ]
}

/** What it takes, and what people would rather know before. */
export const doubtsOf = ({ fileName, named, metadata }: Pick<Checked, 'fileName' | 'named' | 'metadata'>): readonly string[] => {
  const begin = `${normalised(named.name).replaceAll('-', '_')}-`
  return [
    ...(metadata.description.trim() === '' ? ['it has no description: the page of the project will be empty'] : []),
    ...(named.type === 'sdist' && !fileName.startsWith(begin) ? [`its name should begin with ${begin} (PEP 625); newer build tools write it so`] : []),
  ]
}
