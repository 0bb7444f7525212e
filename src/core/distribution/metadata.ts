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
const renamed: Readonly<Record<string, string>> = { classifier: 'classifiers', 'project-url': 'project_urls', 'home-page': 'home_page', 'license-file': 'license_files', 'provides-extra': 'provides_extra' }

/** As the upload form names them: lower case, with underscores. */
export const formFields = ({ fields, description }: Metadata): readonly (readonly [string, string])[] => [
  ...fields.map(([key, value]) => [renamed[key.toLowerCase()] ?? key.toLowerCase().replaceAll('-', '_'), value] as const),
  ...(description.trim() === '' ? [] : [['description', description] as const]),
]
