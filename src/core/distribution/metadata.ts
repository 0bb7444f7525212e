// Core metadata (METADATA of a wheel, PKG-INFO of an sdist): lines of `Key: value`, and the description after an empty line. Pure.

export interface Metadata {
  /** In their order; keys as they stand. Without the description. */
  readonly fields: readonly (readonly [key: string, value: string])[]
  readonly description: string
}

export const parseMetadata = (text: string): Metadata => {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  const empty = lines.indexOf('')
  const head = empty < 0 ? lines : lines.slice(0, empty)
  const fields: [string, string][] = []
  for (const line of head) {
    const last = fields.at(-1)
    const [, key, value] = /^([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*?)[ \t]*$/.exec(line) ?? []
    if (/^[ \t]/.test(line) && last) last[1] += `\n${line.replace(/^(?: {7}\|| {8}|[ \t])/, '')}`
    else if (key !== undefined && value !== undefined) fields.push([key, value])
  }
  const inHead = fields.filter(([key]) => key.toLowerCase() === 'description').map(([, value]) => value)
  const body = empty < 0 ? '' : lines.slice(empty + 1).join('\n')
  return { fields: fields.filter(([key]) => key.toLowerCase() !== 'description'), description: body.trim() === '' ? inHead.join('\n') : body }
}

export const allOf = ({ fields }: Metadata, key: string): readonly string[] => fields.filter(([it]) => it.toLowerCase() === key.toLowerCase()).map(([, value]) => value)
export const oneOf = (metadata: Metadata, key: string): string | undefined => allOf(metadata, key)[0]

/** Keys whose field of the upload form is called otherwise. */
const renamed: Readonly<Record<string, string>> = { classifier: 'classifiers', 'project-url': 'project_urls', 'home-page': 'home_page', 'license-file': 'license_files', 'import-name': 'import_names', 'import-namespace': 'import_namespaces' }

/** Versions from which on a field means something; setuptools wrote License-File before, with another meaning, and an index refuses that in the form. */
const isMeant = (key: string, version: string): boolean => key.toLowerCase() !== 'license-file' || !['1.0', '1.1', '1.2', '2.0', '2.1', '2.2', '2.3'].includes(version)

/** As the upload form names them: lower case, with underscores. Without what old tools write where they know nothing. */
export const formFields = ({ fields, description }: Metadata): readonly (readonly [string, string])[] => [
  ...fields.filter(([key, value]) => value !== 'UNKNOWN' && isMeant(key, oneOf({ fields, description }, 'Metadata-Version') ?? '')).map(([key, value]) => [renamed[key.toLowerCase()] ?? key.toLowerCase().replaceAll('-', '_'), value] as const),
  ...(description.trim() === '' ? [] : [['description', description] as const]),
]
