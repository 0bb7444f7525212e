// Where the links of a folder lead, seen from whoever unpacks it. Pure.

const mostHops = 40

const partsOf = (path: string): readonly string[] => path.split('/').filter((it) => it !== '' && it !== '.')

/**
 * Does the way of a link pass outside of the folder? `links` are all links of the folder, path → target, relative to it. A way
 * that goes out and comes back by the folder's name counts as outside, since the name is another one once it is packed.
 */
const escapes = (links: ReadonlyMap<string, string>, path: string, target: string): boolean => {
  const at = partsOf(path).slice(0, -1)
  let todo = [...partsOf(target)]
  if (target.startsWith('/')) return true
  for (let hops = 0; hops < mostHops; ) {
    const next = todo.shift()
    if (next === undefined) return false
    if (next === '..') {
      if (at.length === 0) return true
      at.pop()
      continue
    }
    at.push(next)
    const onward = links.get(at.join('/'))
    if (onward === undefined) continue
    if (onward.startsWith('/')) return true
    hops++
    at.pop()
    todo = [...partsOf(onward), ...todo]
  }
  // A circle leads nowhere, and so not outside.
  return false
}

export const escapingLinks = (links: ReadonlyMap<string, string>): readonly { readonly path: string; readonly target: string }[] =>
  [...links].filter(([path, target]) => escapes(links, path, target)).map(([path, target]) => ({ path, target }))

/** The links below a folder, relative to it. */
export const linksBelow = (links: Readonly<Record<string, string>>, folder: string): ReadonlyMap<string, string> => {
  const prefix = folder === '.' ? '' : `${folder}/`
  return new Map(Object.entries(links).flatMap(([path, target]) => (path.startsWith(prefix) ? [[path.slice(prefix.length), target] as const] : [])))
}
