// The client of package indexes is loaded with the first question to one: most runs ask none.
import type { PackageIndex } from '../../ports/package-index.js'
import type { PackageIndexOptions } from './package-index.js'

export const lazyPackageIndex = (options: PackageIndexOptions): PackageIndex => {
  let made: Promise<PackageIndex> | undefined
  const index = (): Promise<PackageIndex> => (made ??= import('./package-index.js').then(({ createPackageIndex }) => createPackageIndex(options)))
  return {
    files: async (...asked) => (await index()).files(...asked),
    right: async (...asked) => (await index()).right(...asked),
    upload: async (...asked) => (await index()).upload(...asked),
    async *download(...asked) {
      yield* (await index()).download(...asked)
    },
  }
}
