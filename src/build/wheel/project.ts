// What a Python project says of how it is built, read from its text without running it. Pure.

export interface PythonProject {
  /** Module of the backend: `setuptools.build_meta`. */
  readonly backend: string
  /** The first requirement of the build, with which an index is asked whether it answers. */
  readonly requirement: string
  readonly hasSetup: boolean
  /** The backend lies in the project itself (`backend-path`): it can be asked for nowhere else. */
  readonly ownBackend: boolean
}

/** The text of one table of a TOML file; enough for the two plain keys that are wanted of it. */
const tableOf = (toml: string, name: string): string => {
  const lines = toml.split(/\r?\n/)
  const start = lines.findIndex((line) => new RegExp(String.raw`^\s*\[\s*${name}\s*\]\s*(#.*)?$`).test(line))
  if (start < 0) return ''
  const rest = lines.slice(start + 1)
  const end = rest.findIndex((line) => /^\s*\[[^[\],"']+\]\s*(#.*)?$/.test(line))
  return (end < 0 ? rest : rest.slice(0, end)).join('\n')
}

const legacy = 'setuptools.build_meta'

export const readPythonProject = (pyproject: string | undefined, hasSetup: boolean): PythonProject => {
  const table = pyproject === undefined ? '' : tableOf(pyproject, 'build-system')
  const backend = /^\s*build-backend\s*=\s*["']([A-Za-z_][\w.]*)(?::[\w.]+)?["']/m.exec(table)?.[1] ?? legacy
  const requirement = /^\s*requires\s*=\s*\[\s*(?:#.*\s*)*["']([^"']+)["']/m.exec(table)?.[1] ?? 'setuptools'
  return { backend, requirement, hasSetup, ownBackend: /^\s*backend-path\s*=/m.test(table) }
}
