// Names of distributions: how they are compared (PEP 503), and what the names of their files say (PEP 427, PEP 625). Pure.

/** `Os_VIM.driver` and `os-vim-driver` are one project. */
export const normalised = (name: string): string => name.replace(/[-_.]+/g, '-').toLowerCase()

export const isProjectName = (name: string): boolean => /^([A-Z0-9]|[A-Z0-9][A-Z0-9._-]*[A-Z0-9])$/i.test(name)

export interface FileName {
  readonly type: 'bdist_wheel' | 'sdist'
  readonly name: string
  readonly version: string
  /** `py3`; `source` of an sdist. */
  readonly python: string
  /** Of a wheel: `any`, `manylinux_2_28_x86_64`. */
  readonly platforms: readonly string[]
}

const wheel = /^([^-]+)-([^-]+)(?:-\d[^-]*)?-([^-]+)-([^-]+)-([^-]+)\.whl$/

/** Undefined when the name is that of neither a wheel nor an sdist. */
export const readFileName = (fileName: string): FileName | undefined => {
  const [, name, version, python, , platform] = wheel.exec(fileName) ?? []
  if (name !== undefined && version !== undefined && python !== undefined && platform !== undefined) return { type: 'bdist_wheel', name, version, python, platforms: platform.split('.') }
  // The version has no hyphen, and the name may have some where its backend is older than PEP 625.
  const [, base, rest] = /^(.+)-([^-]+)\.tar\.gz$/.exec(fileName) ?? []
  return base === undefined || rest === undefined ? undefined : { type: 'sdist', name: base, version: rest, python: 'source', platforms: [] }
}
