// The result of a set-up as shell settings, for `eval`. Folders go in front of PATH, in the order of the provisions.
const quoted = (value) => `'${value.replaceAll("'", `'\\''`)}'`

export function renderEnvironment(found) {
  const paths = found.flatMap(({ path }) => (path ? [path] : []))
  const settings = Object.entries(Object.assign({}, ...found.map(({ env }) => env ?? {})))
  const lines = settings.map(([name, value]) => `export ${name}=${quoted(value)}`)
  if (paths.length > 0) lines.unshift(`export PATH=${paths.map(quoted).join(':')}:"$PATH"`)
  return `${lines.join('\n')}\n`
}
