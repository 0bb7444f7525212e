// Patterns of branch names: `*` stays within a folder, `**` does not; everything else is itself.
export const matchesGlob = (pattern: string, name: string): boolean => {
  const source = pattern.replace(/\*\*\/?|\*|[.+^${}()|[\]\\?]/g, (it) => (it === '**' ? '.*' : it === '**/' ? '(?:.*/)?' : it === '*' ? '[^/]*' : `\\${it}`))
  return new RegExp(`^${source}$`).test(name)
}

/** What every name begins with that the pattern takes. */
export const beginningOf = (pattern: string): string => /^[^*]*/.exec(pattern)?.[0] ?? ''

export const isGlob = (pattern: string): boolean => pattern.includes('*')
